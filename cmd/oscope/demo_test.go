package main

import (
	"slices"
	"testing"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/config"
	"oscope/model"
)

// The profiles of the demo lead to all scopes of its world, each with the credentials of
// its account; it begins with the first.
func TestDemoProfiles(t *testing.T) {
	world := emulator.DemoWorld()
	var want, got []model.Scope
	for _, scope := range append([]emulator.World{world}, world.Scopes...) {
		want = append(want, model.Scope{Account: scope.Account, Region: scope.Region})
	}
	clients := newClients(settings{demo: true}, config.Config{}, nil, nil)
	defer clients.Close()
	for _, p := range demoProfiles {
		caller, err := clients.Client(model.Scope{Profile: p.Name, Region: p.Region}).Caller(t.Context())
		if err != nil || caller.Account != p.Account {
			t.Errorf("%+v: %+v, %v", p, caller, err)
		}
		got = append(got, model.Scope{Account: caller.Account, Region: caller.Region})
	}
	compare := func(a, b model.Scope) int {
		return slices.Compare([]string{a.Account, a.Region}, []string{b.Account, b.Region})
	}
	slices.SortFunc(want, compare)
	slices.SortFunc(got, compare)
	if !slices.Equal(got, want) {
		t.Errorf("the profiles lead to %v, the world has %v", got, want)
	}
	s := settings{demo: true}
	chosen, err := s.selection(config.Config{}, config.File{})
	if err != nil {
		t.Fatal(err)
	}
	start, err := s.begin(t.Context(), clients, chosen)
	if first := []model.Scope{{Profile: "platform", Region: emulator.DemoRegion}}; err != nil || !slices.Equal(start.Found.Scopes, first) || start.Rest != nil {
		t.Errorf("it begins with %+v, %v", start, err)
	}
	start, err = s.begin(t.Context(), clients, awsclient.Selection{Profiles: []string{"*"}, Regions: []string{"all"}})
	if err != nil || start.Rest == nil || len(start.Found.Meanwhile) != 3 {
		t.Errorf("all of it begins with %+v, %v", start, err)
	}
}
