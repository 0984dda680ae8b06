package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
)

var deletePackageAction = action{
	name: "delete", keys: []string{"D"}, help: "delete the package",
	writes: true, obstacle: needsOwnPackage, run: openDeletePackage,
}

// openDeletePackage first asks which domains have the package: the service deletes
// none that a domain has.
func openDeletePackage(a *App) tea.Cmd {
	p, _ := selectedPackage(a)
	ctx, client, from := a.ctx, a.client, a.place()
	return func() tea.Msg {
		domains, err := client.PackageDomains(ctx, p.Key.ID)
		return loadedMsg{func(a *App) tea.Cmd {
			if a.left(from) {
				return nil
			}
			return a.confirmDeletePackage(p, domains, err)
		}}
	}
}

func (a *App) confirmDeletePackage(p model.Package, domains []model.Association, err error) tea.Cmd {
	says := []string{"Deletes package " + p.Name + " with all its versions. This cannot be undone."}
	switch {
	case err != nil:
		call := callError(err)
		a.journal.logError(call, a.now)
		says = append(says, "Which domains have it could not be read ("+call.Brief()+"); the service refuses if one has.")
	case len(domains) > 0:
		var names []string
		for _, d := range domains {
			names = append(names, d.Domain)
		}
		return a.open(&pager{name: "Cannot delete " + p.Name, render: func(a *App, width int) []string {
			return append(note(a.theme.Warn, "A package can be deleted when no domain has it any more. It is still on "+count(len(names), "domain")+":", width),
				note(a.theme.Text, strings.Join(names, "\n"), width)...)
		}})
	}
	request := model.DeletePackageRequest{ID: p.Key.ID}
	return a.confirm(&confirmation{
		heading: "Delete a package",
		says:    says,
		name:    p.Name,
		verb:    "delete",
		command: model.DeletePackage.CommandLine("opensearch", a.snapshot.Caller.Region, request),
		writes: []write{{
			title: "deleting package " + p.Name,
			feeds: []model.Feed{{Kind: model.FeedPackages}},
			call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
				_, err := client.DeletePackage(ctx, request)
				return outcome{says: saying(info, "package "+p.Name+" is DELETING")}, err
			},
			shown: isGone(p.Key),
		}},
	})
}
