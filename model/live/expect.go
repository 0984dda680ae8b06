package live

import (
	"time"

	"oscope/model"
)

// grace is how long a resource that we have just made is kept although listings
// do not show it yet: reads are eventually consistent (SERVICE.md §8.2).
const grace = time.Minute

// Expect takes in what a write of ours has made or changed, before any listing
// shows it, and has the feed read again at once.
func (s *Snapshot) Expect(feed Feed, item model.Item, now time.Time) []Transition {
	f := s.feeds[feed]
	if f == nil && s.Feed(feed.Kind.Facts().parent()).Known() {
		return nil // what it is about went meanwhile
	}
	if f == nil {
		f = s.watch(feed) // of something that cannot be listed
	}
	key := item.Common().Key
	delete(s.ended, key)
	var before model.Item
	if e := s.items[key]; e != nil {
		before, e.before = e.item, nil // the answer to a write is never stale
	}
	s.touch()
	transitions := s.take(f, item, f.reading, now)
	if e := s.items[key]; e != nil {
		e.graceEnd, e.before = now.Add(grace), before
		if (before == nil || before.Common().Status == "") && !item.Common().Status.Leaving() {
			e.keepUntil = e.graceEnd // the write has made it
		}
		e.exact = e.exact || e.since.Equal(now) // the write began it
		e.flight.exact = e.flight.exact || e.flight.at.Equal(now)
	}
	s.Written(feed, now)
	return transitions
}

// ExpectDefault takes in a change of the default application that a write of ours
// has made; empty clears it.
func (s *Snapshot) ExpectDefault(arn string) {
	s.DefaultARN = arn
	s.version++
	s.touch()
}

// Forget removes a resource that a write of ours has ended, and has the feed
// read again at once.
func (s *Snapshot) Forget(feed Feed, key model.Key, now time.Time) []Transition {
	s.Written(feed, now)
	if s.items[key] == nil {
		return nil
	}
	s.touch()
	s.ended[key] = now.Add(grace)
	return s.remove(s.Feed(feed), []*entry{s.items[key]}, now)
}

// stale reports whether a listing still shows the state from before a write of
// ours: reads are eventually consistent. What says anything else than then is news,
// even in the same status: an update may be over before it was seen under way.
func (s *Snapshot) stale(e *entry, item model.Item, now time.Time) bool {
	if e != nil {
		if e.before == nil {
			return false
		}
		if !now.Before(e.graceEnd) || !same(merge(e.before, item), e.before) {
			e.before = nil // the listings have caught up
			return false
		}
		return e.item.Common().Status != e.before.Common().Status
	}
	key := item.Common().Key
	until, ended := s.ended[key]
	if ended && !now.Before(until) {
		delete(s.ended, key)
		ended = false
	}
	return ended
}
