package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/archive"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/model"
	"oscope/model/history"
)

// got runs the program at an emulator to its end.
func (p place) got(t *testing.T, arguments ...string) (code exit.Code, stdout, stderr string) {
	t.Helper()
	s := p.start(t, arguments...)
	code = s.end()
	return code, s.out.String(), s.errs.String()
}

// decoded is JSON as values.
func decoded(t *testing.T, text string) (value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return value
}

// still takes from resources what a second later reads differently: how long an
// operation and its stage have lasted.
func still(value any) any {
	list, _ := value.([]any)
	for _, one := range list {
		members, _ := one.(map[string]any)
		if estimate, ok := members["estimate"].(map[string]any); ok {
			delete(estimate, "elapsedSeconds")
		}
		if stage, ok := members["stage"].(string); ok {
			members["stage"], _, _ = strings.Cut(stage, ", ")
		}
	}
	return value
}

// Every kind in every format says the same.
func TestGetFormats(t *testing.T) {
	heavy(t)
	for _, s := range sorts {
		p := emulatorOf(t, s.here())
		_, text, errs := p.got(t, "get", s.kind+"s", "-o", "json")
		if errs != "" {
			t.Errorf("%s: %s", s.kind, errs)
		}
		list, _ := still(decoded(t, text)).([]any)
		if len(list) != 3 {
			t.Fatalf("%s: %s", s.kind, text)
		}
		for _, one := range list {
			members, _ := one.(map[string]any)
			scope, _ := members["scope"].(map[string]any)
			if members["kind"] != s.kind || members["phase"] == nil || scope["region"] != "us-east-1" || scope["account"] != "123456789012" {
				t.Errorf("%s: %v", s.kind, one)
			}
		}
		_, lines, _ := p.got(t, "get", s.kind, "-o", "jsonl")
		if again := still(decoded(t, "["+strings.ReplaceAll(strings.TrimSpace(lines), "\n", ",")+"]")); !reflect.DeepEqual(again, any(list)) {
			t.Errorf("%s: jsonl says\n%s", s.kind, lines)
		}
		_, document, _ := p.got(t, "get", s.kind, "-o", "yaml")
		if again := still(read(t, document)); !reflect.DeepEqual(again, any(list)) {
			t.Errorf("%s: yaml says\n%v\nnot\n%v", s.kind, again, list)
		}
		if _, queried, _ := p.got(t, "get", s.kind, "--jq", "."); !reflect.DeepEqual(still(decoded(t, queried)), any(list)) {
			t.Errorf("%s: --jq says\n%s", s.kind, queried)
		}
		_, names, _ := p.got(t, "get", s.kind, "-o", "name")
		if want := s.broken + "\n" + s.coming + "\n" + s.there + "\n"; names != want {
			t.Errorf("%s: names are\n%s", s.kind, names)
		}
		for name := range strings.FieldsSeq(names) {
			if code, one, _ := p.got(t, "get", s.kind, name, "-o", "name"); code != 0 || one != name+"\n" {
				t.Errorf("%s %s: %d %s", s.kind, name, code, one)
			}
		}
		code, shown, _ := p.got(t, "get", s.kind)
		if code != 0 || strings.Count(shown, "\n") != 4 || !strings.Contains(shown, s.failed) || strings.Contains(shown, "\x1b") {
			t.Errorf("%s: %d\n%s", s.kind, code, shown)
		}
		if _, filtered, _ := p.got(t, "get", s.kind, "--filter", "status:"+strings.ToLower(s.failed), "-o", "name"); filtered != s.broken+"\n" {
			t.Errorf("%s: filtered: %s", s.kind, filtered)
		}
	}
}

// read is YAML as the values that JSON has.
func read(t *testing.T, document string) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(document), &value); err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, string(encoded))
}

