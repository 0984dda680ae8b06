package observer_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/observer"
	"oscope/model"
	"oscope/model/live"
)

var packages = live.Feed{Kind: live.FeedPackages}

// observe returns an observer of two Regions with a package under way in the first, and
// the emulator that has them.
func observe(t *testing.T) (*observer.Observer, *emulator.Emulator) {
	t.Helper()
	world, err := emulator.ParseWorld([]byte(`{"region": "us-east-1", "packages": [{"PackageName": "coming", "PackageStatus": "COPYING"}], "scopes": [{"region": "eu-west-1", "packages": [{"PackageName": "there"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	e := emulator.New(world, emulator.Options{})
	clients := awsclient.NewFleet(awsclient.FleetOptions{Source: func(scope model.Scope) awsclient.Source {
		return awsclient.InProcess(e.Transport(), scope.Region)
	}})
	t.Cleanup(clients.Close)
	o := observer.New(clients, []model.Scope{{Region: "us-east-1"}, {Region: "eu-west-1"}})
	o.View = live.View{Confined: true, OnScreen: map[live.Feed]bool{packages: true}}
	return o, e
}

// It reads until what is waited for has come, and tells of it.
func TestUntil(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, e := observe(t)
		var seen []live.Transition
		o.Changed = func(transitions []live.Transition) { seen = append(seen, transitions...) }
		if err := o.Until(t.Context(), func() bool { return len(seen) > 0 && seen[len(seen)-1].To == "AVAILABLE" }); err != nil {
			t.Fatal(err)
		}
		first := o.Fleet.Scopes()[0]
		for _, transition := range seen {
			if transition.Scope != first || transition.Key.Kind != model.KindPackage {
				t.Errorf("%+v", transition)
			}
		}
		calls := e.Calls()
		if len(calls) != 1 || calls["DescribePackages"] < 3 || calls["DescribePackages"] > 20 {
			t.Errorf("%v", calls)
		}
		t.Logf("%d transitions with %v", len(seen), calls)
	})
}

// What is wanted may change while it reads.
func TestViewChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, e := observe(t)
		domains := live.Feed{Kind: live.FeedDomains}
		if err := o.Until(t.Context(), func() bool {
			for _, scope := range o.Fleet.Scopes() {
				if !o.Fleet.Snapshot(scope).Heard(packages) {
					return false
				}
			}
			o.View.OnScreen = map[live.Feed]bool{domains: true}
			return o.Fleet.Snapshot(o.Fleet.Scopes()[1]).Heard(domains)
		}); err != nil {
			t.Fatal(err)
		}
		if e.Calls()["ListDomainNames"] == 0 {
			t.Errorf("%v", e.Calls())
		}
	})
}

// It ends with its context at once, also while the service does not answer, and leaves
// nothing running.
func TestUntilTheContextEnds(t *testing.T) {
	for name, fault := range map[string]emulator.FaultKind{"well": emulator.FaultLatency, "hanging": emulator.FaultHang, "failing": emulator.FaultError} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o, e := observe(t)
				e.SetFaults([]emulator.Fault{{Operation: "*", Kind: fault}})
				over := errors.New("over")
				ctx, cancel := context.WithTimeoutCause(t.Context(), 3*time.Second, over)
				defer cancel()
				begun := time.Now()
				if err := o.Until(ctx, func() bool { return false }); !errors.Is(err, over) || time.Since(begun) != 3*time.Second {
					t.Errorf("%v after %v", err, time.Since(begun))
				}
			})
		})
	}
}
