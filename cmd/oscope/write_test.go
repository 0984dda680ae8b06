package main

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/exit"
)

const writable = `{
  "applications": [{"id": "app1", "name": "logs"}],
  "domains": [{"DomainName": "search-prod", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "search-next", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "audit"}],
  "collections": [{"name": "vectors"}, {"name": "search-next"}],
  "buckets": [{"Name": "packages", "Region": "us-east-1", "objects": [{"Key": "words.txt", "Size": 10}]}],
  "roles": [{"RoleName": "logs"}],
  "packages": [{"PackageID": "F1", "PackageName": "words", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}], "AvailablePackageVersion": "v2"},
    {"PackageID": "F2", "PackageName": "stops"}, {"PackageID": "F3", "PackageName": "spare"}],
  "associations": [{"PackageID": "F1", "DomainName": "search-prod", "PackageVersion": "v1"}, {"PackageID": "F2", "DomainName": "search-prod"}],
  "attachments": [{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/search-prod"}]
}`

// done is a write, and what comes of it.
type done struct {
	name      string
	arguments string
	faults    []emulator.Fault
	meanwhile string // the operation after which an hour passes
	code      exit.Code
	out, errs string // patterns of all of it; empty for nothing
	calls     map[string]int
}

const wholeDataSource = "--data-source-arn arn:aws:es:us-east-1:123456789012:domain/search-next"

