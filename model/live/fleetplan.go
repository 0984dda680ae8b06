package live

import (
	"slices"
	"time"

	"oscope/model"
)

const (
	// answerMost is how long a scope may take to answer before it is taken for one
	// that may never.
	answerMost = 5 * time.Second
	// silentPart is the part of the budget that is open to all silent scopes together.
	silentPart = 4
	// borrowPart is the part of the budget beyond which no scope takes more than its
	// share.
	borrowPart = 2
)

// ScopedRead is a reading that is due, with its scope.
type ScopedRead struct {
	Scope model.Scope
	Read
}

// Due returns the readings to begin at now, most urgent first. Each must be handed to
// Begin of its snapshot before the next call.
func (f *Fleet) Due(now time.Time, v View) []ScopedRead {
	f.now = now
	f.see(v)
	f.settle()
	if f.alone {
		return f.dueAlone()
	}
	for m := f.later.first(); m != nil && !m.plan.next.After(now); m = f.later.first() {
		f.schedule(m)
	}
	var due []ScopedRead
	var waiting []*member
	for r := f.room(); r.free > 0; {
		m := f.ready.first()
		if m == nil {
			break
		}
		if !r.admits(m) {
			f.ready.drop(m)
			waiting = append(waiting, m)
			continue
		}
		r.take(m)
		due = append(due, ScopedRead{m.scope, f.take(m)})
	}
	for _, m := range waiting {
		f.ready.put(m)
	}
	return due
}

// take begins the most urgent reading of a scope, whose next turn comes after those
// of the others.
func (f *Fleet) take(m *member) Read {
	feed := m.plan.due[0].FeedState
	m.plan.due = append(m.plan.due[:0], m.plan.due[1:]...)
	if m.plan.underWay == 0 {
		m.plan.asked = f.now
	}
	m.plan.underWay++
	f.turns++
	m.turn = f.turns
	if len(m.plan.due) > 0 {
		f.ready.put(m)
	} else {
		f.ready.drop(m)
	}
	f.touch(m)
	return Read{Feed: feed.Feed, Only: m.snapshot.only(feed, f.now, m.among)}
}

// Next returns when Due will have something more; ok is false when nothing is due
// until a reading under way ends or somebody acts.
func (f *Fleet) Next(v View) (at time.Time, ok bool) {
	f.see(v)
	f.settle()
	if f.alone {
		for _, m := range f.members {
			return m.snapshot.Next(m.attention)
		}
		return time.Time{}, false
	}
	r := f.room()
	if r.free <= 0 {
		return time.Time{}, false
	}
	if slices.ContainsFunc(f.ready.all, r.admits) {
		return f.now, true
	}
	if m := f.later.first(); m != nil {
		return m.plan.next, true
	}
	return time.Time{}, false
}

func (f *Fleet) dueAlone() []ScopedRead {
	var due []ScopedRead
	for _, m := range f.members {
		for _, read := range m.snapshot.Due(f.now, m.attention) {
			if m.plan.underWay+len(due) < f.Budget {
				due = append(due, ScopedRead{m.scope, read})
			}
		}
	}
	return due
}

// room is what is left of the budget, and for whom.
type room struct {
	now      time.Time
	budget   int
	free     int
	share    int // what every scope may take, as long as there is anything
	ofSilent int // how many readings of silent scopes are under way
}

func (f *Fleet) room() room {
	r := room{now: f.now, budget: f.Budget, free: f.Budget}
	r.share = min(max(f.Budget/max(1, len(f.members)), 1), maxReadings)
	for m := range f.busy {
		r.free -= m.plan.underWay
		if m.silent(f.now) {
			r.ofSilent += m.plan.underWay
		}
	}
	return r
}

// silent reports whether a scope does not answer.
func (m *member) silent(now time.Time) bool {
	return m.snapshot.silent || m.plan.underWay > 0 && now.Sub(m.plan.asked) > answerMost
}

// admits reports whether one more reading of a scope may begin. What a scope takes
// it may keep for minutes, if it hangs: so it has its share until it has answered,
// all that hang together have a part, and more than a share is lent only of what
// nobody needs.
func (r room) admits(m *member) bool {
	silent := m.silent(r.now)
	switch {
	case r.free <= 0, m.plan.underWay >= maxReadings, silent && r.ofSilent >= max(1, r.budget/silentPart):
		return false
	case m.plan.underWay < r.share:
		return true
	}
	return !silent && m.snapshot.answered && r.budget-r.free < r.budget/borrowPart
}

func (r *room) take(m *member) {
	r.free--
	if m.silent(r.now) {
		r.ofSilent++
	}
}
