package application

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

var defaultApplicationAction = desk.Action{
	Name: "default", Keys: []string{"*"}, Help: "make the application the default one, or take that away from it",
	Writes: true, Takes: desk.OneThing, Obstacle: needsApplication, Run: openDefaultApplication,
}

// openDefaultApplication is a form without fields: a review and its button.
func openDefaultApplication(at *desk.Desk) tea.Cmd {
	application, _ := selectedApplication(at)
	before := at.Snapshot.DefaultARN
	request := rule.DefaultApplicationRequest{ApplicationARN: application.ARN, SetAsDefault: before != application.ARN}
	says, verb := "Makes "+application.Name+" the default application of this Region.", "Make default"
	switch {
	case !request.SetAsDefault:
		says, verb = application.Name+" is the default application of this Region. Afterwards there is none.", "Clear default"
	case before != "":
		says += " Now it is " + at.Snapshot.ApplicationName(model.ARNName(before)) + "."
	}
	region := at.Snapshot.Caller.Region
	d := &write.Form{
		Heading: "Default application",
		Verb:    verb,
		Says:    func() []string { return []string{says} },
		Commands: func() []string {
			return []string{rule.PutDefaultApplicationSetting.CommandLine(region, request)}
		},
		Violations: func() []rule.Violation { return nil },
		Writes: func(*desk.Desk) []write.Call {
			return []write.Call{{
				Title: verb + " " + application.Name,
				Sends: []*rule.Operation{&rule.PutDefaultApplicationSetting},
				Feeds: []live.Feed{{Kind: live.FeedDefault}},
				Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
					return defaultOutcome(request, application.Name), client.SetDefaultApplication(ctx, request)
				},
				Shown: func(s *live.Snapshot) (model.Key, bool) {
					return application.Key, (s.DefaultARN == application.ARN) == request.SetAsDefault
				},
			}}
		},
	}
	d.Form = form.New(func() []form.Field { return nil }, d.Review)
	return d.Open(at)
}

func defaultOutcome(request rule.DefaultApplicationRequest, name string) write.Outcome {
	arn, text := request.ApplicationARN, name+" is the default application now"
	if !request.SetAsDefault {
		arn, text = "", name+" is no longer the default application"
	}
	return write.Outcome{DefaultARN: &arn, Says: write.Saying(desk.Good, text)}
}
