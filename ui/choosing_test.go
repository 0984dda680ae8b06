package ui_test

import (
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/ui/desk"
)

// plainProfiles lead to the accounts of houses.
const plainProfiles = `[profile prod]
region = us-east-1
aws_access_key_id = EMULATED111111111111
aws_secret_access_key = emulated
[profile stage]
region = us-east-1
aws_access_key_id = EMULATED222222222222
aws_secret_access_key = emulated
[profile west]
region = us-west-2
aws_access_key_id = EMULATED111111111111
aws_secret_access_key = emulated
`

// lately is what was chosen, as a file of the next run would have it.
type lately map[string][]string

func (l lately) Lately() map[string][]string { return maps.Clone(l) }

func (l lately) Chosen(names map[string][]string) {
	for as, some := range names {
		l[as] = slices.Concat(some, slices.DeleteFunc(slices.Clone(l[as]), func(name string) bool { return slices.Contains(some, name) }))
	}
}

func remembers(l lately) func(*setup) { return func(s *setup) { s.recent = l } }

func opens(selection awsclient.Selection) func(*setup) {
	return func(s *setup) { s.shared, s.opening = true, &selection }
}

// Profiles are opened and closed while the program runs, in their own Regions; what was
// opened lately is offered first, and one that does not exist is named.
func TestChooseProfiles(t *testing.T) {
	home(t, plainProfiles)
	recent := lately{"profiles": {"west"}}
	script(t, houses, func(s *session) {
		s.press("2")
		s.seesNot("ACCOUNT")
		s.press("P")
		s.sees("Profiles", "✓ prod", "1 picked", "us-west-2")
		s.sees("▌  west") // which was opened lately
		s.write("nope")
		s.reads("No profile nope. Known: prod, stage, west")
		s.press("enter")
		s.reads("No profile nope.")
		s.press("esc")
		s.write("stg")
		s.press("enter")
		s.pass(2 * time.Second)
		s.seesNot("Profiles")
		s.sees("2 scopes", "Applications · 3", "ACCOUNT")
		s.press("P")
		s.write("west")
		s.press("space")
		s.write("prod")
		s.press("space", "enter")
		s.pass(2 * time.Second)
		s.sees("2 scopes")
		s.line("west", "us-west-2", "console")
		s.line("stage", "us-east-1", "lab")
		s.seesNot("prod")
		s.press("P")
		s.write("prod")
		s.press("ctrl+o")
		s.pass(2 * time.Second)
		s.seesNot("scopes", "ACCOUNT")
		if !strings.Contains(s.header(), "111111111111 · us-east-1") {
			t.Errorf("the header is %q", s.header())
		}
		s.press("P")
		s.write("prod")
		s.press("space", "enter")
		s.sees("One of them has to be open.")
		s.press("esc")
		if !slices.Equal(recent["profiles"][:3], []string{"prod", "west", "stage"}) {
			t.Errorf("opened lately: %v", recent["profiles"])
		}
	}, shared(prodEast), remembers(recent), size(140, 36))
}

// Regions are opened and closed for all accounts that are open, behind a form too, whose
// write goes where it was opened.
func TestChooseRegions(t *testing.T) {
	home(t, plainProfiles)
	recent := lately{}
	script(t, houses, func(s *session) {
		s.press(dataSources, "j")
		s.atCursor("payments")
		s.press("a")
		s.sees("Attach a data source")
		s.press("ctrl+r")
		s.sees("Regions", "✓ us-east-1", "open", "us-west-2", "a profile's own", "every Region that is enabled")
		s.write("us-esat-1")
		s.reads("us-esat-1 is no Region of AWS; us-east-1?")
		s.press("esc")
		s.write("us-west-7")
		s.reads("us-west-7 is not among the Regions")
		s.press("esc")
		s.write("us-west-2")
		s.press("space")
		s.write("us-east-1")
		s.press("space", "enter")
		s.pass(2 * time.Second)
		s.sees("Attach a data source · prod · us-east-1", "111111111111 · us-west-2")
		s.press("enter")
		s.submit()
		s.pass(3 * time.Second)
		if got := s.attachmentsIn("111111111111", "us-east-1"); len(got) != 1 || !strings.HasSuffix(got[0].DataSourceARN, "/payments") {
			t.Errorf("us-east-1 has %v", got)
		}
		if got := s.attachmentsIn("111111111111", "us-west-2"); len(got) != 0 {
			t.Errorf("us-west-2 has %v", got)
		}
		s.pass(5 * time.Second)
		s.seesNot("scopes", "payments")
		s.sees("Data sources · 1")
		s.press("P")
		s.write("stage")
		s.press("enter")
		s.pass(2 * time.Second)
		s.press("9")
		s.line("stage", "us-west-2") // where the operator has turned to, not to the profile's own
		if !slices.Equal(recent["regions"], []string{"us-west-2"}) {
			t.Errorf("opened lately: %v", recent["regions"])
		}
	}, heedless, shared(prodEast), remembers(recent), size(150, 40))
}

