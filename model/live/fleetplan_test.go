package live_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// ages runs a thousand scopes for 40 minutes, with five bad ones among them, and
// returns how old the listings of the good ones were every four minutes, sorted.
func ages(t *testing.T, bad func(i int, p *pretended)) (all []time.Duration, most int) {
	fl := fleetOf(t, 1000, 30)
	for n := range 5 {
		i := 100 + 187*n
		bad(n, fl.scopes[numbered(i)])
	}
	good := slices.DeleteFunc(slices.Clone(fl.Scopes()), func(scope model.Scope) bool {
		return slices.ContainsFunc([]int{100, 287, 474, 661, 848}, func(i int) bool { return numbered(i) == scope })
	})
	for range 10 {
		fl.run(4 * time.Minute)
		for _, scope := range good {
			for _, feed := range []live.Feed{applications, domains, packages, integrations, collections} {
				all = append(all, fl.now.Sub(fl.Snapshot(scope).Feed(feed).Learned))
			}
		}
	}
	slices.Sort(all)
	return all, fl.most
}

// Five scopes that hang, are slow, denied, signed out or switched off cost the other
// 995 nothing, nor do five that all hang.
func TestBadScopesCostOnlyThemselves(t *testing.T) {
	without, _ := ages(t, func(int, *pretended) {})
	for name, bad := range map[string]func(int, *pretended){
		"each another": func(n int, p *pretended) {
			switch n {
			case 0:
				p.hangs = true
			case 1:
				p.latency = 20 * time.Second
			default:
				p.down = []model.FailureKind{model.FailurePermission, model.FailureExpired, model.FailureRegionOff}[n-2]
			}
		},
		"all hang": func(_ int, p *pretended) { p.hangs = true },
	} {
		with, most := ages(t, bad)
		for _, percent := range []int{50, 99} {
			got, want := with[len(with)*percent/100], without[len(without)*percent/100]
			if got > want*11/10 {
				t.Errorf("%s: p%d of the ages is %v, without them %v", name, percent, got, want)
			}
			t.Logf("%s: p%d of the ages is %v, without them %v", name, percent, got, want)
		}
		if most > live.DefaultBudget {
			t.Errorf("%s: %d readings at once", name, most)
		}
	}
}

// However many hang, some places stay for those that answer.
func TestHangingScopesLeaveRoom(t *testing.T) {
	fl := fleetOf(t, 300, 0)
	fl.run(time.Minute)
	for i := range 150 {
		fl.scopes[numbered(i)].hangs = true
	}
	for _, scope := range fl.Scopes() {
		fl.Snapshot(scope).Refresh(slices.Collect(maps.Keys(lists()))...)
	}
	fl.run(time.Minute)
	if fl.hung > live.DefaultBudget {
		t.Errorf("%d readings hang", fl.hung)
	}
	// When the client gives a call up, the scope is known not to answer.
	for range 5 {
		for i := range 150 {
			s := fl.Snapshot(numbered(i))
			for _, kind := range []live.FeedKind{live.FeedApplications, live.FeedDomains, live.FeedPackages, live.FeedIntegrations, live.FeedCollections, live.FeedCaller, live.FeedAttachments} {
				for _, f := range s.FeedsOf(kind) {
					if read := (live.Read{Feed: f.Feed, Number: f.Number()}); f.Reading() && s.Fail(read, &model.CallError{Kind: model.FailureNetwork}, fl.now) {
						fl.hung--
					}
				}
			}
		}
		fl.run(time.Minute)
	}
	if fl.hung > live.DefaultBudget/4+1 {
		t.Errorf("%d readings hang of scopes that are known not to answer", fl.hung)
	}
}

// An empty scope is read once more soon, and then every 15 to 30 minutes; r, and
// being singled out, have it read at once.
func TestEmptyScopesAreLeftAlone(t *testing.T) {
	fl := fleetOf(t, 20, 0)
	times := map[model.Scope][]time.Duration{}
	fl.onBegin = func(r live.ScopedRead) {
		if r.Feed == packages {
			times[r.Scope] = append(times[r.Scope], fl.now.Sub(noon).Round(time.Second))
		}
	}
	fl.run(4 * time.Hour)
	distinct := map[time.Duration]bool{}
	for scope, at := range times {
		if scope == numbered(7) {
			continue
		}
		if len(at) < 9 || at[1] > 5*time.Minute {
			t.Fatalf("%v was read at %v", scope, at)
		}
		for i := 2; i < len(at); i++ {
			if wait := at[i] - at[i-1]; wait < 15*time.Minute || wait > 30*time.Minute {
				t.Errorf("%v was read after %v", scope, wait)
			}
		}
		distinct[at[3]-at[2]] = true
	}
	if len(distinct) < 10 {
		t.Errorf("only %d different waits", len(distinct))
	}
	readOf := func(what string, want int, do func()) {
		t.Helper()
		before := len(times[numbered(3)])
		do()
		fl.run(time.Second)
		if got := len(times[numbered(3)]) - before; got != want {
			t.Errorf("%s: read %d times", what, got)
		}
	}
	readOf("nothing", 0, func() {})
	readOf("r", 1, func() { fl.Snapshot(numbered(3)).Refresh(packages) })
	fl.run(time.Minute)
	readOf("singled out", 1, func() { fl.Only = map[model.Scope]bool{numbered(3): true} })
	fl.Only = nil
	fl.run(time.Minute)
	readOf("looked at by a form", 1, func() { fl.Besides = map[model.Scope]map[live.Feed]bool{numbered(3): {packages: true}} })
}

