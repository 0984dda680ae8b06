package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model/live"
	"oscope/model/rule"
)

var deleteApplicationAction = action{
	name: "delete", keys: []string{"D"}, help: "delete the application",
	writes: true, takes: oneThing, obstacle: needsApplication, run: openDeleteApplication,
}

func openDeleteApplication(a *App) tea.Cmd {
	application, _ := selectedApplication(a)
	request := rule.DeleteApplicationRequest{ApplicationID: application.Key.ID}
	attachments := a.snapshot.Feed(live.Feed{Kind: live.FeedAttachments, Of: application.Key.ID})
	goes := count(attachments.Size(), "attachment") + " go with it."
	switch {
	case !attachments.Known():
		goes = "Its attachments go with it; they could not be listed."
	case attachments.Size() == 0:
		goes = "It has no attachments."
	case attachments.Size() == 1:
		goes = "Its one attachment goes with it."
	}
	says := []string{
		"Deletes application " + application.Name + " with its workspaces and dashboards. This cannot be undone.",
		goes + " The data sources themselves and their data stay as they are.",
	}
	if a.snapshot.DefaultARN == application.ARN {
		says = append(says, "It is the default application of this Region.")
	}
	if application.Status != "ACTIVE" && application.Status != "FAILED" {
		says = append(says, "It is "+string(application.Status)+" now; the service may refuse.")
	}
	return a.confirm(&confirmation{
		heading: "Delete an application",
		says:    says,
		name:    application.Name,
		verb:    "delete",
		command: rule.DeleteApplication.CommandLine("opensearch", a.snapshot.Caller.Region, request),
		writes: []write{{
			title: "deleting application " + application.Name,
			feeds: []live.Feed{{Kind: live.FeedApplications}},
			call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
				return outcome{says: saying(info, "application "+application.Name+" is DELETING")}, client.DeleteApplication(ctx, request)
			},
			shown: isGone(application.Key),
		}},
	})
}
