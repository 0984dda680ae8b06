package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
)

// place is an emulator on a port, which stands still until a test moves it on.
type place struct {
	*emulator.Emulator
	url string
}

func emulatorOf(t *testing.T, world string) place {
	t.Helper()
	e := emulator.New(parsed(t, world), emulator.Options{Standstill: true})
	server := httptest.NewServer(e.Control())
	t.Cleanup(server.Close)
	return place{e, server.URL}
}

func parsed(t *testing.T, world string) emulator.World {
	t.Helper()
	w, err := emulator.ParseWorld([]byte(cmp.Or(world, "{}")))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// output is what a program has written so far.
type output struct {
	mu sync.Mutex
	bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.Buffer.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.Buffer.String()
}

// started is the program at an emulator.
type started struct {
	*exec.Cmd
	out, errs output
}

func (p place) start(t *testing.T, arguments ...string) *started {
	t.Helper()
	s := &started{Cmd: program(t, append(arguments, "--endpoint-url", p.url)...)}
	s.Env = append(s.Env, "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any", "AWS_REGION=us-east-1", "AWS_MAX_ATTEMPTS=2")
	s.Stdout, s.Stderr = &s.out, &s.errs
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// end waits until the program has ended, and returns its code.
func (s *started) end() exit.Code {
	_ = s.Wait()
	return exit.Code(s.ProcessState.ExitCode())
}

// called waits until an operation has been carried out so many times.
func (p place) called(t *testing.T, operations []string, times int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for _, operation := range operations {
			if p.Calls()[operation] >= times {
				return
			}
		}
	}
	t.Fatalf("none of %v is called: %v", operations, p.Calls())
}

// sort is what a kind has in the world of the contract: one that is there, one that
// comes when time passes, and one that is broken; and what lists them.
type sort struct {
	kind                    string
	there, coming, broken   string // names
	settled, flying, failed string // statuses
	lists                   []string
	world                   string // members of a world; %s is the Region
}

const (
	arnOf = `arn:aws:es:%[1]s:123456789012:domain/`
	apps  = `"applications": [{"name": "logs"}]`
)

var sorts = []sort{
	{
		"application", "there", "coming", "broken", "ACTIVE", "CREATING", "FAILED",
		[]string{"ListApplications"},
		`"applications": [{"name": "there"}, {"name": "coming", "status": "CREATING"}, {"name": "broken", "status": "FAILED"}]`,
	},
	{
		"attachment", "logs/there", "logs/coming", "logs/broken", "ATTACHED", "PENDING", "FAILED",
		[]string{"ListDataSourceAttachments"},
		apps + `, "domains": [{"DomainName": "there"}, {"DomainName": "coming", "DomainProcessingStatus": "Creating"}, {"DomainName": "broken"}],
		"attachments": [{"id": "logs", "dataSourceArn": "` + arnOf + `there"}, {"id": "logs", "dataSourceArn": "` + arnOf + `coming", "status": "PENDING"},
		{"id": "logs", "dataSourceArn": "` + arnOf + `broken", "status": "FAILED"}]`,
	},
	{
		"package", "there", "coming", "broken", "AVAILABLE", "COPYING", "VALIDATION_FAILED",
		[]string{"DescribePackages"},
		`"packages": [{"PackageName": "there"}, {"PackageName": "coming", "PackageStatus": "COPYING"}, {"PackageName": "broken", "PackageStatus": "VALIDATION_FAILED", "ErrorDetails": {"ErrorType": "T", "ErrorMessage": "it is spoiled"}}]`,
	},
	{
		"association", "words/there", "words/coming", "words/broken", "ACTIVE", "ASSOCIATING", "ASSOCIATION_FAILED",
		[]string{"ListPackagesForDomain", "ListDomainsForPackage"},
		`"packages": [{"PackageID": "F1", "PackageName": "words"}], "domains": [{"DomainName": "there"}, {"DomainName": "coming"}, {"DomainName": "broken"}],
		"associations": [{"PackageID": "F1", "DomainName": "there"}, {"PackageID": "F1", "DomainName": "coming", "DomainPackageStatus": "ASSOCIATING"},
		{"PackageID": "F1", "DomainName": "broken", "DomainPackageStatus": "ASSOCIATION_FAILED"}]`,
	},
	{
		"integration", "there", "coming", "broken", "ACTIVE", "PROVISIONING", "FAILED",
		[]string{"ListIntegrations"},
		`"integrations": [{"integrationName": "there"}, {"integrationName": "coming", "integrationStatus": "PROVISIONING"}, {"integrationName": "broken", "integrationStatus": "FAILED"}]`,
	},
	{
		"domain", "there", "coming", "broken", "Active", "Creating", "Isolated",
		[]string{"DescribeDomains"},
		`"domains": [{"DomainName": "there"}, {"DomainName": "coming", "DomainProcessingStatus": "Creating"}, {"DomainName": "broken", "DomainProcessingStatus": "Isolated"}]`,
	},
	{
		"collection", "there", "coming", "broken", "ACTIVE", "CREATING", "FAILED",
		[]string{"ListCollections"},
		`"collections": [{"name": "there"}, {"name": "coming", "status": "CREATING"}, {"name": "broken", "status": "FAILED"}]`,
	},
}

// in is the world of a Region.
func (s sort) in(region string) string {
	return `"region": "` + region + `", ` + strings.ReplaceAll(s.world, "%[1]s", region)
}

// here is the world of one Region, and both of two.
func (s sort) here() string { return "{" + s.in("us-east-1") + "}" }

func (s sort) both() string {
	return "{" + s.in("us-east-1") + `, "scopes": [{` + s.in("eu-west-1") + "}]}"
}

const bothRegions = "us-east-1,eu-west-1"

// once is a case of the contract.
type once struct {
	name      string
	both      bool // Regions
	arguments []string
	faults    []emulator.Fault
	meanwhile func(*testing.T, sort, place, *started)
	code      exit.Code
	last      string // the last line, as a pattern
	lines     int    // lines of transitions before it
	errs      string // standard error, as a pattern
}

func faultIn(how emulator.FaultKind, region string, times int) []emulator.Fault {
	return []emulator.Fault{{Operation: "*", Kind: how, Region: region, Times: times}}
}

// passes lets an hour pass when the program has seen what there is.
func passes(t *testing.T, s sort, p place, _ *started) {
	p.called(t, s.lists, 1)
	time.Sleep(300 * time.Millisecond) // for its answer to be taken in
	p.Advance(time.Hour)
}

// goes takes everything away when the program has seen it.
func goes(t *testing.T, s sort, p place, _ *started) {
	p.called(t, s.lists, 1)
	time.Sleep(300 * time.Millisecond)
	p.SetWorld(parsed(t, map[string]string{
		"attachment":  `{` + apps + `}`,
		"association": `{"packages": [{"PackageID": "F1", "PackageName": "words"}], "domains": [{"DomainName": "there"}, {"DomainName": "coming"}, {"DomainName": "broken"}]}`,
	}[s.kind]))
}

func interrupts(t *testing.T, s sort, p place, running *started) {
	p.called(t, s.lists, 1)
	time.Sleep(300 * time.Millisecond)
	if err := running.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
}

// contract are the cases, in which THERE, COMING, BROKEN and their statuses are those of
// a kind.
var contract = []once{
	{name: "there already", arguments: []string{"THERE"}, last: `^reached after \d+s: KIND THERE is SETTLED$`},
	{name: "there by its status", arguments: []string{"BROKEN", "--for", "FAILED"}, last: `^reached after \d+s: KIND BROKEN is FAILED`},
	{name: "reached", arguments: []string{"COMING"}, meanwhile: passes, last: `^reached after \d+s: KIND COMING is SETTLED$`, lines: 1},
	{name: "another terminal state", arguments: []string{"BROKEN"}, code: exit.Failed, last: `^failed after \d+s: KIND BROKEN is FAILED(: .*)?; next: .`},
	{name: "any", arguments: []string{"BROKEN", "THERE", "--any"}, last: `^reached after \d+s: KIND THERE is SETTLED$`},
	{name: "all or nothing", arguments: []string{"BROKEN", "COMING", "THERE"}, code: exit.Failed, last: `^failed after \d+s: KIND BROKEN is FAILED`},
	{name: "gone", arguments: []string{"COMING"}, meanwhile: goes, code: exit.Gone, last: `^gone after \d+s: KIND COMING is gone$`, lines: 1},
	{name: "gone as wanted", arguments: []string{"COMING", "--for", "gone"}, meanwhile: goes, last: `^reached after \d+s: KIND COMING is gone$`, lines: 1},
	{name: "gone before", arguments: []string{"nothing", "--for", "gone"}, last: `^reached after \d+s: KIND nothing is not there$`},
	{name: "ambiguous", both: true, arguments: []string{"THERE"}, code: exit.Usage, errs: `^oscope: KIND "THERE" stands for 2: .*us-east-1.*\n$`},
	{name: "unknown", arguments: []string{"THERe"}, code: exit.Gone, last: `^gone after \d+s: there is no KIND "THERe" \(THERE\?\); next: `},
	{name: "time over", arguments: []string{"COMING", "--timeout", "1500ms"}, code: exit.TimeOver, last: `^time over after \d+s: KIND COMING is FLYING`},
	{name: "not come", arguments: []string{"later", "--appear", "--timeout", "1500ms"}, code: exit.TimeOver, last: `^time over after \d+s: KIND later has not been seen`},
	{name: "denied", arguments: []string{"THERE"}, faults: faultIn(emulator.FaultDenied, "", 0), code: exit.Denied, last: `^denied after \d+s: .*not authorized to perform.*; next: `},
	{name: "signed out", arguments: []string{"THERE"}, faults: faultIn(emulator.FaultExpired, "", 0), code: exit.Denied, last: `^denied after \d+s: .*expired.*; next: `},
	{name: "throttled for a while", arguments: []string{"THERE"}, faults: faultIn(emulator.FaultThrottle, "", 2), last: `^reached after \d+s: KIND THERE is SETTLED$`},
	{name: "throttled", arguments: []string{"THERE", "--timeout", "2s"}, faults: faultIn(emulator.FaultThrottle, "", 0), code: exit.TimeOver, last: `^time over after \d+s: KIND THERE has not been seen`},
	{name: "interrupted", arguments: []string{"COMING"}, meanwhile: interrupts, code: exit.Interrupted, last: `^interrupted after \d+s: KIND COMING is FLYING`},
	{name: "partly read", both: true, arguments: []string{"nothing"}, faults: faultIn(emulator.FaultDenied, "eu-west-1", 0), code: exit.Partly, last: `^partly after \d+s: .*eu-west-1.*not authorized`},
	{name: "found although partly read", both: true, arguments: []string{"THERE"}, faults: faultIn(emulator.FaultDenied, "eu-west-1", 0), last: `^reached after \d+s: KIND THERE is SETTLED$`},
}

func (s sort) fill(text string) string {
	return strings.NewReplacer("KIND", s.kind, "THERE", s.there, "THERe", s.there[:len(s.there)-1], "COMING", s.coming, "BROKEN", s.broken, "SETTLED", s.settled, "FLYING", s.flying, "FAILED", s.failed).Replace(text)
}

// What wait says and ends with, of every kind and in every case.
func TestWaitContract(t *testing.T) {
	var named []string
	for _, s := range sorts {
		named = append(named, s.kind)
	}
	for _, k := range kind.Resources() {
		if !slices.Contains(named, k.Name) {
			t.Errorf("the contract does not say how it is with a %s", k.Name)
		}
	}
	// Most of their time the programs wait for the next poll: more of them at once than
	// there are processors.
	var running sync.WaitGroup
	defer running.Wait()
	room := make(chan struct{}, 12)
	for _, s := range sorts {
		for _, c := range contract {
			room <- struct{}{}
			running.Go(func() {
				defer func() { <-room }()
				t.Run(s.kind+"/"+c.name, func(t *testing.T) { c.check(t, s) })
			})
		}
	}
}

func (c once) check(t *testing.T, s sort) {
	world := s.here()
	arguments := []string{"wait", s.kind}
	if c.both {
		world, arguments = s.both(), append(arguments, "--region", bothRegions)
	}
	p := emulatorOf(t, world)
	p.SetFaults(c.faults)
	for _, argument := range c.arguments {
		arguments = append(arguments, s.fill(argument))
	}
	running := p.start(t, arguments...)
	if c.meanwhile != nil {
		c.meanwhile(t, s, p, running)
	}
	code := running.end()
	lines := strings.Split(strings.TrimSuffix(running.out.String(), "\n"), "\n")
	last := lines[len(lines)-1]
	if code != c.code {
		t.Errorf("it ends with %d, not %d", code, c.code)
	}
	if ok, _ := regexp.MatchString(s.fill(c.last), last); !ok {
		t.Errorf("the last line is\n%s\nnot %s", last, s.fill(c.last))
	}
	if len(lines)-1 < c.lines || c.lines == 0 && len(lines) != 1 {
		t.Errorf("%d lines before the last:\n%s", len(lines)-1, running.out.String())
	}
	if ok, _ := regexp.MatchString(s.fill(cmp.Or(c.errs, "^$")), running.errs.String()); !ok {
		t.Errorf("on standard error: %s", running.errs.String())
	}
	if t.Failed() {
		t.Logf("oscope %s\n%s%s%v", strings.Join(arguments, " "), running.out.String(), running.errs.String(), p.Calls())
	}
}

// Fifty of a kind cost a poll one listing.
func TestWaitForFifty(t *testing.T) {
	var domains, attachments, names []string
	for i := range 50 {
		domains = append(domains, fmt.Sprintf(`{"DomainName": "dom%d", "DomainProcessingStatus": "Creating"}`, i))
		attachments = append(attachments, fmt.Sprintf(`{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/dom%d", "status": "PENDING"}`, i))
		names = append(names, fmt.Sprintf("logs/dom%d", i))
	}
	p := emulatorOf(t, `{`+apps+`, "domains": [`+strings.Join(domains, ",")+`], "attachments": [`+strings.Join(attachments, ",")+`]}`)
	running := p.start(t, append([]string{"wait", "attachment", "--for", "ATTACHED"}, names...)...)
	p.called(t, []string{"ListDataSourceAttachments"}, 1)
	begun := time.Now()
	time.Sleep(6 * time.Second)
	polls, lists := p.Calls()["ListDataSourceAttachments"], p.Calls()["ListApplications"]
	if most := 3; polls-1 > most || polls < 2 { // after 2 s and 3 s more, as the planner has it
		t.Errorf("%d listings in %v", polls, time.Since(begun))
	}
	if lists > 1 {
		t.Errorf("%d listings of applications", lists)
	}
	t.Logf("%d listings in %v: %v", polls, time.Since(begun), p.Calls())
	p.Advance(time.Hour)
	if code := running.end(); code != 0 || !strings.Contains(running.out.String(), "\nreached after ") || !strings.HasSuffix(running.out.String(), "s: 50 attachments ATTACHED\n") {
		t.Errorf("it ends with %d: %s%s", code, running.out.String(), running.errs.String())
	}
	if n := strings.Count(running.out.String(), "PENDING → ATTACHED"); n != 50 {
		t.Errorf("%d transitions", n)
	}
}

// As data the last line says the same.
func TestWaitAsData(t *testing.T) {
	s := sorts[2]
	p := emulatorOf(t, s.here())
	running := p.start(t, "wait", "package", "broken", "there", "-o", "jsonl")
	code := running.end()
	var last struct {
		Outcome, Name, Status, Reason, Next string
		ExitCode                            exit.Code
		Names                               []string
	}
	if err := json.Unmarshal([]byte(running.out.String()), &last); err != nil {
		t.Fatal(err, running.out.String())
	}
	if code != exit.Failed || last.Outcome != "failed" || last.ExitCode != code || last.Name != "broken" || last.Status != "VALIDATION_FAILED" || !strings.Contains(last.Reason, "it is spoiled") || last.Next == "" || !slices.Equal(last.Names, []string{"broken", "there"}) {
		t.Errorf("%d %+v", code, last)
	}
}
