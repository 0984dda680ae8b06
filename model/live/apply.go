package live

import (
	"maps"
	"slices"
	"time"

	"oscope/model"
)

// Apply takes in one page of a reading and returns what has changed. Pages of a
// reading that is not current are dropped. A resource is gone only when a
// complete reading of its feed was without it.
func (s *Snapshot) Apply(page Listing) []Transition {
	if !s.Current(page.Read) {
		return nil
	}
	s.touch()
	f := s.feeds[page.Read.Feed]
	f.asked, s.silent = page.At, false
	if page.Caller != nil {
		s.takeCaller(*page.Caller)
	}
	if page.Read.Feed.Kind == FeedDefault && s.DefaultARN != page.DefaultARN {
		s.DefaultARN = page.DefaultARN
		s.version++
	}
	var transitions []Transition
	for _, item := range page.Items {
		transitions = append(transitions, s.take(f, item, page.Read.Number, page.At)...)
	}
	if !page.More {
		transitions = append(transitions, s.sweep(f, page.Read, page.At)...)
		s.finish(f, page.Read, page.At)
	}
	s.stir(transitions)
	return transitions
}

// takeCaller keeps who we were as long as the service has not said who we are.
func (s *Snapshot) takeCaller(c model.Caller) {
	if c.Account == "" {
		c.Account, c.ARN = s.Caller.Account, s.Caller.ARN
	}
	s.Caller = c
	s.beat++
}

// Fail ends a reading that did not succeed. What the feed held stays. It reports
// whether the failure is news: that the resource of a feed of its own does not
// exist any more is for its listing to say, which is read again.
func (s *Snapshot) Fail(read Read, err *model.CallError, now time.Time) bool {
	if !s.Current(read) {
		return false
	}
	s.beat++
	s.touch()
	f := s.feeds[read.Feed]
	troubled := f.troubled()
	f.reading, f.heard, f.Err = 0, now, err
	if f.troubled() != troubled {
		s.version++ // that it is not known any more is news
	}
	f.failures++
	s.silent = err.Kind == model.FailureNetwork
	s.answered = s.answered || !s.silent
	if f.changed {
		f.delay = flightFirst // for what its pages have brought
	}
	if err.Kind == model.FailurePermission {
		s.denied(f)
		f.bare++
	}
	s.chooseAssociations()
	probe := s.feeds[Feed{Kind: FeedApplications}]
	switch {
	case f == probe:
		s.releaseHeldBack()
	case err.Kind.WholeScope() && probe.Err == nil:
		s.Refresh(probe.Feed) // does it meet everybody?
	case f.orphaned() && f.failures == 1:
		s.Refresh(f.facts.parent())
	}
	return !f.orphaned()
}

// take stores one item of feed f and returns the transition it makes, if any.
func (s *Snapshot) take(f *FeedState, item model.Item, number uint64, now time.Time) []Transition {
	if f.facts.onDemand() {
		s.takeDetail(f, item)
		return nil
	}
	resource := item.Common()
	key := resource.Key
	e := s.items[key]
	if e != nil {
		e.read = number // it exists, however stale
	}
	if s.stale(e, item, now) {
		return nil
	}
	if e == nil {
		s.entries++
		e = &entry{item: item, serial: s.entries, read: number, since: now, exact: f.Known(), baseline: !f.Known()}
		e.backdate()
		s.recall(e)
		e.fly(now)
		s.sight(e)
		s.items[key], f.entries[key] = e, e
		s.order[key.Kind] = append(s.order[key.Kind], e)
		s.count(f, resource, 1)
		s.changed(f)
		for _, facts := range feedsAbout[key.Kind] {
			if !facts.onDemand() {
				s.watch(facts.about(resource))
			}
		}
		s.accompany(resource, item, now)
		if e.baseline || resource.Status == "" {
			return nil
		}
		t := s.transition(item, now)
		t.Exact = true
		return []Transition{t}
	}

	item = merge(e.item, item)
	s.accompany(resource, item, now)
	if same(item, e.item) {
		return nil
	}
	for _, facts := range followers[key.Kind] {
		if facts.follows(key.Kind) == AnyChange {
			s.Refresh(Feed{Kind: facts.Kind})
		}
	}
	old := e.item.Common()
	resource = item.Common()
	s.count(f, old, -1)
	s.count(f, resource, 1)
	e.item = item
	s.changed(f)
	if old.Status == resource.Status {
		e.backdate() // a summary comes before the details that date it
		return nil
	}
	t := s.transition(item, now)
	t.From, t.After, t.Exact = old.Status, now.Sub(e.since), e.exact
	e.since, e.exact = now, old.Status != "" || !e.baseline
	t.Ran, t.RanExact = e.fly(now)
	if old.Status == "" {
		e.backdate()
		s.recall(e)
		e.fly(now)
		s.sight(e)
		if e.baseline {
			return nil
		}
		t.After, t.Exact = 0, true
	}
	return []Transition{t}
}

// sweep removes what a complete reading was without.
func (s *Snapshot) sweep(f *FeedState, read Read, now time.Time) []Transition {
	var gone []*entry
	for key, e := range f.entries {
		asked := read.Only == nil || slices.Contains(read.Only, key.ID)
		if asked && e.read != read.Number && !now.Before(e.keepUntil) {
			gone = append(gone, e)
		}
	}
	return s.remove(f, gone, now)
}

// remove takes entries out of feed f, in the order in which they came.
func (s *Snapshot) remove(f *FeedState, gone []*entry, now time.Time) []Transition {
	slices.SortFunc(gone, bySerial)
	transitions := make([]Transition, 0, len(gone))
	kinds := map[model.Kind]bool{}
	for _, e := range gone {
		resource := e.item.Common()
		if resource.Status != "" { // of what was never described nothing can be told
			t := s.transition(e.item, now)
			t.From, t.To, t.Reason = resource.Status, "", ""
			t.After, t.Exact = now.Sub(e.since), e.exact
			t.Ran, t.RanExact = e.landed(now)
			transitions = append(transitions, t)
		}
		s.count(f, resource, -1)
		s.changed(f)
		e.gone = true
		delete(s.items, resource.Key)
		delete(f.entries, resource.Key)
		kinds[resource.Key.Kind] = true
		for _, facts := range feedsAbout[resource.Key.Kind] {
			s.dropFeed(facts.about(resource), now)
		}
	}
	for kind := range kinds {
		left := make([]*entry, 0, len(s.order[kind])) // somebody may be going through the old one
		for _, e := range s.order[kind] {
			if !e.gone {
				left = append(left, e)
			}
		}
		s.order[kind] = left
	}
	return transitions
}

// dropFeed ends a feed whose resource is gone. What it held went with it, which is
// no news of its own.
func (s *Snapshot) dropFeed(feed Feed, now time.Time) {
	if f := s.feeds[feed]; f != nil {
		s.remove(f, slices.Collect(maps.Values(f.entries)), now)
		delete(s.feeds, feed)
	}
}

func (s *Snapshot) count(f *FeedState, resource model.Resource, by int) {
	phase := resource.Phase()
	phases := s.counts[resource.Key.Kind]
	if phases == nil {
		phases = map[model.Phase]int{}
		s.counts[resource.Key.Kind] = phases
	}
	phases[phase] += by
	if phase == model.InFlight {
		f.InFlight += by
	}
}

func (s *Snapshot) changed(f *FeedState) {
	f.changed = true
	s.version++
}
