package live

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"oscope/model"
)

// How often a feed is read. Nothing else starts a read.
const (
	// A feed with something in flight: the wait begins at flightFirst, grows by
	// half each time nothing has changed, and starts over on a change. The longer
	// bound holds once the youngest has been on its way for an hour.
	flightFirst = 2 * time.Second
	flightMost  = 15 * time.Second
	flightLong  = time.Minute
	flightAged  = time.Hour

	settledOnScreen  = 30 * time.Second
	settledOffScreen = 5 * time.Minute
	// Settled feeds of one kind together cost at most one call in this time.
	settledPerCall = 3 * time.Second
	callerEvery    = time.Hour

	promptAgain = time.Second // the second read after a write of ours
	// LookUpAfter is how long after its failure a write of unknown outcome counts as
	// not done if a complete reading does not show it.
	LookUpAfter = 5 * time.Second

	failedFirst = 2 * time.Second
	failedMost  = 5 * time.Minute
	// Somebody looks at it, and may be mending it at this moment.
	failedOnScreen = time.Minute
	// Trouble of the whole scope ends by itself, without a change at AWS, and
	// asking costs the account next to nothing: come back soon.
	outageMost = 30 * time.Second

	// pageSize is how many resources a page of a listing holds.
	pageSize = 100

	// maxReadings bounds the readings that are under way at once.
	maxReadings = 8
)

// Due returns the readings to begin at now, most urgent first. Each must be
// handed to Begin before the next call.
func (s *Snapshot) Due(now time.Time, a Attention) []Read {
	s.watchSeen(a)
	type candidate struct {
		*FeedState
		urgency int
	}
	room := maxReadings
	var due []candidate // the most urgent that there is room for, in order
	for _, f := range s.feeds {
		if f.Reading() {
			room--
			continue
		}
		at, ok := s.next(f, a)
		if !ok || at.After(now) {
			continue
		}
		c := candidate{f, f.urgency(a)}
		i, _ := slices.BinarySearchFunc(due, c, func(g, c candidate) int {
			return cmp.Or(cmp.Compare(g.urgency, c.urgency), g.heard.Compare(c.heard), compareFeeds(g.FeedState, c.FeedState))
		})
		if i < maxReadings {
			due = slices.Insert(due[:min(len(due), maxReadings-1)], i, c)
		}
	}
	due = due[:max(0, min(room, len(due)))]
	reads := make([]Read, len(due))
	for i, f := range due {
		reads[i] = Read{Feed: f.Feed, Only: s.only(f.FeedState, now, a)}
	}
	return reads
}

// watchSeen has what is looked at belong to what is read.
func (s *Snapshot) watchSeen(a Attention) {
	for feed := range a.OnScreen {
		if feed.Of != "" {
			s.watch(feed)
		}
	}
}

func compareFeeds(f, g *FeedState) int {
	return cmp.Or(strings.Compare(string(f.Feed.Kind), string(g.Feed.Kind)), strings.Compare(f.Feed.Of, g.Feed.Of))
}

