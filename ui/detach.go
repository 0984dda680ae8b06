package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
)

var detachAction = action{
	name: "detach", keys: []string{"d"}, help: "detach the data source, or all marked ones, from their applications",
	writes: true, hint: true,
	obstacle: func(a *App) string {
		attachments := chosen[model.Attachment](a)
		if len(attachments) == 0 {
			return "nothing is selected"
		}
		for _, attachment := range attachments {
			if why := a.snapshot.DetachObstacle(attachment); why != "" {
				if len(attachments) > 1 {
					why = a.snapshot.Title(attachment) + ": " + why
				}
				return why
			}
		}
		return ""
	},
	run: openDetach,
}

// openDetach asks for the name of one, or for the number of several.
func openDetach(a *App) tea.Cmd {
	attachments := chosen[model.Attachment](a)
	c := &confirmation{heading: "Detach a data source", name: a.snapshot.DataSourceName(attachments[0].DataSourceARN), verb: "detach"}
	if n := len(attachments); n > 1 {
		c.heading, c.name = "Detach data sources", fmt.Sprintf("detach %d", n)
	}
	var (
		commands []string
		tasks    []*task
	)
	for _, attachment := range attachments {
		request := model.DetachDataSourceRequest{ApplicationID: attachment.ApplicationID, DataSourceARN: attachment.DataSourceARN}
		title := a.snapshot.Title(attachment)
		c.says = append(c.says, "Detaches "+title+".")
		commands = append(commands, model.DetachDataSource.CommandLine("opensearch", a.snapshot.Caller.Region, request))
		tasks = append(tasks, &task{title: title, write: func(ctx context.Context, client *awsclient.Client) written {
			return detach(ctx, client, attachment, request, title)
		}})
	}
	c.says = append(c.says, "The application loses the data source at once: dashboards that use it stop working. The data source itself and its data stay as they are.")
	c.command = strings.Join(commands, "\n")
	if len(tasks) == 1 {
		c.write = tasks[0].write // a refusal is shown where the name was typed
	} else {
		c.runs = func(a *App) tea.Cmd {
			a.view().unmark()
			return a.startBatch("Detaching", tasks)
		}
	}
	return a.confirm(c)
}

func detach(ctx context.Context, client *awsclient.Client, attachment model.Attachment, request model.DetachDataSourceRequest, title string) written {
	feed := model.Feed{Kind: model.FeedAttachments, Of: attachment.ApplicationID}
	err := client.DetachDataSource(ctx, request)
	return written{err: err, feeds: []model.Feed{feed}, done: func(a *App) tea.Cmd {
		return tea.Batch(a.announce(a.snapshot.Forget(feed, attachment.Key, a.now)), a.toast(good, "detached "+title))
	}}
}
