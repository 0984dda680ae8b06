package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
)

var deleteApplicationAction = action{
	name: "delete", keys: []string{"D"}, help: "delete the application",
	writes: true, obstacle: needsApplication, run: openDeleteApplication,
}

func openDeleteApplication(a *App) tea.Cmd {
	application, _ := selectedApplication(a)
	request := model.DeleteApplicationRequest{ApplicationID: application.Key.ID}
	feed := model.Feed{Kind: model.FeedApplications}
	attachments := a.snapshot.Feed(model.Feed{Kind: model.FeedAttachments, Of: application.Key.ID})
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
		command: model.DeleteApplication.CommandLine("opensearch", a.snapshot.Caller.Region, request),
		write: func(ctx context.Context, client *awsclient.Client) written {
			err := client.DeleteApplication(ctx, request)
			return written{err: err, feeds: []model.Feed{feed}, done: func(a *App) tea.Cmd {
				return a.toast(info, "application "+application.Name+" is DELETING")
			}}
		},
	})
}