var dones = []done{
	{name: "attach by names", arguments: "attach --id logs --data-source-arn audit", out: `^attachment logs/audit is (PENDING|ATTACHED)\n$`, calls: map[string]int{"AttachDataSource": 1}},
	{name: "attach by ids", arguments: "attach --id app1 --data-source-arn vectors", out: `^attachment logs/vectors is \w+\n$`, calls: map[string]int{"AttachDataSource": 1}},
	{name: "attach and wait", arguments: "attach --id logs --data-source-arn audit --wait", meanwhile: "AttachDataSource", out: `(?s)^attachment logs/audit is .*\nreached after \d+s: attachment logs/audit is ATTACHED\n$`},
	{name: "ambiguous", arguments: "attach --id logs --data-source-arn search-next", code: exit.Usage, errs: `^oscope: domain or collection "search-next" stands for 2: arn:aws:es:.*; .*\n$`, calls: map[string]int{"AttachDataSource": 0}},
	{name: "unknown", arguments: "attach --id lgos " + wholeDataSource, code: exit.Gone, errs: `^oscope: there is no application "lgos" \(logs\?\)\n$`, calls: map[string]int{"AttachDataSource": 0}},
	{name: "all that is wrong", arguments: "put-integration --integration-name a*b --retention-days 40 --data-source-role-arn x", code: exit.Usage, errs: `(?s)^oscope: 4 rules are broken:\n  --integration-name: must be letters.*\n  --data-source-role-arn: must .*\n  --dashboard-viewer-principals: is required\n  --retention-days: must be at most 30 \(now 40\)\n$`},
	{name: "what belongs together", arguments: "attach --id logs --data-source-arn search-next --workspace-id w --workspace-configuration-name n --workspace-type SEARCH", code: exit.Usage, errs: `cannot be set together\n$`},
	{name: "of another Region", arguments: "create-application --name new --kms-key-arn arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555", code: exit.Usage, errs: `^oscope: --kms-key-arn: .*us-east-1.*\n$`},
	{name: "tags twice", arguments: "create-application --name new --tag-list Key=a,Value=1 --tag-list Key=a,Value=2", code: exit.Usage, errs: `^oscope: --tag-list: the key a occurs twice\n$`},
	{name: "no such member", arguments: "create-application --name new --tag-list Kye=a", code: exit.Usage, errs: `has no member "Kye"; known: Key, Value`},
	{name: "a flag twice", arguments: "create-application --name new --name newer", code: exit.Usage, errs: `it is given twice`},
	{name: "nothing named", arguments: "associate", code: exit.Usage, errs: `(?s)--package-id: is required.*--domain-name: is required`},
	{name: "no such flag", arguments: "attach --data-source-an audit", code: exit.Usage, errs: `unknown flag: --data-source-an \(--data-source-arn\?\)`},
	{name: "time without waiting", arguments: "attach --id logs " + wholeDataSource + " --timeout 1m", code: exit.Usage, errs: `--timeout is for how long to --wait`},
	{name: "read-only", arguments: "attach --id logs " + wholeDataSource + " --read-only", code: exit.Usage, errs: `nothing was sent: oscope runs read-only`, calls: map[string]int{"AttachDataSource": 0}},
	{name: "several scopes", arguments: "attach --id logs " + wholeDataSource + " --region us-east-1,eu-west-1", code: exit.Usage, errs: `attach is for one account and Region, and 2 are meant`},
	{name: "dry run", arguments: "attach --id logs " + wholeDataSource + " --dry-run --read-only", out: `(?s)^AttachDataSource in 123456789012 us-east-1 would be sent:\n{\n  "id": "app1",\n  "dataSourceArn": "[^"]*"\n}\naws opensearch attach-data-source --id app1 --data-source-arn \S+ --region us-east-1\n$`, calls: map[string]int{"AttachDataSource": 0}},
	{name: "check that fails", arguments: "check attach --id logs --data-source-arn audit --read-only", code: exit.Failed, out: `(?s)✗ administrator: the application has no dashboard administrator.*Name an administrator`, calls: map[string]int{"AttachDataSource": 0}},
	{name: "checks that pass", arguments: "check create-package --package-name fresh --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key words.txt", out: `(?s)✓ object · words.txt: the object is there.*✓ name and number`, calls: map[string]int{"CreatePackage": 0}},
	{name: "check that is denied", arguments: "check create-package --package-name fresh --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key words.txt", faults: []emulator.Fault{{Operation: "HeadObject", Kind: emulator.FaultDenied}}, code: exit.Partly, out: `\? object: could not be looked at: s3:GetObject is missing`},
	{name: "check as data", arguments: "check dissociate --package-id F1 --domain-name search-prod -o jsonl", out: `(?s)^{"verdict":"`, calls: map[string]int{"DissociatePackage": 0}},
	{name: "denied", arguments: "attach --id app1 " + wholeDataSource, faults: []emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultDenied}}, code: exit.Denied, errs: `not authorized to perform.*Ask for the action to be allowed`},
	{name: "listing denied", arguments: "attach --id app1 " + wholeDataSource, faults: []emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultDenied}}, out: `^attachment app1/search-next is \w+\n$`},
	{name: "name not to be looked up", arguments: "detach --id Logs --yes " + wholeDataSource, faults: []emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultDenied}}, code: exit.Denied, errs: `(?s)what is called "Logs" cannot be looked up; the id of it would do\n.*not read: ListApplications`},
	{name: "signed out", arguments: "attach --id app1 " + wholeDataSource, faults: []emulator.Fault{{Operation: "*", Kind: emulator.FaultExpired}}, code: exit.Denied, errs: `expired`},
	{name: "no answer", arguments: "create-package --package-name new --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key words.txt", faults: []emulator.Fault{{Operation: "CreatePackage", Kind: emulator.FaultLost}}, code: exit.Failed, errs: `Whether it was done is not known: oscope get packages shows it`, calls: map[string]int{"CreatePackage": 1}},
	{name: "detach without yes", arguments: "detach --id logs --data-source-arn search-prod", code: exit.Usage, errs: `(?s)nothing was done. This would be sent:\n  aws opensearch detach-data-source .*\n--yes does it\n$`, calls: map[string]int{"DetachDataSource": 0}},
	{name: "detach", arguments: "detach --id logs --data-source-arn search-prod --yes", out: `^attachment logs/search-prod is gone\n$`, calls: map[string]int{"DetachDataSource": 1}},
	{name: "detach what is not attached", arguments: "detach --id logs --data-source-arn audit --yes", code: exit.Gone, errs: `ResourceNotFoundException`},
	{name: "associate on two domains", arguments: "associate --package-id spare --domain-name search-prod --domain-name search-next --wait", meanwhile: "AssociatePackage", out: `(?s)^association spare/search-prod is ASSOCIATING\nassociation spare/search-next is ASSOCIATING\n.*reached after \d+s: 2 associations settled\n$`, calls: map[string]int{"AssociatePackage": 2}},
	{name: "associate two packages", arguments: "associate --package-id words --package-id stops --prerequisite-package-id-list stops --domain-name search-next --dry-run", out: `(?s)^AssociatePackages in .*"PackageID": "F2"\n.*"PackageID": "F1",\n      "PrerequisitePackageIDList": \[\n        "F2"`},
	{name: "one of two refused", arguments: "associate --package-id stops --domain-name search-prod --domain-name search-next", code: exit.Failed, out: `^association stops/search-next is ASSOCIATING\n$`, errs: `^oscope: AssociatePackage on F2 and search-prod: ConflictException: .*\n$`, calls: map[string]int{"AssociatePackage": 2}},
	{name: "dissociate and wait", arguments: "dissociate --package-id words --domain-name search-prod --yes --wait", meanwhile: "DissociatePackage", out: `(?s)^association words/search-prod is DISSOCIATING\n.*reached after \d+s: association words/search-prod is gone\n$`},
	{name: "dissociate two", arguments: "dissociate --package-id words --package-id stops --domain-name search-prod --yes", out: `^association words/search-prod is DISSOCIATING\nassociation stops/search-prod is DISSOCIATING\n$`, calls: map[string]int{"DissociatePackages": 1}},
	{name: "create a package", arguments: "create-package --package-name new --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key words.txt --wait", meanwhile: "CreatePackage", out: `(?s)^package new \(F\d+\) is COPYING\n.*reached after \d+s: package new is AVAILABLE\n$`},
	{name: "create a package of nothing", arguments: "create-package --package-name new --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key none.txt --wait", meanwhile: "CreatePackage", code: exit.Failed, out: `(?s)^package new .*\nfailed after \d+s: package new is COPY_FAILED: .*; next: .*\n$`},
	{name: "time over", arguments: "create-package --package-name new --package-type TXT-DICTIONARY --s3-bucket-name packages --s3-key words.txt --wait --timeout 1200ms", code: exit.TimeOver, out: `(?s)^package new .*\ntime over after \d+s: package new is COPYING; next: oscope wait package new goes on waiting\n$`},
	{name: "update a package", arguments: "update-package --package-id words --s3-bucket-name packages --s3-key words.txt --wait", meanwhile: "UpdatePackage", out: `(?s)^package words \(F1\) is COPYING\n.*reached after \d+s: package words is AVAILABLE\n$`},
	{name: "apply an update", arguments: "apply-update --package-id words --wait", meanwhile: "AssociatePackage", out: `(?s)^association words/search-prod is \w+\n.*reached after \d+s: association words/search-prod is ACTIVE\n$`, calls: map[string]int{"AssociatePackage": 1}},
	{name: "no update to apply", arguments: "apply-update --package-id stops", errs: `^oscope: nothing to do: all have the newest version\n$`, calls: map[string]int{"AssociatePackage": 0}},
	{name: "apply where it is not", arguments: "apply-update --package-id words --domain-name search-next", code: exit.Gone, errs: `the package is not associated with search-next`},
	{name: "create an application", arguments: "create-application --name new --data-sources dataSourceArn=search-prod,dataSourceDescription=some --tag-list Key=a,Value=b --wait", meanwhile: "CreateApplication", out: `(?s)^application new \(\w+\) is CREATING\n.*reached after \d+s: application new is ACTIVE\n$`},
	{name: "put an integration", arguments: "put-integration --integration-name main --retention-days 7 --data-source-role-arn arn:aws:iam::123456789012:role/logs --dashboard-viewer-principals arn:aws:iam::123456789012:role/logs --application-arn logs --wait", meanwhile: "PutIntegration", out: `(?s)^integration main is PROVISIONING\n.*reached after \d+s: integration main is ACTIVE\n$`},
}

