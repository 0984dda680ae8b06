package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

func TestDeleteApplication(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "console"}, {"name": "metrics"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "`+analytics+`"}, {"id": "metrics", "dataSourceArn": "`+payments+`"}]
	}`, func(s *session) {
		s.press("2", "j", "D")
		s.sees("Delete an application", "Type metrics to delete:")
		s.reads("Deletes application metrics with its workspaces and dashboards. This cannot be undone.",
			"2 attachments go with it. The data sources themselves and their data stay as they are.",
			"aws opensearch delete-application --id ")
		s.write("metric")
		s.press("enter")
		s.sees("That is not the name.")
		if got := s.calls("DeleteApplication"); got != 0 {
			t.Fatal("it was deleted without its name")
		}
		s.write("s")
		s.press("enter")
		s.seesNot("Delete an application")
		s.sees("application metrics is DELETING")
		s.atCursor("metrics", "◐ DELETING")
		s.pass(30 * time.Second)
		s.sees("Applications · 1")
		s.atCursor("console")
		s.press("3")
		s.sees("No data source is attached to any application yet.")
		if w := s.aws.World(); len(w.Applications) != 1 || len(w.Attachments) != 0 {
			t.Errorf("%d applications, %d attachments", len(w.Applications), len(w.Attachments))
		}
		s.press("1")
		s.line("application", "metrics", "DELETING → gone")
		if got := s.calls("DeleteApplication"); got != 1 {
			t.Errorf("deleted %d times", got)
		}
	}, size(88, 35))
}

func TestDeleteApplicationCountsWhatGoesWithIt(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "D")
		s.sees("Type console to delete:")
		s.reads("It has no attachments.")
		s.press("esc")
		s.seesNot("Delete an application")
		s.press("j", "D")
		s.reads("Its one attachment goes with it.")
		s.press("esc", "*", "enter")
		s.pass(2 * time.Second)
		s.press("D")
		s.reads("It is the default application of this Region.")
	}, size(88, 35))
	script(t, shop, func(s *session) {
		s.press("2", "j", "D")
		s.reads("they could not be listed")
	}, size(88, 35), failing(emulator.Fault{Operation: "ListDataSourceAttachments", Kind: emulator.FaultDenied}))
}

func TestDeleteApplicationIsRefusedWhileUpdating(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "metrics", "status": "UPDATING"}]}`, func(s *session) {
		s.press("2", "D")
		s.reads("It is UPDATING now; the service may refuse.")
		s.write("metrics")
		s.press("enter")
		s.sees("Delete an application", "› metrics")
		s.reads("ConflictException", "It can be deleted when it is ACTIVE or FAILED.", "Something that exists or is under way forbids this now")
		s.pass(time.Minute) // the update ends
		s.press("enter")
		s.sees("application metrics is DELETING")
		s.pass(30 * time.Second)
		s.sees("No applications in this account and Region.")
	}, size(88, 35), durations(emulator.Durations{ApplicationUpdate: 30 * time.Second}))
}

func TestDefaultApplication(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		isDefault := func(want string) {
			t.Helper()
			arn := ""
			if want != "" {
				a, _ := s.application(want)
				arn = a.ARN
			}
			if got := s.aws.World().DefaultApplicationARN; got != arn {
				t.Errorf("the default is %q, want %s", got, want)
			}
		}
		s.press("2", "j")
		s.seesNot("★")
		s.press("*")
		s.sees("Default application", " Make default  press enter")
		s.reads("Makes logs the default application of this Region.", "aws opensearch put-default-application-setting --application-arn", "--set-as-default --region us-east-1")
		isDefault("") // not before it is confirmed
		s.press("enter")
		s.seesNot("Default application ─")
		s.sees("logs is the default application now")
		s.atCursor("logs ★")
		s.reads("★ the default application of this Region")
		isDefault("logs")

		s.press("j", "*")
		s.reads("Makes metrics the default application of this Region. Now it is logs.")
		s.press("enter")
		s.sees("metrics is the default application now")
		s.atCursor("metrics ★")
		s.seesNot("logs ★")
		isDefault("metrics")

		s.press("*")
		s.sees(" Clear default  press enter")
		s.reads("metrics is the default application of this Region. Afterwards there is none.", "--no-set-as-default")
		s.press("enter")
		s.sees("metrics is no longer the default application")
		s.seesNot("★")
		isDefault("")
		s.pass(time.Minute)
		s.seesNot("★")
	}, size(120, 35))
}

// The review opens with its button under the hand: an enter that was on its way
// does not press it, and leaving it changes nothing.
func TestDefaultApplicationIsNotPressedByAccident(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.Type("*\r")
		s.pass(time.Second)
		s.sees("Default application ─")
		s.press("esc")
		s.seesNot("Default application ─")
		if got := s.calls("PutDefaultApplicationSetting"); got != 0 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 35))
}

