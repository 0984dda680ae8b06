package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"oscope/awsclient"
	"oscope/cmd/oscope/config"
)

// Flags are repeated and hold lists, and take the place of the parts of a set.
func TestSelectionOfFlags(t *testing.T) {
	c := config.Config{Scopes: map[string]config.Scopes{"production": {
		Profiles: []config.Pattern{"prod-*"}, Regions: []config.Pattern{"eu-*"}, Organization: "Reader",
	}}}
	set := awsclient.Selection{Profiles: []string{"prod-*"}, Regions: []string{"eu-*"}, Organization: "Reader"}
	for flags, want := range map[string]awsclient.Selection{
		"":                       {},
		"--profile a --region r": {Profiles: []string{"a"}, Regions: []string{"r"}},
		"--profile a,b,,c --profile d-* --region r --region=s,t": {Profiles: []string{"a", "b", "c", "d-*"}, Regions: []string{"r", "s", "t"}},
		"--profile= --region=":                     {},
		"--organization Admin --profile base":      {Profiles: []string{"base"}, Organization: "Admin"},
		"--scopes production":                      set,
		"--scopes production --region us-east-1":   {Profiles: set.Profiles, Regions: []string{"us-east-1"}, Organization: "Reader"},
		"--scopes production --profile a":          {Profiles: []string{"a"}, Regions: set.Regions, Organization: "Reader"},
		"--scopes production --organization Other": {Profiles: set.Profiles, Regions: set.Regions, Organization: "Other"},
	} {
		var s settings
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		s.declare(set)
		if err := set.Parse(strings.Fields(flags)); err != nil {
			t.Fatal(err)
		}
		got, err := s.selection(c, config.File{})
		if err != nil || !slices.Equal(got.Profiles, want.Profiles) || !slices.Equal(got.Regions, want.Regions) || got.Organization != want.Organization {
			t.Errorf("%s: %+v, %v", flags, got, err)
		}
	}
}

// oscope config init writes a file, which oscope config shows from then on.
func TestConfigCommands(t *testing.T) {
	file := filepath.Join(t.TempDir(), "below", "config.toml")
	code, stdout, stderr := run(t, "config")
	if code != 0 || stderr != "" || !strings.HasPrefix(stdout, "# There is no file /") || !strings.Contains(stdout, `/oscope/config.toml, which "oscope config init" would write. The defaults hold.`) {
		t.Errorf("without a file: %d %s%s", code, stdout, stderr)
	}
	if code, stdout, stderr = run(t, "config", "init", "--config", file); code != 0 || stdout != file+"\n" || stderr != "" {
		t.Fatalf("init: %d %s%s", code, stdout, stderr)
	}
	begin := "plain = false\nlayout = \"beside\"\nmouse = true\n"
	rest := "\n[notify]\nwhen = \"blurred\"\nbell = false\n\n[theme]\nname = \"auto\"\n\n[keys]\nall = \"m\"\n"
	end := "\nversions = \"v\"\nwide = \"w\"\n\n[history]\noff = false\n"
	code, stdout, stderr = run(t, "config", "--config", file)
	if code != 0 || !strings.HasPrefix(stdout, "# "+file+"\n"+begin+rest) || !strings.HasSuffix(stdout, end) || stderr != "" {
		t.Errorf("as written: %d %s%s", code, stdout, stderr)
	}
	if err := os.WriteFile(file, []byte("accounts.123456789012 = { name = 'prod', colour = 'red' } # mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "# " + file + "\n" + begin + "\n[accounts.123456789012]\nname = \"prod\"\ncolour = \"red\"\nread_only = false\n" + rest
	code, stdout, stderr = run(t, "config", "--config", file)
	if code != 0 || !strings.HasPrefix(stdout, want) || !strings.HasSuffix(stdout, end) || stderr != "" {
		t.Errorf("edited: %d %s%s", code, stdout, stderr)
	}
}

// OSCOPE_CONFIG names a file as the flag does, and has to be right.
func TestConfigOfTheEnvironment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.toml")
	command := program(t, "config")
	command.Env = append(command.Env, config.Variable+"="+file)
	out, err := command.CombinedOutput()
	if want := "oscope: reading the configuration: open " + file + ": no such file or directory\n"; err == nil || string(out) != want {
		t.Errorf("%v: %s", err, out)
	}
}

// What is wrong with the scopes that are meant is said before anything is drawn; what
// should be heard of them besides is for the screen.
func TestScopesOfFlags(t *testing.T) {
	shared := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(shared, []byte("[profile prod-a]\nregion = eu-west-1\n[profile prod-b]\nregion = us-east-2\n[profile prod-c]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const terminal = "oscope: standard input and output must be a terminal; without one: oscope get, wait, watch and status, or --plain\n"
	for flags, want := range map[string]string{
		"--profile prod-* --region us-east-1,eu-*": terminal,
		"--profile prod-*":                         terminal,
		"--profile prod-a --region us-east-9":      terminal,
		"--profile prdo-a,prod-b":                  "oscope: No profile prdo-a. Known: prod-a, prod-b, prod-c\n",
		"--profile prod-c,prod-b":                  "oscope: prod-c has no Region; name one with --region\n",
		"--demo --profile prod-a":                  "oscope: No profile prod-a. Known: platform, billing, platform-eu\n",
		"--demo --profile * --region all":          terminal,
		"--profile prod-b --region all":            terminal,
		"--organization Steward --profile prod-a":  terminal,
	} {
		command := program(t, strings.Fields(flags)...)
		command.Env = append(command.Env, "AWS_CONFIG_FILE="+shared)
		if out, err := command.CombinedOutput(); err == nil || string(out) != want {
			t.Errorf("%s: %v\n%s", flags, err, out)
		}
	}
}