// What AWS says breaks no format and reaches nobody raw.
func TestHostileText(t *testing.T) {
	heavy(t)
	const hostile = "a\x1b[31mb\nc\"d'e: #f\\g\u009bh\u202ei\U000e0001 - {j}, [k]\tl\x7f%"
	encoded, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	p := emulatorOf(t, `{"packages": [{"PackageID": "F1", "PackageName": "words", "PackageDescription": `+string(encoded)+`,
		"PackageStatus": "VALIDATION_FAILED", "ErrorDetails": {"ErrorType": "T", "ErrorMessage": `+string(encoded)+`}}]}`)
	raw := regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202e\U000e0001]")
	for _, arguments := range []string{
		"get packages", "get packages -o wide", "get packages -o json", "get packages -o jsonl", "get packages -o yaml",
		"get packages --jq .[].PackageDescription", "get packages --jq .", "wait package words", "wait package words -o jsonl",
		"status", "status -o json", "status -o markdown",
	} {
		_, out, errs := p.got(t, strings.Fields(arguments)...)
		if found := raw.FindString(out + errs); found != "" || !strings.Contains(out, "[31mb") {
			t.Errorf("%s writes %q:\n%q", arguments, found, out)
		}
	}
	for arguments, decode := range map[string]func(*testing.T, string) any{"get packages -o json": decoded, "get packages -o yaml": read} {
		_, out, _ := p.got(t, strings.Fields(arguments)...)
		list, _ := decode(t, out).([]any)
		one, _ := list[0].(map[string]any)
		if one["PackageDescription"] != hostile || one["reason"] != hostile {
			t.Errorf("%s: %q", arguments, one["PackageDescription"])
		}
	}
	for _, arguments := range []string{"get packages", "wait package words", "status"} {
		_, out, _ := p.got(t, strings.Fields(arguments)...)
		for line := range strings.Lines(out) {
			if strings.HasPrefix(line, "c\"") {
				t.Errorf("%s breaks a line:\n%s", arguments, out)
			}
		}
	}
}

// What cannot be read is said on standard error, and by the code.
func TestGetCodes(t *testing.T) {
	s := sorts[2]
	for _, c := range []struct {
		name, arguments string
		faults          []emulator.Fault
		code            exit.Code
		out, errs       string // patterns
	}{
		{"all", "get packages -o name", nil, exit.OK, "^(F[0-9]+\n){6}$", "^$"},
		{"one by name", "get packages there -o name", nil, exit.OK, "^(F[0-9]+\n){2}$", "^$"},
		{"unknown", "get packages thre -o name", nil, exit.Gone, "^$", `^oscope: there is no package "thre" \(there\?\)\n$`},
		{"denied", "get packages -o json", faultIn(emulator.FaultDenied, "", 0), exit.Denied, `^\[\]\n$`, `(?s)us-east-1: not read: .*DescribePackages.*eu-west-1: not read|eu-west-1: not read.*us-east-1`},
		{"signed out", "get packages -o json", faultIn(emulator.FaultExpired, "", 0), exit.Denied, `^\[\]\n$`, "start oscope again with new ones"},
		{"failing", "get packages -o json", faultIn(emulator.FaultError, "", 0), exit.Failed, `^\[\]\n$`, "Try again"},
		{"partly", "get packages -o name", faultIn(emulator.FaultDenied, "eu-west-1", 0), exit.Partly, "^broken\ncoming\nthere\n$", "^oscope: .*eu-west-1: not read: .*not authorized.*\n$"},
		{"scopes", "get scopes -o name", faultIn(emulator.FaultDenied, "eu-west-1", 0), exit.OK, "eu-west-1", "^$"},
		{"status", "status", nil, exit.Failed, "2 need attention, 2 in flight, 2 settled, in 2 scopes\n$", "^$"},
		{"status in part", "status", faultIn(emulator.FaultDenied, "eu-west-1", 0), exit.Partly, "1 need attention, 1 in flight, 1 settled, in 2 scopes\n$", "eu-west-1: not read"},
		{"status denied", "status", faultIn(emulator.FaultDenied, "", 0), exit.Denied, "Not read: ", "not read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := emulatorOf(t, s.both())
			p.SetFaults(c.faults)
			code, out, errs := p.got(t, append(strings.Fields(c.arguments), "--region", bothRegions)...)
			if code != c.code || !regexp.MustCompile(c.out).MatchString(out) || !regexp.MustCompile(c.errs).MatchString(errs) {
				t.Errorf("%s ends with %d\n%s%s", c.arguments, code, out, errs)
			}
		})
	}
	p := emulatorOf(t, `{"domains": [{"DomainName": "there"}]}`)
	if code, out, errs := p.got(t, "status"); code != 0 || out != "0 need attention, 0 in flight, 1 settled, in 1 scope\n" || errs != "" {
		t.Errorf("healthy: %d %s%s", code, out, errs)
	}
}