// What each of the writes says and ends with, and how often it is sent.
func TestWrites(t *testing.T) {
	for _, c := range dones {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := emulatorOf(t, writable)
			p.SetFaults(c.faults)
			running := p.start(t, strings.Fields(c.arguments)...)
			if c.meanwhile != "" {
				p.called(t, []string{c.meanwhile}, max(1, c.calls[c.meanwhile]))
				time.Sleep(300 * time.Millisecond) // for its answer to be taken in
				p.Advance(time.Hour)
			}
			code := running.end()
			out, errs := running.out.String(), running.errs.String()
			if code != c.code {
				t.Errorf("it ends with %d, not %d", code, c.code)
			}
			if !matches(c.out, out) || !matches(c.errs, errs) {
				t.Errorf("want %s\nand %s", c.out, c.errs)
			}
			for operation, times := range c.calls {
				if n := p.Calls()[operation]; n != times {
					t.Errorf("%s is called %d times, not %d", operation, n, times)
				}
			}
			if t.Failed() {
				t.Logf("oscope %s\n%s%s%v", c.arguments, out, errs, p.Calls())
			}
		})
	}
}

func matches(pattern, text string) bool {
	ok, err := regexp.MatchString(cmp.Or(pattern, "^$"), text)
	return err == nil && ok
}

