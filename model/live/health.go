package live

import (
	"slices"
	"time"

	"oscope/model"
)

// Health sums up how well some feeds are known.
type Health struct {
	Feeds   int
	Failed  int
	Err     *model.CallError // of one that failed, the same one while it does
	Known   bool             // every feed has been read completely
	Reading bool             // the first reading of one is under way
	Oldest  time.Time        // when the longest unread of those that are known was read
	Newest  time.Time        // when the one read last was
}

// Health sums up the feeds that are selected.
func (s *Snapshot) Health(selected ...Feed) Health {
	h := Health{Known: true}
	for _, feed := range selected {
		h.Known = h.Known && s.allThere(feed)
	}
	var worst *FeedState
	for _, f := range s.selected(selected, s.Feed) {
		h.Feeds++
		h.Known = h.Known && (f.Known() || f.orphaned())
		h.Reading = h.Reading || f.Reading() && !f.Known()
		if f.Known() && (h.Oldest.IsZero() || f.Learned.Before(h.Oldest)) {
			h.Oldest = f.Learned
		}
		if f.Learned.After(h.Newest) {
			h.Newest = f.Learned
		}
		if f.Err == nil || f.orphaned() {
			continue
		}
		h.Failed++
		if worst == nil || compareFeeds(f, worst) < 0 {
			worst, h.Err = f, f.Err
		}
	}
	return h
}

// allThere reports whether all feeds that a selected one stands for are there: those
// about each of some resources are when these have been listed.
func (s *Snapshot) allThere(feed Feed) bool {
	facts := feed.Kind.Facts()
	switch {
	case feed.Of != "" || !facts.many() || facts.onDemand():
		return true
	case s.redundant(facts):
		return s.associationsBy != ""
	}
	return s.Feed(facts.parent()).Known()
}

// Heard reports whether the feeds that are selected have told all that they can for
// now: each has been read completely, or could not be.
func (s *Snapshot) Heard(selected ...Feed) bool {
	for _, feed := range selected {
		if !s.allThere(feed) && s.Feed(feed.Kind.Facts().parent()).Err == nil {
			return false
		}
	}
	for _, f := range s.selected(selected, s.Feed) {
		if !f.Known() && f.Err == nil {
			return false
		}
	}
	return true
}

// Errors returns why feeds could not be read, in the order of the feeds.
func (s *Snapshot) Errors() []*model.CallError {
	failed := s.failed()
	errs := make([]*model.CallError, len(failed))
	for i, f := range failed {
		errs[i] = f.Err
	}
	return errs
}

// Lacks is Errors without those of listings that few policies allow.
func (s *Snapshot) Lacks() []*model.CallError {
	var errs []*model.CallError
	for _, f := range s.failed() {
		if !f.Spared() {
			errs = append(errs, f.Err)
		}
	}
	return errs
}

// Unread returns the feeds that could not be read when they were last.
func (s *Snapshot) Unread() []Feed {
	failed := s.failed()
	feeds := make([]Feed, len(failed))
	for i, f := range failed {
		feeds[i] = f.Feed
	}
	return feeds
}

func (s *Snapshot) failed() []*FeedState {
	var failed []*FeedState
	for _, f := range s.feeds {
		if f.Err != nil && !f.orphaned() {
			failed = append(failed, f)
		}
	}
	slices.SortFunc(failed, compareFeeds)
	return failed
}

// selected returns the feeds that are selected, in no particular order; state finds
// those that are selected one by one.
func (s *Snapshot) selected(feeds []Feed, state func(Feed) *FeedState) []*FeedState {
	var all []*FeedState
	for _, feed := range feeds {
		facts := feed.Kind.Facts()
		switch {
		case s.redundant(facts):
		case feed.Of != "" || !facts.many():
			all = append(all, state(feed))
		default:
			all = append(all, s.FeedsOf(feed.Kind)...)
		}
	}
	return all
}