// All Regions are those that the account has enabled. Where AWS does not tell, that is
// said, and the rest is there.
func TestGetAllRegions(t *testing.T) {
	p := emulatorOf(t, sorts[2].both())
	code, out, errs := p.got(t, "get", "packages", "--region", "all", "--jq", "map(.scope.region)|unique|join(\",\")")
	if code != exit.OK || out != "eu-west-1,us-east-1\n" || errs != "" {
		t.Errorf("%d %s%s", code, out, errs)
	}
	p.SetFaults([]emulator.Fault{{Operation: "ListRegions", Kind: emulator.FaultDenied}})
	code, out, errs = p.got(t, "get", "packages", "--region", "all", "-o", "name")
	if code != exit.Partly || out == "" || !strings.Contains(errs, "ListRegions") {
		t.Errorf("%d %s%s", code, out, errs)
	}
}

// Signals end it with one code, whatever it is about.
func TestSignals(t *testing.T) {
	s := sorts[2]
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, arguments := range []string{"wait package coming", "watch", "get packages --watch", "status", "get packages"} {
			t.Run(signal.String()+"/"+arguments, func(t *testing.T) {
				t.Parallel()
				p := emulatorOf(t, s.here())
				if strings.HasSuffix(arguments, "s") {
					p.SetFaults([]emulator.Fault{{Operation: "DescribePackages", Kind: emulator.FaultHang}})
				}
				running := p.start(t, strings.Fields(arguments)...)
				p.called(t, []string{"GetCallerIdentity"}, 1)
				time.Sleep(300 * time.Millisecond)
				if err := running.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				if code := running.end(); code != exit.Interrupted || strings.Contains(running.errs.String(), "oscope") {
					t.Errorf("ends with %d\n%s%s", code, running.out.String(), running.errs.String())
				}
			})
		}
	}
}

// A command asks for what it is about, and for nothing else.
func TestGetAsksForNothingElse(t *testing.T) {
	p := emulatorOf(t, sorts[2].here())
	p.got(t, "get", "packages")
	if calls := p.Calls(); len(calls) != 2 || calls["DescribePackages"] != 1 || calls["GetCallerIdentity"] != 1 {
		t.Errorf("%v", calls)
	}
}

// Transitions are told until somebody interrupts.
func TestWatch(t *testing.T) {
	for _, c := range []struct{ arguments, says string }{
		{"watch packages", `^\d\d:\d\d:\d\d package coming: COPYING → AVAILABLE after at least \d+s\n$`},
		{"watch packages -o jsonl", `^{"at":"[^"]+Z","kind":"package","name":"coming","scope":{"account":"123456789012","region":"us-east-1"},"from":"COPYING","to":"AVAILABLE","phase":"settled","afterSeconds":\d+,"afterAtLeast":true}\n$`},
		{"get packages --watch -o jsonl --filter coming", `"PackageStatus":"COPYING".*\n.*"PackageStatus":"AVAILABLE".*\n$`},
		{"get packages --watch -o name coming", "^coming\ncoming\n$"},
	} {
		t.Run(c.arguments, func(t *testing.T) {
			t.Parallel()
			s := sorts[2]
			p := emulatorOf(t, s.here())
			running := p.start(t, strings.Fields(c.arguments)...)
			passes(t, s, p, running)
			p.called(t, s.lists, 2)
			interrupts(t, s, p, running)
			if code := running.end(); code != exit.Interrupted || !regexp.MustCompile(c.says).MatchString(running.out.String()) || running.errs.String() != "" {
				t.Errorf("ends with %d\n%s%s", code, running.out.String(), running.errs.String())
			}
		})
	}
}

