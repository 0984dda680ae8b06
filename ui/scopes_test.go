package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/charmbracelet/x/ansi"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/ui"
	"oscope/ui/desk"
)

// Accounts of the tests, by the names of the profiles that lead to them.
var accountOf = map[string]string{"prod": "111111111111", "stage": "222222222222"}

// The scopes of the tests: two accounts, and two Regions of the first.
var (
	prodEast = model.Scope{Profile: "prod", Region: "us-east-1"}
	prodWest = model.Scope{Profile: "prod", Region: "us-west-2"}
	stage    = model.Scope{Profile: "stage", Region: "us-east-1"}
)

// houses is a world of three scopes, in which names repeat.
const houses = `{
	"account": "111111111111", "region": "us-east-1",
	"applications": [{"name": "console"}],
	"domains": [{"DomainName": "orders"}, {"DomainName": "payments"}],
	"scopes": [
		{"region": "us-west-2", "applications": [{"name": "console"}], "domains": [{"DomainName": "orders"}]},
		{"account": "222222222222", "applications": [{"name": "console"}, {"name": "lab", "status": "CREATING"}], "domains": [{"DomainName": "orders"}, {"DomainName": "trial", "DomainProcessingStatus": "Isolated"}]}
	]
}`

func three(s *setup) { s.scopes = []model.Scope{prodEast, prodWest, stage} }

func configured(of map[string]desk.Account) func(*setup) { return func(s *setup) { s.accounts = of } }

func inApp(app **ui.App) func(*setup) { return func(s *setup) { s.app = app } }

// sourceOf is the configuration of a scope: the account of its profile, in its Region.
func (s *session) sourceOf(scope model.Scope) awsclient.Source {
	return func(ctx context.Context) (aws.Config, error) {
		config, err := awsclient.InProcess(s.wire, scope.Region)(ctx)
		config.Credentials = credentials.NewStaticCredentialsProvider("AKIA"+accountOf[scope.Profile], "OSCOPE", "")
		return config, err
	}
}

// attachmentsIn are those of a scope of the world.
func (s *session) attachmentsIn(account, region string) []emulator.Attachment {
	w := s.aws.World()
	for _, scope := range append([]emulator.World{w}, w.Scopes...) {
		if scope.Account == account && scope.Region == region {
			return scope.Attachments
		}
	}
	return nil
}

// does has the program do something that no key does.
func (s *session) does(app *ui.App, f func(*ui.App) tea.Cmd) {
	s.Send(app.Doing(f))
	s.pass(300 * time.Millisecond)
}

func TestTablesTellScopesApart(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press(dataSources)
		s.sees("ACCOUNT", "REGION", "Data sources · 5", "3 scopes")
		s.line("prod ", "us-west-2", "orders")
		s.line("stage ", "us-east-1", "trial")
		s.press("/")
		s.write("account:stage")
		s.sees("2 of 5")
		s.press("esc", "/")
		s.write("region:west")
		s.sees("1 of 5")
		s.press("esc", "/")
		s.write("account:1111")
		s.sees("3 of 5") // the number finds it as well as the name
	}, three, size(160, 40))
}

// Resources of one name in two scopes are two: the cursor and marks keep to theirs.
func TestCursorAndMarksKeepToTheirScope(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press("2", "j", "space") // the console of prod in us-west-2
		s.line("●", "prod ", "us-west-2", "console")
		for range 3 {
			s.press("r")
			s.pass(time.Minute)
		}
		s.sees("1 marked")
		s.line("●", "us-west-2")
		s.atCursor("stage", "console")
		s.press("enter")
		s.sees("Account", "stage · 222222222222", "Region")
	}, three, size(160, 40))
}

// What takes several takes those of one scope.
func TestMarksOfSeveralScopes(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press(dataSources, "space", "G", "space", "a")
		s.sees("2 marked in 2 scopes: attach works on those of one")
		s.seesNot("Attach data sources", "▸ Application")
		s.press("esc", "g", "space", "space", "a")
		s.sees("Attach a data source · prod · us-east-1")
	}, three, size(160, 40))
}

