package live

import (
	"cmp"
	"slices"
	"time"

	"oscope/model"
)

// Fleet is all that oscope knows of several scopes now, and plans what is read of
// them. Like the snapshots in it, it belongs to one event loop.
type Fleet struct {
	// Budget bounds the readings that are under way at once, of all scopes together.
	Budget int

	order   []model.Scope
	of      map[model.Scope]*member
	members []*member // in that order
	added   uint64    // how many scopes there have ever been

	// What follows is derived, when a snapshot has changed: by recount what is told of
	// it, with every message; by settle also what is read when, once that is asked for.
	news  []*member
	stale []*member
	now   time.Time // of the last Due
	sum   struct {
		tally
		load load
	}
	pace         pace
	alone        bool // there is no more than one scope, which plans for itself
	ready, later queue
	busy         map[*member]bool // with readings under way
	turns        uint64
	look         look
	health       fleetHealth

	beat, version uint64
}

// member is a scope of the fleet, with what has been derived from its snapshot.
type member struct {
	scope    model.Scope
	snapshot *Snapshot
	number   uint64 // in the order of adding
	phase    float64
	shown    bool

	stale     bool      // it stands in the fleet's list of those
	changed   bool      // so may its snapshot have
	attention Attention // what of it can be seen
	among     Attention // the same with what comes of its being one of many
	added     time.Time // when it was first planned
	beat      uint64    // of its snapshot, as far as it has been derived from
	version   uint64
	turn      uint64 // when a reading of it was last begun, among all scopes
	plan      survey
	tally     tally
	load      load
	bare      int // how often in a row nothing was found in it
	standing  standing
	health    Health
	healthOf  uint64 // the number of the selection that health is of; 0 when it is out of date
	places    [2]int // in the queues, from 1; 0 when it is in none
}

// DefaultBudget is how many readings of a fleet are under way at once unless told
// otherwise.
const DefaultBudget = 50

// NewFleet returns a fleet without scopes.
func NewFleet() *Fleet {
	f := &Fleet{Budget: DefaultBudget, of: map[model.Scope]*member{}, busy: map[*member]bool{}, alone: true}
	f.ready = queue{which: 0, before: func(a, b *member) bool {
		return cmp.Or(a.plan.due[0].compare(b.plan.due[0].urgency), cmp.Compare(a.turn, b.turn), cmp.Compare(a.number, b.number)) < 0
	}}
	f.later = queue{which: 1, before: func(a, b *member) bool { return a.plan.next.Before(b.plan.next) }}
	f.look.of(View{})
	return f
}

// Add adds a scope, of which nothing is known yet, and returns its snapshot; of one
// that is there already it returns what it has.
func (f *Fleet) Add(scope model.Scope) *Snapshot {
	if m := f.of[scope]; m != nil {
		return m.snapshot
	}
	s := NewSnapshot()
	s.scope, s.Caller.Region, s.Caller.Profile = scope, scope.Region, scope.Profile
	f.added++
	m := &member{scope: scope, snapshot: s, number: f.added, phase: phaseOf(scope)}
	s.touched = func() { f.touch(m) }
	f.of[scope] = m
	f.order, f.members = append(f.order, scope), append(f.members, m)
	f.look.at(m)
	f.touch(m)
	f.beat++
	f.version++
	return s
}

// Remove forgets a scope and all that is known of it.
func (f *Fleet) Remove(scope model.Scope) {
	m := f.of[scope]
	if m == nil {
		return
	}
	m.snapshot.touched = nil
	f.sum.add(m.tally, -1)
	f.sum.load.add(m.load, -1)
	f.beat++
	f.version++
	f.ready.drop(m)
	f.later.drop(m)
	delete(f.busy, m)
	delete(f.of, scope)
	f.order = slices.DeleteFunc(f.order, func(other model.Scope) bool { return other == scope })
	f.members = slices.DeleteFunc(f.members, func(other *member) bool { return other == m })
	f.stale = slices.DeleteFunc(f.stale, func(other *member) bool { return other == m })
	f.news = slices.DeleteFunc(f.news, func(other *member) bool { return other == m })
	f.replanAll() // the others share what it has cost
}