// As data the resources come when they have settled, and what is told meanwhile goes to
// standard error.
func TestWriteAsData(t *testing.T) {
	p := emulatorOf(t, writable)
	running := p.start(t, "associate", "--package-id", "spare", "--domain-name", "search-next", "--wait", "-o", "json")
	p.called(t, []string{"AssociatePackage"}, 1)
	time.Sleep(300 * time.Millisecond)
	p.Advance(time.Hour)
	code := running.end()
	var all []struct{ Kind, DomainName, DomainPackageStatus, Phase string }
	if err := json.Unmarshal([]byte(running.out.String()), &all); err != nil {
		t.Fatal(err, running.out.String(), running.errs.String())
	}
	if code != 0 || len(all) != 1 || all[0].DomainPackageStatus != "ACTIVE" || all[0].Phase != "settled" || all[0].DomainName != "search-next" {
		t.Errorf("%d %+v", code, all)
	}
	if !strings.Contains(running.errs.String(), "ASSOCIATING → ACTIVE") {
		t.Errorf("standard error says %s", running.errs.String())
	}
}

// Who gives up waiting is told how to go on, and what was begun goes on.
func TestWriteInterrupted(t *testing.T) {
	p := emulatorOf(t, writable)
	running := p.start(t, "dissociate", "--package-id", "words", "--domain-name", "search-prod", "--yes", "--wait")
	p.called(t, []string{"DissociatePackage"}, 1)
	time.Sleep(300 * time.Millisecond)
	if err := running.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := running.end(); code != exit.Interrupted || !strings.Contains(running.out.String(), "next: oscope wait association words/search-prod --for gone goes on waiting") {
		t.Errorf("%d %s%s", code, running.out.String(), running.errs.String())
	}
}

// What commands write is remembered as what the program writes is: who, which operation,
// how it ended, and the request; never what was sent. It is not where nothing is to be kept.
func TestWritesOfCommandsAreRemembered(t *testing.T) {
	p := emulatorOf(t, writable)
	home := t.TempDir()
	silent := filepath.Join(home, "silent.toml")
	if err := os.WriteFile(silent, []byte("[history]\noff = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	told := func(arguments string) string {
		s := program(t, append(strings.Fields(arguments), "--endpoint-url", p.url)...)
		s.Env = append(s.Env, "HOME="+home, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1")
		out, _ := s.CombinedOutput()
		return string(out)
	}
	const update = "update-package --package-id words --s3-bucket-name packages --s3-key words.txt --commit-message mumbled"
	for _, nothing := range []string{update + " --dry-run", update + " --read-only", "attach --id logs --data-source-arn audit --no-history", "attach --id logs --data-source-arn vectors --config " + silent, "check attach --id logs --data-source-arn audit"} {
		told(nothing)
		if _, err := os.Stat(filepath.Join(home, ".local")); err == nil {
			t.Fatalf("after %s something is kept", nothing)
		}
	}
	if n := p.Calls()["AttachDataSource"]; n != 2 {
		t.Errorf("%d data sources were attached", n)
	}
	told(update)
	told("associate --package-id stops --domain-name search-prod --domain-name search-next")
	const line = `\S+ \S+ 123456789012 us-east-1 `
	want := "^" + line + `package words: UpdatePackage by role/Operator: done\n` +
		line + `association F2 and search-prod: AssociatePackage by role/Operator: refused ConflictException\n` +
		line + `association stops → search-next: AssociatePackage by role/Operator: done\n$`
	if got := told("history --by me"); !matches(want, got) {
		t.Errorf("it tells\n%s", got)
	}
	records := told("history --by me -o jsonl")
	for _, member := range []string{`"requestId":"\S`, `"object":"packages/words.txt"`, `"id":"F1"`} {
		if !matches(member, records) {
			t.Errorf("there is no %s among\n%s", member, records)
		}
	}
	if strings.Contains(records, "mumbled") {
		t.Errorf("it holds what was sent:\n%s", records)
	}
}

// What cannot be kept is said, and the write is done all the same.
func TestWriteThatCannotBeRemembered(t *testing.T) {
	p := emulatorOf(t, writable)
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".local"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := program(t, "associate", "--package-id", "spare", "--domain-name", "search-prod", "--domain-name", "search-next", "--endpoint-url", p.url)
	s.Env = append(s.Env, "HOME="+home, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1")
	out, err := s.CombinedOutput()
	if err != nil || strings.Count(string(out), "keeping the history: ") != 1 || strings.Count(string(out), "is ASSOCIATING") != 2 {
		t.Errorf("%v\n%s", err, out)
	}
}
