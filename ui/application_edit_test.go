package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// office has one application with everything that can be edited, and a second
// domain that it does not have.
const office = `{
	"applications": [{"name": "metrics",
		"dataSources": [{"dataSourceArn": "` + analytics + `", "dataSourceDescription": "Clicks"}],
		"appConfigs": [
			{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"ana\",\"ben\"]"},
			{"key": "opensearchDashboards.dashboardAdmin.groups", "value": "[\"platform\"]"}
		]
	}],
	"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}]
}`

// editing opens the form on the application under the cursor.
func (s *session) editing(application string) {
	s.t.Helper()
	s.press("2", "e")
	s.pass(time.Second)
	s.sees("Edit application "+application, "▸ Data sources")
}

// admins are the administrators that the world has of an application.
func (s *session) admins(application string) string {
	a, _ := s.application(application)
	var all []string
	for _, config := range a.AppConfigs {
		all = append(all, config.Value)
	}
	return strings.Join(all, " ")
}

// sources are the names of an application's data sources.
func (s *session) sources(application string) string {
	a, _ := s.application(application)
	var names []string
	for _, d := range a.DataSources {
		names = append(names, d.DataSourceARN[strings.LastIndexByte(d.DataSourceARN, '/')+1:])
	}
	return strings.Join(names, " ")
}

func TestEditApplicationAdministratorsAlone(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		sent := s.record("PUT", "application/*")
		s.editing("metrics")
		s.reads("✓ Admin users ana, ben", "✓ Admin groups platform", "✓ analytics: description Clicks")
		s.field("Admin users")
		s.write("eve")
		s.field("Review")
		s.reads("Updates application metrics:", "+ adds administrator eve", "aws opensearch update-application --id")
		s.seesNot("removes", "data source analytics", "--data-sources", "Identity Center off")
		s.press("enter")
		s.seesNot("Edit application")
		s.sees("application metrics is UPDATING")
		s.atCursor("metrics", "◐ UPDATING")
		s.pass(20 * time.Second)
		s.atCursor("metrics", "✓ ACTIVE")
		if got := s.admins("metrics"); got != `["ana","ben","eve"] ["platform"]` {
			t.Errorf("administrators %s", got)
		}
		a, _ := s.application("metrics")
		equal(t, "data sources", a.DataSources, []emulator.DataSource{{DataSourceARN: analytics, DataSourceDescription: "Clicks"}})
		bodies := sent.bodies()
		if len(bodies) != 1 || len(bodies[0]) != 1 || bodies[0]["appConfigs"] == nil {
			t.Errorf("sent %v", bodies)
		}
	}, size(120, 40))
}

// A data source that is attached while administrators are edited survives.
func TestEditApplicationAdministratorsWhileADataSourceIsAttached(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.field("Admin users")
		s.write("eve")
		s.field("Review")

		other := s.beside(formSize, 40)
		other.openAttach("payments")
		other.pick("metrics")
		other.review()
		other.press("enter")
		other.sees("attached payments → metrics")

		sent := s.record("PUT", "application/*")
		s.press("enter")
		s.pass(time.Second)
		s.seesNot("Changed by", "Edit application metrics") // administrators alone are sent
		s.pass(20 * time.Second)
		s.atCursor("metrics", "✓ ACTIVE")
		if got := s.sources("metrics"); got != "analytics payments" {
			t.Errorf("data sources %s", got)
		}
		if got := s.attachment("metrics", "payments"); got != "ATTACHED" {
			t.Errorf("the attachment is %q", got)
		}
		if got := s.admins("metrics"); got != `["ana","ben","eve"] ["platform"]` {
			t.Errorf("administrators %s", got)
		}
		bodies := sent.bodies()
		if len(bodies) != 1 {
			t.Fatalf("%d requests", len(bodies))
		}
		if _, there := bodies[0]["dataSources"]; there {
			t.Errorf("data sources were sent: %v", bodies[0])
		}
	}, size(120, 40))
}

func TestEditApplicationReviewListsWhatChanges(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.pick("payments")
		s.putBack("analytics")
		s.field("Admin users")
		s.press("backspace", "end", "ctrl+u") // takes ben back
		s.write("eve")
		s.field("Admin groups")
		s.write("search")
		s.choose("Identity Center", "on")
		s.fill("Instance ARN", instance)
		s.fill("Role ARN", signIn)
		s.field("Review")
		s.reads(
			"Updates application metrics:",
			"+ adds data source "+payments, "− removes data source "+analytics,
			"+ adds administrator eve", "− removes administrator ben",
			"+ adds administrator group search",
			"~ Identity Center off → on "+instance+" "+signIn,
		)
		s.press("enter")
		s.pass(20 * time.Second)
		if got := s.sources("metrics"); got != "payments" {
			t.Errorf("data sources %s", got)
		}
		if got := s.admins("metrics"); got != `["ana","eve"] ["platform","search"]` {
			t.Errorf("administrators %s", got)
		}
		a, _ := s.application("metrics")
		equal(t, "Identity Center", a.IAMIdentityCenterOptions, emulator.IdentityCenterOptions{
			Enabled: true, IAMIdentityCenterInstanceARN: instance, IAMRoleForIdentityCenterApplicationARN: signIn,
		})
	}, size(120, 50))
}

