package live_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func TestStatesAreDeclared(t *testing.T) {
	words := map[string]bool{}
	for i, facts := range live.States {
		if facts.State.Facts() != facts || facts.Word == "" || facts.Meaning == "" || words[facts.Word] {
			t.Errorf("state %d: %+v", i, facts)
		}
		words[facts.Word] = true
	}
	for state := live.StateWaiting; state <= live.StateFailing; state++ {
		if state.Facts() == nil {
			t.Errorf("state %d is not in the table", state)
		}
	}
}

func TestStateOfAScope(t *testing.T) {
	for _, c := range []struct {
		name         string
		service      pretended
		slowed       float64
		word, remedy string
	}{
		{name: "live", word: "live"},
		{name: "slowed", slowed: 1.5, word: "slowed", remedy: "recovers by itself"},
		{name: "hangs", service: pretended{hangs: true}, word: "waiting"},
		{name: "one denied", service: pretended{fails: map[live.Feed]model.FailureKind{collections: model.FailurePermission}}, word: "partly 5 of 6", remedy: "lack the permission"},
		{name: "direct queries denied", service: pretended{fails: map[live.Feed]model.FailureKind{directs: model.FailurePermission}}, word: "live"},
		{name: "direct queries failing", service: pretended{fails: map[live.Feed]model.FailureKind{directs: model.FailureUnavailable}}, word: "partly 5 of 6", remedy: "failed on its side"},
		{name: "denied", service: pretended{down: model.FailurePermission}, word: "denied", remedy: "lack the permission"},
		{name: "signed out", service: pretended{down: model.FailureExpired}, word: "signed out", remedy: "aws sso login"},
		{name: "no credentials", service: pretended{down: model.FailureCredentials}, word: "no credentials", remedy: "--profile"},
		{name: "no Region", service: pretended{down: model.FailureRegion}, word: "no Region", remedy: "--region"},
		{name: "Region off", service: pretended{down: model.FailureRegionOff}, word: "Region off", remedy: "Enable it for the account"},
		{name: "unreachable", service: pretended{down: model.FailureNetwork}, word: "unreachable", remedy: "check the network"},
		{name: "failing", service: pretended{down: model.FailureUnavailable}, word: "failing", remedy: "failed on its side"},
	} {
		fl := fleetOf(t, 3, 0)
		*fl.scopes[numbered(1)] = c.service
		fl.run(10 * time.Second)
		sum, ok := fl.Summary(numbered(1), fl.now, c.slowed)
		if !ok || sum.Word != c.word || sum.Meaning == "" || !strings.Contains(sum.Remedy, c.remedy) || (c.remedy == "") != (sum.Remedy == "") {
			t.Errorf("%s: %+v", c.name, sum)
		}
		if sum.Calls == 0 || sum.State.Facts().Outage && sum.Err == nil {
			t.Errorf("%s: %d calls, error %v", c.name, sum.Calls, sum.Err)
		}
		if h := fl.Health(fl.View, domains); h.Scopes != 3 || h.Known != (h.Read == 3) || h.Known && c.service.down != model.FailureOther {
			t.Errorf("%s: health %+v", c.name, h)
		}
	}
}

func TestSummaryCounts(t *testing.T) {
	fl := fleetOf(t, 2, 0)
	fl.scope(5, append(estate(5), domain("new", "Creating"), collection("bad", "FAILED"))...)
	started := fl.now
	fl.run(5 * time.Second)
	sum, _ := fl.Summary(numbered(5), fl.now, 0)
	if sum.Resources != 12 || sum.InFlight != 1 || sum.Failed != 1 || sum.Oldest.Before(started) || sum.Newest.Before(sum.Oldest) || sum.Caller.Profile != "account-000" {
		t.Errorf("%+v", sum)
	}
	if n := fl.Count(model.KindDomain, model.InFlight); n != 1 || fl.Len(model.KindDomain) != 5 {
		t.Errorf("%d domains are in flight, of %d", n, fl.Len(model.KindDomain))
	}
	fl.run(20 * time.Second)
	if now, _ := fl.Summary(numbered(5), fl.now.Add(2*time.Minute), 0); now.Calls != 0 {
		t.Errorf("%d calls in a minute in which there were none", now.Calls)
	}
	beat, version := fl.Beat(), fl.Version()
	fl.Remove(numbered(5))
	if _, ok := fl.Summary(numbered(5), fl.now, 0); ok || fl.Count(model.KindDomain, model.InFlight) != 0 || fl.Len(model.KindDomain) != 0 || len(fl.Scopes()) != 2 {
		t.Error("what was removed is still counted")
	}
	if fl.Beat() == beat || fl.Version() == version {
		t.Error("removing is no news")
	}
}

func TestTransitionsNameTheirScope(t *testing.T) {
	fl := fleetOf(t, 2, 0)
	s := fl.Snapshot(numbered(1))
	read(s, domains, noon, domain("a", "Creating"))
	got := read(s, domains, after(time.Minute), domain("a", "Active"), domain("b", "Creating"))
	got = append(got, read(s, domains, after(2*time.Minute))...)
	if len(got) != 4 {
		t.Fatalf("%+v", got)
	}
	for _, tr := range got {
		if tr.Scope != numbered(1) || tr.Ref() != (model.Ref{Scope: numbered(1), Key: tr.Key}) {
			t.Errorf("%+v", tr)
		}
	}
}

func BenchmarkFleet(b *testing.B) {
	for _, scopes := range []int{1, 100, 1000} {
		fl := fleetOf(b, scopes, 0)
		fl.run(20 * time.Second)
		name := func(what string) string { return fmt.Sprintf("%s/scopes=%d", what, scopes) }
		b.Run(name("nothing due"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(fl.Due(fl.now, fl.View)) > 0 {
					b.Fatal("due")
				}
				fl.Next(fl.View)
			}
		})
		s := fl.Snapshot(numbered(scopes / 2))
		b.Run(name("one reading"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Apply(live.Listing{Read: s.Begin(live.Read{Feed: packages}, fl.now), At: fl.now})
				fl.Due(fl.now, fl.View)
				fl.Next(fl.View)
			}
		})
		b.Run(name("another view"), func(b *testing.B) {
			b.ReportAllocs()
			other := live.View{OnScreen: map[live.Feed]bool{standard: true}}
			for b.Loop() {
				fl.Next(other)
				fl.Next(fl.View)
			}
		})
		b.Run(name("header"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, facts := range model.Kinds {
					fl.Count(facts.Kind, model.InFlight)
				}
				fl.Health(fl.View, applications, domains)
			}
		})
	}
}
