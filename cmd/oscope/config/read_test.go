package config_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"oscope/cmd/oscope/config"
)

func TestParse(t *testing.T) {
	var got config.Config
	err := config.Parse("config.toml", []byte(`# mine
[scopes.production]
profiles = ["prod-*", 'audit'] # two
regions = [
  "eu-*",
  "us-east-1",
]
[scopes."all of it"]
organization = "Reader"
[accounts.123456789012]
name = "production"
colour = "bright-red"
read_only = true
[accounts]
111122223333.name = "dev"
444455556666 = { colour = "#00ff7F", name = "a \"b\" \u00e9" }
[columns]
packages = ["name", "engine"]
data_sources = ["name", "attached to"]
`), &got)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Scopes: map[string]config.Scopes{
			"production": {Profiles: []config.Pattern{"prod-*", "audit"}, Regions: []config.Pattern{"eu-*", "us-east-1"}},
			"all of it":  {Organization: "Reader"},
		},
		Accounts: map[config.AccountID]config.Account{
			"123456789012": {Name: "production", Colour: "bright-red", ReadOnly: true},
			"111122223333": {Name: "dev"},
			"444455556666": {Colour: "#00ff7F", Name: `a "b" é`},
		},
		Columns: map[config.View][]config.Column{"packages": {"name", "engine"}, "data_sources": {"name", "attached to"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// All that is wrong is said, each with its line and what would be right.
func TestParseRefuses(t *testing.T) {
	const account = "[accounts.123456789012]\n"
	for _, c := range []struct{ name, text, says string }{
		{"member", account + "\n\n\n\n\ncolr = 'red'", `config.toml:7: unknown member "colr"; colour?`},
		{"member in another case", account + "Name = 'x'", `config.toml:2: unknown member "Name"; name?`},
		{"member like none", account + "abcdefgh = 'x'", `config.toml:2: unknown member "abcdefgh"; known: name, colour, read_only`},
		{"view", "[columns]\n\npackges = ['name']", `config.toml:3: there is no view "packges" with columns; packages?`},
		{"view without a table", "[columns]\noverview = ['name']", `config.toml:2: there is no view "overview" with columns; known: applications, associations, attachments, data_sources, history, integrations, packages, scopes`},
		{"column", "[columns]\npackages = [\n'name',\n'engin']", `config.toml:4: packages: there is no column "engin"; engine?`},
		{"column of another view", "columns.packages = ['endpoint']", `config.toml:1: packages: there is no column "endpoint"; known: name, type, version, status, since, engine, domains, owner, id, updated`},
		{"table", "[scpoes.a]\nprofiles = []", `config.toml:1: unknown member "scpoes"; scopes?`},
		{"member of an inline table", "accounts = { 123456789012 = {\nnme = 'x' } }", `config.toml:2: unknown member "nme"; name?`},
		{"table below", account + "[accounts.123456789012.limits]", `config.toml:2: unknown member "limits"; known: name, colour, read_only`},
		{"table below a value", "[accounts.123456789012.name]\nx = 1", "config.toml:1: name is no table"},
		{"account", "[accounts.1234]\nname = 'x'", `config.toml:1: "1234" is no account; its number has 12 digits`},
		{"colour", account + "colour = 'orange'", `config.toml:2: colour: there is no colour "orange"; there are #rrggbb, black, red, green, yellow, blue, magenta, cyan, white, bright-black, bright-red, bright-green, bright-yellow, bright-blue, bright-magenta, bright-cyan, bright-white`},
		{"pattern", "[scopes.a]\nprofiles = [\n'a',\n'b[',\n]", `config.toml:4: profiles: "b[": syntax error in pattern`},
		{"empty name", "[scopes.a]\nregions = ['']", `config.toml:2: regions: an empty name`},
		{"role", "[scopes.a]\norganization = 'arn:aws:iam::123456789012:role/x'", `config.toml:2: organization: "arn:aws:iam::123456789012:role/x" is not the name of a role, which is the same in every account`},
		{"text for a switch", account + "read_only = 'yes'", `config.toml:2: read_only must be true or false, such as true`},
		{"number for a text", account + "name = 1", `config.toml:2: name must be a text in quotes, such as 'production'`},
		{"text for a list", "[scopes.a]\nprofiles = 'a'", `config.toml:2: profiles must be a list, such as ['prod-*', 'audit']`},
		{"number in a list", "[scopes.a]\nprofiles = ['a', 1]", `config.toml:2: profiles must be a text in quotes, such as ['prod-*', 'audit']`},
		{"list in a list", "[scopes.a]\nprofiles = [['a']]", `config.toml:2: profiles must be a text in quotes, such as ['prod-*', 'audit']`},
		{"value for a table", "accounts = 3", "config.toml:1: accounts must be a table"},
		{"value for a named table", "[accounts]\n123456789012 = 3", "config.toml:2: 123456789012 must be a table"},
		{"list of tables", "[[accounts.123456789012]]", "config.toml:1: 123456789012 is written with two brackets, which make lists of tables; there are none here"},
		{"twice", account + "name = 'a'\nname = 'b'", "config.toml:3: accounts.123456789012.name is there twice, first in line 2"},
		{"table twice", account + account, "config.toml:2: accounts.123456789012 is there twice, first in line 1"},
		{"value below a value", account + "name.x = 1", "config.toml:2: name is no table that could hold x"},
		{"syntax", account + "name = production", "config.toml:2: "},
		{"not closed", "[accounts.123456789012\n", "config.toml:1: "},
		{"several", account + "nme = 'x'\ncolour = 3\n\nread_only = 1", "config.toml:2: unknown member \"nme\"; name?\nconfig.toml:3: colour must be a text in quotes, such as 'bright-red'\nconfig.toml:5: read_only must be true or false, such as true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got config.Config
			err := config.Parse("config.toml", []byte(c.text), &got)
			open := strings.HasSuffix(c.says, ": ") // in the parser's words
			if err == nil || err.Error() != c.says && !open || !strings.HasPrefix(err.Error(), c.says) {
				t.Errorf("%v\nwant\n%s", err, c.says)
			}
		})
	}
}

// other has kinds of settings that Config may come to have.
type other struct {
	Mouse   bool `toml:"mouse" example:"true" doc:"Whether the mouse is used."`
	History struct {
		Days int    `toml:"days" example:"30" doc:"How long it is kept."`
		File string `toml:"file" example:"'/var/log/oscope'" doc:"Where."`
	} `toml:"history" doc:"What is kept on disk."`
	Keys map[string]string `toml:"keys" example:"quit = 'q'" doc:"Keys."`
	Last bool              `toml:"last" example:"false" doc:"A switch behind tables."`
}

func TestSettingsOfOtherKinds(t *testing.T) {
	var with other
	with.Mouse, with.History.Days = true, 90
	var got other
	got.Mouse, got.History.Days = true, 90
	if err := config.Parse("c", []byte("mouse = false\n[history]\nfile = 'x'\n[keys]\nquit = 'q'\n"), &got); err != nil {
		t.Fatal(err)
	}
	if got.Mouse || got.History.Days != 90 || got.History.File != "x" || got.Keys["quit"] != "q" {
		t.Errorf("%+v", got)
	}
	if err := config.Parse("c", []byte("[history]\ndays = 1.5\n"), &got); err == nil || err.Error() != "c:2: days must be a whole number, such as 30" {
		t.Error(err)
	}
	if want, got := "mouse = false\nlast = false\n\n[history]\ndays = 90\nfile = \"x\"\n\n[keys]\nquit = \"q\"\n", config.Effective(other{History: got.History, Keys: got.Keys}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	beginning := config.Beginning(with)
	for _, line := range []string{"#mouse = true", "[history]", "#days = 90", `#file = "/var/log/oscope"`, "[keys]", `#quit = "q"`} {
		if !strings.Contains(beginning, "\n"+line+"\n") {
			t.Errorf("no %s in\n%s", line, beginning)
		}
	}
	if strings.Index(beginning, "#last") > strings.Index(beginning, "[history]") {
		t.Errorf("a setting of no table is behind one:\n%s", beginning)
	}
}

// The file to begin with changes nothing; with the signs of its comments taken away it
// sets everything there is.
func TestTemplate(t *testing.T) {
	text := config.Template()
	got := config.Defaults()
	if err := config.Parse("c", []byte(text), &got); err != nil || !reflect.DeepEqual(got, config.Defaults()) {
		t.Errorf("%v, %+v", err, got)
	}
	all := regexp.MustCompile(`(?m)^#([^ \n])`).ReplaceAllString(text, "$1")
	if err := config.Parse("c", []byte(all), &got); err != nil {
		t.Fatalf("%v\n%s", err, all)
	}
	unset(t, "", reflect.ValueOf(got))
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 100 {
			t.Errorf("a long line: %s", line)
		}
	}
	var again config.Config
	if err := config.Parse("c", []byte(got.String()), &again); err != nil || !reflect.DeepEqual(got, again) {
		t.Errorf("what is shown does not come back: %v\n%s", err, got)
	}
}

// unset names the settings that are empty.
func unset(t *testing.T, path string, value reflect.Value) {
	t.Helper()
	switch {
	case value.IsZero():
		t.Errorf("%s is not in the file to begin with", path)
	case value.Kind() == reflect.Map:
		for _, name := range value.MapKeys() {
			unset(t, path+"."+name.String(), value.MapIndex(name))
		}
	case value.Kind() == reflect.Struct:
		for i := range value.NumField() {
			unset(t, path+"."+value.Type().Field(i).Name, value.Field(i))
		}
	}
}

// Nothing that a file may hold ends the program, and what is taken comes back the same.
func FuzzParse(f *testing.F) {
	f.Add(config.Template())
	f.Add("[accounts.123456789012]\nname = \"\\u0000\\\"\"\n[scopes.\"a.b\"]\nprofiles = ['x']\n")
	f.Add("accounts = { 123456789012 = { read_only = true } }\n[[scopes.a]]\n[scopes]\na.regions = [1]")
	f.Fuzz(func(t *testing.T, text string) {
		var got, again config.Config
		if err := config.Parse("c", []byte(text), &got); err != nil {
			if !strings.HasPrefix(err.Error(), "c:") {
				t.Fatal(err)
			}
			return
		}
		shown := got.String()
		if err := config.Parse("c", []byte(shown), &again); err != nil || again.String() != shown {
			t.Fatalf("%v\n%s\nbecomes\n%s", err, shown, again)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	for i := range 100 {
		text.WriteString("[accounts." + strings.Repeat("1", 10) + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "]\nname = 'production'\ncolour = 'red'\nread_only = true\n")
	}
	for b.Loop() {
		var got config.Config
		if err := config.Parse("c", []byte(text.String()), &got); err != nil {
			b.Fatal(err)
		}
	}
}