// Somebody else's change shows by itself.
func TestDefaultApplicationChangedByOthers(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		w := s.aws.World()
		w.DefaultApplicationARN = w.Applications[2].ARN
		s.aws.SetWorld(w)
		s.pass(6 * time.Minute)
		s.line("metrics ★")
	}, size(120, 35))
}

func TestDefaultApplicationRefused(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "*", "enter")
		s.sees("Default application ─", " Make default  press enter") // to be tried again
		s.reads("PutDefaultApplicationSetting", "AccessDenied")
		s.seesNot("★")
		s.press("esc", "esc")
		s.seesNot("Default application ─")
		s.press("!")
		s.sees("Call           PutDefaultApplicationSetting", "is not authorized to perform:")
	}, size(120, 35), failing(emulator.Fault{Operation: "PutDefaultApplicationSetting", Kind: emulator.FaultDenied}))
}

// tagged is an application with two tags.
const tagged = `{"applications": [{"name": "metrics", "tagList": [{"Key": "team", "Value": "search"}, {"Key": "stage", "Value": "test"}]}]}`

func (s *session) tagging() {
	s.t.Helper()
	s.press("2")
	s.pass(time.Second)
	s.press("t")
	s.sees("Tags of metrics", "▸ Tags")
}

func TestApplicationTags(t *testing.T) {
	t.Parallel()
	script(t, tagged, func(s *session) {
		s.tagging()
		s.sees("✓ team=search", "✓ stage=test")
		s.press("backspace", "end", "ctrl+u", "backspace", "end", "ctrl+u") // takes both back
		s.write("team=logs")
		s.press("enter")
		s.write("owner=")
		s.field("Review")
		s.reads("Changes the tags of metrics:", "+ sets team=logs", "+ sets owner=", "− removes stage", "aws opensearch remove-tags", "aws opensearch add-tags")
		s.press("enter")
		s.seesNot("Tags of metrics")
		s.sees("tags of metrics saved")
		s.pass(10 * time.Second)
		s.sees("Tags · 2")
		s.line("team", "logs")
		s.line("owner", "(empty)")
		s.seesNot("stage")
		a, _ := s.application("metrics")
		equal(t, "tags", a.TagList, []emulator.Tag{{Key: "team", Value: "logs"}, {Key: "owner", Value: ""}})
	}, size(120, 35))
}

func TestApplicationTagsAreCheckedBeforeSending(t *testing.T) {
	t.Parallel()
	var more []string
	for i := range 9 {
		more = append(more, fmt.Sprintf("key-%d=v", i))
	}
	for _, test := range []struct {
		name   string
		pasted string
		says   string
	}{
		{"nothing changed", "", "nothing has been changed"},
		{"eleven", strings.Join(more, "\n"), "at most 10 tags are allowed (now 11)"},
		{"a key twice", "team=logs", "the key team occurs twice"},
		{"key too long", strings.Repeat("k", 129) + "=v", "its key must be at most 128 characters (now 129)"},
		{"no key", "=v", "its key is required"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, tagged, func(s *session) {
				s.tagging()
				s.Paste(test.pasted)
				s.submit()
				s.pass(time.Second)
				s.sees("Tags of metrics")
				s.reads(test.says)
				if n := s.calls("AddTags") + s.calls("RemoveTags"); n != 0 {
					t.Errorf("%d requests", n)
				}
			}, size(120, 35))
		})
	}
}

// A full set of tags can be exchanged: what is removed goes first.
func TestTenApplicationTagsAreExchanged(t *testing.T) {
	t.Parallel()
	var before, after []string
	for i := range 10 {
		before = append(before, fmt.Sprintf(`{"Key": "old-%d", "Value": "v"}`, i))
		after = append(after, fmt.Sprintf("new-%d=v", i))
	}
	script(t, `{"applications": [{"name": "metrics", "tagList": [`+strings.Join(before, ",")+`]}]}`, func(s *session) {
		s.tagging()
		for range 10 {
			s.press("backspace", "end", "ctrl+u")
		}
		s.Paste(strings.Join(after, "\n"))
		s.submit()
		s.sees("tags of metrics saved")
		a, _ := s.application("metrics")
		if len(a.TagList) != 10 || a.TagList[0].Key != "new-0" {
			t.Errorf("tags %v", a.TagList)
		}
	}, size(120, 35))
}

