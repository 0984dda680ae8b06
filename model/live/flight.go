package live

import (
	"time"

	"oscope/model"
)

// beginning is when something began. When exact is false it had begun before it was
// first seen, at that time. The zero value is that of what has not begun.
type beginning struct {
	at    time.Time
	exact bool
}

// Recollection is what an earlier run of oscope knew of a resource when it saw it last.
type Recollection struct {
	Status model.Status
	// Since is when the status began, and Underway when the resource came in flight; with
	// Exact and UnderwayExact as Snapshot.Since and Snapshot.Underway return them.
	Since         time.Time
	Exact         bool
	Underway      time.Time
	UnderwayExact bool
}

// Recall gives the snapshot what earlier runs knew: a resource that is first seen in the
// status that it was last seen in has been in it since then.
func (s *Snapshot) Recall(known map[model.Key]Recollection) {
	s.recalled = known
	for key := range known {
		if e := s.items[key]; e != nil {
			s.recall(e)
		}
	}
	s.version++
}

// recall takes over what an earlier run knew of a resource of which it is not known when
// its status began: it was there before its feed was first read, and the service does
// not date it.
func (s *Snapshot) recall(e *entry) {
	r := e.item.Common()
	known, ok := s.recalled[r.Key]
	if !ok || !e.baseline || r.Status == "" {
		return
	}
	delete(s.recalled, r.Key)
	if e.exact || known.Status != r.Status || !known.Since.Before(e.since) {
		return
	}
	e.since, e.exact = known.Since, known.Exact
	if r.Phase() == model.InFlight && !known.Underway.IsZero() {
		e.flight = beginning{known.Underway, known.UnderwayExact}
	}
}

// fly notes that an entry has come in flight, and returns how long it had been when it
// has come out of it.
func (e *entry) fly(now time.Time) (ran time.Duration, exact bool) {
	r := e.item.Common()
	switch {
	case r.Phase() != model.InFlight:
		return e.landed(now)
	case e.flight.at.IsZero():
		e.flight = beginning{e.since, e.exact}
	}
	return 0, false
}

// landed ends an entry's time in flight, if it has one, and returns how long that was.
func (e *entry) landed(now time.Time) (ran time.Duration, exact bool) {
	if e.flight.at.IsZero() {
		return 0, false
	}
	began := e.flight
	e.flight = beginning{}
	return now.Sub(began.at), began.exact
}

// Sightings returns, once, the resources that were in flight already when they were
// first seen: To is what they were, and At when that began or, if it is not Exact, when
// it was seen.
func (s *Snapshot) Sightings() []Transition {
	sighted := s.sighted
	s.sighted = nil
	return sighted
}

// sight notes a resource that was there before its feed was first read.
func (s *Snapshot) sight(e *entry) {
	if !e.baseline || e.flight.at.IsZero() {
		return
	}
	t := s.transition(e.item, e.since)
	t.Exact = e.exact
	s.sighted = append(s.sighted, t)
}

// Underway returns when a resource came in flight, through all the statuses that it
// has been in since. When exact is false it was so already when oscope first saw it, at
// that time. Of one that is not in flight it returns the zero time.
func (s *Snapshot) Underway(key model.Key) (since time.Time, exact bool) {
	if e := s.items[key]; e != nil {
		return e.flight.at, e.flight.exact
	}
	return time.Time{}, false
}

// transition is a transition to what an item says now.
func (s *Snapshot) transition(item model.Item, now time.Time) Transition {
	r := item.Common()
	t := Transition{Scope: s.scope, Key: r.Key, Title: s.Title(item), To: r.Status, At: now, Type: model.TypeOf(item)}
	if r.Phase() == model.Failed {
		t.Reason = r.Reason
	}
	return t
}
