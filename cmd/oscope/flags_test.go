package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/config"
	"oscope/cmd/oscope/exit"
	"oscope/model"
	"oscope/model/rule"
)

// What is refused is said in one line on standard error, with nothing on standard
// output that a script could take for an answer.
func TestRefusals(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	nonsense := file("nonsense.json", `{"domains": [{"DomainName": "search"}], "nonsense": 1}`)
	unknown := file("unknown.toml", "[accounts.123456789012]\ncolr = 'red'\n")
	sets := file("sets.toml", "[scopes.audit]\nregions = ['eu-*']\n[scopes.prod]\nprofiles = ['a', 'b*']\n")
	missing := filepath.Join(folder, "missing.json")
	const noTerminal = "standard input and output must be a terminal; without one: oscope get, wait, watch and status, or --plain"
	const notLocal = " can be reached from other machines; add --public if that is meant"
	for _, c := range []struct{ arguments, says string }{
		{"", noTerminal},
		{"--demo", noTerminal},
		{"--read-only --ascii --profile a --region us-east-1", noTerminal},
		{"--region us-esat-1", "us-esat-1 is no Region of AWS; us-east-1?"},
		{"--region us-east-1 --region us-esat-1,eu-west-1", "us-esat-1 is no Region of AWS; us-east-1?"},
		{"--region us-east-1,xy-*", "No Region matches xy-*"},
		{"--scopes production", "there is no [scopes.production]; there are no sets of scopes in ~/.config/oscope/config.toml"},
		{"--config " + missing, "reading the configuration: open " + missing + ": no such file or directory"},
		{"config --config " + missing, "reading the configuration: open " + missing + ": no such file or directory"},
		{"--config " + unknown, unknown + `:2: unknown member "colr"; colour?`},
		{"--demo --config " + unknown, unknown + `:2: unknown member "colr"; colour?`},
		{"config --config " + unknown, unknown + `:2: unknown member "colr"; colour?`},
		{"config init --config " + unknown, unknown + " is there already; it is left as it is"},
		{"--scopes prdo --config " + sets, "there is no [scopes.prdo] in " + sets + "; known: prod, audit"},
		{"--scopes prod --config " + sets, "No profile a. There are none in ~/.aws/config and ~/.aws/credentials"},
		{"--scopes audit --config " + sets + " --region us-esat-1", "us-esat-1 is no Region of AWS; us-east-1?"},
		{"--demo --theme solarized", `--theme: there is no theme "solarized"; there are auto, dark, light, high-contrast, colour-blind, monochrome`},
		{"config --read-only", "oscope config does not take --read-only"},
		{"production", `unknown command "production" for "oscope"`},
		{"--nonsense", "unknown flag: --nonsense"},
		{"-x", "unknown shorthand flag: 'x' in -x"},
		{"--profile", "flag needs an argument: --profile"},
		{"--demo=maybe", `invalid argument "maybe" for "--demo" flag: strconv.ParseBool: parsing "maybe": invalid syntax`},
		{"emulate world.json", `unknown command "world.json" for "oscope emulate"`},
		{"emulate --read-only", "oscope emulate does not take --read-only"},
		{"--demo emulate", "oscope emulate does not take --demo"},
		{"gte", `unknown command "gte" for "oscope" (get?)`},
		{"--regoin us-east-1", "unknown flag: --regoin (--region?)"},
		{"get", "name a kind: applications, attachments, packages, associations, integrations, domains, collections, direct-query-sources, scopes"},
		{"get packagse", `there is no kind "packagse" (packages?); known: applications, attachments, packages, associations, integrations, domains, collections, direct-query-sources, scopes`},
		{"get packages --demo --jq .[", "--jq .[: unexpected EOF"},
		{"get packages --demo --jq . -o yaml", "--jq is over -o json or jsonl, not yaml"},
		{"get packages --demo --watch -o json", "--watch has no end, and -o json is one list; -o jsonl is a line for each change"},
		{"get packages -o xml", `invalid argument "xml" for "-o, --output" flag: known: table, wide, json, jsonl, yaml, name`},
		{"get packages --endpoint-url nowhere", "--endpoint-url takes a URL, such as http://127.0.0.1:4566"},
		{"emulate --addr 127.0.0.1", "--addr 127.0.0.1: address 127.0.0.1: missing port in address"},
		{"emulate --addr 0.0.0.0:0", "--addr 0.0.0.0:0" + notLocal},
		{"emulate --addr :0", "--addr :0" + notLocal},
		{"emulate --addr 127.0.0.1:0 --speed -1", "--speed must be a number, 0 or more"},
		{"emulate --addr 127.0.0.1:0 --speed NaN", "--speed must be a number, 0 or more"},
		{"emulate --addr 127.0.0.1:0 --speed Inf", "--speed must be a number, 0 or more"},
		{"emulate --speed fast", `invalid argument "fast" for "--speed" flag: strconv.ParseFloat: parsing "fast": invalid syntax`},
		{"emulate --world " + missing, "reading the world: open " + missing + ": no such file or directory"},
		{"emulate --world " + nonsense, nonsense + ": nonsense: unknown member"},
	} {
		code, stdout, stderr := run(t, strings.Fields(c.arguments)...)
		stderr = regexp.MustCompile(`/[^ ]*(/\.config/|/\.aws/)`).ReplaceAllString(stderr, "~$1")
		if want := "oscope: " + c.says + "\n"; code != int(exit.Usage) || stdout != "" || stderr != want {
			t.Errorf("oscope %s\nexits with %d and says\n%swants\n%son standard output: %q", c.arguments, code, stderr, want, stdout)
		}
	}
}

