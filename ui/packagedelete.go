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

var deletePackageAction = action{
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
func openDeletePackages(a *App) tea.Cmd {
	packages := chosen[model.Package](a)
	ctx, client, from := a.ctx, a.client, a.place()
	return func() tea.Msg {
		all := make([]doomed, len(packages))
		for i, p := range packages {
			domains, err := client.PackageDomains(ctx, p.Key.ID)
			all[i] = doomed{p, domains, err}
		}
		return loadedMsg{func(a *App) tea.Cmd {
			if a.left(from) {
				return nil
			}
			return a.confirmDeletePackages(client, all)
		}}
	}
}

func (a *App) confirmDeletePackages(client *awsclient.Client, all []doomed) tea.Cmd {
	c := &confirmation{client: client, heading: "Delete a package", name: all[0].Name, verb: "delete", doing: "Deleting"}
	if len(all) > 1 {
		c.heading, c.name = "Delete packages", fmt.Sprintf("delete %d", len(all))
	}
	var commands []string
	for _, d := range all {
		if len(d.domains) > 0 {
			return a.open(stillUsed(d))
		}
		c.says = append(c.says, "Deletes package "+d.Name+" with all its versions. This cannot be undone.")
		if d.err != nil {
			call := callError(d.err)
			a.journal.logError(call, a.now)
			c.says = append(c.says, "Which domains have it could not be read ("+call.Brief()+"); the service refuses if one has.")
		}
		request := rule.DeletePackageRequest{ID: d.Key.ID}
		commands = append(commands, rule.DeletePackage.CommandLine("opensearch", a.snapshot.Caller.Region, request))
		c.writes = append(c.writes, write{
			title: "deleting package " + d.Name,
			feeds: []live.Feed{{Kind: live.FeedPackages}},
			call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
				_, err := client.DeletePackage(ctx, request)
				return outcome{says: saying(info, "package "+d.Name+" is DELETING")}, err
			},
			shown: isGone(d.Key),
		})
	}
	c.command = strings.Join(commands, "\n")
	return a.confirm(c)
}

// stillUsed names the domains for which a package cannot be deleted.
func stillUsed(d doomed) *pager {
	var names []string
	for _, association := range d.domains {
		names = append(names, association.Domain)
	}
	return &pager{name: "Cannot delete " + d.Name, render: func(a *App, width int) []string {
		return append(note(a.theme.Warn, "A package can be deleted when no domain has it any more. It is still on "+count(len(names), "domain")+":", width),
			note(a.theme.Text, strings.Join(names, "\n"), width)...)
	}}
}
