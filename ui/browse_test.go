package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// shop is a small world in which nothing is in flight: three applications, three
// domains and a collection.
const shop = `{
	"applications": [{"name": "console", ` + admins + `}, {"name": "logs", ` + admins + `}, {"name": "metrics", ` + admins + `}],
	"domains": [
		{"DomainName": "analytics"},
		{"DomainName": "orders", "EngineVersion": "Elasticsearch_7.10"},
		{"DomainName": "payments"}
	],
	"collections": [{"name": "vectors", "type": "VECTORSEARCH"}],
	"attachments": [
		{"id": "metrics", "dataSourceArn": "` + analytics + `"},
		{"id": "logs", "dataSourceArn": "` + payments + `"}
	]
}`

// admins are those of an application of which nobody has to be told that none could see it.
const admins = `"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}]`

const (
	analytics = "arn:aws:es:us-east-1:123456789012:domain/analytics"
	payments  = "arn:aws:es:us-east-1:123456789012:domain/payments"
)

func TestFirstScreenStandsBeforeTheFirstAnswer(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.sees("In flight", "Needs attention", "Reading…", "q quit")
		s.seesNot("Nothing is in flight", "Nothing needs attention")
		s.pass(20 * time.Second)
		s.sees("Nothing is in flight.", "Nothing needs attention.", "123456789012 · us-east-1")
	}, failing(emulator.Fault{Operation: "*", Kind: emulator.FaultLatency, Latency: 5 * time.Second}))
}

func TestRowsAppearPageByPage(t *testing.T) {
	t.Parallel()
	var applications []string
	for i := range 150 {
		applications = append(applications, fmt.Sprintf(`{"name": "app-%03d"}`, i))
	}
	world := `{"applications": [` + strings.Join(applications, ",") + `]}`
	script(t, world, func(s *session) {
		s.press("2")
		s.pass(2 * time.Second)
		s.sees("Applications · 100", "app-000", "reading…")
		s.pass(3 * time.Second)
		s.sees("Applications · 150", "1/150")
		s.seesNot("reading…")
		s.press("G")
		s.atCursor("app-149")
		s.sees("150/150")
	}, failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultLatency, Latency: 2 * time.Second}))
}

// DescribeDomains takes five names: the limit that dashboards forget.
func TestMoreDomainsThanOneCallTakes(t *testing.T) {
	t.Parallel()
	var domains []string
	for i := range 53 {
		domains = append(domains, fmt.Sprintf(`{"DomainName": "domain-%02d"}`, i))
	}
	script(t, `{"domains": [`+strings.Join(domains, ",")+`]}`, func(s *session) {
		s.press(dataSources, "G")
		s.sees("Data sources · 53")
		s.atCursor("domain-52", "✓ Active")
		if got := s.calls("DescribeDomains"); got != 11 {
			t.Errorf("%d calls of DescribeDomains for 53 domains", got)
		}
	})
}

func TestMoving(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press(dataSources)
		for _, step := range []struct{ key, at string }{
			{"j", "orders"},
			{"down", "payments"},
			{"k", "orders"},
			{"up", "analytics"},
			{"up", "analytics"},
			{"G", "vectors"},
			{"j", "vectors"},
			{"g", "analytics"},
			{"end", "vectors"},
			{"home", "analytics"},
			{"pgdown", "vectors"},
			{"pgup", "analytics"},
			{"ctrl+d", "vectors"},
			{"ctrl+u", "analytics"},
		} {
			s.press(step.key)
			s.atCursor(step.at)
		}
	})
}

func TestViewsAreOneKeyAway(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		for _, step := range []struct{ key, title string }{
			{"2", "─ Applications · 3"},
			{"3", "─ Attachments · 2"},
			{dataSources, "─ Data sources · 4"},
			{"1", "─ In flight"},
			{"tab", "─ Applications · 3"},
			{"tab", "─ Attachments · 2"},
			{"shift+tab", "─ Applications · 3"},
			{"shift+tab", "─ In flight"},
			{"tab", "─ Applications · 3"},
		} {
			s.press(step.key)
			s.sees(step.title)
		}
	})
}

func TestDetailBesideTheTableFromOneHundredAndTenColumns(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "j")
		s.seesNot("ready for use")
		s.Resize(110, 24)
		s.pass(time.Second)
		s.atCursor("logs")
		s.sees("ready for use", "payments")
		s.press("p", "p") // below, and nowhere
		s.seesNot("ready for use")
		s.press("p")
		s.sees("ready for use")
	}, size(109, 24))
}

func TestDetailOfTheFirstRowIsRead(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.pass(2 * time.Second)
		if got := s.calls("GetApplication"); got != 1 {
			t.Errorf("%d calls of GetApplication", got)
		}
	}, size(120, 35))
}

// What only GetApplication tells is asked for as soon as there is a place for it.
func TestWideningTheTerminalReadsTheDetail(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.Resize(120, 30)
		s.pass(2 * time.Second)
		if got := s.calls("GetApplication"); got != 1 {
			t.Errorf("%d calls of GetApplication two seconds after the pane has come on screen", got)
		}
	}, size(100, 30))
}

func TestEnterOpensTheDetailAndEscLeavesIt(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "j", "enter")
		s.sees("─ logs ─", "ready for use", "esc back", "Attachments · 1")
		s.seesNot("metrics")
		s.press("esc")
		s.sees("Applications · 3")
		s.atCursor("logs")
	})
}

