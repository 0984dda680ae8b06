package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
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
	feed := model.Feed{Kind: model.FeedAttachments, Of: attachment.ApplicationID}
	return a.confirm(&confirmation{
		heading: "Detach a data source",
		says: []string{
			"Detaches " + title + ".",
			"The application loses the data source at once: dashboards that use it stop working. The data source itself and its data stay as they are.",
		},
		name:    a.snapshot.DataSourceName(attachment.DataSourceARN),
		verb:    "detach",
		command: model.DetachDataSource.CommandLine("opensearch", a.snapshot.Caller.Region, request),
		write: func(ctx context.Context, client *awsclient.Client) written {
			err := client.DetachDataSource(ctx, request)
			return written{err: err, feeds: []model.Feed{feed}, done: func(a *App) tea.Cmd {
				return tea.Batch(a.announce(a.snapshot.Forget(feed, attachment.Key, a.now)), a.toast(good, "detached "+title))
			}}
		},
	})
}