// What somebody waits for comes before a thousand first readings.
func TestMostUrgentOfAllScopesFirst(t *testing.T) {
	fl := fleetOf(t, 300, 1)
	fl.OnScreen = map[live.Feed]bool{packages: true}
	fl.Snapshot(numbered(299)).Written(domains, fl.now)
	fl.Besides = map[model.Scope]map[live.Feed]bool{numbered(200): {collections: true}}
	due := fl.Due(fl.now, fl.View)
	if len(due) != live.DefaultBudget {
		t.Fatalf("%d are due", len(due))
	}
	for i, r := range due {
		want := live.ScopedRead{Scope: numbered(i - 2), Read: live.Read{Feed: packages}}
		switch i {
		case 0:
			want = live.ScopedRead{Scope: numbered(200), Read: live.Read{Feed: collections}}
		case 1:
			want = live.ScopedRead{Scope: numbered(299), Read: live.Read{Feed: domains}}
		}
		if r.Scope != want.Scope || r.Feed != want.Feed {
			t.Fatalf("reading %d is of %v in %v", i, r.Feed, r.Scope)
		}
	}
}

// Two hundred scopes with slow answers keep every place taken. Each has its turns.
func TestNoScopeStarves(t *testing.T) {
	fl := beginFleet(t)
	fl.OnScreen = lists()
	for i := range 200 {
		fl.scope(i, domain("new", "Creating"), application("app", "ACTIVE"), attachment("app", "PENDING")).latency = 3 * time.Second
	}
	type key struct {
		model.Scope
		live.Feed
	}
	last, longest := map[key]time.Time{}, time.Duration(0)
	fl.onBegin = func(r live.ScopedRead) {
		key := key{r.Scope, r.Feed}
		if at, ok := last[key]; ok && r.Feed != caller {
			longest = max(longest, fl.now.Sub(at))
		}
		last[key] = fl.now
	}
	fl.run(40 * time.Minute)
	if len(last) != 200*10 { // the change of the domain among them
		t.Errorf("%d feeds were read", len(last))
	}
	if longest > 20*time.Minute || fl.most != live.DefaultBudget {
		t.Errorf("one was not read for %v, with %d at once", longest, fl.most)
	}
	t.Logf("longest %v", longest)
}

// The end of an outage is seen by all as soon as by one.
func TestScopesComeBackTogether(t *testing.T) {
	fl := fleetOf(t, 400, 0)
	for _, p := range fl.scopes {
		p.down = model.FailureExpired
	}
	fl.run(20 * time.Minute)
	if n := fl.InState(live.StateSignedOut); n != 400 {
		t.Fatalf("%d are signed out", n)
	}
	fl.calls = 0
	fl.run(10 * time.Minute)
	if perSecond := float64(fl.calls) / 600; perSecond > 4 {
		t.Errorf("signed out, they ask %.1f times a second", perSecond)
	}
	for _, p := range fl.scopes {
		p.down = model.FailureOther
	}
	fl.run(15 * time.Second)
	if n := fl.InState(live.StateLive); n != 400 {
		t.Errorf("%d are live 15 s after", n)
	}
}

// A fleet of one scope reads what the scope alone would.
func TestOneScopeIsReadAsAlone(t *testing.T) {
	items := estate(1)
	tl := begin(t, items...)
	fl := beginFleet(t)
	fl.scope(0, items...)
	tl.OnScreen, fl.OnScreen = lists(), lists()
	var got []reading
	fl.onBegin = func(r live.ScopedRead) {
		got = append(got, reading{fl.now.Sub(noon), live.Read{Feed: r.Feed}})
	}
	tl.run(time.Hour)
	fl.run(time.Hour)
	want := tl.reads
	for i := range want {
		want[i].read.Number = 0
	}
	sorted := func(all []reading) []reading {
		return slices.SortedFunc(slices.Values(all), cmpReading)
	}
	got, want = sorted(got), sorted(want)
	if !slices.EqualFunc(got, want, func(a, b reading) bool { return cmpReading(a, b) == 0 }) || len(got) == 0 {
		t.Errorf("%d readings, alone %d", len(got), len(want))
	}
}
