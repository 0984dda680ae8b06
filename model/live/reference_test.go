package live_test

import (
	"slices"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// reference is a snapshot told as simply as possible: everything is counted anew
// each time, and nothing is fast.
type reference struct {
	feeds map[live.Feed]*referenceFeed
	items []*referenceItem // in the order in which they were first seen
	ended map[model.Key]time.Time
}

type referenceFeed struct {
	known  bool
	number uint64 // of the reading under way; 0 when there is none
	seen   map[model.Key]bool
	err    model.FailureKind // of the last reading; FailureOther when it succeeded
}

type referenceItem struct {
	feed   live.Feed
	item   model.Item
	since  time.Time
	exact  bool
	first  bool         // it came with the first reading of its feed
	flown  []flown      // the statuses that it has had in one go in flight
	keep   time.Time    // of what a write of ours made: until then listings may be without it
	grace  time.Time    // until then listings may show its status before
	before model.Status // its status before the last write of ours
}

// flown is a status in flight with its beginning.
type flown struct {
	at    time.Time
	exact bool
}

// ran is what a transition says of the time in flight that it ends, if it ends one.
func (i *referenceItem) ran(t live.Transition, to model.Phase) live.Transition {
	if len(i.flown) > 0 && to != model.InFlight {
		t.Ran, t.RanExact = t.At.Sub(i.flown[0].at), i.flown[0].exact
		i.flown = nil
	}
	return t
}

// fly notes the status that began last.
func (i *referenceItem) fly() {
	if i.item.Common().Phase() == model.InFlight {
		i.flown = append(i.flown, flown{i.since, i.exact})
	}
}

func newReference() *reference {
	return &reference{feeds: map[live.Feed]*referenceFeed{applications: {}, domains: {}}, ended: map[model.Key]time.Time{}}
}

func (r *reference) find(key model.Key) *referenceItem {
	for _, i := range r.items {
		if i.item.Common().Key == key {
			return i
		}
	}
	return nil
}

func (r *reference) title(item model.Item) string {
	a, ok := item.(model.Attachment)
	if !ok {
		return item.Common().Name
	}
	name := a.ApplicationID
	if i := r.find(model.Key{Kind: model.KindApplication, ID: a.ApplicationID}); i != nil {
		name = i.item.Common().Name
	}
	return a.Name + " → " + name
}

func (r *reference) begin(read live.Read) {
	f := r.feeds[read.Feed]
	f.number, f.seen = read.Number, map[model.Key]bool{}
}

func (r *reference) apply(page live.Listing) []live.Transition {
	f := r.feeds[page.Read.Feed]
	if f == nil || f.number == 0 || f.number != page.Read.Number {
		return nil
	}
	var all []live.Transition
	for _, item := range page.Items {
		f.seen[item.Common().Key] = true
		if !r.stale(item.Common(), page.At) {
			all = append(all, r.take(page.Read.Feed, item, page.At)...)
		}
	}
	if page.More {
		return all
	}
	for _, i := range slices.Clone(r.items) {
		key := i.item.Common().Key
		asked := page.Read.Only == nil || slices.Contains(page.Read.Only, key.ID)
		if i.feed == page.Read.Feed && asked && !f.seen[key] && !page.At.Before(i.keep) {
			all = append(all, r.remove(key, page.At)...)
		}
	}
	f.number, f.known, f.err = 0, f.known || page.Read.Only == nil, model.FailureOther
	return all
}

// stale reports whether a listing shows what was so before a write of ours: what
// the write ended, or the status that it changed.
func (r *reference) stale(listed model.Resource, now time.Time) bool {
	i := r.find(listed.Key)
	if i == nil {
		return now.Before(r.ended[listed.Key])
	}
	if listed.Status != i.before {
		i.before = "" // what listings show from now on is newer than the write
	}
	return now.Before(i.grace) && i.before != "" && i.before != i.item.Common().Status
}

// fail reports whether it is news: of feeds, only attachments here are about one
// resource, and that it does not exist is for its listing to say.
func (r *reference) fail(read live.Read, kind model.FailureKind) bool {
	f := r.feeds[read.Feed]
	if f == nil || f.number == 0 || f.number != read.Number {
		return false
	}
	f.number, f.err = 0, kind
	return !f.orphaned(read.Feed)
}

func (f *referenceFeed) orphaned(feed live.Feed) bool {
	return feed.Kind == live.FeedAttachments && f.err == model.FailureNotFound
}

func (r *reference) take(feed live.Feed, item model.Item, now time.Time) []live.Transition {
	fresh := item.Common()
	i := r.find(fresh.Key)
	if i == nil {
		known := r.feeds[feed].known
		i := &referenceItem{feed: feed, item: item, since: now, exact: known, first: !known}
		i.fly()
		r.items = append(r.items, i)
		if fresh.Key.Kind == model.KindApplication {
			r.feeds[attachmentsOf(fresh.Key.ID)] = &referenceFeed{}
		}
		if !known || fresh.Status == "" {
			return nil
		}
		return []live.Transition{{Key: fresh.Key, Title: r.title(item), To: fresh.Status, At: now, Exact: true}}
	}
	old := i.item.Common()
	if fresh.Status == "" { // a domain listed by name
		return nil
	}
	i.item = item
	if fresh.Status == old.Status {
		return nil
	}
	t := live.Transition{Key: fresh.Key, Title: r.title(item), From: old.Status, To: fresh.Status, At: now, After: now.Sub(i.since), Exact: i.exact}
	t = i.ran(t, fresh.Phase())
	i.since, i.exact = now, old.Status != "" || !i.first
	i.fly()
	switch {
	case old.Status == "" && i.first:
		return nil
	case old.Status == "":
		t.After, t.Exact = 0, true
	}
	return []live.Transition{t}
}

func (r *reference) remove(key model.Key, now time.Time) []live.Transition {
	i := r.find(key)
	if i == nil {
		return nil
	}
	status := i.item.Common().Status
	t := i.ran(live.Transition{Key: key, Title: r.title(i.item), From: status, At: now, After: now.Sub(i.since), Exact: i.exact}, model.Gone)
	r.items = slices.DeleteFunc(r.items, func(j *referenceItem) bool {
		return j == i || key.Kind == model.KindApplication && j.feed == attachmentsOf(key.ID)
	})
	if key.Kind == model.KindApplication {
		delete(r.feeds, attachmentsOf(key.ID))
	}
	if status == "" {
		return nil // of what was never described nothing can be told
	}
	return []live.Transition{t}
}

func (r *reference) expect(feed live.Feed, item model.Item, now time.Time) []live.Transition {
	key := item.Common().Key
	var before model.Status
	if i := r.find(key); i != nil {
		before = i.item.Common().Status
	}
	delete(r.ended, key)
	got := r.take(feed, item, now)
	i := r.find(key)
	i.grace, i.before = now.Add(time.Minute), before
	if before == "" { // it was not there, or was no more than a name
		i.keep = i.grace
	}
	i.exact = i.exact || i.since.Equal(now)
	if len(i.flown) == 1 {
		i.flown[0].exact = i.flown[0].exact || i.flown[0].at.Equal(now)
	}
	r.feeds[feed].number = 0
	return got
}

func (r *reference) forget(feed live.Feed, key model.Key, now time.Time) []live.Transition {
	if f := r.feeds[feed]; f != nil {
		f.number = 0
	}
	if r.find(key) != nil {
		r.ended[key] = now.Add(time.Minute)
	}
	return r.remove(key, now)
}