// Scopes returns the scopes in the order in which they were added.
func (f *Fleet) Scopes() []model.Scope { return f.order }

// Snapshot returns what is known of a scope; nil if the fleet does not have it.
func (f *Fleet) Snapshot(scope model.Scope) *Snapshot {
	if m := f.of[scope]; m != nil {
		return m.snapshot
	}
	return nil
}

// touch notes that the snapshot of a scope may have changed.
func (f *Fleet) touch(m *member) {
	if !m.changed {
		m.changed = true
		f.news = append(f.news, m)
	}
	f.replan(m)
}

// replan notes that what is read of a scope when has to be planned anew.
func (f *Fleet) replan(m *member) {
	if !m.stale {
		m.stale = true
		f.stale = append(f.stale, m)
	}
}

func (f *Fleet) replanAll() {
	for _, m := range f.members {
		f.replan(m)
	}
}

// recount counts anew what has changed.
func (f *Fleet) recount() {
	counted := 0
	for counted < len(f.news) { // counting one may touch others
		f.count(f.news[counted])
		counted++
	}
	f.news = f.news[:0]
}

// settle derives anew what has changed: first what the scopes have to themselves,
// from that the pace of all, and then each one's plan.
func (f *Fleet) settle() {
	f.recount()
	if alone := len(f.members) <= 1; alone != f.alone {
		f.alone = alone
		f.replanAll()
	}
	for weighed := 0; weighed < len(f.stale); {
		for ; weighed < len(f.stale); weighed++ { // which may touch others
			f.weigh(f.stale[weighed])
		}
		f.recount()
		if pace := f.sum.load.pace(); !f.alone && pace != f.pace {
			f.pace = pace
			f.replanAll()
		}
	}
	for _, m := range f.stale {
		m.stale = false
		f.schedule(m)
	}
	f.stale = f.stale[:0]
}

// weigh counts a scope anew.
func (f *Fleet) weigh(m *member) {
	if m.added.IsZero() {
		m.added = f.now
	}
	m.among = m.attention
	if !f.alone {
		m.among.phase = m.phase
		if !f.look.singled(m) {
			m.among.bare = m.bare
		}
	}
	m.snapshot.watchSeen(m.among)
	before := m.load
	m.load = m.snapshot.load(m.among, m.standing.state)
	f.sum.load.add(before, -1)
	f.sum.load.add(m.load, 1)
}

// count counts what a scope holds, and names its state.
func (f *Fleet) count(m *member) {
	m.changed = false
	before := m.standing.state
	if beat := m.snapshot.Beat(); beat != m.beat || m.standing.lists == 0 {
		if beat != m.beat {
			m.beat = beat
			f.beat++
		}
		// What stands how is told by readings, not by the slices of one.
		m.standing, m.bare, m.healthOf = m.snapshot.standing(), m.snapshot.bare(), 0
	}
	if version := m.snapshot.Version(); version != m.version {
		m.version = version
		f.version++
	}
	f.sum.add(m.tally, -1)
	m.tally = m.snapshot.tally(m.standing.state)
	f.sum.add(m.tally, 1)
	if before.Facts().Outage && !m.standing.state.Facts().Outage && m.standing.read > 0 {
		f.releaseOthers(m, before)
	}
}

// schedule puts a scope where its turn is.
func (f *Fleet) schedule(m *member) {
	m.among.pace = f.pace
	if f.alone {
		m.among.pace = pace{}
	}
	m.plan = m.snapshot.survey(f.now, m.added, m.among, m.plan.due)
	if m.plan.underWay > 0 {
		f.busy[m] = true
	} else {
		delete(f.busy, m)
	}
	if len(m.plan.due) > 0 {
		f.ready.put(m)
	} else {
		f.ready.drop(m)
	}
	if m.plan.more {
		f.later.put(m)
	} else {
		f.later.drop(m)
	}
}

// releaseOthers has the scopes asked at once that could not be read for the reason
// that has passed for one of them.
func (f *Fleet) releaseOthers(recovered *member, reason State) {
	for _, m := range f.members {
		if m != recovered && m.standing.state == reason {
			m.snapshot.Refresh(Feed{Kind: FeedApplications})
		}
	}
}