// Colours are for terminals, or for who insists.
func TestColours(t *testing.T) {
	p := emulatorOf(t, sorts[2].here())
	for environment, coloured := range map[string]bool{"": false, "CLICOLOR_FORCE=1": true, "CLICOLOR_FORCE=0": false, "CLICOLOR_FORCE=1 NO_COLOR=1": false} {
		s := program(t, "get", "packages", "--endpoint-url", p.url)
		s.Env = append(append(s.Env, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1"), strings.Fields(environment)...)
		out, err := s.Output()
		if err != nil || strings.Contains(string(out), "\x1b[") != coloured {
			t.Errorf("%s: %v\n%q", environment, err, out)
		}
	}
}

// Without an account, all of it can be tried.
func TestDemoOfCommands(t *testing.T) {
	for arguments, code := range map[string]exit.Code{
		"get scopes": exit.OK, "get apps -o name": exit.OK, "status": exit.Failed, "wait domain analytics": exit.OK, "wait package field-masking": exit.Failed, "wait domain security-events": exit.Failed,
		"get domains app-logs-prod -o yaml": exit.OK,
	} {
		if got, out, errs := run(t, append(strings.Fields(arguments), "--demo")...); exit.Code(got) != code || out == "" || errs != "" {
			t.Errorf("%s ends with %d\n%s%s", arguments, got, out, errs)
		}
	}
}

// Direct-query data sources have no status: they can be got, and not waited for. That they
// may not be listed is the failure of nothing else.
func TestGetDirectQuerySources(t *testing.T) {
	const world = `{"domains": [{"DomainName": "orders"}], "directQueryDataSources": [{"DataSourceName": "flow_logs", "TagList": [{"Key": "team", "Value": "network"}]}]}`
	p := emulatorOf(t, world)
	code, out, errs := p.got(t, "get", "direct-query-sources", "flow_logs", "-o", "jsonl")
	if code != exit.OK || !strings.Contains(out, `"DataSourceType":{"CloudWatchLog":{"RoleArn":"`) || !strings.Contains(out, `"TagList":[{"Key":"team"`) || strings.Contains(out, "tatus") {
		t.Errorf("%d %s%s", code, out, errs)
	}
	if code, _, errs := p.got(t, "wait", "dq", "flow_logs"); code != exit.Usage || !strings.Contains(errs, `there is no kind "dq"`) {
		t.Errorf("wait: %d %s", code, errs)
	}
	p.SetFaults([]emulator.Fault{{Operation: "ListDirectQueryDataSources", Kind: emulator.FaultDenied}})
	if code, _, errs := p.got(t, "get", "direct-query-sources"); code != exit.Denied || !strings.Contains(errs, "ListDirectQueryDataSources") {
		t.Errorf("denied: %d %s", code, errs)
	}
	for _, command := range []string{"status", "get domains"} {
		if code, out, errs := p.got(t, strings.Fields(command)...); code != exit.OK || errs != "" {
			t.Errorf("%s: %d %s%s", command, code, out, errs)
		}
	}
}

// The README names every kind and every code.
func TestReadmeNamesKindsAndCodes(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kind.Kinds {
		if !strings.Contains(string(readme), "`"+k.Plural()+"`") {
			t.Errorf("the README does not name %s", k.Plural())
		}
	}
	for _, c := range exit.Codes {
		if !regexp.MustCompile(`(?m)^\| ` + strconv.Itoa(int(c.Code)) + ` \|`).Match(readme) {
			t.Errorf("the README does not say what %d is", c.Code)
		}
	}
}

// What was kept is told, and says of what is in flight since when it is.
func TestHistoryCommand(t *testing.T) {
	p := emulatorOf(t, sorts[2].here())
	_, id, _ := p.got(t, "get", "packages", "coming", "--jq", ".[].PackageID")
	id = strings.TrimSpace(id)
	home := t.TempDir()
	kept := archive.Archive{Folder: filepath.Join(home, ".local", "state", "oscope", "history")}
	ago := func(d time.Duration) time.Time { return time.Now().Add(-d).Truncate(time.Second) }
	entry := func(at time.Time, from, to model.Status) history.Entry {
		return history.Entry{At: at, Key: model.PackageKey(id), Title: "coming", From: from, To: to, Exact: true}
	}
	here := history.Place{Account: "123456789012", Region: "us-east-1", Endpoint: strings.TrimPrefix(p.url, "http://")}
	for place, entries := range map[history.Place][]history.Entry{
		here: {entry(ago(50*time.Hour), "", "COPYING"), {At: ago(2 * time.Hour), Key: model.PackageKey(id), Title: "coming", Operation: "UpdatePackage", By: "role/Operator", Outcome: "done"}, entry(ago(time.Hour), "AVAILABLE", "COPYING")},
		{Account: "210987654321", Region: "eu-west-1"}: {entry(ago(time.Minute), "COPYING", "")},
	} {
		if err := kept.Append(place, entries); err != nil {
			t.Fatal(err)
		}
	}
	for arguments, want := range map[string]string{
		"history":                                                  `(?s)^\S+ \S+ 123456789012 us-east-1 package coming: UpdatePackage by role/Operator: done\n.*: AVAILABLE → COPYING after .*\n.* 210987654321 eu-west-1 package coming: COPYING → gone after .*\n$`,
		"history --since 3d --by me":                               `^\S+ \S+ 123456789012 us-east-1 package coming: UpdatePackage by role/Operator: done\n$`,
		"history --since 90m --region us-east-1":                   `^.*us-east-1 package coming: AVAILABLE → COPYING.*\n$`,
		"history --since 30m -o jsonl":                             `^{"scope":{"account":"210987654321","region":"eu-west-1"},"v":1,.*"from":"COPYING".*}\n$`,
		"get packages coming --jq .[].since":                       `^` + ago(time.Hour).UTC().Format(time.RFC3339)[:15],
		"history --since yesterday":                                `^oscope: --since yesterday: no length of time`,
		"history --no-history":                                     `^oscope: nothing is kept`,
		"get packages coming --jq .[].since --demo=0 --no-history": `^null\n$`,
	} {
		s := program(t, append(strings.Fields(arguments), "--endpoint-url", p.url)...)
		s.Env = append(s.Env, "HOME="+home, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1")
		if out, _ := s.CombinedOutput(); !regexp.MustCompile(want).Match(out) {
			t.Errorf("%s says\n%s", arguments, out)
		}
	}
}

// A filter goes by the age, and is refused where it says none.
func TestGetFiltersByAge(t *testing.T) {
	p := emulatorOf(t, `{"packages": [
		{"PackageName": "words", "PackageStatus": "COPY_FAILED", "CreatedAt": "-9d", "LastUpdatedAt": "-5d"},
		{"PackageName": "masks", "PackageStatus": "COPY_FAILED", "CreatedAt": "-9d", "LastUpdatedAt": "-4h"}
	]}`)
	for filter, want := range map[string]string{
		"is:failed since:3d": "masks\n",
		"age>1h":             "masks\nwords\n",
		"age<1h":             "",
	} {
		if code, names, errs := p.got(t, "get", "packages", "--filter", filter, "-o", "name"); code != exit.OK || names != want {
			t.Errorf("%s: %d %q %s", filter, code, names, errs)
		}
	}
	for filter, says := range map[string]string{
		"since:bogus": "--filter: since:bogus says no time: write one as in since:90s, 10m, 1h30m, 2d or 1w\n",
		"age>3":       "--filter: age>3 says no time: write one as in age>90s, 10m, 1h30m, 2d or 1w\n",
		"is:broken":   "--filter: is:broken is not known: write is: and one of failed, inflight, settled, gone\n",
	} {
		if code, out, errs := p.got(t, "get", "packages", "--filter", filter); code != exit.Usage || out != "" || !strings.HasSuffix(errs, says) {
			t.Errorf("%s: %d %s%s", filter, code, out, errs)
		}
	}
	if _, out, _ := p.got(t, "status"); !strings.Contains(out, "package words: for ≤5d") {
		t.Errorf("status says\n%s", out)
	}
}
