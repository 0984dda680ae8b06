package model_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"oscope/model"
)

// reference is a snapshot told as simply as possible: everything is counted anew
// each time, and nothing is fast.
type reference struct {
	feeds map[model.Feed]*referenceFeed
	items []*referenceItem // in the order in which they were first seen
}

type referenceFeed struct {
	known  bool
	number uint64 // of the reading under way; 0 when there is none
	seen   map[model.Key]bool
}

type referenceItem struct {
	feed  model.Feed
	item  model.Item
	since time.Time
	exact bool
	first bool      // it came with the first reading of its feed
	keep  time.Time // see Snapshot.Expect
}

func newReference() *reference {
	return &reference{feeds: map[model.Feed]*referenceFeed{applications: {}, domains: {}}}
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

func (r *reference) begin(read model.Read) {
	f := r.feeds[read.Feed]
	f.number, f.seen = read.Number, map[model.Key]bool{}
}

func (r *reference) apply(page model.Listing) []model.Transition {
	f := r.feeds[page.Read.Feed]
	if f == nil || f.number == 0 || f.number != page.Read.Number {
		return nil
	}
	var all []model.Transition
	for _, item := range page.Items {
		f.seen[item.Common().Key] = true
		all = append(all, r.take(page.Read.Feed, item, page.At)...)
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
	f.number, f.known = 0, f.known || page.Read.Only == nil
	return all
}

func (r *reference) take(feed model.Feed, item model.Item, now time.Time) []model.Transition {
	fresh := item.Common()
	i := r.find(fresh.Key)
	if i == nil {
		known := r.feeds[feed].known
		r.items = append(r.items, &referenceItem{feed: feed, item: item, since: now, exact: known, first: !known})
		if fresh.Key.Kind == model.KindApplication {
			r.feeds[attachmentsOf(fresh.Key.ID)] = &referenceFeed{}
		}
		if !known || fresh.Status == "" {
			return nil
		}
		return []model.Transition{{Key: fresh.Key, Title: r.title(item), To: fresh.Status, At: now, Exact: true}}
	}
	old := i.item.Common()
	if fresh.Status == "" { // a domain listed by name
		return nil
	}
	i.item = item
	if fresh.Status == old.Status {
		return nil
	}
	t := model.Transition{Key: fresh.Key, Title: r.title(item), From: old.Status, To: fresh.Status, At: now, After: now.Sub(i.since), Exact: i.exact}
	i.since, i.exact = now, old.Status != "" || !i.first
	switch {
	case old.Status == "" && i.first:
		return nil
	case old.Status == "":
		t.After, t.Exact = 0, true
	}
	return []model.Transition{t}
}

func (r *reference) remove(key model.Key, now time.Time) []model.Transition {
	i := r.find(key)
	if i == nil {
		return nil
	}
	t := model.Transition{Key: key, Title: r.title(i.item), From: i.item.Common().Status, At: now, After: now.Sub(i.since), Exact: i.exact}
	r.items = slices.DeleteFunc(r.items, func(j *referenceItem) bool {
		return j == i || key.Kind == model.KindApplication && j.feed == attachmentsOf(key.ID)
	})
	if key.Kind == model.KindApplication {
		delete(r.feeds, attachmentsOf(key.ID))
	}
	return []model.Transition{t}
}

func (r *reference) expect(feed model.Feed, item model.Item, now time.Time) []model.Transition {
	got := r.take(feed, item, now)
	i := r.find(item.Common().Key)
	i.keep = now.Add(time.Minute)
	i.exact = i.exact || i.since.Equal(now)
	r.feeds[feed].number = 0
	return got
}

func (r *reference) forget(feed model.Feed, key model.Key, now time.Time) []model.Transition {
	if f := r.feeds[feed]; f != nil {
		f.number = 0
	}
	return r.remove(key, now)
}

// FuzzSnapshot makes the same random changes to a snapshot and to the reference:
// both must say the same at every step.
func FuzzSnapshot(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		program := make([]byte, 400)
		for i := range program {
			program[i] = byte(random.Uint32())
		}
		f.Add(program)
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		p := &play{T: t, snapshot: model.NewSnapshot(), reference: newReference(), now: noon, program: program}
		for len(p.program) > 0 && !t.Failed() {
			p.step()
		}
	})
}

// play carries out a program: each byte decides one thing.
type play struct {
	*testing.T
	snapshot  *model.Snapshot
	reference *reference
	now       time.Time
	program   []byte
	begun     []model.Read
}

// choose returns a number below n.
func (p *play) choose(n int) int {
	if len(p.program) == 0 {
		return 0
	}
	b := p.program[0]
	p.program = p.program[1:]
	return int(b) % n
}

func (p *play) feed() model.Feed {
	feeds := []model.Feed{applications, domains}
	for _, id := range []string{"app1", "app2", "app3"} {
		if p.reference.feeds[attachmentsOf(id)] != nil {
			feeds = append(feeds, attachmentsOf(id))
		}
	}
	return feeds[p.choose(len(feeds))]
}

// item is one of three that a feed can hold, in one of its statuses.
func (p *play) item(feed model.Feed, i int) model.Item {
	name := []string{"app1", "app2", "app3"}[i]
	switch feed.Kind {
	case model.FeedDomains:
		return domain(name, []model.Status{"", "Active", "Creating", "Deleting"}[p.choose(4)])
	case model.FeedApplications:
		return application(name, []model.Status{"ACTIVE", "UPDATING", "FAILED"}[p.choose(3)])
	case model.FeedCaller, model.FeedApplication, model.FeedAttachments, model.FeedCollections:
	}
	arn := "arn:aws:es:us-east-1:123456789012:domain/" + name
	return model.NewAttachment(feed.Of, arn, "att", []model.Status{"ATTACHED", "PENDING", "FAILED"}[p.choose(3)])
}

