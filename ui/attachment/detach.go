package attachment

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/write"
)

var detachAction = desk.Action{
	Name: "detach", Keys: []string{"d"}, Help: "detach the data source, or all marked ones, from their applications",
	Writes: true, Takes: desk.Several, Hint: true,
	Obstacle: func(at *desk.Desk) string {
		attachments := page.Chosen[model.Attachment](at)
		if len(attachments) == 0 {
			return "nothing is selected"
		}
		for _, attachment := range attachments {
			if why := at.Snapshot.DetachObstacle(attachment); why != "" {
				if len(attachments) > 1 {
					why = at.Snapshot.Title(attachment) + ": " + why
				}
				return why
			}
		}
		return ""
	},
	Run: openDetach,
}

// openDetach asks for the name of one, or for the number of several.
func openDetach(at *desk.Desk) tea.Cmd {
	attachments := page.Chosen[model.Attachment](at)
	c := &write.Confirmation{Heading: "Detach a data source", Name: at.Snapshot.DataSourceName(attachments[0].DataSourceARN), Verb: "detach", Doing: "Detaching"}
	if n := len(attachments); n > 1 {
		c.Heading, c.Name = "Detach data sources", fmt.Sprintf("detach %d", n)
	}
	var commands []string
	for _, attachment := range attachments {
		request := rule.DetachDataSourceRequest{ApplicationID: attachment.ApplicationID, DataSourceARN: attachment.DataSourceARN}
		title := at.Snapshot.Title(attachment)
		c.Says = append(c.Says, "Detaches "+title+".")
		commands = append(commands, rule.DetachDataSource.CommandLine(at.Snapshot.Caller.Region, request))
		c.Requests = append(c.Requests, write.Each(&rule.DetachDataSource, request)...)
		c.Writes = append(c.Writes, detachment(attachment, request, title))
	}
	c.Says = append(c.Says, "The application loses the data source at once: dashboards that use it stop working. The data source itself and its data stay as they are.")
	c.Command = strings.Join(commands, "\n")
	return c.Open(at)
}

func detachment(attachment model.Attachment, request rule.DetachDataSourceRequest, title string) write.Call {
	return write.Call{
		Title: "detaching " + title,
		Sends: []*rule.Operation{&rule.DetachDataSource},
		Feeds: []live.Feed{{Kind: live.FeedAttachments, Of: attachment.ApplicationID}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			err := client.DetachDataSource(ctx, request)
			return write.Outcome{Gone: []model.Item{attachment}, Says: write.Saying(desk.Good, "detached "+title)}, err
		},
		Shown: write.IsGone(attachment.Key),
	}
}
