package application

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/write"
)

var deleteApplicationAction = desk.Action{
	Name: "delete", Keys: []string{"D"}, Help: "delete the application",
	Writes: true, Takes: desk.OneThing, Mends: desk.FailedAs(model.KindApplication, "FAILED"), Obstacle: needsApplication, Run: openDeleteApplication,
}

func openDeleteApplication(at *desk.Desk) tea.Cmd {
	application, _ := selectedApplication(at)
	request := rule.DeleteApplicationRequest{ApplicationID: application.Key.ID}
	attachments := at.Snapshot.Feed(live.Feed{Kind: live.FeedAttachments, Of: application.Key.ID})
	goes := text.Count(attachments.Size(), "attachment") + " go with it."
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
	if at.Snapshot.DefaultARN == application.ARN {
		says = append(says, "It is the default application of this Region.")
	}
	if application.Status != "ACTIVE" && application.Status != "FAILED" {
		says = append(says, "It is "+string(application.Status)+" now; the service may refuse.")
	}
	c := &write.Confirmation{
		Heading:  "Delete an application",
		Says:     says,
		Name:     application.Name,
		Verb:     "delete",
		Command:  rule.DeleteApplication.CommandLine(at.Snapshot.Caller.Region, request),
		Requests: write.Each(&rule.DeleteApplication, request),
		Writes: []write.Call{{
			Title: "deleting application " + application.Name,
			Sends: []*rule.Operation{&rule.DeleteApplication},
			Feeds: []live.Feed{{Kind: live.FeedApplications}},
			Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
				return write.Outcome{Says: write.Saying(desk.Info, "application "+application.Name+" is DELETING")}, client.DeleteApplication(ctx, request)
			},
			Shown: write.IsGone(application.Key),
		}},
	}
	return c.Open(at)
}