func (p *play) items(feed model.Feed) []model.Item {
	var all []model.Item
	for i, which := 0, p.choose(8); i < 3; i++ {
		if which&(1<<i) != 0 {
			all = append(all, p.item(feed, i))
		}
	}
	return all
}

func (p *play) step() {
	version, before := p.snapshot.Version(), p.everything()
	known := p.known()
	p.now = p.now.Add(time.Duration(p.choose(40)) * time.Second)
	var what string
	var got, want []model.Transition
	switch op := p.choose(10); op {
	case 0, 1, 2:
		read := model.Read{Feed: p.feed()}
		if read.Feed == domains && p.reference.feeds[domains].known && op > 0 {
			read.Only = []string{"app1", "app3"}
		}
		read = p.snapshot.Begin(read, p.now)
		p.reference.begin(read)
		p.begun = append(p.begun, read)
		what = fmt.Sprintf("begin %+v", read)
	case 3, 4, 5, 6:
		if len(p.begun) == 0 {
			return
		}
		read := p.begun[max(0, len(p.begun)-1-p.choose(4))] // perhaps a late one
		page := model.Listing{Read: read, Items: p.items(read.Feed), More: op == 3, At: p.now}
		got, want = p.snapshot.Apply(page), p.reference.apply(page)
		what = fmt.Sprintf("apply %+v", page)
	case 7:
		if len(p.begun) == 0 {
			return
		}
		read := p.begun[len(p.begun)-1]
		p.snapshot.Fail(read, &model.CallError{Kind: model.FailureThrottling}, p.now)
		if f := p.reference.feeds[read.Feed]; f != nil && f.number == read.Number {
			f.number = 0
		}
		what = fmt.Sprintf("fail %+v", read)
	case 8:
		feed := p.feed()
		item := p.item(feed, p.choose(3))
		got, want = p.snapshot.Expect(feed, item, p.now), p.reference.expect(feed, item, p.now)
		what = fmt.Sprintf("expect %+v", item)
	case 9:
		feed := p.feed()
		key := p.item(feed, p.choose(3)).Common().Key
		got, want = p.snapshot.Forget(feed, key, p.now), p.reference.forget(feed, key, p.now)
		what = fmt.Sprintf("forget %v", key)
	}
	if !slices.Equal(got, want) {
		p.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
	changed := !slices.Equal(before, p.everything()) || p.known() != known
	if (p.snapshot.Version() != version) != changed {
		p.Errorf("%s: version changed %v, resources changed %v", what, p.snapshot.Version() != version, changed)
	}
	p.compare(what)
}

var kinds = []model.Kind{model.KindApplication, model.KindAttachment, model.KindDomain}

func (p *play) everything() []model.Item {
	var all []model.Item
	for _, kind := range kinds {
		all = append(all, p.snapshot.Items(kind)...)
	}
	return all
}

// known is how many readings have been the first complete one of their feed.
func (p *play) known() (n int) {
	for _, f := range p.reference.feeds {
		if f.known {
			n++
		}
	}
	return n
}

// compare counts everything anew and holds it against what the snapshot says.
func (p *play) compare(what string) {
	type count struct {
		kind  model.Kind
		phase model.Phase
	}
	counts := map[count]int{}
	var items []model.Item
	for _, kind := range kinds {
		for _, i := range p.reference.items {
			r := i.item.Common()
			if r.Key.Kind != kind {
				continue
			}
			items = append(items, i.item)
			counts[count{kind, r.Phase()}]++
			if since, exact := p.snapshot.Since(r.Key); !since.Equal(i.since) || exact != i.exact {
				p.Errorf("%s: %v since %v exact %v, want %v %v", what, r.Key, since, exact, i.since, i.exact)
			}
			if item, ok := p.snapshot.Item(r.Key); !ok || item != i.item {
				p.Errorf("%s: %v is %v", what, r.Key, item)
			}
		}
	}
	if got := p.everything(); !slices.Equal(got, items) {
		p.Errorf("%s:\n got %v\nwant %v", what, got, items)
	}
	for _, kind := range kinds {
		for _, phase := range []model.Phase{model.Settled, model.InFlight, model.Failed, model.Gone} {
			if got, want := p.snapshot.Count(kind, phase), counts[count{kind, phase}]; got != want {
				p.Errorf("%s: %d %s are %s, want %d", what, got, kind, phase, want)
			}
		}
	}
	for feed, f := range p.reference.feeds {
		state := p.snapshot.Feed(feed)
		size, flying := 0, 0
		for _, i := range p.reference.items {
			if i.feed == feed {
				size++
				if i.item.Common().Phase() == model.InFlight {
					flying++
				}
			}
		}
		if state.Size() != size || state.InFlight != flying || state.Known() != f.known || state.Reading() != (f.number != 0) {
			p.Errorf("%s: %v has %d, %d in flight, known %v, reading %v; want %d, %d, %v, %v", what, feed,
				state.Size(), state.InFlight, state.Known(), state.Reading(), size, flying, f.known, f.number != 0)
		}
		if got := len(p.snapshot.ItemsOf(feed)); got != size {
			p.Errorf("%s: %v lists %d items, want %d", what, feed, got, size)
		}
	}
	if got, want := len(p.snapshot.FeedsOf(model.FeedAttachments)), len(p.reference.feeds)-2; got != want {
		p.Errorf("%s: attachments of %d applications, want %d", what, got, want)
	}
}
