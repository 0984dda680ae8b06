package ui_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// formSize is the width of a terminal that a form fills.
const formSize = 108

// openAttach opens the form from a data source in view 4, with the application
// still to be picked.
func (s *session) openAttach(source string) {
	s.t.Helper()
	s.press(dataSources, "esc", "/")
	s.write(source)
	s.press("enter")
	s.atCursor(source)
	s.press("a")
	s.sees("Attach a data source", "▸ Application")
	s.reads("✓ Data source " + source)
}

// pick chooses in the picker that is open.
func (s *session) pick(title string) {
	s.t.Helper()
	s.write(title)
	s.line("▌", title)
	s.press("enter")
}

func (s *session) review() {
	s.t.Helper()
	for range 8 {
		s.press("tab")
	}
	s.sees("▸ Review")
}

func TestAttach(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		workspace func(*session)
		reads     []string
		members   map[string]any // of the request, besides application, data source and token
		world     emulator.Workspace
	}{
		{
			name:      "without a workspace",
			workspace: func(s *session) { s.press("enter") },
			reads:     []string{"Attaches domain analytics to application logs.", "aws opensearch attach-data-source --id "},
			members:   map[string]any{},
		},
		{
			name: "to an existing workspace",
			workspace: func(s *session) {
				s.press("down", "enter")
				s.sees("▸ Workspace id")
				s.write("yCdEiL")
				s.press("enter")
			},
			reads:   []string{"in the existing workspace yCdEiL", "--workspace-id yCdEiL"},
			members: map[string]any{"workspaceId": "yCdEiL"},
			world:   emulator.Workspace{WorkspaceID: "yCdEiL", Name: "Old", WorkspaceType: "SEARCH"},
		},
		{
			name: "with a new workspace",
			workspace: func(s *session) {
				s.press("down", "down", "enter")
				s.sees("▸ Name", "1 to 40 characters")
				s.write("Team (blue)")
				s.press("enter", "down", "enter")
			},
			reads:   []string{"makes the SECURITY_ANALYTICS workspace “Team (blue)”", `--workspace-configuration '{"name":"Team (blue)"`},
			members: map[string]any{"workspaceConfiguration": map[string]any{"name": "Team (blue)", "workspaceType": "SECURITY_ANALYTICS"}},
			world:   emulator.Workspace{Name: "Team (blue)", WorkspaceType: "SECURITY_ANALYTICS"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, `{
				"applications": [{"name": "console"}, {"name": "logs"}],
				"domains": [{"DomainName": "analytics"}],
				"workspaces": [{"workspaceId": "yCdEiL", "id": "logs", "name": "Old", "workspaceType": "SEARCH"}]
			}`, func(s *session) {
				s.openAttach("analytics")
				s.pick("logs")
				s.press("tab") // past the data source, which is picked
				s.sees("▸ Workspace")
				test.workspace(s)
				s.sees("▸ Review")
				s.reads(test.reads...)
				if len(s.wire.writes()) != 0 {
					t.Fatal("something was written before the review was confirmed")
				}
				s.press("enter")
				s.seesNot("Attach a data source ─")
				s.sees("─ Attachments · 1", "attached analytics → logs")
				s.atCursor("logs", "analytics", "✓ ATTACHED")

				if got := s.attachment("logs", "analytics"); got != "ATTACHED" {
					t.Errorf("in the world the attachment is %q", got)
				}
				writes := s.wire.writes()
				if len(writes) != 1 {
					t.Fatalf("%d writes: %v", len(writes), writes)
				}
				members := maps.Clone(writes[0].members)
				if token, _ := members["clientToken"].(string); len(token) < 16 {
					t.Errorf("client token %q", token)
				}
				if members["dataSourceArn"] != analytics {
					t.Errorf("data source %v", members["dataSourceArn"])
				}
				delete(members, "clientToken")
				delete(members, "dataSourceArn")
				if !equalJSON(members, test.members) {
					t.Errorf("members %v, want %v", members, test.members)
				}
				if want := test.world; want.Name != "" {
					if !slices.ContainsFunc(s.aws.World().Workspaces, func(w emulator.Workspace) bool {
						return w.Name == want.Name && w.WorkspaceType == want.WorkspaceType
					}) {
						t.Errorf("workspaces %v", s.aws.World().Workspaces)
					}
				}
				s.pass(15 * time.Second)
				s.seesNot("attached analytics → logs")
			}, size(formSize, 35))
		})
	}
}

