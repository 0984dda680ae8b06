package live_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// What a thousand scopes show first, with 80 ms an answer and 50 readings at once.
// The six lists are those of applications, integrations, packages, domains and
// collections, and the default application; seven calls of each scope alone, one of them
// for direct queries, take 11.2 s.
func TestFirstReadingsOfAThousandScopes(t *testing.T) {
	fl := fleetOf(t, 1000, 0)
	var rows, shown time.Duration
	last := map[live.Feed]time.Duration{}
	fl.onEnd = func(r live.ScopedRead) {
		last[live.Feed{Kind: r.Feed.Kind}] = fl.now.Sub(noon)
		if rows == 0 && fl.Len(model.KindApplication)+fl.Len(model.KindDomain) > 0 {
			rows = fl.now.Sub(noon)
		}
		h := fl.Health(fl.View, applications, domains, packages, integrations, collections)
		if h.Known != (h.Read == 1000) || h.Scopes != 1000 {
			t.Fatalf("%+v", h)
		}
		if h.Known && shown == 0 {
			shown = fl.now.Sub(noon)
		}
	}
	fl.run(20 * time.Second)
	six := slices.Max([]time.Duration{shown, last[standard]})
	t.Logf("first rows %v, the five lists with rows %v, six lists %v, who the callers are %v", rows, shown, six, last[caller])
	if rows == 0 || rows > time.Second || shown == 0 || six > 14*time.Second || fl.most != live.DefaultBudget {
		t.Errorf("rows %v, lists %v, %d at once", rows, six, fl.most)
	}
	if n := fl.InState(live.StateLive); n != 1000 {
		t.Errorf("%d scopes are live", n)
	}
}

// What the screen shows is read of all scopes before anything else is of one.
func TestWhatIsShownIsReadFirstOfAllScopes(t *testing.T) {
	fl := fleetOf(t, 200, 0)
	fl.OnScreen = map[live.Feed]bool{packages: true}
	var order []live.Feed
	fl.onBegin = func(r live.ScopedRead) { order = append(order, r.Feed) }
	fl.run(20 * time.Second)
	for i, feed := range order {
		if (i < 200) != (feed == packages) {
			t.Fatalf("reading %d is of %v", i, feed)
		}
	}
}

func atRest(tb testing.TB, scopes, inFlight int) (perSecond, peak float64) {
	fl := fleetOf(tb, scopes, inFlight)
	fl.run(time.Minute)
	for range 90 {
		fl.calls = 0
		fl.run(time.Minute)
		perSecond += float64(fl.calls) / 60 / 90
		peak = max(peak, float64(fl.calls)/60)
	}
	return perSecond, peak
}

// An hour and a half at rest, from a minute after the start, with every list on the
// screen.
func TestCallsOfAFleetAtRest(t *testing.T) {
	for _, c := range []struct {
		scopes, inFlight int
		most             float64
	}{{10, 0, 1}, {100, 0, 2}, {1000, 0, 4}, {1000, 50, 9.5}} { // in flight are domains too, whose changes are read
		perSecond, peak := atRest(t, c.scopes, c.inFlight)
		t.Logf("%4d scopes, %2d in flight: %.2f calls/s, %.2f in the busiest minute", c.scopes, min(c.inFlight, c.scopes/20), perSecond, peak)
		if perSecond > c.most || perSecond == 0 {
			t.Errorf("%d scopes with %d in flight: %.2f calls/s, want at most %.1f", c.scopes, c.inFlight, perSecond, c.most)
		}
	}
}

func BenchmarkCallsAtRest(b *testing.B) {
	for _, scopes := range []int{100, 1000} {
		for _, inFlight := range []int{0, 50} {
			b.Run(fmt.Sprintf("scopes=%d/inflight=%d", scopes, min(inFlight, scopes/20)), func(b *testing.B) {
				for b.Loop() {
					perSecond, peak := atRest(b, scopes, inFlight)
					b.ReportMetric(perSecond, "calls/s")
					b.ReportMetric(peak, "calls/s-peak")
					// Ten scopes are one account; every operator has an oscope of his own.
					b.ReportMetric(perSecond/float64(scopes/10), "calls/s/account/operator")
				}
			})
		}
	}
}
