package live_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

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
		p := &play{T: t, snapshot: live.NewSnapshot(), reference: newReference(), now: noon, program: program}
		for len(p.program) > 0 && !t.Failed() {
			p.step()
		}
	})
}

// play carries out a program: each byte decides one thing.
type play struct {
	*testing.T
	snapshot  *live.Snapshot
	reference *reference
	now       time.Time
	program   []byte
	begun     []live.Read
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

func (p *play) feed() live.Feed {
	feeds := []live.Feed{applications, domains}
	for _, id := range []string{"app1", "app2", "app3"} {
		if p.reference.feeds[attachmentsOf(id)] != nil {
			feeds = append(feeds, attachmentsOf(id))
		}
	}
	return feeds[p.choose(len(feeds))]
}

// item is one of three that a feed can hold, in one of its statuses.
func (p *play) item(feed live.Feed, i int) model.Item {
	name := []string{"app1", "app2", "app3"}[i]
	switch feed.Kind {
	case live.FeedDomains:
		return domain(name, []model.Status{"", "Active", "Creating", "Deleting"}[p.choose(4)])
	case live.FeedApplications:
		return application(name, []model.Status{"ACTIVE", "UPDATING", "FAILED"}[p.choose(3)])
	default:
	}
	arn := "arn:aws:es:us-east-1:123456789012:domain/" + name
	return model.NewAttachment(feed.Of, arn, "att", []model.Status{"ATTACHED", "PENDING", "FAILED"}[p.choose(3)])
}

func (p *play) items(feed live.Feed) []model.Item {
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
	known, troubled := p.known()
	p.now = p.now.Add(time.Duration(p.choose(40)) * time.Second)
	var what string
	var got, want []live.Transition
	switch op := p.choose(10); op {
	case 0, 1, 2:
		read := live.Read{Feed: p.feed()}
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
		page := live.Listing{Read: read, Items: p.items(read.Feed), More: op == 3, At: p.now}
		got, want = p.snapshot.Apply(page), p.reference.apply(page)
		what = fmt.Sprintf("apply %+v", page)
	case 7:
		if len(p.begun) == 0 {
			return
		}
		read := p.begun[len(p.begun)-1]
		kind := []model.FailureKind{model.FailureThrottling, model.FailureNotFound, model.FailureNetwork}[p.choose(3)]
		news, want := p.snapshot.Fail(read, &model.CallError{Kind: kind}, p.now), p.reference.fail(read, kind)
		what = fmt.Sprintf("fail %+v with %d", read, kind)
		if news != want {
			p.Errorf("%s: news %v, want %v", what, news, want)
		}
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
	knownNow, troubledNow := p.known()
	changed := !slices.Equal(before, p.everything()) || knownNow != known || troubledNow != troubled
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
// known is how many feeds have ever been read, and how many cannot be read now.
func (p *play) known() (known, troubled int) {
	for _, f := range p.reference.feeds {
		if f.known {
			known++
		}
	}
	return known, len(p.snapshot.Errors())
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
	p.compareErrors(what)
	if got, want := len(p.snapshot.FeedsOf(live.FeedAttachments)), len(p.reference.feeds)-2; got != want {
		p.Errorf("%s: attachments of %d applications, want %d", what, got, want)
	}
}

func (p *play) compareErrors(what string) {
	failed := 0
	for feed, f := range p.reference.feeds {
		var want model.FailureKind
		var failures int
		if f.err != model.FailureOther && !f.orphaned(feed) {
			want, failures = f.err, 1
		}
		failed += failures
		health := p.snapshot.Health(feed)
		if health.Failed != failures || failures > 0 && health.Err.Kind != want {
			p.Errorf("%s: health of %v is %+v, want failure %d", what, feed, health, want)
		}
	}
	if got := len(p.snapshot.Errors()); got != failed {
		p.Errorf("%s: %d errors, want %d", what, got, failed)
	}
}
