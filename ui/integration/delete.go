package integration

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/page"
	"oscope/ui/write"
)

var deleteIntegrationAction = desk.Action{
	Name: "delete", Keys: []string{"D"}, Help: "delete the integration; its resources stay behind",
	Writes: true, Takes: desk.OneThing, Hint: true, Mends: desk.FailedAs(model.KindIntegration, "FAILED"),
	Obstacle: func(at *desk.Desk) string {
		if _, ok := selectedIntegration(at); !ok {
			return "no integration is selected"
		}
		return ""
	},
	Run: openDeleteIntegration,
}

var openPartAction = desk.Action{
	Name: "open", As: "open_application", Keys: []string{"o"}, Help: "open the integration's application in a browser",
	Takes: desk.OneThing,
	Obstacle: func(at *desk.Desk) string {
		if i, ok := selectedIntegration(at); !ok || i.Part("application").Endpoint == "" {
			return "it has no endpoint yet"
		}
		return ""
	},
	Run: func(at *desk.Desk) tea.Cmd {
		i, _ := selectedIntegration(at)
		return page.OpenURL(at, "the endpoint", i.Part("application").Endpoint)
	},
}

func selectedIntegration(at *desk.Desk) (model.Integration, bool) {
	item, _ := at.Subject()
	i, ok := item.(model.Integration)
	return i, ok
}

// openDeleteIntegration asks for the name and for force in one form, and says
// first what stays behind (SERVICE.md §6.3).
func openDeleteIntegration(at *desk.Desk) tea.Cmd {
	i, _ := selectedIntegration(at)
	region := at.Snapshot.Caller.Region
	name := form.NewText("Name", "type "+i.Name+" to delete it", func(v string) string {
		if v != i.Name {
			return "is not " + i.Name
		}
		return ""
	})
	force := form.NewChoice("Dashboards",
		form.Alternative{Value: "keep", Says: "refuse to delete if dashboards exist"},
		form.Alternative{Value: "force", Says: "delete the dashboards as well"},
	)
	draft := func() rule.DeleteIntegrationRequest {
		return rule.DeleteIntegrationRequest{Name: i.Name, Force: force.Value() == "force"}
	}
	d := &write.Form{
		Heading:    "Delete integration " + i.Name,
		Verb:       "Delete",
		Says:       func() []string { return deletionLeaves(i, at.Keys) },
		Commands:   func() []string { return []string{rule.DeleteIntegration.CommandLine(region, draft())} },
		Violations: func() []rule.Violation { return rule.DeleteIntegration.Check(rule.Values(draft())) },
		Requests:   func() []check.Write { return write.Each(&rule.DeleteIntegration, draft()) },
		Binds:      func() write.Binds { return write.Binds{"": force, "force": force, "integrationName": name} },
	}
	d.Writes = func(*desk.Desk) []write.Call {
		request := draft()
		return []write.Call{{
			Title: "deleting integration " + i.Name,
			Sends: []*rule.Operation{&rule.DeleteIntegration},
			Feeds: []live.Feed{{Kind: live.FeedIntegrations}},
			Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
				return write.Outcome{Gone: []model.Item{i}, Says: write.Saying(desk.Good, "deleted integration "+i.Name)}, client.DeleteIntegration(ctx, request)
			},
			Shown: write.IsGone(i.Key),
		}}
	}
	d.Form = form.New(func() []form.Field { return []form.Field{name, force} }, d.Review)
	return d.Open(at)
}

// deletionLeaves warns of what the deletion does not delete, and names it.
func deletionLeaves(i model.Integration, keys *desk.Keys) []string {
	says := []string{
		"Deletes the integration " + i.Name + ". This cannot be undone, and the dashboards cannot be made again for six hours.",
		"These resources stay, go on costing money, and cannot be deleted through the integration any more. Delete them before, or note them down (Y copies this text):",
	}
	if !i.Detailed {
		return append(says, keys.Say("· which they are could not be read: see GetIntegration under {errors}"))
	}
	for _, p := range i.Parts {
		if p.ID != "" && p.Status != "NOT_FOUND" && !strings.HasSuffix(p.Name, "workspace") {
			says = append(says, "· "+p.Name+" "+p.ID)
		}
	}
	return says
}