func TestAttachFromAnApplication(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "j", "a")
		s.sees("▸ Data source")
		s.reads("✓ Application logs")
		s.pick("vectors")
		s.review()
		s.press("enter")
		s.sees("attached vectors → logs")
		if got := len(s.aws.World().Attachments); got != 3 {
			t.Errorf("%d attachments", got)
		}
	})
}

// What would be refused is listed with the reason, and cannot be picked.
func TestPickerShowsWhatCannotBeAttachedAndWhy(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "doomed", "status": "DELETING"}, {"name": "metrics"}, {"name": "wrecked", "status": "FAILED"}],
		"domains": [
			{"DomainName": "analytics"}, {"DomainName": "fresh", "DomainProcessingStatus": "Creating"},
			{"DomainName": "lonely", "DomainProcessingStatus": "Isolated"},
			{"DomainName": "orders", "EngineVersion": "Elasticsearch_7.10"}, {"DomainName": "payments"}
		],
		"attachments": [{"id": "metrics", "dataSourceArn": "`+analytics+`"}]
	}`, func(s *session) {
		s.press("2", "j", "a")
		s.atCursorOfPicker("fresh")
		s.line("analytics", "already attached")
		s.line("orders", "Elasticsearch_7.10; OpenSearch 1.3 or later is needed")
		s.line("lonely", "is Isolated")
		s.line("fresh", "will wait as PENDING until it is Active")
		s.order("fresh", "payments", "analytics", "lonely", "orders")
		s.write("orders")
		s.press("enter")
		s.sees("▸ Data source", "orders: Elasticsearch_7.10; OpenSearch 1.3 or later is needed")
		s.press("shift+tab")
		s.line("doomed", "is DELETING")
		s.line("wrecked", "is FAILED")
		for range 8 {
			s.press("tab")
		}
		s.press("enter")
		s.seesNot("Sending")
		if len(s.wire.writes()) != 0 {
			t.Error("the form has sent what cannot be attached")
		}
	}, size(140, 30), durations(emulator.Durations{ApplicationDelete: time.Hour, DomainCreate: time.Hour}))
}

func (s *session) atCursorOfPicker(title string) {
	s.t.Helper()
	s.line("▌ ", title)
}

// The rules of a field are shown while it is typed, and nothing that breaks them
// is sent.
func TestAttachChecksWhileTyping(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "down", "tab")
		s.write("Team/blue")
		s.press("enter")
		s.sees("▸ Name", "must be letters, digits, spaces and ( ) [ ] - _")
		for range 5 {
			s.press("backspace")
		}
		s.press("enter")
		s.seesNot("must be")
		s.sees("▸ Type")
		s.press("shift+tab")
		for range 4 {
			s.press("backspace")
		}
		s.press("tab", "tab")
		s.sees("▸ Review", "is required")
		s.press("enter")
		s.sees("▸ Name")
		if len(s.wire.writes()) != 0 {
			t.Error("something was sent")
		}
	})
}

// The choices of a workspace exclude each other: what was typed for one is not
// sent with another.
func TestAttachSendsOneWorkspaceChoiceOnly(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "tab")
		s.write("yCdEiL")
		s.press("shift+tab", "down", "tab")
		s.write("Blue")
		s.press("shift+tab", "up", "up")
		s.seesNot("Workspace id", "Type")
		s.press("down")
		s.sees("yCdEiL") // what was typed is still there
		s.press("up")
		s.review()
		s.press("enter")
		writes := s.wire.writes()
		if len(writes) != 1 || writes[0].members["workspaceId"] != nil || writes[0].members["workspaceConfiguration"] != nil {
			t.Errorf("sent %v", writes)
		}
	})
}

func TestAttachToAnApplicationThatIsBeingCreated(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs", "status": "CREATING"}],
		"domains": [{"DomainName": "analytics"}]
	}`, func(s *session) {
		s.openAttach("analytics")
		s.line("logs", "will wait as PENDING until it is ACTIVE")
		s.pick("logs")
		s.review()
		s.sees("logs: will wait as PENDING until it is ACTIVE")
		s.press("enter")
		s.atCursor("analytics", "◐ PENDING")
		s.sees("analytics → logs is PENDING: waits for application logs (CREATING)")
		s.press("enter")
		s.sees("waits for application logs (CREATING)", "in 23h59m (24 h after its start)")
		s.press("esc", "1")
		s.line("◐ PENDING", "analytics → logs", "waits for application logs (CREATING)")
		s.press("3")
		s.pass(50 * time.Second) // and no key
		s.WaitFor("analytics → logs is ATTACHED after ")
		s.sees("✓ ATTACHED")
		s.seesNot("PENDING")
		s.press("1")
		s.sees("Nothing is in flight.", "PENDING → ✓ ATTACHED", "CREATING → ✓ ACTIVE")
	}, size(120, 35), durations(emulator.Durations{ApplicationCreate: time.Minute}))
}