func TestDetailScrolls(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "enter")
		top := s.Text()
		s.press("j", "j")
		if s.Text() == top {
			t.Fatalf("the detail does not scroll:\n%s", top)
		}
		for range 60 {
			s.Press("j")
		}
		s.pass(time.Second)
		s.seesNot("more lines")
		bottom := s.Text()
		s.press("k")
		if s.Text() == bottom {
			t.Error("keys pressed at the end of the detail have to be undone")
		}
	}, size(60, 15))
}

func TestDetailIsReadOnceTheCursorRests(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.pass(time.Second)
		s.aws.ResetCalls()
		for range 20 { // runs up and down
			s.Press("j", "j", "k", "k")
		}
		s.Press("G")
		s.pass(2 * time.Second)
		if got := s.calls("GetApplication"); got != 1 {
			t.Errorf("%d calls of GetApplication after the cursor has run over the rows", got)
		}
	}, size(120, 30))
}

func TestEscNeverQuits(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		for _, view := range []string{"1", "2", "3", dataSources} {
			s.press(view)
			s.press("esc", "esc", "esc")
			if s.Exited() {
				t.Fatal("esc has quit in view ", view)
			}
		}
		s.press("2", "enter", "esc", "esc", "?", "esc", "esc", "!", "esc", "esc", "/", "esc", "esc", "a", "esc", "esc", "esc")
		if s.Exited() {
			t.Fatal("esc has quit")
		}
		s.sees("Applications · 3")
	})
}

func TestQuit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		keys []string
	}{
		{"q", []string{"q"}},
		{"ctrl+c", []string{"ctrl+c"}},
		{"ctrl+c in the help", []string{"?", "ctrl+c"}},
		{"ctrl+c in a form", []string{"a", "ctrl+c"}},
		{"ctrl+c twice in a form with values", []string{"a", "x", "ctrl+c", "ctrl+c"}},
		{"ctrl+c while a filter is typed", []string{"2", "/", "x", "ctrl+c"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.press(test.keys[:len(test.keys)-1]...)
				s.Press(test.keys[len(test.keys)-1])
				if err := s.WaitExit(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A q that is typed is a letter.
func TestQDoesNotQuitWhileTyping(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "/")
		s.write("qqq")
		s.sees("/qqq", "Nothing matches")
		s.press("esc", "a", "q", "q")
		s.sees("/ qq")
	})
}

func TestEmptyAccount(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.sees("Nothing is in flight.", "Nothing at all here: 0 applications, 0 domains, 0 packages in us-east-1")
		s.press("2")
		s.sees("No applications in this account and Region.")
		s.press("3")
		s.sees("No data source is attached to any application yet.")
		s.press(dataSources)
		s.sees("No domains, collections or direct queries in this account and Region.")
		s.press("y")
		s.sees("nothing is selected")
		s.press("enter", "space", "s", "i", "p", "a")
		s.sees("There are none in this account and Region.")
	})
}

func TestOverviewOpensWhatIsUnderTheCursor(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "broken", "status": "FAILED"}, {"name": "fresh", "status": "CREATING"}],
		"collections": [{"name": "vectors", "status": "FAILED", "failureMessage": "the key is not accessible"}]
	}`, func(s *session) {
		s.atCursor("◐ CREATING", "fresh")
		s.sees("the key is")
		s.press("j", "j", "enter")
		s.sees("─ Overview › vectors ─", "the key is not accessible") // the detail, at once
		s.press("esc")
		s.atCursor("vectors", "the key is") // back where it was gone from
		s.press(dataSources, "esc")
		s.sees("─ Data sources · 1")
		s.atCursor("vectors")
		s.press("1", "g", "j", "enter")
		s.sees("─ Overview › broken ─")
		s.press("2", "esc")
		s.sees("─ Applications · 2")
		s.atCursor("broken")
	})
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "metrics"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}],
		"attachments": [
			{"id": "metrics", "dataSourceArn": "`+analytics+`"},
			{"id": "metrics", "dataSourceArn": "`+payments+`", "status": "FAILED"}
		]
	}`, func(s *session) {
		s.sees("READ-ONLY")
		for _, view := range []string{"1", "2", "3", dataSources} {
			s.press(view)
			s.seesNot("a attach", "d detach")
		}
		s.press("3")
		for _, key := range []string{"a", "d", "R"} {
			s.press(key)
			s.sees("oscope runs read-only")
			s.seesNot("Attach a data source", "Detach a data source")
		}
		s.pass(time.Minute)
		s.press("?")
		s.sees("attach a data source to an application (off: read-only)")
		if len(s.wire.writes()) != 0 {
			t.Error("something was written")
		}
	}, readOnly)
}

// Keys that change the table do nothing while the detail hides it.
func TestTableKeysWhileTheDetailFillsTheView(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		before := s.Text()
		s.press("enter")
		s.press("space", "s", "S", "/", "i", "p")
		s.sees("─ console ─", "esc back")
		s.pass(10 * time.Second) // that these keys do nothing here has been said
		s.press("esc")
		s.pass(10 * time.Second) // what is said of keys that do nothing goes
		if got := s.Text(); got != before {
			t.Errorf("the table has changed:\n%s\nit was\n%s", got, before)
		}
	})
}

func TestEndpointOfOnesOwnIsInTheHeader(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		if !strings.Contains(s.header(), "localhost:4566") {
			t.Errorf("header %q", s.header())
		}
	}, func(s *setup) { s.endpoint = "http://localhost:4566" })
}

func TestCopyInsideTmuxSaysWhatItTakes(t *testing.T) {
	t.Setenv("TMUX", "/tmp/tmux-1000/default,1,0")
	script(t, shop, func(s *session) {
		s.press("2", "y")
		s.sees("the ARN sent to the clipboard (tmux passes it on with set-clipboard on)")
	})
}
