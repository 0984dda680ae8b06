package model

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"time"
)

// grace is how long a resource that we have just made is kept although listings
// do not show it yet: reads are eventually consistent (api.md §5).
const grace = time.Minute

// Transition is a change of one resource between two states of a snapshot: it
// changed status, appeared (From is empty) or vanished (To is empty).
type Transition struct {
	Key      Key
	Title    string
	From, To Status
	At       time.Time
	// After is how long the resource had been in From. When Exact is false it
	// was in From before oscope saw it, so After is only a lower bound.
	After time.Duration
	Exact bool
}

// Phase returns the phase that the resource is in now.
func (t Transition) Phase() Phase {
	if t.To == "" {
		return Gone
	}
	return MeaningOf(t.Key.Kind, t.To).Phase
}

type entry struct {
	item      Item
	serial    uint64 // counts entries in the order in which they came
	read      uint64 // number of the reading that saw it last
	since     time.Time
	exact     bool      // since is when the status began, not when it was first seen
	baseline  bool      // it was there when its feed was first read
	keepUntil time.Time // see grace
	before    Status    // the status that a write of ours has ended, until then
}

// Snapshot is all that oscope knows of one scope now, and when and how each part
// was learned. It is not safe for concurrent use: one event loop owns it.
type Snapshot struct {
	Caller Caller
	// DefaultARN is the ARN of the default application; empty if there is none.
	DefaultARN string

	feeds  map[Feed]*FeedState
	items  map[Key]*entry
	order  map[Kind][]*entry // in the order in which they were first seen
	counts map[Kind]map[Phase]int
	// associationsBy is the kind of feeds by which associations are read; empty until
	// that is decided.
	associationsBy FeedKind

	ended   map[Key]time.Time // what writes of ours have ended, until reads must know
	reads   uint64
	entries uint64
	version uint64
	beat    uint64
}

// NewSnapshot returns the empty snapshot of a scope, with the feeds that every
// scope has.
func NewSnapshot() *Snapshot {
	s := &Snapshot{
		feeds:  map[Feed]*FeedState{},
		items:  map[Key]*entry{},
		order:  map[Kind][]*entry{},
		counts: map[Kind]map[Phase]int{},
		ended:  map[Key]time.Time{},
	}
	for _, kind := range []FeedKind{FeedCaller, FeedApplications, FeedDefault, FeedPackages, FeedIntegrations, FeedDomains, FeedCollections} {
		s.Feed(Feed{Kind: kind})
	}
	return s
}