// A status change is on the screen within the poll interval, which is 15 s at
// most.
func TestAttachmentSettlesOnTheScreenWithinThePollInterval(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs", "status": "CREATING"}],
		"domains": [{"DomainName": "analytics"}],
		"attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`"}]
	}`, func(s *session) {
		s.press("3")
		s.pass(5*time.Minute - 2*time.Second)
		s.sees("◐ PENDING")
		s.pass(18 * time.Second)
		s.sees("✓ ATTACHED")
	}, durations(emulator.Durations{ApplicationCreate: 5 * time.Minute}))
}

func TestAttachmentFailsAfterADay(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs"}],
		"domains": [{"DomainName": "slow", "DomainProcessingStatus": "Creating"}]
	}`, func(s *session) {
		s.openAttach("slow")
		s.pick("logs")
		s.review()
		s.press("enter")
		s.atCursor("slow", "◐ PENDING")
		s.Blur()
		s.pass(23*time.Hour + 50*time.Minute)
		if got := s.Notifications(); len(got) != 0 {
			t.Errorf("notifications %q", got)
		}
		s.pass(12 * time.Minute)
		if got := s.Notifications(); len(got) != 1 || got[0] != "9;oscope: slow → logs is FAILED after 1d0h" {
			t.Errorf("notifications %q", got)
		}
		s.Focus()
		s.pass(time.Second)
		s.atCursor("slow", "✗ FAILED")
		s.sees("✗1") // in the tabs, which leaves the header to the account

		// It can be attached again from where one stands.
		s.press("R")
		s.sees("▸ Review", "Attaches domain slow to application logs.")
		s.press("enter")
		s.atCursor("slow", "◐ PENDING")
	}, durations(emulator.Durations{DomainCreate: 1000 * time.Hour}))
}