// A form keeps to its scope: what it offers, and where it writes.
func TestFormKeepsItsScope(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, houses, func(s *session) {
		s.press(dataSources, "j", "j") // orders in us-west-2
		s.atCursor("us-west-2", "orders")
		s.press("a")
		s.sees("Attach a data source · prod · us-west-2")
		s.does(app, func(a *ui.App) tea.Cmd { a.RemoveScope(prodWest); return nil })
		s.sees("Attach a data source · prod · us-west-2")
		s.press("enter")
		s.submit()
		s.pass(5 * time.Second)
		if got := s.attachmentsIn("111111111111", "us-west-2"); len(got) != 1 {
			t.Errorf("us-west-2 has %v", got)
		}
		for _, other := range [][2]string{{"111111111111", "us-east-1"}, {"222222222222", "us-east-1"}} {
			if got := s.attachmentsIn(other[0], other[1]); len(got) != 0 {
				t.Errorf("%v has %v", other, got)
			}
		}
		s.seesNot("Attach a data source")
		s.sees("2 scopes", "Data sources · 4") // it has left with its form
		s.pass(10 * time.Second)
		s.seesNot("us-west-2")
		before := s.aws.CallsIn("111111111111", "us-west-2")
		s.pass(10 * time.Minute)
		if after := s.aws.CallsIn("111111111111", "us-west-2"); len(after) != len(before) || after["ListApplications"] != before["ListApplications"] {
			t.Errorf("it is still read: %v, then %v", before, after)
		}
	}, three, size(160, 40), inApp(&app), heedless)
}

// "None" is said only when every scope has been read, and what cannot be read is
// named with its scope.
func TestNoneOnlyWhenAllWereRead(t *testing.T) {
	t.Parallel()
	const empty = `{"account": "111111111111"}`
	script(t, empty, func(s *session) {
		s.press("2")
		s.sees("Reading… 2 of 3 scopes read.", "2 of 3 scopes read")
		s.seesNot("No applications")
		s.pass(25 * time.Second)
		s.sees("No applications", "3 scopes.")
	}, three, size(140, 30), failing(emulator.Fault{Operation: "*", Kind: emulator.FaultLatency, Latency: 20 * time.Second, Account: "222222222222"}))

	script(t, empty, func(s *session) {
		s.pass(time.Minute)
		s.press("2")
		s.reads("no permission", "This is stage · us-east-1. 2 of 3 scopes read.")
		s.seesNot("No applications")
		s.press("1")
		s.line("no permission", "stage · us-east-1")
		s.press("!")
		s.reads("Where", "stage · us-east-1")
	}, three, size(140, 40), failing(emulator.Fault{Operation: "*", Kind: emulator.FaultDenied, Account: "222222222222"}))
}

// The overview, toasts and what happened lately name the scope.
func TestOverviewOverAllScopes(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.line("CREATING", "lab", "stage · us-east-1")
		s.line("Isolated", "trial", "stage · us-east-1")
		s.press("enter")
		s.sees("─ Applications")
		s.atCursor("stage", "lab")
		s.pass(10 * time.Minute)
		s.press("1")
		s.line("lab", "ACTIVE", "stage · us-east-1")
	}, three, size(160, 40), durations(emulator.Durations{ApplicationCreate: 5 * time.Minute}))
}

// An account that is configured has its name everywhere, and one that is read-only
// takes no writes, whatever the others take.
func TestConfiguredAccounts(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press(dataSources)
		s.line("Production", "us-west-2", "orders")
		const red = "\x1b[91;1m"
		if !strings.Contains(s.ANSI(), red+"Production") {
			t.Errorf("Production is not in its colour:\n%q", s.ANSI())
		}
		s.seesNot("READ-ONLY") // not all is
		s.press("@")
		s.sees("READ-ONLY", "Production · 111111111111 · us-east-1")
		if header, _, _ := strings.Cut(s.ANSI(), "\n"); !strings.Contains(header, red+"Production") {
			t.Errorf("the header is %q", header)
		}
		s.press("@")
		s.press("a")
		s.sees("oscope takes account Production as read-only")
		s.seesNot("a attach")
		s.press("G")
		s.sees("a attach")
		s.press("a")
		s.sees("Attach a data source · stage · us-east-1")
	}, three, size(160, 40), configured(map[string]desk.Account{"111111111111": {Name: "Production", Colour: ansi.BrightRed, ReadOnly: true}}))
}

// Scopes come and go while the program runs; the columns that tell them apart come
// and go with them, and nothing that stood in the table is lost.
func TestAddAndRemoveScopes(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, houses, func(s *session) {
		s.press("2")
		s.seesNot("ACCOUNT", "scopes")
		s.press(dataSources, "j", "space")
		s.line("●", "payments")
		s.does(app, func(a *ui.App) tea.Cmd { return a.AddScope(stage) })
		s.pass(5 * time.Second)
		s.sees("ACCOUNT", "2 scopes", "Data sources · 4 · 1 marked")
		s.line("●", "prod", "payments")
		s.does(app, func(a *ui.App) tea.Cmd { a.RemoveScope(prodEast); return nil })
		s.pass(time.Second)
		s.seesNot("ACCOUNT", "payments")
		if !strings.Contains(s.header(), "222222222222") {
			t.Errorf("the header is %q", s.header())
		}
		s.does(app, func(a *ui.App) tea.Cmd {
			if a.RemoveScope(stage) {
				t.Error("the last scope has been removed")
			}
			return nil
		})
		s.sees("Data sources · 2")
	}, func(s *setup) { s.scopes = []model.Scope{prodEast} }, size(140, 30), inApp(&app))
}