// Feed returns the state of a feed, which begins to exist when it is first named.
func (s *Snapshot) Feed(feed Feed) *FeedState {
	f := s.feeds[feed]
	if f == nil {
		f = &FeedState{Feed: feed, entries: map[Key]*entry{}}
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

// Health sums up the feeds that are selected.
func (s *Snapshot) Health(selected ...Feed) Health {
	h := Health{Known: true}
	var worst *FeedState
	for _, f := range s.selected(selected) {
		h.Feeds++
		h.Known = h.Known && (f.Known() || f.orphaned())
		h.Reading = h.Reading || f.Reading() && !f.Known()
		if f.Known() && (h.Oldest.IsZero() || f.Learned.Before(h.Oldest)) {
			h.Oldest = f.Learned
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

// Errors returns why feeds could not be read, in the order of the feeds.
func (s *Snapshot) Errors() []*CallError {
	var failed []*FeedState
	for _, f := range s.feeds {
		if f.Err != nil && !f.orphaned() {
			failed = append(failed, f)
		}
	}
	slices.SortFunc(failed, compareFeeds)
	errs := make([]*CallError, len(failed))
	for i, f := range failed {
		errs[i] = f.Err
	}
	return errs
}

// selected returns the feeds that are selected, in no particular order.
func (s *Snapshot) selected(feeds []Feed) []*FeedState {
	var all []*FeedState
	for _, feed := range feeds {
		switch {
		case s.redundant(feed):
		case feed.Of != "" || !feed.Kind.many():
			all = append(all, s.Feed(feed))
		default:
			all = append(all, s.FeedsOf(feed.Kind)...)
		}
	}
	return all
}

// Count returns how many resources of a kind are in a phase.
func (s *Snapshot) Count(kind Kind, phase Phase) int { return s.counts[kind][phase] }

// Len returns the number of resources of a kind.
func (s *Snapshot) Len(kind Kind) int { return len(s.order[kind]) }

// Item returns a resource by its key.
func (s *Snapshot) Item(key Key) (Item, bool) {
	if e := s.items[key]; e != nil {
		return e.item, true
	}
	return nil, false
}

// Items returns the resources of a kind in the order in which they were first seen.
func (s *Snapshot) Items(kind Kind) []Item {
	all := make([]Item, len(s.order[kind]))
	for i, e := range s.order[kind] {
		all[i] = e.item
	}
	return all
}

// ItemsOf returns the resources that one feed holds, in the order in which they
// were first seen.
func (s *Snapshot) ItemsOf(feed Feed) []Item {
	f := s.feeds[feed]
	if f == nil {
		return nil
	}
	entries := slices.SortedFunc(maps.Values(f.entries), bySerial)
	all := make([]Item, len(entries))
	for i, e := range entries {
		all[i] = e.item
	}
	return all
}

func bySerial(a, b *entry) int { return cmp.Compare(a.serial, b.serial) }

// Since returns when a resource came into its present status. When exact is
// false it was in that status already when oscope first saw it, at that time.
func (s *Snapshot) Since(key Key) (since time.Time, exact bool) {
	if e := s.items[key]; e != nil {
		return e.since, e.exact
	}
	return time.Time{}, false
}

// Begin starts a reading and returns it numbered. An earlier reading of the same
// feed that is still under way is abandoned: its pages will be dropped.
func (s *Snapshot) Begin(read Read, now time.Time) Read {
	s.reads++
	s.beat++
	read.Number = s.reads
	f := s.Feed(read.Feed)
	f.reading, f.changed, f.requested = read.Number, false, false
	f.prompts = slices.DeleteFunc(f.prompts, func(t time.Time) bool { return !t.After(now) })
	return read
}

// Current reports whether a reading is still awaited.
func (s *Snapshot) Current(read Read) bool {
	f := s.feeds[read.Feed]
	return f != nil && f.Reading() && f.reading == read.Number
}

// Apply takes in one page of a reading and returns what has changed. Pages of a
// reading that is not current are dropped. A resource is gone only when a
// complete reading of its feed was without it.
func (s *Snapshot) Apply(page Listing) []Transition {
	if !s.Current(page.Read) {
		return nil
	}
	f := s.feeds[page.Read.Feed]
	if page.Caller != nil {
		s.beat++
	}
	if c := page.Caller; c != nil && c.Account == "" {
		s.Caller.Region = c.Region // all that is known before the service answers
	} else if c != nil {
		s.Caller = *c
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

// Fail ends a reading that did not succeed. What the feed held stays. It reports
// whether the failure is news: that the resource of a feed of its own does not
// exist any more is for its listing to say, which is read again.
func (s *Snapshot) Fail(read Read, err *CallError, now time.Time) bool {
	if !s.Current(read) {
		return false
	}
	s.beat++
	f := s.feeds[read.Feed]
	f.reading, f.heard, f.Err = 0, now, err
	f.failures++
	if f.changed {
		f.delay = flightFirst // for what its pages have brought
	}
	s.chooseAssociations()
	probe := s.feeds[Feed{Kind: FeedApplications}]
	switch {
	case f == probe:
		s.releaseHeldBack()
	case err.Kind.wholeScope() && probe.Err == nil:
		s.Refresh(probe.Feed) // does it meet everybody?
	case f.orphaned() && f.failures == 1:
		s.Refresh(Feed{Kind: f.Feed.Kind.parent()})
	}
	return !f.orphaned()
}

// Expect takes in what a write of ours has made or changed, before any listing
// shows it, and has the feed read again at once.
func (s *Snapshot) Expect(feed Feed, item Item, now time.Time) []Transition {
	f := s.feeds[feed]
	if f == nil {
		return nil // its application went meanwhile
	}
	key := item.Common().Key
	delete(s.ended, key)
	var before Status
	if e := s.items[key]; e != nil {
		before, e.before = e.item.Common().Status, "" // the answer to a write is never stale
	}
	transitions := s.take(f, item, f.reading, now)
	if e := s.items[key]; e != nil {
		e.keepUntil, e.before = now.Add(grace), before
		e.exact = e.exact || e.since.Equal(now) // the write began it
	}
	s.Written(feed, now)
	return transitions
}

// ExpectDefault takes in a change of the default application that a write of ours
// has made; empty clears it.
func (s *Snapshot) ExpectDefault(arn string) {
	s.DefaultARN = arn
	s.version++
}

// Forget removes a resource that a write of ours has ended, and has the feed
// read again at once.
func (s *Snapshot) Forget(feed Feed, key Key, now time.Time) []Transition {
	s.Written(feed, now)
	if s.items[key] == nil {
		return nil
	}
	s.ended[key] = now.Add(grace)
	return s.remove(s.Feed(feed), []*entry{s.items[key]}, now)
}

// take stores one item of feed f and returns the transition it makes, if any.
func (s *Snapshot) take(f *FeedState, item Item, number uint64, now time.Time) []Transition {
	if f.Feed.Kind.onDemand() {
		s.takeDetail(item)
		return nil
	}
	resource := item.Common()
	key := resource.Key
	e := s.items[key]
	if e != nil {
		e.read = number // it exists, however stale
	}
	if s.stale(e, resource, now) {
		return nil
	}
	if e == nil {
		s.entries++
		e = &entry{item: item, serial: s.entries, read: number, since: now, exact: f.Known(), baseline: !f.Known()}
		e.backdate()
		s.items[key], f.entries[key] = e, e
		s.order[key.Kind] = append(s.order[key.Kind], e)
		s.count(f, resource, 1)
		s.changed(f)
		switch key.Kind {
		case KindApplication:
			s.Feed(Feed{FeedAttachments, key.ID})
		case KindDomain:
			s.Feed(Feed{FeedDomainPackages, key.ID})
		case KindPackage:
			s.Feed(Feed{FeedPackageDomains, key.ID})
		default:
		}
		if e.baseline || resource.Status == "" {
			return nil
		}
		return []Transition{{Key: key, Title: s.Title(item), To: resource.Status, At: now, Exact: true}}
	}

	item = merge(e.item, item)
	if item == e.item {
		return nil
	}
	if key.Kind == KindIntegration {
		// What it makes belongs to other listings.
		s.Refresh(Feed{Kind: FeedApplications}, Feed{Kind: FeedCollections})
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
	t := Transition{Key: key, Title: s.Title(item), From: old.Status, To: resource.Status, At: now, After: now.Sub(e.since), Exact: e.exact}
	e.since, e.exact = now, old.Status != "" || !e.baseline
	if old.Status == "" {
		e.backdate()
		if e.baseline {
			return nil
		}
		t.After, t.Exact = 0, true
	}
	return []Transition{t}
}

// stale reports whether a listing still shows the state from before a write of
// ours: reads are eventually consistent.
func (s *Snapshot) stale(e *entry, resource Resource, now time.Time) bool {
	if e != nil {
		if resource.Status != e.before || !now.Before(e.keepUntil) {
			e.before = "" // the listings have caught up
		}
		return e.before != "" && e.item.Common().Status != e.before
	}
	until, ended := s.ended[resource.Key]
	if ended && !now.Before(until) {
		delete(s.ended, resource.Key)
		ended = false
	}
	return ended
}

// takeDetail adds what a call about one resource tells beyond the listing. The
// status stays the listing's: two sources of one status would make it flicker.
func (s *Snapshot) takeDetail(item Item) {
	e := s.items[item.Common().Key]
	if e == nil {
		return
	}
	before := e.item
	switch known := e.item.(type) {
	case Application:
		detailed, _ := item.(Application)
		known.Detail, known.Tags = cmp.Or(detailed.Detail, known.Detail), cmp.Or(detailed.Tags, known.Tags)
		known.Endpoint = cmp.Or(detailed.Endpoint, known.Endpoint)
		e.item = known
	case Package:
		detailed, _ := item.(Package)
		known.Versions = cmp.Or(detailed.Versions, known.Versions)
		e.item = known
	}
	if !reflect.DeepEqual(before, e.item) {
		s.version++
	}
}

// merge returns the newer item with what its listing leaves out taken from the
// older one.
func merge(older, newer Item) Item {
	switch n := newer.(type) {
	case Application:
		if o, ok := older.(Application); ok {
			n.Detail, n.Tags = cmp.Or(n.Detail, o.Detail), cmp.Or(n.Tags, o.Tags)
			n.Endpoint = cmp.Or(n.Endpoint, o.Endpoint)
			return n
		}
	case Package:
		if o, ok := older.(Package); ok {
			n.Versions = cmp.Or(n.Versions, o.Versions)
			return n
		}
	case Integration:
		if o, ok := older.(Integration); ok && !n.Detailed { // a summary
			n.Parts, n.Detailed = o.Parts, o.Detailed
			return n
		}
	case Domain:
		if n.Status == "" { // only its name has been listed so far
			return older
		}
	case Collection:
		if o, ok := older.(Collection); ok && n.Type == "" { // a summary
			if n.Status == o.Status {
				n.Reason = o.Reason
			}
			o.Resource = n.Resource
			return o
		}
	}
	return newer
}

// backdate uses the service's own time for a status that it dates.
func (e *entry) backdate() {
	var created time.Time
	switch item := e.item.(type) {
	case Application:
		created = item.CreatedAt
	case Collection:
		created = item.CreatedAt
	}
	if !created.IsZero() && created.Before(e.since) && e.item.Common().Status == "CREATING" {
		e.since, e.exact = created, true
	}
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
	kinds := map[Kind]bool{}
	for _, e := range gone {
		resource := e.item.Common()
		if resource.Status != "" { // of what was never described nothing can be told
			transitions = append(transitions, Transition{
				Key: resource.Key, Title: s.Title(e.item), From: resource.Status,
				At: now, After: now.Sub(e.since), Exact: e.exact,
			})
		}
		s.count(f, resource, -1)
		s.changed(f)
		delete(s.items, resource.Key)
		delete(f.entries, resource.Key)
		kinds[resource.Key.Kind] = true
		switch resource.Key.Kind {
		case KindApplication:
			s.dropApplication(resource, now)
		case KindPackage:
			delete(s.feeds, Feed{FeedVersions, resource.Key.ID})
			s.dropFeed(Feed{FeedPackageDomains, resource.Key.ID}, now)
		case KindDomain:
			s.dropFeed(Feed{FeedDomainPackages, resource.Key.ID}, now)
		default:
		}
	}
	for kind := range kinds {
		s.order[kind] = slices.DeleteFunc(s.order[kind], func(e *entry) bool { return s.items[e.item.Common().Key] != e })
	}
	return transitions
}

// dropApplication ends the feeds of an application that is gone.
func (s *Snapshot) dropApplication(application Resource, now time.Time) {
	s.dropFeed(Feed{FeedAttachments, application.Key.ID}, now)
	delete(s.feeds, Feed{FeedApplication, application.Key.ID})
	delete(s.feeds, Feed{FeedTags, application.ARN})
}

// dropFeed ends a feed whose resource is gone. What it held went with it, which is
// no news of its own.
func (s *Snapshot) dropFeed(feed Feed, now time.Time) {
	f := s.Feed(feed)
	s.remove(f, slices.Collect(maps.Values(f.entries)), now)
	delete(s.feeds, feed)
}

func (s *Snapshot) count(f *FeedState, resource Resource, by int) {
	phase := resource.Phase()
	phases := s.counts[resource.Key.Kind]
	if phases == nil {
		phases = map[Phase]int{}
		s.counts[resource.Key.Kind] = phases
	}
	phases[phase] += by
	if phase == InFlight {
		f.InFlight += by
	}
}

func (s *Snapshot) changed(f *FeedState) {
	f.changed = true
	s.version++
}

// Title is what people call a resource; what ties two things together is named by
// both.
func (s *Snapshot) Title(item Item) string {
	switch tie := item.(type) {
	case Attachment:
		return s.DataSourceName(tie.DataSourceARN) + " → " + s.ApplicationName(tie.ApplicationID)
	case Association:
		return tie.Name + " → " + tie.Domain
	}
	return item.Common().Name
}

// ApplicationName returns an application's name, or its id while unknown.
func (s *Snapshot) ApplicationName(id string) string {
	if item, ok := s.Item(Key{KindApplication, id}); ok {
		return item.Common().Name
	}
	return id
}

// DataSourceName returns the name of the data source with an ARN. Only for
// collections does it differ from the ARN's last part, which is their id.
func (s *Snapshot) DataSourceName(arn string) string {
	if item, ok := s.DataSource(arn); ok {
		return item.Common().Name
	}
	return ARNName(arn)
}

// DataSource returns the domain or collection with an ARN, if it is in the scope.
func (s *Snapshot) DataSource(arn string) (Item, bool) {
	kind := ARNKind(arn)
	item, ok := s.Item(Key{kind, ARNName(arn)})
	if !ok || item.Common().ARN != "" && item.Common().ARN != arn {
		return nil, false
	}
	return item, true
}
