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
			}, size(formSize, 35), heedless)
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
	}, heedless)
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
	}, size(120, 35), durations(emulator.Durations{ApplicationCreate: time.Minute}), heedless)
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
	heavy(t)
	if testing.Short() {
		t.Skip("a day takes long")
	}
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
		s.sees("1 ✗") // in the tabs, which leaves the header to the account

		// It can be attached again from where one stands.
		s.press("R")
		s.sees("▸ Review", "Attaches domain slow to application logs.")
		s.press("enter")
		s.atCursor("slow", "◐ PENDING")
	}, durations(emulator.Durations{DomainCreate: 1000 * time.Hour}), heedless)
}