// All Regions that an account has enabled are asked for, at the start and while the
// program runs; what is in them comes as it is found.
func TestAllRegions(t *testing.T) {
	home(t, plainProfiles)
	world := strings.Replace(houses, `"region": "us-east-1",`, `"region": "us-east-1", "namedRegionsOnly": true,`, 1)
	slow := failing(emulator.Fault{Operation: "ListRegions", Kind: emulator.FaultLatency, Latency: 10 * time.Second})
	script(t, world, func(s *session) {
		s.sees("finding more…")
		s.press("2")
		s.line("prod", "us-east-1", "console") // there is something to look at meanwhile
		s.pass(time.Second)
		s.pass(10 * time.Second)
		s.seesNot("finding more…")
		s.sees("3 scopes", "Applications · 4")
		s.line("prod", "us-west-2", "console")
	}, opens(awsclient.Selection{Profiles: []string{"prod", "stage"}, Regions: []string{"all"}}), slow, size(150, 40))

	const empty = `{"account": "111111111111", "namedRegionsOnly": true, "scopes": [{"region": "us-west-2"}]}`
	script(t, empty, func(s *session) {
		s.press("2")
		s.pass(2 * time.Second)
		s.sees("No applications")
		s.press("ctrl+r")
		s.write("all")
		s.press("enter")
		s.pass(time.Second)
		s.seesNot("No applications") // of a Region that is not known yet it cannot be said
		s.sees("finding more…")
		s.pass(11 * time.Second)
		s.sees("No applications", "2 scopes")
		s.seesNot("finding more…")
	}, shared(prodEast), slow, size(150, 40))
}

// What may not be asked is named, and what is known without is shown.
func TestOpeningThatIsRefused(t *testing.T) {
	home(t, plainProfiles)
	script(t, houses, func(s *session) {
		s.pass(time.Second)
		s.reads("the Regions of profile prod could not be listed; taken are those that the shared files name")
		s.sees("prod: not all scopes could be found: no permission: account:ListRegions")
		s.press("2")
		s.sees("2 scopes", "Applications · 2")
		s.press("!")
		s.reads("the Regions of profile prod could not be listed", "ListRegions", "AccessDenied")
	}, opens(awsclient.Selection{Profiles: []string{"prod"}, Regions: []string{"all"}}), size(150, 40),
		failing(emulator.Fault{Operation: "ListRegions", Kind: emulator.FaultDenied}))

	script(t, houses, func(s *session) {
		s.pass(time.Second)
		s.reads("us-east-9 is not among the Regions that oscope knows")
	}, opens(awsclient.Selection{Profiles: []string{"prod"}, Regions: []string{"us-east-1", "us-east-9"}}), size(150, 40))
}

// The accounts of an organisation are opened by their names.
func TestOpenOrganization(t *testing.T) {
	home(t, plainProfiles)
	world := `{"organization": {"managementAccount": "111111111111", "roles": ["Steward"], "accounts": [{"Id": "222222222222", "Name": "orders"}]}, ` + strings.TrimSpace(houses)[1:]
	script(t, world, func(s *session) {
		s.pass(time.Second)
		s.press("2")
		s.sees("2 scopes", "Applications · 3")
		s.line("orders", "lab")
		s.press("ctrl+r")
		s.write("us-west-2")
		s.press("enter")
		s.pass(2 * time.Second)
		s.sees("4 scopes", "Applications · 4")
		s.press("9")
		s.line("orders", "us-west-2", "✓ live")
	}, opens(awsclient.Selection{Profiles: []string{"prod"}, Organization: "Steward"}), size(150, 40))
}

// Three scopes: what is attached in one is seen live in the overview of all, and in that
// of one alone; production stands out and takes no write.
func TestThreeScopes(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press(dataSources, "G")
		s.atCursor("stage", "trial")
		s.press("k")
		s.atCursor("stage", "orders")
		s.press("a")
		s.pick("lab")
		s.submit()
		s.pass(2 * time.Second)
		s.press("1")
		s.line("PENDING", "orders → lab", "stage · us-east-1")
		s.press("@")
		s.sees("1 of 3 scopes (@)")
		s.line("PENDING", "orders → lab")
		s.pass(10 * time.Minute)
		s.line("orders → lab", "✓ ATTACHED")
		s.press("@")
		s.sees("3 scopes")
		s.press(dataSources, "g", "a")
		s.sees("oscope takes account Production as read-only")
	}, heedless, three, size(160, 40), durations(emulator.Durations{ApplicationCreate: time.Minute}),
		configured(map[string]desk.Account{"111111111111": {Name: "Production", ReadOnly: true}}))
}

// Nothing runs any more for what was removed.
func TestNothingIsLeftOfRemovedScopes(t *testing.T) {
	home(t, plainProfiles)
	script(t, houses, func(s *session) {
		s.pass(10 * time.Second)
		before := runtime.NumGoroutine()
		for range 3 {
			s.press("P")
			s.write("stage")
			s.press("enter")
			s.press("ctrl+r")
			s.write("us-west-2")
			s.press("enter")
			s.pass(10 * time.Second)
			s.sees("4 scopes")
			s.press("ctrl+r")
			s.write("us-east-1")
			s.press("ctrl+o", "P")
			s.write("prod")
			s.press("ctrl+o")
			s.pass(10 * time.Second)
			s.seesNot("scopes")
		}
		if after := runtime.NumGoroutine(); after > before {
			stacks := make([]byte, 1<<20)
			t.Errorf("%d goroutines, then %d:\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
		}
		calls := s.aws.CallsIn("222222222222", "us-east-1")
		s.pass(10 * time.Minute)
		if more := s.aws.CallsIn("222222222222", "us-east-1"); sum(more) != sum(calls) {
			t.Errorf("what was removed is called: %v, then %v", calls, more)
		}
	}, shared(prodEast), size(140, 36))
}