// @ narrows everything to the scope of the row, and back, with the cursor where it was.
func TestNarrowToTheScopeOfTheRow(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press(dataSources, "j", "j", "@")
		s.sees("Data sources · 1", "111111111111 · us-west-2", "1 of 3 scopes (@)")
		s.seesNot("stage")
		s.atCursor("prod", "us-west-2", "orders")
		s.press("1")
		s.seesNot("trial", "1 in flight")
		s.press(dataSources)
		s.aws.ResetCalls()
		s.press("r")
		s.pass(time.Second)
		if n := s.aws.CallsIn("222222222222", "us-east-1")["DescribeDomains"]; n != 0 {
			t.Errorf("what is not shown has been read %d times", n)
		}
		s.press("@")
		s.sees("Data sources · 5", "3 scopes")
		s.atCursor("us-west-2", "orders")
	}, three, size(160, 40))
}

// While everything is narrowed to another scope, a form goes on in its own, and its
// write ends where it began.
func TestWriteWhileNarrowedElsewhere(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, houses, func(s *session) {
		s.press(dataSources, "j", "j", "a")
		s.does(app, func(a *ui.App) tea.Cmd { return a.NarrowTo(stage) })
		s.sees("Attach a data source · prod · us-west-2", "222222222222 · us-east-1")
		s.press("enter")
		s.field("Review")
		s.reads("Account 111111111111 · us-west-2")
		s.press("enter")
		s.pass(time.Second)
		s.sees("attached orders → console · prod · us-west-2")
		s.sees("Data sources · 2") // still narrowed
		if got := s.attachmentsIn("111111111111", "us-west-2"); len(got) != 1 {
			t.Errorf("us-west-2 has %v", got)
		}
		if got := s.attachmentsIn("222222222222", "us-east-1"); len(got) != 0 {
			t.Errorf("stage has %v", got)
		}
	}, three, size(160, 40), inApp(&app), heedless)
}

// Where no row says in which scope, it is asked for first.
func TestScopeIsAskedFor(t *testing.T) {
	t.Parallel()
	script(t, `{"account": "111111111111"}`, func(s *session) {
		s.press("2", "n")
		s.sees("in which account and Region?", "prod · us-west-2", "stage · us-east-1")
		s.write("west")
		s.press("enter")
		s.sees("Create an application · prod · us-west-2")
		s.fill("Name", "fresh")
		s.submit()
		s.pass(2 * time.Second)
		s.line("prod", "us-west-2", "fresh")
	}, three, size(160, 40))
}

// An account that turns out to be read-only only when a form is open in it takes no
// write either.
func TestReadOnlyIsKeptInOpenForms(t *testing.T) {
	t.Parallel()
	var app *ui.App
	of := map[string]desk.Account{}
	script(t, houses, func(s *session) {
		s.press(dataSources, "a", "enter")
		s.does(app, func(*ui.App) tea.Cmd { of["111111111111"] = desk.Account{ReadOnly: true}; return nil })
		s.submit()
		s.reads("the account is configured as read-only")
		if n := s.calls("AttachDataSource"); n != 0 {
			t.Errorf("%d calls were made", n)
		}
	}, three, size(160, 40), inApp(&app), configured(of), heedless)
}

// Each scope is a row with its state and what to do about it; enter narrows to it, r
// reads it again.
func TestViewOfScopes(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.sees("9 Scopes")
		s.pass(time.Minute)
		s.press("9")
		s.line("prod", "us-west-2", "✓ live")
		s.line("stage", "us-east-1", "denied")
		s.press("G")
		s.reads("Its credentials may not list anything.", "What to do")
		s.press("s", "s", "s", "s") // by state, the worst first
		s.press("g")
		s.atCursor("stage", "denied")
		s.press("/")
		s.write("state:live")
		s.sees("2 of 3")
		s.press("enter", "g", "r")
		s.aws.ResetCalls()
		s.press("r")
		s.pass(time.Second)
		if n := s.aws.CallsIn("111111111111", "us-west-2")["ListApplications"]; n != 0 {
			t.Errorf("another scope has been read %d times", n)
		}
		if n := s.aws.CallsIn("111111111111", "us-east-1")["ListApplications"]; n != 1 {
			t.Errorf("the scope has been read %d times", n)
		}
		s.press("enter")
		s.sees("In flight", "1 of 3 scopes (@)", "111111111111 · us-east-1")
		s.press("9")
		s.sees("Scopes · 2 of 3") // of all, whatever is shown
		s.press("@")
		s.seesNot("(@)")
	}, three, size(180, 40), failing(emulator.Fault{Operation: "*", Kind: emulator.FaultDenied, Account: "222222222222"}))
}
