package live_test

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// fleetline runs the planner of a fleet against pretended services on a clock that
// jumps from one event to the next.
type fleetline struct {
	testing.TB
	*live.Fleet
	live.View
	now     time.Time
	scopes  map[model.Scope]*pretended
	under   answers
	most    int // readings that were under way at once
	hung    int // readings that never end
	begun   int
	calls   int
	onBegin func(live.ScopedRead)
	onEnd   func(live.ScopedRead)
}

// pretended is the service of one scope.
type pretended struct {
	holds   map[live.Feed][]model.Item
	fails   map[live.Feed]model.FailureKind
	down    model.FailureKind // how everything fails; FailureOther when it does not
	latency time.Duration     // of one call
	hangs   bool
}

type answer struct {
	at time.Time
	live.ScopedRead
}

type answers []answer

func (a answers) Len() int           { return len(a) }
func (a answers) Less(i, j int) bool { return a[i].at.Before(a[j].at) }
func (a answers) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *answers) Push(x any)        { *a = append(*a, x.(answer)) }
func (a *answers) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}

func beginFleet(tb testing.TB) *fleetline {
	return &fleetline{TB: tb, Fleet: live.NewFleet(), now: noon, scopes: map[model.Scope]*pretended{}}
}

// scope adds a scope that holds some items.
func (fl *fleetline) scope(i int, items ...model.Item) *pretended {
	scope := numbered(i)
	p := &pretended{holds: map[live.Feed][]model.Item{}, fails: map[live.Feed]model.FailureKind{}}
	for _, item := range items {
		p.holds[feedOf(item)] = append(p.holds[feedOf(item)], item)
	}
	fl.scopes[scope] = p
	fl.Add(scope)
	return p
}

// numbered is one of 10 Regions of one of many accounts.
func numbered(i int) model.Scope {
	return model.Scope{Profile: fmt.Sprintf("account-%03d", i/10), Region: fmt.Sprintf("region-%d", i%10)}
}

// lists are the feeds that Overview shows.
func lists() map[live.Feed]bool {
	on := map[live.Feed]bool{caller: true}
	for _, feed := range []live.Feed{applications, integrations, packages, domains, collections} {
		on[feed] = true
	}
	for _, kind := range []live.FeedKind{live.FeedAttachments, live.FeedDomainPackages, live.FeedPackageDomains} {
		on[live.Feed{Kind: kind}] = true
	}
	return on
}

// run lets time pass.
func (fl *fleetline) run(d time.Duration) {
	fl.Helper()
	end := fl.now.Add(d)
	for {
		for _, r := range fl.Due(fl.now, fl.View) {
			r.Read = fl.Snapshot(r.Scope).Begin(r.Read, fl.now)
			fl.begun++
			fl.calls += fl.callsOf(r)
			if fl.onBegin != nil {
				fl.onBegin(r)
			}
			if p := fl.scopes[r.Scope]; p.hangs {
				fl.hung++
			} else {
				heap.Push(&fl.under, answer{fl.now.Add(p.latency * time.Duration(fl.callsOf(r))), r})
			}
		}
		fl.most = max(fl.most, len(fl.under)+fl.hung)
		at, ok := fl.Next(fl.View)
		switch {
		case !ok || at.After(fl.now):
		case len(fl.scopes) == 1 && len(fl.under) > 0:
			ok = false // it waits for room
		default:
			fl.Fatalf("at %v something is due since %v, and nothing is to be read", fl.now.Sub(noon), at.Sub(noon))
		}
		if len(fl.under) > 0 && (!ok || fl.under[0].at.Before(at)) {
			at, ok = fl.under[0].at, true
		}
		if !ok || at.After(end) {
			fl.now = end
			return
		}
		fl.now = at
		for len(fl.under) > 0 && !fl.under[0].at.After(fl.now) {
			a, _ := heap.Pop(&fl.under).(answer)
			fl.answer(a.ScopedRead)
		}
	}
}

func (fl *fleetline) callsOf(r live.ScopedRead) int {
	n := len(fl.scopes[r.Scope].holds[r.Feed])
	switch {
	case r.Feed == domains && r.Only != nil:
		return (len(r.Only) + model.MaxDomains - 1) / model.MaxDomains
	case r.Feed == domains:
		return 1 + (n+model.MaxDomains-1)/model.MaxDomains
	}
	return 1
}

func (fl *fleetline) answer(r live.ScopedRead) {
	s, p := fl.Snapshot(r.Scope), fl.scopes[r.Scope]
	if s == nil || !s.Current(r.Read) {
		return
	}
	if kind := cmp.Or(p.down, p.fails[r.Feed]); kind != model.FailureOther {
		s.Fail(r.Read, &model.CallError{Kind: kind, Action: "es:" + string(r.Feed.Kind)}, fl.now)
		return
	}
	items := slices.Clone(p.holds[r.Feed])
	if r.Only != nil {
		items = slices.DeleteFunc(items, func(i model.Item) bool { return !slices.Contains(r.Only, i.Common().Key.ID) })
	}
	s.Apply(live.Listing{Read: r.Read, Items: items, At: fl.now})
	if fl.onEnd != nil {
		fl.onEnd(r)
	}
}

// estate is a scope that holds something: two applications with an attachment each,
// four domains, a package and a collection, each settled, which takes twelve calls.
func estate(i int) []model.Item {
	id := func(kind string) string { return fmt.Sprintf("%s%d", kind, i) }
	items := []model.Item{collection(id("col"), "ACTIVE"), dictionary(id("F"), "AVAILABLE")}
	for _, app := range []string{id("app-a"), id("app-b")} {
		items = append(items, application(app, "ACTIVE"), attachment(app, "ATTACHED"))
	}
	for n := range 4 {
		items = append(items, domain(fmt.Sprintf("domain%d-%d", i, n), "Active"))
	}
	return items
}

// fleetOf is a fleet of which one scope of twenty holds something.
func fleetOf(tb testing.TB, scopes, inFlight int) *fleetline {
	fl := beginFleet(tb)
	fl.OnScreen = lists()
	for i := range scopes {
		var items []model.Item
		if i%20 == 7 {
			items = estate(i)
			if inFlight > 0 {
				inFlight--
				items = append(items, domain(fmt.Sprintf("new%d", i), "Creating"))
			}
		}
		fl.scope(i, items...).latency = 80 * time.Millisecond
	}
	return fl
}

func cmpReading(a, b reading) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.read.Feed.Kind, b.read.Feed.Kind), cmp.Compare(a.read.Feed.Of, b.read.Feed.Of))
}