// Next returns when Due will have something more; ok is false when nothing is
// due until a reading under way ends or somebody acts.
func (s *Snapshot) Next(a Attention) (at time.Time, ok bool) {
	for _, f := range s.feeds {
		if f.Reading() {
			continue
		}
		if t, due := s.next(f, a); due && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

// Refresh has feeds read as soon as possible, whatever kept them waiting. A
// reading under way is as fresh as can be asked for.
func (s *Snapshot) Refresh(feeds ...Feed) {
	s.touch()
	for _, f := range s.selected(feeds, s.watch) {
		f.requested = f.requested || !f.Reading()
	}
}

// Written has a feed read at once and once more shortly after, because a write
// of ours has touched it. A reading under way may have seen the state before the
// write and is abandoned.
func (s *Snapshot) Written(feed Feed, now time.Time) {
	f := s.feeds[feed]
	if f == nil {
		return // its application went meanwhile
	}
	s.beat++
	s.touch()
	f.reading, f.written = 0, true
	f.delay = flightFirst
	f.prompts = []time.Time{now, now.Add(promptAgain)}
}

// Verify is Written for a write of which it is not known whether it was done: the
// feed is read a third time, LookUpAfter later, when a request that was on its way
// has arrived or never will.
func (s *Snapshot) Verify(feed Feed, now time.Time) {
	f := s.watch(feed) // also of an application that no listing has shown
	s.Written(feed, now)
	f.prompts = append(f.prompts, now.Add(LookUpAfter))
}

// next returns when a feed that is not being read should be; ok is false when it
// waits for something else.
func (s *Snapshot) next(f *FeedState, a Attention) (at time.Time, ok bool) {
	switch {
	case s.redundant(f.facts), a.Confined && !a.sees(f.Feed):
		return time.Time{}, false
	case f.requested:
		return time.Time{}, true
	case s.heldBack(f):
		return time.Time{}, false
	case len(f.prompts) > 0:
		return f.prompts[0], true
	case f.facts.onDemand() && !a.sees(f.Feed) && f.along.IsZero():
		return time.Time{}, false // read when it is looked at
	case f.Err != nil:
		return f.heard.Add(s.backoff(f, a)), !a.Blurred || f.InFlight > 0 || s.awaited(f) || !f.along.IsZero()
	case !f.along.IsZero():
		return f.along, true
	case !f.Known():
		return time.Time{}, s.firstRead(f)
	}
	at, ok = s.settledNext(f, a)
	if flight := f.heard.Add(f.delay); f.InFlight > 0 && (!ok || flight.Before(at)) {
		return flight, true
	}
	return at, ok
}

// firstRead reports whether it is time for the first reading of a feed: those about
// each of some resources are read when these have been listed as far as they can be,
// so that they do not compete with the rest of a long list.
func (s *Snapshot) firstRead(f *FeedState) bool {
	if !f.facts.many() || f.facts.onDemand() {
		return true
	}
	parent := s.Feed(f.facts.parent())
	return parent.Known() || parent.Err != nil
}

// settledNext is next for a feed in which nothing is in flight, or of which the
// whole is wanted although only a part of it is.
func (s *Snapshot) settledNext(f *FeedState, a Attention) (at time.Time, ok bool) {
	switch {
	case a.Blurred:
		return time.Time{}, false
	case a.bare > 0 && (f.facts.Holds == "" || f.facts.Optional) && !a.named[f.Feed]:
		return time.Time{}, false // of an empty scope it tells nothing
	case f.facts.Every > 0:
		return f.Learned.Add(f.facts.Every), true
	}
	every, onScreen := settledOffScreen, a.sees(f.Feed)
	if onScreen {
		every = settledOnScreen
	}
	every = max(every, time.Duration(s.cost(f.facts))*settledPerCall)
	return f.Learned.Add(a.stretched(f, every, onScreen)), true
}

// cost returns about how many calls it takes to read all feeds of a kind once.
func (s *Snapshot) cost(facts *FeedFacts) int {
	switch {
	case facts.onDemand():
		return 1 // only what is on the screen is read
	case facts.many():
		return s.Len(facts.Of) + s.Len(facts.Holds)/pageSize
	case facts.Batch > 0:
		return 1 + (s.Len(facts.Holds)+facts.Batch-1)/facts.Batch
	}
	return 1
}

// only returns the names to which a reading of f can be restricted: those in
// flight, of what the service describes by name, as long as the whole
// listing is not due itself.
func (s *Snapshot) only(f *FeedState, now time.Time, a Attention) []string {
	if !f.facts.Named {
		return nil
	}
	if f.requested || f.Err != nil || !f.Known() || len(f.prompts) > 0 || f.InFlight == 0 {
		return nil
	}
	if at, ok := s.settledNext(f, a); ok && !at.After(now) {
		return nil
	}
	var names []string
	for key, e := range f.entries {
		if e.item.Common().Phase() == model.InFlight {
			names = append(names, key.ID)
		}
	}
	slices.Sort(names)
	return names
}

// urgency orders feeds that are due: smaller is sooner. Within one urgency the one
// that has waited longest comes first, so that none starves.
func (f *FeedState) urgency(a Attention) int {
	switch {
	case len(f.prompts) > 0:
		return 0
	case f.Feed.Kind == FeedApplications && (!f.Known() || f.Err != nil):
		return 1 // the others hang on it
	case !f.Known() && a.sees(f.Feed):
		return 2
	}
	return 3
}

// finish ends a successful reading.
func (s *Snapshot) finish(f *FeedState, read Read, now time.Time) {
	failed := f.Err
	if f.troubled() {
		s.version++
	}
	f.reading, f.heard, f.Err, f.failures = 0, now, nil, 0
	s.beat++
	s.answered = true
	if f.Size() > 0 {
		f.bare = 0
	} else {
		f.bare++
	}
	if read.Only == nil {
		if !f.Known() {
			s.version++ // that there is nothing is news too
		}
		f.Learned, f.written = now, false
		f.times++
	}
	switch {
	case f.changed || f.delay < flightFirst || len(f.prompts) > 0:
		f.delay = flightFirst
	default:
		f.delay = min(f.delay*3/2, s.flightBound(f, now))
	}
	s.chooseAssociations()
	if failed != nil && f.Feed.Kind == FeedApplications {
		s.releaseHeldBack()
	}
	if failed != nil && failed.Kind == model.FailurePermission {
		s.releaseDenied(f.Feed.Kind)
	}
}

func (s *Snapshot) flightBound(f *FeedState, now time.Time) time.Duration {
	if f.InFlight == 0 {
		return flightLong // without asking each of very many
	}
	for _, e := range f.entries {
		if e.item.Common().Phase() == model.InFlight && now.Sub(e.since) < flightAged {
			return flightMost
		}
	}
	return flightLong
}

// stir has feeds asked soon again whose resources hang on one that has just changed.
func (s *Snapshot) stir(transitions []Transition) {
	for _, t := range transitions {
		for _, facts := range followers[t.Key.Kind] {
			how := facts.follows(t.Key.Kind)
			switch {
			case facts.Of == t.Key.Kind:
				if f := s.feeds[Feed{facts.Kind, t.Key.ID}]; f != nil {
					f.stir(how)
				}
			case facts.many():
				for _, f := range s.FeedsOf(facts.Kind) {
					f.stir(how)
				}
			default:
				s.feeds[Feed{Kind: facts.Kind}].stir(how)
			}
		}
	}
}

func (f *FeedState) stir(how Following) {
	switch {
	case how == Afresh:
		f.delay = flightFirst
	case how == Hasten && f.InFlight > 0:
		f.delay = 0
	case how == Again && f.Known():
		f.requested = true
	}
}
