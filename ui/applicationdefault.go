package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

var defaultApplicationAction = action{
	name: "default", keys: []string{"*"}, help: "make the application the default one, or take that away from it",
	writes: true, obstacle: needsApplication, run: toggleDefaultApplication,
}

// toggleDefaultApplication needs no confirmation: pressing the key again undoes it.
func toggleDefaultApplication(a *App) tea.Cmd {
	application, _ := selectedApplication(a)
	request := model.DefaultApplicationRequest{ApplicationARN: application.ARN, SetAsDefault: a.snapshot.DefaultARN != application.ARN}
	ctx, client := a.ctx, a.client
	return func() tea.Msg {
		return defaultMsg{request, application.Name, client.SetDefaultApplication(ctx, request)}
	}
}

// defaultMsg brings the outcome of a change of the default application.
type defaultMsg struct {
	request model.DefaultApplicationRequest
	name    string
	err     error
}

func (a *App) takeDefault(msg defaultMsg) tea.Cmd {
	before := a.snapshot.DefaultARN
	a.snapshot.Written(model.Feed{Kind: model.FeedDefault}, a.now)
	if msg.err != nil {
		err := callError(msg.err)
		a.journal.logError(err, a.now)
		return tea.Batch(a.toast(bad, err.Error()), a.plan())
	}
	says := msg.name + " is no longer the default application"
	arn := ""
	if msg.request.SetAsDefault {
		arn, says = msg.request.ApplicationARN, msg.name+" is the default application now"
		if before != "" && before != arn {
			says += "; before it was " + a.snapshot.ApplicationName(model.ARNName(before))
		}
	}
	a.snapshot.ExpectDefault(arn)
	return tea.Batch(a.toast(good, says), a.plan())
}