func TestEditApplicationEverythingAway(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.putBack("analytics")
		for _, list := range []string{"Admin users", "Admin groups"} {
			s.field(list)
			s.press("backspace", "end", "ctrl+u", "backspace", "end", "ctrl+u")
		}
		s.field("Review")
		s.reads("− removes data source "+analytics, "− removes administrator ana, ben", "− removes administrator group platform")
		s.press("enter")
		s.pass(20 * time.Second)
		if sources, admins := s.sources("metrics"), s.admins("metrics"); sources != "" || admins != "" {
			t.Errorf("data sources %q, administrators %q", sources, admins)
		}
	}, size(120, 40))
}

func TestEditApplicationNothingIsRefused(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.submit()
		s.pass(time.Second)
		s.sees("Edit application metrics")
		s.reads("Nothing has been changed yet.")
		if got := s.calls("UpdateApplication"); got != 0 {
			t.Errorf("%d updates", got)
		}
		// What is undone again is no change either.
		s.press("shift+tab", "shift+tab")
		s.field("Admin groups")
		s.write("x")
		s.press("backspace")
		s.submit()
		s.pass(time.Second)
		s.reads("Nothing has been changed yet.")
		if got := s.calls("UpdateApplication"); got != 0 {
			t.Errorf("%d updates", got)
		}
	}, size(120, 40))
}

func TestEditApplicationIsRefusedWhileUpdating(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.field("Admin users")
		s.write("eve")
		w := s.aws.World()
		w.Applications[0].Status = "UPDATING"
		s.aws.SetWorld(w)
		s.submit()
		s.pass(time.Second)
		s.sees("Edit application metrics")
		s.reads("ConflictException", "It can be updated when it is ACTIVE.", "Something that exists or is under way forbids this now")
		s.pass(10 * time.Second)
		s.press("enter")
		s.pass(20 * time.Second)
		if got := s.admins("metrics"); got != `["ana","ben","eve"] ["platform"]` {
			t.Errorf("administrators %s", got)
		}
	}, size(120, 40), durations(emulator.Durations{ApplicationUpdate: 8 * time.Second}))
}

// An update that arrived although its answer was lost is not somebody else's.
func TestEditApplicationWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.FaultTruncate, emulator.FaultHTML} {
		t.Run(string(kind), func(t *testing.T) {
			script(t, office, func(s *session) {
				s.editing("metrics")
				s.field("Admin users")
				s.write("eve")
				s.field("Review")
				s.aws.SetFaults([]emulator.Fault{{Operation: "UpdateApplication", Kind: kind, Times: 1}})
				s.press("enter")
				s.pass(20 * time.Second)
				s.seesNot("ConflictException", "▸ Review") // it has been looked up: it is done
				if got := s.admins("metrics"); got != `["ana","ben","eve"] ["platform"]` {
					t.Errorf("administrators %s", got)
				}
			}, size(120, 40))
		})
	}
}

// It goes while the form is open.
func TestEditApplicationThatIsGone(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.field("Admin users")
		s.write("eve")
		w := s.aws.World()
		w.Applications = nil
		s.aws.SetWorld(w)
		s.submit()
		s.pass(time.Second)
		s.sees("Edit application metrics")
		s.reads("ResourceNotFoundException", "does not exist, or not any more")
		s.press("esc", "esc")
		s.seesNot("Edit application")
	}, size(120, 40))
}

// The form does not open over what the operator has gone on to meanwhile.
func TestEditApplicationThatOpensLate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		keys []string
		sees string
	}{
		{"typing a filter", []string{"/", "m", "e"}, "Applications · 1 · me"},
		{"in another view", []string{"3"}, "Attachments"},
		{"in the help", []string{"?"}, "create an application"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, office, func(s *session) {
				s.press("2")
				s.pass(time.Second)
				s.aws.SetFaults([]emulator.Fault{{Operation: "GetApplication", Kind: emulator.FaultLatency, Latency: 3 * time.Second}})
				s.press("e")
				s.press(test.keys...)
				s.pass(5 * time.Second)
				s.seesNot("Edit application metrics")
				s.sees(test.sees)
			}, size(120, 40))
		})
	}
}

// One data source that is both picked and typed is one.
func TestApplicationDataSourcePickedAndTyped(t *testing.T) {
	t.Parallel()
	script(t, office, func(s *session) {
		s.editing("metrics")
		s.pick("payments")
		s.field("Data sources")
		s.write(analytics)
		s.submit()
		s.pass(20 * time.Second)
		if got := s.sources("metrics"); got != "analytics payments" {
			t.Errorf("data sources %s", got)
		}
	}, size(120, 40))
}

// A setting that no request can set is not taken away unsaid when administrators
// are changed, which replaces all settings.
func TestEditApplicationSaysWhatItTakesAway(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "metrics", "appConfigs": [{"key": "opensearchDashboards.theme.mode", "value": "dark"}]}]}`, func(s *session) {
		s.editing("metrics")
		s.fill("Admin users", "eve")
		s.field("Review")
		s.reads("− removes the setting opensearchDashboards.theme.mode")
	}, size(120, 40))
}
