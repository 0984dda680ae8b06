package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
)

var deletePackageAction = Action{
	name: "delete", keys: []string{"D"}, help: "delete the package, or all marked ones",
	writes: true, takes: several, obstacle: needsOwnPackages, run: openDeletePackages,
}

// doomed is a package that is to be deleted, and the domains that have it.
type doomed struct {
	model.Package
	domains []model.Association
	err     error // why they could not be read
}

// openDeletePackages first asks which domains have the packages: the service
// deletes none that a domain has.
func openDeletePackages(a *Desk) tea.Cmd {
	packages := chosen[model.Package](a)
	ctx, client, from := a.Ctx, a.Client, a.Place()
	return func() tea.Msg {
		all := make([]doomed, len(packages))
		for i, p := range packages {
			domains, err := client.PackageDomains(ctx, p.Key.ID)
			all[i] = doomed{p, domains, err}
		}
		return loadedMsg{func(a *Desk) tea.Cmd {
			if a.Left(from) {
				return nil
			}
			return confirmDeletePackages(a, client, all)
		}}
	}
}

func confirmDeletePackages(a *Desk, client *awsclient.Client, all []doomed) tea.Cmd {
	c := &confirmation{client: client, heading: "Delete a package", name: all[0].Name, verb: "delete", doing: "Deleting"}
	if len(all) > 1 {
		c.heading, c.name = "Delete packages", fmt.Sprintf("delete %d", len(all))
	}
	var commands []string
	for _, d := range all {
		if len(d.domains) > 0 {
			return a.Open(stillUsed(d))
		}
		c.says = append(c.says, "Deletes package "+d.Name+" with all its versions. This cannot be undone.")
		if d.err != nil {
			call := callError(d.err)
			a.Log(call)
			c.says = append(c.says, "Which domains have it could not be read ("+call.Brief()+"); the service refuses if one has.")
		}
		request := model.DeletePackageRequest{ID: d.Key.ID}
		commands = append(commands, model.DeletePackage.CommandLine("opensearch", a.Snapshot.Caller.Region, request))
		c.writes = append(c.writes, write{
			title: "deleting package " + d.Name,
			feeds: []model.Feed{{Kind: model.FeedPackages}},
			call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
				_, err := client.DeletePackage(ctx, request)
				return outcome{says: saying(Info, "package "+d.Name+" is DELETING")}, err
			},
			shown: isGone(d.Key),
		})
	}
	c.command = strings.Join(commands, "\n")
	return c.open(a)
}

// stillUsed names the domains for which a package cannot be deleted.
func stillUsed(d doomed) *pager {
	var names []string
	for _, association := range d.domains {
		names = append(names, association.Domain)
	}
	return &pager{name: "Cannot delete " + d.Name, render: func(a *Desk, width int) []string {
		return append(note(a.Theme.Warn, "A package can be deleted when no domain has it any more. It is still on "+count(len(names), "domain")+":", width),
			note(a.Theme.Text, strings.Join(names, "\n"), width)...)
	}}
}
