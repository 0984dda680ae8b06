package awsclient_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// resolve takes all steps of a resolution.
func resolve(t *testing.T, f *awsclient.Fleet, s awsclient.Selection) (all awsclient.Found) {
	t.Helper()
	r := f.Resolve(s)
	for more := true; more; {
		found, err := r.Next(t.Context())
		ok(t, err)
		all.Scopes = append(all.Scopes, found.Scopes...)
		all.Notes = append(all.Notes, found.Notes...)
		all.Failures = append(all.Failures, found.Failures...)
		if all.Names == nil {
			all.Names = map[string]string{}
		}
		maps.Copy(all.Names, found.Names)
		more = found.More
	}
	return all
}

func wantScopes(t *testing.T, found awsclient.Found, want ...string) {
	t.Helper()
	if got := scopesOf(found); !slices.Equal(got, want) {
		t.Errorf("scopes %q, want %q", got, want)
	}
}

// optedIn is a world of one account with Regions in every state.
const optedIn = `{"account": "` + accountA + `", "namedRegionsOnly": true, "scopes": [{"region": "eu-west-1"}]}`

// The Regions that an account has enabled are asked for once a day, also by the next
// program; what cannot be asked again is taken from before.
func TestEnabledRegions(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n", "")
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, optedIn)
		all := awsclient.Selection{Profiles: []string{accountA}, Regions: []string{"all"}}
		ask := func() awsclient.Found {
			return resolve(t, fleetOf(t, e.Transport(), func(o *awsclient.FleetOptions) { o.CacheDir = dir }), all)
		}
		wantScopes(t, ask(), accountA+"//eu-west-1", accountA+"//us-east-1")
		time.Sleep(23 * time.Hour)
		wantScopes(t, ask(), accountA+"//eu-west-1", accountA+"//us-east-1")
		if n := e.Calls()["ListRegions"]; n != 1 {
			t.Errorf("asked %d times in a day: %v", n, e.Calls())
		}
		time.Sleep(time.Hour)
		e.SetFaults([]emulator.Fault{{Operation: "ListRegions", Kind: emulator.FaultDenied}})
		found := ask()
		wantScopes(t, found, accountA+"//eu-west-1", accountA+"//us-east-1")
		if len(found.Failures) != 1 || found.Failures[0].Err.Kind != model.FailurePermission || found.Failures[0].Err.Action != "account:ListRegions" ||
			len(found.Notes) != 1 || !strings.Contains(found.Notes[0], "the Regions of profile "+accountA+" are those of 2000-01-01") {
			t.Errorf("got %+v", found)
		}
		e.SetFaults(nil)
		if found := ask(); len(found.Failures) != 0 || len(found.Notes) != 0 {
			t.Errorf("got %+v", found)
		}
	})
}

// Where the Regions may not be listed, they are those that the shared files name.
func TestRegionsThatMayNotBeListed(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n[profile other]\nregion = eu-central-1\n[profile china]\nregion = cn-north-1\n", "")
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, optedIn)
		e.SetFaults([]emulator.Fault{{Operation: "ListRegions", Kind: emulator.FaultDenied}})
		found := resolve(t, fleetOf(t, e.Transport(), nil), awsclient.Selection{Profiles: []string{accountA}, Regions: []string{"all"}})
		wantScopes(t, found, accountA+"//eu-central-1", accountA+"//us-east-1")
		if len(found.Notes) != 1 || !strings.Contains(found.Notes[0], "taken are those that the shared files name: eu-central-1, us-east-1") || len(found.Failures) != 1 {
			t.Errorf("got %+v", found)
		}
	})
}

// organised is an organisation with accounts in all states.
const organised = `{"account": "` + accountA + `", "domains": [{"DomainName": "a-domain"}],
	"organization": {"managementAccount": "` + accountA + `", "roles": ["Steward"], "emptyPages": 2, "accounts": [
		{"Id": "` + accountB + `", "Name": "orders"},
		{"Id": "333333333333", "Name": "closed", "State": "SUSPENDED"},
		{"Id": "444444444444", "Name": "older", "Status": "ACTIVE"},
		{"Id": "555555555555", "Name": "denied", "deniedRoles": ["Steward"]}
	]},
	"scopes": [{"account": "` + accountB + `", "domains": [{"DomainName": "b-domain"}]}]}`

