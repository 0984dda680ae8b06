package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

var detachAction = action{
	name: "detach", keys: []string{"d"}, help: "detach the data source from the application",
	writes: true, hint: true,
	obstacle: func(a *App) string {
		item, ok := a.view().selected(a)
		attachment, isAttachment := item.(model.Attachment)
		if !ok || !isAttachment {
			return "nothing is selected"
		}
		return a.snapshot.DetachObstacle(attachment)
	},
	run: openDetach,
}

func openDetach(a *App) tea.Cmd {
	item, _ := a.view().selected(a)
	attachment, ok := item.(model.Attachment)
	if !ok {
		return nil
	}
	request := model.DetachDataSourceRequest{ApplicationID: attachment.ApplicationID, DataSourceARN: attachment.DataSourceARN}
	title := a.snapshot.Title(attachment)
	c := &confirmation{
		heading: "Detach a data source",
		says: []string{
			"Detaches " + title + ".",
			"The application loses the data source at once: dashboards that use it stop working. The data source itself and its data stay as they are.",
		},
		name:    a.snapshot.DataSourceName(attachment.DataSourceARN),
		verb:    "detach",
		command: model.DetachDataSource.CommandLine("opensearch", a.snapshot.Caller.Region, request),
	}
	c.run = func(a *App) tea.Cmd {
		ctx, client := a.ctx, a.client
		return func() tea.Msg {
			err := client.DetachDataSource(ctx, request)
			return detachedMsg{dialog: c, request: request, title: title, err: err}
		}
	}
	return a.confirm(c)
}

// detachedMsg brings the outcome of a detach.
type detachedMsg struct {
	dialog  *confirmation
	request model.DetachDataSourceRequest
	title   string
	err     error
}

func (a *App) takeDetached(msg detachedMsg) tea.Cmd {
	msg.dialog.sending = false
	feed := model.Feed{Kind: model.FeedAttachments, Of: msg.request.ApplicationID}
	if msg.err != nil {
		msg.dialog.err = callError(msg.err)
		a.journal.logError(msg.dialog.err, a.now)
		a.snapshot.Written(feed, a.now) // it may have been done all the same
		return a.plan()
	}
	a.closeDialog(msg.dialog)
	key := model.AttachmentKey(msg.request.ApplicationID, msg.request.DataSourceARN)
	return tea.Batch(a.announce(a.snapshot.Forget(feed, key, a.now)), a.toast(good, "detached "+msg.title), a.plan())
}
