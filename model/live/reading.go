package live

import (
	"slices"
	"time"

	"oscope/model"
)

// Read is one reading of a feed.
type Read struct {
	Feed Feed
	// Only restricts the reading to these resources (domain names, collection
	// ids), which is cheaper than the whole listing; nil reads everything.
	Only []string
	// Number tells this reading from every other one of the snapshot. What
	// arrives under a number that is no longer current is dropped.
	Number uint64
}

// Listing is what a reading has brought so far: one page of it.
type Listing struct {
	Read   Read
	Items  []model.Item
	Caller *model.Caller // of FeedCaller only
	// DefaultARN is FeedDefault's: the default application's, or empty.
	DefaultARN string
	More       bool // further pages follow; without More the reading is complete
	// Slice: what follows belongs to the same page, which was large, and is there
	// already.
	Slice bool
	At    time.Time
}

// Begin starts a reading and returns it numbered. An earlier reading of the same
// feed that is still under way is abandoned: its pages will be dropped.
func (s *Snapshot) Begin(read Read, now time.Time) Read {
	s.reads++
	s.beat++
	s.calls.add(now)
	s.touch()
	read.Number = s.reads
	f := s.watch(read.Feed)
	f.reading, f.asked, f.changed, f.requested, f.along = read.Number, now, false, false, time.Time{}
	f.prompts = slices.DeleteFunc(f.prompts, func(t time.Time) bool { return !t.After(now) })
	return read
}

// Current reports whether a reading is still awaited.
func (s *Snapshot) Current(read Read) bool {
	f := s.feeds[read.Feed]
	return f != nil && f.Reading() && f.reading == read.Number
}