// The accounts of an organisation are its active ones. Their role is assumed once for
// all Regions; that it may not be in one of them is nothing to the others.
func TestOrganization(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n", "")
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, organised)
		f := fleetOf(t, e.Transport(), nil)
		found := resolve(t, f, awsclient.Selection{Profiles: []string{accountA}, Regions: []string{"us-east-1", "eu-west-1"}, Organization: "Steward"})
		var want []string
		for _, account := range []string{"", accountB, "444444444444", "555555555555"} {
			want = append(want, accountA+"/"+account+"/eu-west-1", accountA+"/"+account+"/us-east-1")
		}
		wantScopes(t, found, want...)
		if found.Names[accountB] != "orders" || found.Names["444444444444"] != "older" || len(found.Failures) != 0 {
			t.Errorf("got %+v", found)
		}
		for _, scope := range found.Scopes {
			err := first(t, f.Client(scope), live.FeedDomains)
			if scope.Account == "555555555555" {
				if failure := failureOf(t, err, model.FailurePermission); failure.Action != "sts:AssumeRole" || !strings.Contains(failure.Message, "role/Steward may not be assumed") {
					t.Errorf("got %+v", failure)
				}
				continue
			}
			ok(t, err)
			caller, err := f.Client(scope).Caller(t.Context())
			ok(t, err)
			if scope.Account != "" && caller.Account != scope.Account {
				t.Errorf("in %+v calls go to %s", scope, caller.Account)
			}
		}
		if n := e.Calls()["AssumeRole"]; n != 4 {
			t.Errorf("%d roles assumed: %v", n, e.Calls())
		}
	})
}

// What keeps an organisation from being listed is told, with the permission.
func TestOrganizationThatIsDenied(t *testing.T) {
	home(t, "[profile "+accountB+"]\nregion = us-east-1\n", "")
	synctest.Test(t, func(t *testing.T) {
		found := resolve(t, fleetOf(t, emulate(t, organised).Transport(), nil), awsclient.Selection{Profiles: []string{accountB}, Organization: "Operator"})
		if len(found.Scopes) != 0 || len(found.Failures) != 1 || found.Failures[0].Err.Action != "organizations:ListAccounts" || found.Failures[0].Err.Kind != model.FailurePermission {
			t.Errorf("got %+v", found)
		}
	})
}

// A selection that is wrong says so before anything is asked.
func TestResolvingNothing(t *testing.T) {
	home(t, twoProfiles, "")
	e := emulate(t, optedIn)
	_, err := fleetOf(t, e.Transport(), nil).Resolve(awsclient.Selection{Profiles: []string{"nope"}}).Next(t.Context())
	if err == nil || !strings.Contains(err.Error(), "No profile nope") || len(e.Calls()) != 0 {
		t.Errorf("got %v after %v", err, e.Calls())
	}
}

// An account that does not answer keeps no other one from being found, and meanwhile
// there is a scope of each to look at.
func TestAnAccountThatHangsDuringResolution(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n[profile "+accountB+"]\n", "")
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{"account": "`+accountA+`", "namedRegionsOnly": true, "scopes": [{"region": "eu-west-1"}, {"account": "`+accountB+`"}]}`)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultHang, Account: accountA}})
		r := fleetOf(t, e.Transport(), nil).Resolve(awsclient.Selection{Profiles: []string{accountA, accountB}, Regions: []string{"all"}})
		found, err := r.Next(t.Context())
		ok(t, err)
		want := []model.Scope{{Profile: accountA, Region: "us-east-1"}, {Profile: accountB, Region: "us-east-1"}}
		if len(found.Scopes) != 0 || !slices.Equal(found.Meanwhile, want) {
			t.Errorf("got %+v", found)
		}
		began := time.Now()
		found, err = r.Next(t.Context())
		ok(t, err)
		wantScopes(t, found, accountB+"//us-east-1")
		if took := time.Since(began); took > time.Second || !found.More {
			t.Errorf("after %v: %+v", took, found)
		}
		found, err = r.Next(t.Context())
		ok(t, err)
		if found.More || len(found.Failures) != 1 || found.Failures[0].Scope.Profile != accountA {
			t.Errorf("got %+v", found)
		}
	})
}

// The Regions of accounts can be asked for by scopes in any of them.
func TestRegionsOfScopes(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n", "")
	synctest.Test(t, func(t *testing.T) {
		f := fleetOf(t, emulate(t, optedIn).Transport(), nil)
		r := f.ResolveRegions([]model.Scope{{Profile: accountA, Region: "us-east-1"}})
		_, err := r.Next(t.Context())
		ok(t, err)
		found, err := r.Next(t.Context())
		ok(t, err)
		wantScopes(t, found, accountA+"//eu-west-1", accountA+"//us-east-1")
	})
}
