package live

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"oscope/model"
)

type entry struct {
	item      model.Item
	serial    uint64 // counts entries in the order in which they came
	read      uint64 // number of the reading that saw it last
	since     time.Time
	exact     bool // since is when the status began, not when it was first seen
	gone      bool
	detailed  bool       // more has been read of it than its listing tells
	flight    beginning  // of its time in flight, through all statuses of that
	baseline  bool       // it was there when its feed was first read
	keepUntil time.Time  // it is kept without being listed; see grace
	graceEnd  time.Time  // until then a listing may still show before
	before    model.Item // what a write of ours has changed, until then; nil if none has
}

// Snapshot is all that oscope knows of one scope now, and when and how each part
// was learned. It is not safe for concurrent use: one event loop owns it.
type Snapshot struct {
	Caller model.Caller
	// DefaultARN is the ARN of the default application; empty if there is none.
	DefaultARN string

	scope   model.Scope // of which it is, in a fleet
	touched func()      // called when what it says or plans may have changed, in a fleet
	calls   minute

	feeds  map[Feed]*FeedState
	items  map[model.Key]*entry
	order  map[model.Kind][]*entry // in the order in which they were first seen
	counts map[model.Kind]map[model.Phase]int

	detailed map[model.Kind]int // see Detailed
	// associationsBy is the kind of feeds by which associations are read; empty until
	// that is decided.
	associationsBy FeedKind

	recalled map[model.Key]Recollection
	sighted  []Transition

	ended   map[model.Key]time.Time // what writes of ours have ended, until reads must know
	reads   uint64
	entries uint64
	forAll  map[FeedKind]Feed // the one of many denied feeds that is asked again first
	version uint64
	beat    uint64

	answered bool // the service has ever said something
	silent   bool // it did not when it was last asked
}

// touch tells the fleet, if there is one.
func (s *Snapshot) touch() {
	if s.touched != nil {
		s.touched()
	}
}

// NewSnapshot returns the empty snapshot of a scope, with the feeds that every
// scope has.
func NewSnapshot() *Snapshot {
	s := &Snapshot{
		feeds:  map[Feed]*FeedState{},
		items:  map[model.Key]*entry{},
		order:  map[model.Kind][]*entry{},
		counts: map[model.Kind]map[model.Phase]int{}, detailed: map[model.Kind]int{},
		ended:  map[model.Key]time.Time{},
		forAll: map[FeedKind]Feed{},
	}
	for _, feed := range scopeFeeds() {
		s.watch(feed)
	}
	return s
}

// Feed returns the state of a feed. Of one that is not watched nothing is known:
// asking about it does not make it one that is read.
func (s *Snapshot) Feed(feed Feed) *FeedState {
	if f := s.feeds[feed]; f != nil {
		return f
	}
	return &FeedState{Feed: feed, facts: feed.Kind.Facts()}
}

// watch returns the state of a feed, which from now on belongs to what is read.
func (s *Snapshot) watch(feed Feed) *FeedState {
	f := s.feeds[feed]
	if f == nil {
		f = &FeedState{Feed: feed, facts: feed.Kind.Facts(), entries: map[model.Key]*entry{}}
		s.feeds[feed] = f
	}
	return f
}

// FeedsOf returns the states of all feeds of a kind, in no particular order.
func (s *Snapshot) FeedsOf(kind FeedKind) []*FeedState {
	var all []*FeedState
	for feed, state := range s.feeds {
		if feed.Kind == kind {
			all = append(all, state)
		}
	}
	return all
}

// Version changes whenever a resource does, so that whoever derives something
// from a snapshot knows when to derive it again.
func (s *Snapshot) Version() uint64 { return s.version }

// Beat changes whenever a reading begins or ends, as Version does with resources.
func (s *Snapshot) Beat() uint64 { return s.beat }

// Count returns how many resources of a kind are in a phase.
func (s *Snapshot) Count(kind model.Kind, phase model.Phase) int { return s.counts[kind][phase] }

// Len returns the number of resources of a kind.
func (s *Snapshot) Len(kind model.Kind) int { return len(s.order[kind]) }

// Item returns a resource by its key.
func (s *Snapshot) Item(key model.Key) (model.Item, bool) {
	if e := s.items[key]; e != nil {
		return e.item, true
	}
	return nil, false
}

// Items returns the resources of a kind in the order in which they were first seen.
func (s *Snapshot) Items(kind model.Kind) []model.Item {
	all := make([]model.Item, len(s.order[kind]))
	for i, e := range s.order[kind] {
		all[i] = e.item
	}
	return all
}

// Roll returns how many resources of a kind there are, and each of them by its place
// in the order in which they were first seen. Which ones these are stays so, whatever
// is taken in afterwards, so that they can be gone through in portions; what is known
// of each is of when it is asked for.
func (s *Snapshot) Roll(kind model.Kind) (n int, at func(i int) model.Item) {
	entries := s.order[kind]
	return len(entries), func(i int) model.Item { return entries[i].item }
}

// ItemsOf returns the resources that one feed holds, in the order in which they
// were first seen.
func (s *Snapshot) ItemsOf(feed Feed) []model.Item {
	f := s.feeds[feed]
	if f == nil {
		return nil
	}
	entries := slices.SortedFunc(maps.Values(f.entries), bySerial)
	all := make([]model.Item, len(entries))
	for i, e := range entries {
		all[i] = e.item
	}
	return all
}

func bySerial(a, b *entry) int { return cmp.Compare(a.serial, b.serial) }

// Stalled returns, for a resource whose listing cannot be read, when it was last
// read: what has become of it since is not known. Of what can be read it returns
// the zero time.
func (s *Snapshot) Stalled(key model.Key) time.Time {
	e := s.items[key]
	if e == nil {
		return time.Time{}
	}
	if f := s.feeds[s.FeedOf(e.item)]; f != nil && f.troubled() {
		return f.Learned
	}
	return time.Time{}
}

// Since returns when a resource came into its present status. When exact is
// false it was in that status already when oscope first saw it, at that time.
func (s *Snapshot) Since(key model.Key) (since time.Time, exact bool) {
	if e := s.items[key]; e != nil {
		return e.since, e.exact
	}
	return time.Time{}, false
}

// Age returns since when a resource is what it is, as far as that is known.
func (s *Snapshot) Age(key model.Key) model.Age {
	if e := s.items[key]; e != nil {
		return model.AgeOf(e.item, e.since, e.exact)
	}
	return model.Age{}
}
