package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

var defaultApplicationAction = action{
	name: "default", keys: []string{"*"}, help: "make the application the default one, or take that away from it",
	writes: true, takes: oneThing, obstacle: needsApplication, run: openDefaultApplication,
}

// openDefaultApplication is a form without fields: a review and its button.
func openDefaultApplication(a *App) tea.Cmd {
	application, _ := selectedApplication(a)
	before := a.snapshot.DefaultARN
	request := rule.DefaultApplicationRequest{ApplicationARN: application.ARN, SetAsDefault: before != application.ARN}
	says, verb := "Makes "+application.Name+" the default application of this Region.", "Make default"
	switch {
	case !request.SetAsDefault:
		says, verb = application.Name+" is the default application of this Region. Afterwards there is none.", "Clear default"
	case before != "":
		says += " Now it is " + a.snapshot.ApplicationName(model.ARNName(before)) + "."
	}
	region := a.snapshot.Caller.Region
	d := &formDialog{
		heading: "Default application",
		verb:    verb,
		says:    func() []string { return []string{says} },
		commands: func() []string {
			return []string{rule.PutDefaultApplicationSetting.CommandLine("opensearch", region, request)}
		},
		violations: func() []rule.Violation { return nil },
		field:      func(string) form.Field { return nil },
		writes: func(*App) []write {
			return []write{{
				title:      verb + " " + application.Name,
				feeds:      []live.Feed{{Kind: live.FeedDefault}},
				repeatable: true,
				call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
					return defaultOutcome(request, application.Name), client.SetDefaultApplication(ctx, request)
				},
				shown: func(s *live.Snapshot) (model.Key, bool) {
					return application.Key, (s.DefaultARN == application.ARN) == request.SetAsDefault
				},
			}}
		},
	}
	d.form = form.New(func() []form.Field { return nil }, d.review)
	return a.openForm(d)
}

func defaultOutcome(request rule.DefaultApplicationRequest, name string) outcome {
	arn, text := request.ApplicationARN, name+" is the default application now"
	if !request.SetAsDefault {
		arn, text = "", name+" is no longer the default application"
	}
	return outcome{defaultARN: &arn, says: saying(good, text)}
}