// A key that was on its way when a form opened does not confirm it.
func TestKeyInFlightDoesNotRetry(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs"}], "domains": [{"DomainName": "analytics"}],
		"attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`", "status": "FAILED"}]
	}`, func(s *session) {
		s.press("3")
		s.Type("R\r")
		s.pass(time.Second)
		if len(s.wire.writes()) != 0 {
			t.Error("an enter that came with the R has confirmed the form")
		}
	})
}

// What the service refuses, or never answers, comes back to the form: with what
// it said, its code and its request id, every value kept, and the same client
// token in the next attempt.
func TestRefusedAttach(t *testing.T) {
	t.Parallel()
	const times = 3 // attempts of the SDK
	for _, test := range []struct {
		name  string
		fault emulator.Fault
		reads []string
		id    bool // a request id
		field string
	}{
		{
			name:  "conflict",
			fault: emulator.Fault{Kind: emulator.FaultError, Code: "ConflictException", Status: 409, Message: "Application logs is being updated."},
			reads: []string{"ConflictException: Application logs is being updated.", "Something that exists or is under way forbids this now"}, id: true,
		},
		{
			name: "validation of a member",
			fault: emulator.Fault{
				Kind: emulator.FaultError, Code: "ValidationException", Status: 400,
				Message: "1 validation error detected: Value 'Blue' at 'workspaceConfiguration.name' failed to satisfy constraint: Member must be another",
			},
			reads: []string{"ValidationException", "Member must be another"}, id: true, field: "Name",
		},
		{
			name:  "validation of nothing in particular",
			fault: emulator.Fault{Kind: emulator.FaultError, Code: "ValidationException", Status: 400, Message: "Not like that."},
			reads: []string{"ValidationException: Not like that."}, id: true,
		},
		{
			name:  "access denied",
			fault: emulator.Fault{Kind: emulator.FaultDenied},
			reads: []string{"AccessDeniedException", "not authorized to perform: es:AttachDataSource", "lack the permission"}, id: true,
		},
		{
			name:  "throttled",
			fault: emulator.Fault{Kind: emulator.FaultThrottle},
			reads: []string{"ThrottlingException: Rate exceeded"}, id: true,
		},
		{
			name:  "internal error",
			fault: emulator.Fault{Kind: emulator.FaultError},
			reads: []string{"InternalException: Request processing failed"}, id: true,
		},
		{
			name:  "network reset",
			fault: emulator.Fault{Kind: emulator.FaultReset},
			reads: []string{"connection reset by peer", "shows that it was not done: it is safe to send it again (enter)"},
		},
		{
			name:  "expired credentials",
			fault: emulator.Fault{Kind: emulator.FaultExpired},
			reads: []string{"ExpiredTokenException", "Renew them"}, id: true,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, shop, func(s *session) {
				test.fault.Operation, test.fault.Times = "AttachDataSource", times
				s.aws.SetFaults([]emulator.Fault{test.fault})
				s.openAttach("analytics")
				s.pick("logs")
				s.press("tab", "down", "down", "enter")
				s.write("Blue")
				s.press("enter", "enter")
				s.sees("▸ Review")
				s.press("enter")
				s.pass(20 * time.Second) // the SDK tries three times
				s.aws.SetFaults(nil)
				if test.field != "" {
					s.sees("▸ " + test.field)
					s.reads(test.reads[len(test.reads)-1])
					s.review()
				}
				s.sees("▸ Review")
				s.reads("✓ Application logs", "✓ Data source analytics", "✓ Workspace new", "Name Blue")
				s.reads(test.reads...)
				if test.id {
					s.reads("(request ")
				}
				s.sees(" Attach  press enter")
				if got := s.attachment("logs", "analytics"); got != "" {
					t.Fatalf("the attachment is %s", got)
				}

				// It is in the log of errors too.
				s.press("enter")
				s.pass(time.Second)
				s.seesNot("Attach a data source ─")
				s.atCursor("analytics", "✓ ATTACHED")
				s.press("!")
				s.sees("AttachDataSource")

				writes := s.wire.writes()
				first, last := writes[0].members, writes[len(writes)-1].members
				if !equalJSON(first, last) {
					t.Errorf("sent first %v\nand last %v", first, last)
				}
			}, size(formSize, 40))
		})
	}
}

// The request was carried out, only its answer was not readable: the operator
// reads what went wrong, and is not left with a form that cannot be sent.
func TestAttachWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.FaultHTML, emulator.FaultTruncate} {
		t.Run(string(kind), func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: kind, Times: 3}})
				s.openAttach("analytics")
				s.pick("logs")
				s.review()
				s.press("enter")
				s.pass(20 * time.Second)
				s.seesNot("Attach a data source ─")
				s.press("!")
				s.reads("the answer is not one of the service's", "a proxy or a portal")
				s.press("esc", "3")
				s.line("logs", "analytics", "✓ ATTACHED")
			}, size(formSize, 40))
		})
	}
}

// On the smallest of usual terminals what went wrong and the way on fit too.
func TestRefusedAttachAtEightyByTwentyFour(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultDenied}})
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "down", "enter")
		s.write("Blue")
		s.press("enter", "enter", "enter")
		s.pass(20 * time.Second)
		s.reads("AccessDeniedException", "es:AttachDataSource", "(request ")
		s.sees(" Attach  press enter")
	})
}

// A new workspace with a long name makes a long review: its button stays in sight.
func TestReviewFitsAtEightyByTwentyFour(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.press("tab", "down", "down", "enter")
		s.write("A workspace with forty characters in it.")
		s.press("backspace", "enter", "enter")
		s.sees("▸ Review", " Attach  press enter")
	})
}

func TestSlowAttachCanBeGivenUp(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultLatency, Latency: 20 * time.Second}})
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		s.press("enter")
		s.sees("Sending…", "esc stop waiting")
		s.press("enter", "enter", "x") // nothing is sent twice
		s.press("esc")
		s.seesNot("Sending…")
		s.reads("Whether it was done is not known")
		s.sees("▸ Review", "logs", "analytics")
		if got := len(s.wire.writes()); got != 1 {
			t.Errorf("%d writes", got)
		}
	})
}

// A form that is open does not keep data from arriving (mistake 3), and data
// that arrives does not disturb the form.
func TestFormAndDataDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "console", "status": "CREATING"}, {"name": "logs"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}]
	}`, func(s *session) {
		s.press("2", "j", "a")
		s.write("pay")
		s.atCursorOfPicker("payments")
		s.sees("Applications 2 ◐1")
		s.pass(40 * time.Second) // console becomes ACTIVE
		s.atCursorOfPicker("payments")
		s.sees("/ pay")
		s.press("shift+tab")
		s.line("console", "✓ ACTIVE")
		s.press("tab", "esc", "esc", "esc")
		s.line("console", "✓ ACTIVE")
	}, size(120, 35))
}

