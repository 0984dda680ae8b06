package packages

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
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/write"
)

var deletePackageAction = desk.Action{
	Name: "delete", Keys: []string{"D"}, Help: "delete the package, or all marked ones",
	Writes: true, Asks: true, Takes: desk.Several, Mends: desk.FailedAs(model.KindPackage, "DELETE_FAILED"), Obstacle: needsOwnPackages, Run: openDeletePackages,
}

// doomed is a package that is to be deleted, and the domains that have it.
type doomed struct {
	model.Package
	domains []model.Association
	err     error // why they could not be read
}

// openDeletePackages first asks which domains have the packages: the service
// deletes none that a domain has.
func openDeletePackages(at *desk.Desk) tea.Cmd {
	packages := page.Chosen[model.Package](at)
	ctx, client, from := at.Ctx, at.Client, at.Place()
	return func() tea.Msg {
		all := make([]doomed, len(packages))
		for i, p := range packages {
			domains, err := client.PackageDomains(ctx, p.Key.ID)
			all[i] = doomed{p, domains, err}
		}
		return write.Loaded(func(at *desk.Desk) tea.Cmd {
			if at.Left(from) {
				return nil
			}
			return confirmDeletePackages(at, client, all)
		})
	}
}

func confirmDeletePackages(at *desk.Desk, client *awsclient.Client, all []doomed) tea.Cmd {
	c := &write.Confirmation{Client: client, Heading: "Delete a package", Name: all[0].Name, Verb: "delete", Doing: "Deleting"}
	if len(all) > 1 {
		c.Heading, c.Name = "Delete packages", fmt.Sprintf("delete %d", len(all))
	}
	var commands []string
	for _, d := range all {
		if len(d.domains) > 0 {
			return at.Open(stillUsed(d))
		}
		c.Says = append(c.Says, "Deletes package "+d.Name+" with all its versions. This cannot be undone.")
		if d.err != nil {
			call := model.AsCallError(d.err)
			at.Log(call)
			c.Says = append(c.Says, "Which domains have it could not be read ("+call.Brief()+"); the service refuses if one has.")
		}
		request := rule.DeletePackageRequest{ID: d.Key.ID}
		commands = append(commands, rule.DeletePackage.CommandLine(at.Snapshot.Caller.Region, request))
		c.Requests = append(c.Requests, write.Each(&rule.DeletePackage, request)...)
		c.Writes = append(c.Writes, write.Call{
			Title: "deleting package " + d.Name,
			Sends: []*rule.Operation{&rule.DeletePackage},
			Feeds: []live.Feed{{Kind: live.FeedPackages}},
			Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
				_, err := client.DeletePackage(ctx, request)
				return write.Outcome{Says: write.Saying(desk.Info, "package "+d.Name+" is DELETING")}, err
			},
			Shown: write.IsGone(d.Key),
		})
	}
	c.Command = strings.Join(commands, "\n")
	return c.Open(at)
}

// stillUsed names the domains for which a package cannot be deleted.
func stillUsed(d doomed) *page.Pager {
	var names []string
	for _, association := range d.domains {
		names = append(names, association.Domain)
	}
	return &page.Pager{Name: "Cannot delete " + d.Name, Render: func(at *desk.Desk, width int) []string {
		return append(layout.Note(at.Theme.Warn, "A package can be deleted when no domain has it any more. It is still on "+text.Count(len(names), "domain")+":", width),
			layout.Note(at.Theme.Text, strings.Join(names, "\n"), width)...)
	}}
}
