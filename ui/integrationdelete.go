package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

var deleteIntegrationAction = action{
	name: "delete", keys: []string{"D"}, help: "delete the integration; its resources stay behind",
	writes: true, takes: oneThing, hint: true,
	obstacle: func(a *App) string {
		if _, ok := selectedIntegration(a); !ok {
			return "no integration is selected"
		}
		return ""
	},
	run: openDeleteIntegration,
}

var openPartAction = action{
	name: "open", keys: []string{"o"}, help: "open the integration's application in a browser",
	takes: oneThing,
	obstacle: func(a *App) string {
		if i, ok := selectedIntegration(a); !ok || i.Part("application").Endpoint == "" {
			return "it has no endpoint yet"
		}
		return ""
	},
	run: func(a *App) tea.Cmd {
		i, _ := selectedIntegration(a)
		return a.openURL(i.Part("application").Endpoint)
	},
}

func selectedIntegration(a *App) (model.Integration, bool) {
	item, _ := a.subject()
	i, ok := item.(model.Integration)
	return i, ok
}

// openDeleteIntegration asks for the name and for force in one form, and says
// first what stays behind (api.md §1.14).
func openDeleteIntegration(a *App) tea.Cmd {
	i, _ := selectedIntegration(a)
	region := a.snapshot.Caller.Region
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
	d := &formDialog{
		heading:    "Delete integration " + i.Name,
		verb:       "Delete",
		says:       func() []string { return deletionLeaves(i) },
		commands:   func() []string { return []string{rule.DeleteIntegration.CommandLine("logs", region, draft())} },
		violations: func() []rule.Violation { return rule.DeleteIntegration.Check(rule.Values(draft())) },
		field:      func(string) form.Field { return force },
	}
	d.writes = func(*App) []write {
		request := draft()
		return []write{{
			title: "deleting integration " + i.Name,
			feeds: []live.Feed{{Kind: live.FeedIntegrations}},
			call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
				return outcome{gone: []model.Item{i}, says: saying(good, "deleted integration "+i.Name)}, client.DeleteIntegration(ctx, request)
			},
			shown: isGone(i.Key),
		}}
	}
	d.form = form.New(func() []form.Field { return []form.Field{name, force} }, d.review)
	return a.openForm(d)
}

// deletionLeaves warns of what the deletion does not delete, and names it.
func deletionLeaves(i model.Integration) []string {
	says := []string{
		"Deletes the integration " + i.Name + ". This cannot be undone, and the dashboards cannot be made again for six hours.",
		"These resources stay, go on costing money, and cannot be deleted through the integration any more. Delete them before, or note them down (Y copies this text):",
	}
	if !i.Detailed {
		return append(says, "· which they are could not be read: see GetIntegration under !")
	}
	for _, p := range i.Parts {
		if p.ID != "" && p.Status != "NOT_FOUND" && !strings.HasSuffix(p.Name, "workspace") {
			says = append(says, "· "+p.Name+" "+p.ID)
		}
	}
	return says
}