// The thing that was picked goes while the form is open.
func TestPickedApplicationVanishes(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		w := s.aws.World()
		w.Attachments = w.Attachments[1:]
		w.Applications = []emulator.Application{w.Applications[0], w.Applications[2]}
		s.aws.SetWorld(w)
		s.pass(6 * time.Minute)
		s.reads("what was picked does not exist any more")
		s.press("enter")
		s.sees("▸ Application")
		if len(s.wire.writes()) != 0 {
			t.Error("something was sent")
		}
	})
}

func TestEscWithValuesAsksFirst(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.press("esc") // nothing was typed: nothing to lose
		s.seesNot("Attach a data source")

		s.press("a")
		s.pick("logs")
		s.press("esc")
		s.reads("Throw these values away? esc again leaves, any other key stays.")
		s.press("x")
		s.seesNot("Throw these values away")
		s.sees("▸ Data source") // where it was asked
		s.reads("✓ Application logs", "Data source analytics")
		s.press("esc")
		s.reads("Throw these values away?")
		s.press("esc")
		s.seesNot("Attach a data source")
		s.sees("Data sources · 1 of 4")
	})
}

func TestAttachTwoFormsHaveTwoTokens(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		for _, source := range []string{"analytics", "payments"} {
			s.openAttach(source)
			s.pick("console")
			s.review()
			s.press("enter")
			s.sees("attached " + source + " → console")
		}
		writes := s.wire.writes()
		if len(writes) != 2 || writes[0].members["clientToken"] == writes[1].members["clientToken"] {
			t.Errorf("sent %v", writes)
		}
	})
}

func TestPastedWorkspaceName(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.Paste("logs\n")
		s.pass(time.Second)
		s.atCursorOfPicker("logs")
		s.sees("▸ Application") // a line break that is pasted does not choose
		s.press("enter", "tab", "down", "down", "tab")
		s.Paste("Blue\x1b[31m team\n")
		s.pass(time.Second)
		s.sees("▸ Name")
		if got := s.ANSI(); got == "" {
			t.Error("nothing is drawn")
		}
		s.seesNot("\x1b")
	})
}

// What would only fail again is not tried again.
func TestRetryOfWhatWouldFailAgain(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "logs"}], "domains": [{"DomainName": "orders", "EngineVersion": "Elasticsearch_7.10"}],
		"attachments": [{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/orders", "status": "FAILED"}]
	}`, func(s *session) {
		s.press("3", "R")
		s.sees("it would fail again: orders ")
		s.seesNot("Attach a data source")
	}, size(120, 35))
}

// Two presses of ctrl+c quit; the first asks, since values have been typed.
func TestCtrlCWithValuesAsksFirst(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.openAttach("analytics")
		s.write("lo")
		s.press("ctrl+c")
		s.sees("press ctrl+c again to quit")
		s.reads("Throw these values away?")
		s.press("x")
		s.sees("▸ Application", "/ lo")
		s.press("ctrl+c")
		if s.Exited() {
			t.Fatal("the second question was not asked")
		}
		s.Press("ctrl+c")
		if err := s.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}
