package awsclient_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"oscope/awsclient"
	"oscope/model"
)

const fleetConfig = "[default]\nregion = us-east-1\n[profile base]\n[profile prod-eu]\nregion = eu-central-1\n[profile prod-us]\nregion = us-west-2\n" +
	"[profile prod-gov]\nregion = us-gov-west-1\n[profile team/dev]\nregion = eu-west-1\n[profile local]\nregion = here\nendpoint_url = http://127.0.0.1:1\n[profile [x]\nregion = us-east-2\n"

func TestSelection(t *testing.T) {
	const known = "Known: "
	for _, c := range []struct {
		name, profiles, regions string
		environment             string // Region
		want                    string // profile/Region …
		notes, refused          string
	}{
		{name: "names", profiles: "prod-us prod-eu", want: "prod-eu@eu-central-1 prod-us@us-west-2"},
		{name: "Region of the environment goes first", profiles: "prod-us prod-eu", environment: "us-east-2", want: "prod-eu@us-east-2 prod-us@us-east-2"},
		{name: "each in each", profiles: "prod-us prod-eu", regions: "us-east-1 eu-west-1", want: "prod-eu@eu-west-1 prod-eu@us-east-1 prod-us@eu-west-1 prod-us@us-east-1"},
		{name: "pattern", profiles: "prod-*", want: "prod-eu@eu-central-1 prod-gov@us-gov-west-1 prod-us@us-west-2"},
		{name: "set of letters", profiles: "prod-[e-u][us]", want: "prod-eu@eu-central-1 prod-us@us-west-2"},
		{name: "twice the same", profiles: "prod-eu prod-e? prod-*u", regions: "eu-west-1 eu-wes?-1", want: "prod-eu@eu-west-1"},
		{name: "a slash is a letter", profiles: "*dev", want: "team/dev@eu-west-1"},
		{name: "a name that looks like a pattern", profiles: "[x", want: "[x@us-east-2"},
		{name: "the default chain in several Regions", regions: "us-east-1 eu-west-1", want: "@eu-west-1 @us-east-1"},
		{name: "Regions by pattern", profiles: "prod-eu", regions: "us-*", want: "prod-eu@us-east-1 prod-eu@us-east-2 prod-eu@us-west-1 prod-eu@us-west-2"},
		{name: "within the partition", profiles: "prod-gov", regions: "us-*", want: "prod-gov@us-gov-east-1 prod-gov@us-gov-west-1"},
		{name: "all Regions are for a call to tell", profiles: "prod-eu base", regions: "us-east-1 all", want: "base@all prod-eu@all"},
		{name: "nothing at all", want: "@us-east-1"},

		{name: "a pattern leaves out what has no Region", profiles: "*", want: "[x@us-east-2 default@us-east-1 local@here prod-eu@eu-central-1 prod-gov@us-gov-west-1 prod-us@us-west-2 team/dev@eu-west-1", notes: "left out for want of a Region, which --region can name: base"},
		{name: "a new Region", profiles: "prod-eu", regions: "us-east-3 us-east-1", want: "prod-eu@us-east-1 prod-eu@us-east-3", notes: "us-east-3 is not among the Regions that oscope knows; taken for a new one; us-east-1 or us-east-2?"},
		{name: "other endpoints have other Regions", profiles: "local", regions: "here there", want: "local@here local@there"},

		{name: "no such profile", profiles: "prdo-eu", refused: "No profile prdo-eu. " + known + "prod-eu, prod-us, "},
		{name: "no such pattern", profiles: "stage-*", refused: "No profile matches stage-*. " + known},
		{name: "no pattern", profiles: "prod-[", refused: "the profile prod-[: syntax error in pattern"},
		{name: "no such Region", profiles: "prod-eu", regions: "us-esat-1 us-east-1", refused: "us-esat-1 is no Region of AWS; us-east-1?"},
		{name: "no such Regions", profiles: "prod-eu", regions: "xy-*", refused: "No Region matches xy-*"},
		{name: "no pattern of Regions", profiles: "prod-eu", regions: "us-[", refused: "the Region us-[: syntax error in pattern"},
		{name: "named without a Region", profiles: "base prod-eu", refused: "base has no Region; name one with --region"},
		{name: "none with a Region", profiles: "bas*", refused: "None of the profiles has a Region; name one with --region"},
	} {
		t.Run(c.name, func(t *testing.T) {
			home(t, fleetConfig, "")
			t.Setenv("AWS_REGION", c.environment)
			found, err := awsclient.Selection{Profiles: strings.Fields(c.profiles), Regions: strings.Fields(c.regions)}.Resolve(awsclient.Surround())
			if c.refused != "" {
				if err == nil || !strings.HasPrefix(err.Error(), c.refused) {
					t.Fatalf("%v, want %s", err, c.refused)
				}
				return
			}
			ok(t, err)
			var got []string
			for _, scope := range found.Scopes {
				got = append(got, scope.Profile+"@"+scope.Region)
			}
			if strings.Join(got, " ") != c.want || strings.Join(found.Notes, "\n") != c.notes {
				t.Errorf("got  %s %q\nwant %s %q", strings.Join(got, " "), found.Notes, c.want, c.notes)
			}
		})
	}
}

