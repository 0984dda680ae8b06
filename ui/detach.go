package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

var detachAction = action{
	name: "detach", keys: []string{"d"}, help: "detach the data source, or all marked ones, from their applications",
	writes: true, takes: several, hint: true,
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
	c := &confirmation{heading: "Detach a data source", name: a.snapshot.DataSourceName(attachments[0].DataSourceARN), verb: "detach", doing: "Detaching"}
	if n := len(attachments); n > 1 {
		c.heading, c.name = "Detach data sources", fmt.Sprintf("detach %d", n)
	}
	var commands []string
	for _, attachment := range attachments {
		request := rule.DetachDataSourceRequest{ApplicationID: attachment.ApplicationID, DataSourceARN: attachment.DataSourceARN}
		title := a.snapshot.Title(attachment)
		c.says = append(c.says, "Detaches "+title+".")
		commands = append(commands, rule.DetachDataSource.CommandLine("opensearch", a.snapshot.Caller.Region, request))
		c.writes = append(c.writes, detachment(attachment, request, title))
	}
	c.says = append(c.says, "The application loses the data source at once: dashboards that use it stop working. The data source itself and its data stay as they are.")
	c.command = strings.Join(commands, "\n")
	return a.confirm(c)
}

func detachment(attachment model.Attachment, request rule.DetachDataSourceRequest, title string) write {
	return write{
		title: "detaching " + title,
		feeds: []live.Feed{{Kind: live.FeedAttachments, Of: attachment.ApplicationID}},
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			err := client.DetachDataSource(ctx, request)
			return outcome{gone: []model.Item{attachment}, says: saying(good, "detached "+title)}, err
		},
		shown: isGone(attachment.Key),
	}
}
