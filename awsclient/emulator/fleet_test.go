package emulator_test

import (
	"bytes"
	"testing"

	"oscope/awsclient/emulator"
	"oscope/model"
)

func TestParseFleet(t *testing.T) {
	for text, want := range map[string]struct {
		fleet   emulator.Fleet
		problem string
	}{
		"100x10":                               {emulator.Fleet{Accounts: 100, Regions: 10, Empty: 95, Each: 16}, ""},
		"3x2:empty=50":                         {emulator.Fleet{Accounts: 3, Regions: 2, Empty: 50, Each: 16}, ""},
		"3x2:each=40:empty=0":                  {emulator.Fleet{Accounts: 3, Regions: 2, Empty: 0, Each: 40}, ""},
		"":                                     {problem: `"" is no number of accounts and Regions such as 100x10`},
		"100":                                  {problem: `"100" is no number of accounts and Regions such as 100x10`},
		"axb":                                  {problem: `"axb" is no number of accounts and Regions such as 100x10`},
		"0x10":                                 {problem: "there must be 1 to 10000 accounts"},
		"10001x1":                              {problem: "there must be 1 to 10000 accounts"},
		"1x0":                                  {problem: "there must be 1 to 34 Regions"},
		"1x35":                                 {problem: "there must be 1 to 34 Regions"},
		"10000x34":                             {problem: "there is no room for more than 100000 accounts times Regions"},
		"1x1:":                                 {problem: `"" is neither empty=PERCENT nor each=RESOURCES`},
		"1x1:full=1":                           {problem: `"full=1" is neither empty=PERCENT nor each=RESOURCES`},
		"1x1:empty":                            {problem: `empty: "" is no whole number`},
		"1x1:empty=101":                        {problem: "empty: must be 0 to 100 percent"},
		"1x1:empty=-1":                         {problem: "empty: must be 0 to 100 percent"},
		"1x1:each=0":                           {problem: "each: must be 1 or more, and no more than 1000000 resources in all"},
		"10x10:empty=0:each=1e":                {problem: `each: "1e" is no whole number`},
		"100x10:empty=0:each=1001":             {problem: "each: must be 1 or more, and no more than 1000000 resources in all"},
		"1x1:empty=0:each=9223372036854775807": {problem: "each: must be 1 or more, and no more than 1000000 resources in all"},
	} {
		got, err := emulator.ParseFleet(text)
		if message(err) != want.problem || err == nil && got != want.fleet {
			t.Errorf("%q: got %+v, %v", text, got, err)
		}
	}
}

// A fleet has all scopes that it should, each with what it should, whenever it is made.
func TestFleet(t *testing.T) {
	for _, c := range []struct {
		fleet             emulator.Fleet
		scopes, resources int
	}{
		{emulator.Fleet{Accounts: 100, Regions: 10, Empty: 95, Each: 16}, 1000, 50 * 16},
		{emulator.Fleet{Accounts: 7, Regions: 3, Empty: 0, Each: 11}, 21, 21 * 11},
		{emulator.Fleet{Accounts: 7, Regions: 3, Empty: 50, Each: 3}, 21, 11 * 3},
		{emulator.Fleet{Accounts: 3, Regions: 3, Empty: 99, Each: 2}, 9, 2},
		{emulator.Fleet{Accounts: 2, Regions: 34, Empty: 100, Each: 16}, 68, 0},
		{emulator.Fleet{Accounts: 1, Regions: 1, Empty: 95, Each: 2000}, 1, 2000},
	} {
		w := emulator.New(c.fleet.World(), emulator.Options{Standstill: true}).World()
		scopes := append([]emulator.World{w}, w.Scopes...)
		accounts, regions := make(map[string]bool), make(map[string]bool)
		resources := 0
		for i, s := range scopes {
			accounts[s.Account], regions[s.Region] = true, true
			n := len(s.Applications) + len(s.Domains) + len(s.Collections) + len(s.Attachments) + len(s.Packages) + len(s.Associations)
			if i > 0 && n != 0 && n != c.fleet.Each {
				t.Errorf("%s in %s holds %d", s.Account, s.Region, n)
			}
			if model.PartitionOf(s.Region) != "aws" {
				t.Errorf("%s is in no partition", s.Region)
			}
			resources += n
		}
		if len(scopes) != c.scopes || len(accounts) != c.fleet.Accounts || len(regions) != c.fleet.Regions || resources != c.resources {
			t.Errorf("%+v: %d scopes of %d accounts and %d Regions with %d resources", c.fleet, len(scopes), len(accounts), len(regions), resources)
		}
		if c.fleet.Empty < 100 && len(w.Domains) == 0 {
			t.Errorf("%+v: the first scope is empty", c.fleet)
		}
		if !bytes.Equal(encode(t, c.fleet.World()), encode(t, c.fleet.World())) {
			t.Errorf("%+v is another one the second time", c.fleet)
		}
	}
}

// In a fleet something is in flight and something is broken.
func TestAFleetHasSomethingToShow(t *testing.T) {
	f := emulator.Fleet{Accounts: 100, Regions: 10, Empty: 95, Each: 16}
	w := emulator.New(f.World(), emulator.Options{Standstill: true}).World()
	phases := make(map[model.Phase]int)
	for _, s := range append([]emulator.World{w}, w.Scopes...) {
		s.Integrations, s.Scopes = nil, nil
		for kind, statuses := range statusesOf(s) {
			for status, n := range statuses {
				phases[model.MeaningOf(kind, status).Phase] += n
			}
		}
	}
	for phase, least := range map[model.Phase]int{model.InFlight: 20, model.Failed: 20} {
		if phases[phase] < least {
			t.Errorf("%d are %v: %v", phases[phase], phase, phases)
		}
	}
}

// Each scope of a fleet answers to the key of its account, and holds what the world says.
func TestAWholeFleetIsServed(t *testing.T) {
	f := emulator.Fleet{Accounts: 2, Regions: 3, Empty: 0, Each: 8}
	w := f.World()
	e := emulator.New(w, emulator.Options{Standstill: true})
	for _, s := range append([]emulator.World{w}, w.Scopes...) {
		var want []string
		for _, d := range s.Domains {
			want = append(want, d.DomainName)
		}
		out, err := in(e, s.Account, s.Region).iam.ListRoles(t.Context(), nil)
		ok(t, err)
		if got := in(e, s.Account, s.Region).domains(t); len(want) != 2 || got != want[0]+" "+want[1] || len(out.Roles) != 1 {
			t.Errorf("%s in %s has %s, want %v; %d roles", s.Account, s.Region, got, want, len(out.Roles))
		}
	}
}