func TestHelpAndVersion(t *testing.T) {
	dashboard := []string{"--demo", "--read-only", "--profile", "--region", "--scopes", "--organization", "--config", "--ascii", "--theme", "emulate"}
	serving := []string{"--addr", "--world", "--speed", "--public", "127.0.0.1:4566", "AWS_ENDPOINT_URL"}
	for _, c := range []struct {
		arguments string
		says      []string
	}{
		{"--help", dashboard},
		{"-h", dashboard},
		{"help", dashboard},
		{"--demo --help", dashboard},
		{"emulate --help", serving},
		{"help emulate", serving},
		{"--version", []string{"oscope version " + version()}},
		{"-v", []string{"oscope version " + version()}},
	} {
		code, stdout, stderr := run(t, strings.Fields(c.arguments)...)
		if code != 0 || stderr != "" {
			t.Errorf("oscope %s exits with %d: %s", c.arguments, code, stderr)
		}
		for _, text := range c.says {
			if !strings.Contains(stdout, text) {
				t.Errorf("oscope %s does not say %q:\n%s", c.arguments, text, stdout)
			}
		}
	}
}

// The README's tables of flags have all of the dashboard's, and none that no command
// has.
func TestReadmeNamesEveryFlag(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, command := range commands() {
		command.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
	}
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `--([a-z-]+)").FindAllStringSubmatch(string(readme), -1) {
		listed[m[1]] = true
	}
	newRootCommand().LocalFlags().VisitAll(func(f *pflag.Flag) {
		known[f.Name] = true
		if !listed[f.Name] {
			t.Errorf("the README lacks --%s", f.Name)
		}
	})
	for name := range listed {
		if !known[name] {
			t.Errorf("the README has --%s, which no command knows", name)
		}
	}
}

// What must not be changed is refused below the screen, by flag and by configuration.
func TestReadOnlyClients(t *testing.T) {
	production := config.Config{Accounts: map[config.AccountID]config.Account{"123456789012": {ReadOnly: true}}}
	for _, c := range []struct {
		settings settings
		config   config.Config
		readOnly bool
	}{
		{settings{demo: true}, config.Config{}, false},
		{settings{demo: true, readOnly: true}, config.Config{}, true},
		{settings{demo: true}, production, true},
	} {
		clients := newClients(c.settings, c.config, nil, nil)
		err := clients.Client(model.Scope{Region: emulator.DemoRegion}).DeleteApplication(t.Context(), rule.DeleteApplicationRequest{ApplicationID: "9wfds1dy935s8exh7yo0"})
		if refused := err != nil && model.AsCallError(err).Kind == model.FailureReadOnly; refused != c.readOnly {
			t.Errorf("%+v %+v: %v", c.settings, c.config, err)
		}
		clients.Close()
	}
}

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		all, characters, language string
		utf8                      bool
	}{
		{"", "", "", true},
		{"", "", "C", false},
		{"", "", "POSIX", false},
		{"", "", "en_GB.UTF-8", true},
		{"", "", "de_DE.utf8", true},
		{"", "C.UTF-8", "C", true},
		{"C", "en_GB.UTF-8", "en_GB.UTF-8", false},
		{"", "de_DE.ISO-8859-1", "en_GB.UTF-8", false},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_CTYPE", c.characters)
		t.Setenv("LANG", c.language)
		if got := utf8Locale(); got != c.utf8 {
			t.Errorf("%+v: %t", c, got)
		}
	}
}