// The profile of the environment is meant by saying none, and its partition counts.
func TestSelectionOfTheEnvironment(t *testing.T) {
	home(t, fleetConfig, "")
	t.Setenv("AWS_PROFILE", "prod-gov")
	found, err := awsclient.Selection{Regions: []string{"us-*-1"}}.Resolve(awsclient.Surround())
	ok(t, err)
	if want := []model.Scope{{Region: "us-gov-east-1"}, {Region: "us-gov-west-1"}}; !slices.Equal(found.Scopes, want) {
		t.Errorf("%+v", found.Scopes)
	}
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	found, err = awsclient.Selection{Regions: []string{"here", "there"}}.Resolve(awsclient.Surround())
	ok(t, err)
	if len(found.Scopes) != 2 || len(found.Notes) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestSelectionOfNoFiles(t *testing.T) {
	home(t, "", "")
	_, err := awsclient.Selection{Profiles: []string{"a", "b"}}.Resolve(awsclient.Surround())
	if err == nil || !strings.HasPrefix(err.Error(), "No profile a. There are none in /") {
		t.Error(err)
	}
}

func TestSingleSelection(t *testing.T) {
	for _, c := range []struct {
		selection awsclient.Selection
		scope     model.Scope
		single    bool
	}{
		{awsclient.Selection{}, model.Scope{}, true},
		{awsclient.Selection{Profiles: []string{"ops"}, Regions: []string{"us-east-1"}}, model.Scope{Profile: "ops", Region: "us-east-1"}, true},
		{awsclient.Selection{Profiles: []string{"o*"}}, model.Scope{}, false},
		{awsclient.Selection{Profiles: []string{"a", "b"}}, model.Scope{}, false},
		{awsclient.Selection{Regions: []string{"all"}}, model.Scope{}, false},
		{awsclient.Selection{Regions: []string{"eu-*"}}, model.Scope{}, false},
		{awsclient.Selection{Regions: []string{"us-esat-1"}}, model.Scope{}, false}, // to be told now
		{awsclient.Selection{Organization: "Reader"}, model.Scope{}, false},
	} {
		if scope, single := c.selection.Single(); single != c.single || single && scope != c.scope {
			t.Errorf("%+v: %+v, %t", c.selection, scope, single)
		}
	}
}

// What a pattern over 3,000 profiles adds to a start besides reading them.
func BenchmarkResolve(b *testing.B) {
	var in awsclient.Surroundings
	for i := range 3000 {
		in.Profiles = append(in.Profiles, awsclient.Profile{Name: fmt.Sprintf("account-%d", i), Region: "eu-central-1"})
	}
	for b.Loop() {
		found, err := awsclient.Selection{Profiles: []string{"*"}, Regions: []string{"eu-*", "us-east-1"}}.Resolve(in)
		if err != nil || len(found.Scopes) != 27000 {
			b.Fatal(len(found.Scopes), err)
		}
	}
}