// A key may have an equals sign in it: such a tag stays as it is.
func TestApplicationTagWithAnEqualsSignInItsKey(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "metrics", "tagList": [{"Key": "a=b", "Value": "c"}, {"Key": "note", "Value": " x "}]}]}`, func(s *session) {
		s.tagging()
		s.field("Review")
		s.reads("Nothing has been changed yet.")
		s.press("shift+tab")
		s.write("team=search")
		s.submit()
		s.pass(time.Second)
		a, _ := s.application("metrics")
		equal(t, "tags", a.TagList, []emulator.Tag{{Key: "a=b", Value: "c"}, {Key: "note", Value: " x "}, {Key: "team", Value: "search"}})
	}, size(120, 35))
}

// Every member of an application can be read, those that no request could set
// included.
func TestApplicationDetailShowsEverything(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{
			"name": "metrics", "createdAt": "-3d", "lastUpdatedAt": "-2h", "kmsKeyArn": "`+kmsKey+`",
			"iamIdentityCenterOptions": {"enabled": true, "iamIdentityCenterInstanceArn": "`+instance+`",
				"iamIdentityCenterApplicationArn": "arn:aws:sso::123456789012:application/ssoins-7223eb1234567890/apl-1",
				"iamRoleForIdentityCenterApplicationArn": "`+signIn+`"},
			"dataSources": [
				{"dataSourceArn": "`+analytics+`", "dataSourceDescription": "Clicks"},
				{"dataSourceArn": "`+elsewhere+`", "iamRoleForDataSourceArn": "`+reader+`"}
			],
			"appConfigs": [
				{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"ana\",\"ben\"]"},
				{"key": "opensearchDashboards.dashboardAdmin.groups", "value": "platform"},
				{"key": "opensearchDashboards.theme.mode", "value": "dark"}
			],
			"tagList": [{"Key": "team", "Value": "search"}, {"Key": "stage", "Value": ""}]
		}],
		"domains": [{"DomainName": "analytics"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "`+analytics+`"}]
	}`, func(s *session) {
		s.press("2", "enter")
		s.pass(2 * time.Second)
		a, _ := s.application("metrics")
		s.reads(
			a.ID, a.ARN, a.Endpoint, kmsKey, "IAM Identity Center", instance, signIn, "application/ssoins-7223eb1234567890/apl-1",
			analytics, "Clicks", elsewhere, reader, "ana, ben", "platform", "opensearchDashboards.theme.mode = dark",
			"Tags · 2", "team search", "stage (empty)", "Attachments · 1", "✓ ATTACHED analytics", "(3d0h ago)", "(2h00m ago)",
		)
		// The endpoint is one hyperlink, however many lines it takes.
		if want := "\x1b]8;;" + a.Endpoint; !strings.Contains(s.ANSI(), want) {
			t.Errorf("no hyperlink %q", want)
		}
	}, size(140, 60))
}

func TestDetailOfAnApplicationThatMayNotBeRead(t *testing.T) {
	t.Parallel()
	script(t, tagged, func(s *session) {
		s.press("2")
		s.pass(2 * time.Second)
		s.sees("✗ GetApplication on", "AccessDeniedException", "es:GetApplication", "more lines")
		s.press("enter")
		s.reads("These credentials lack the permission")
		s.press("esc")
		s.press("t")
		s.sees("its tags could not be read")
		s.press("e")
		s.pass(time.Second)
		s.seesNot("Edit application")
		s.sees("GetApplication: no permission: es:GetApplication")
		s.press("!")
		s.sees("GetApplication")
	}, size(120, 35), failing(
		emulator.Fault{Operation: "GetApplication", Kind: emulator.FaultDenied},
		emulator.Fault{Operation: "ListTags", Kind: emulator.FaultDenied},
	))
}

func TestOpenApplicationEndpointWithoutADisplay(t *testing.T) {
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY"} {
		t.Setenv(name, "")
	}
	script(t, `{"applications": [{"name": "fresh", "status": "CREATING"}, {"name": "metrics"}]}`, func(s *session) {
		s.press("2", "o")
		s.sees("it has no endpoint yet")
		s.press("j", "o")
		a, _ := s.application("metrics")
		if got := s.Clipboard(); got != a.Endpoint || got == "" {
			t.Errorf("the clipboard has %q, want %q", got, a.Endpoint)
		}
		s.sees("the endpoint sent to the clipboard")
	}, size(120, 35))
}

func TestApplicationsReadOnly(t *testing.T) {
	t.Parallel()
	script(t, tagged, func(s *session) {
		s.press("2")
		s.pass(time.Second)
		s.seesNot("n new", "e edit")
		for _, key := range []string{"n", "e", "*", "t", "D", "a"} {
			s.press(key)
			s.pass(time.Second)
			s.sees("oscope runs read-only")
			s.seesNot("Create an application", "Edit application", "Tags of", "Delete an application", "Attach a data source", "★")
			s.pass(10 * time.Second)
		}
		for _, operation := range []string{"CreateApplication", "UpdateApplication", "PutDefaultApplicationSetting", "AddTags", "RemoveTags", "DeleteApplication"} {
			if n := s.calls(operation); n != 0 {
				t.Errorf("%d calls of %s", n, operation)
			}
		}
	}, size(120, 35), readOnly)
}
