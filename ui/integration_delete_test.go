package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// openDeleteIntegration opens the form for the only integration there is.
func (s *session) openDeleteIntegration() {
	s.t.Helper()
	s.press(integrationsView, "D")
	s.sees("Delete integration main", "▸ Name", "type main to delete it")
}

func TestDeleteIntegrationWithDashboards(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.press("enter")
		s.sees("▸ Dashboards", "refuse to delete if dashboards exist")
		s.press("tab")
		s.sees("▸ Review")
		s.reads(
			"This cannot be undone",
			"These resources stay, go on costing money",
			"· application arn:aws:opensearch:us-east-1:123456789012:application/a1b2c3d4e5",
			"· collection arn:aws:aoss:us-east-1:123456789012:collection/c0ffee",
			"· data source cloudwatch_logs_main",
			"aws logs delete-integration --integration-name main",
		)
		s.seesNot("--force", "workspace wrkspc")
		s.press("Y")
		for _, text := range []string{"collection/c0ffee", "application/a1b2c3d4e5", "cloudwatch_logs_main", "lifecycle policy"} {
			if !strings.Contains(s.Clipboard(), text) {
				t.Errorf("%s has not been copied:\n%s", text, s.Clipboard())
			}
		}
		s.pass(7 * time.Second)

		s.press("enter")
		s.sees("▸ Dashboards") // the field that has to be changed
		s.reads("Integration main has dashboards. Set force to true to delete them with it.")
		if len(s.aws.World().Integrations) != 1 {
			t.Fatal("it has been deleted")
		}
		s.press("down", "tab")
		s.sees("▸ Review")
		s.reads("--force")
		s.press("enter")
		s.sees("deleted integration main")
		s.seesNot("Delete integration main ─")
		s.sees("No CloudWatch Logs integration in this account and Region")
		w := s.aws.World()
		if len(w.Integrations) != 0 || len(w.Collections) != 1 || len(w.Applications) != 1 {
			t.Errorf("%d integrations, %d collections, %d applications are left", len(w.Integrations), len(w.Collections), len(w.Applications))
		}
		s.press("2")
		s.line("aws-analytics", "✓ ACTIVE")
		s.pass(time.Minute)
		s.press(integrationsView)
		s.sees("No CloudWatch Logs integration in this account and Region")
	}, size(140, 40))
}

func TestDeleteIntegrationWithoutDashboards(t *testing.T) {
	t.Parallel()
	world := strings.Replace(logged(""), `"integrationName": "main",`, `"integrationName": "main", "dashboards": false,`, 1)
	script(t, world, func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.press("enter", "tab", "enter")
		s.sees("deleted integration main")
		if n := s.calls("DeleteIntegration"); n != 1 {
			t.Errorf("%d calls", n)
		}
	}, size(140, 40))
}

func TestDeleteIntegrationNeedsTheNameTyped(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "mai", "mains", "MAIN", " main"} {
		t.Run(typed, func(t *testing.T) {
			script(t, logged(""), func(s *session) {
				s.openDeleteIntegration()
				s.write(typed)
				s.press("enter")
				for range 4 {
					s.press("tab")
				}
				s.press("enter", "enter")
				s.sees("Delete integration main", "is not main")
				s.press("esc", "esc")
				s.seesNot("Delete integration main")
				if n := s.calls("DeleteIntegration"); n != 0 {
					t.Errorf("%d calls", n)
				}
			}, size(120, 40))
		})
	}
}

// What is broken already does not stay.
func TestDeleteIntegrationListsOnlyWhatIsThere(t *testing.T) {
	t.Parallel()
	script(t, logged(brokenPolicy), func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.press("enter", "tab")
		s.reads("· access policy cloudwatch-logs-")
		s.seesNot("· lifecycle policy")
	}, size(140, 40))
}

// Where the resources could not be read, no list says that there are none.
func TestDeleteIntegrationOfWhichTheResourcesAreNotKnown(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.press("enter", "tab")
		s.sees("▸ Review")
		s.reads("These resources stay", "· which they are could not be read: see GetIntegration under !")
	}, size(140, 40), failing(emulator.Fault{Operation: "GetIntegration", Kind: emulator.FaultDenied}))
}

// The warning, the command and the button fit on the smallest of usual terminals,
// or can be scrolled to.
func TestDeleteIntegrationAtEightyByTwentyFour(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.openDeleteIntegration()
		s.write("main")
		s.press("enter", "tab")
		screens := []string{s.Text()}
		for range 4 {
			s.press("pgdown")
			screens = append(screens, s.Text())
		}
		seen := strings.Join(screens, "\n")
		for _, text := range []string{"cannot be undone", "collection/c0ffee", "aws logs delete-integration", "Delete  press enter"} {
			if !strings.Contains(letters(seen), letters(text)) {
				t.Errorf("%q could not be read:\n%s", text, s.Text())
			}
		}
	})
}
