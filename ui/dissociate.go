package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

var dissociateAction = action{
	name: "dissociate", keys: []string{"d"}, help: "take the package, or all marked ones, off their domains",
	writes: true, takes: several, hint: true,
	obstacle: func(a *App) string {
		associations := chosen[model.Association](a)
		if len(associations) == 0 {
			return "nothing is selected"
		}
		for _, association := range associations {
			if association.Phase() == model.InFlight {
				return a.snapshot.Title(association) + " is " + string(association.Status) + "; wait until it has settled"
			}
		}
		return ""
	},
	run: openDissociate,
}

// openDissociate asks for the name of one, or for the number of several.
func openDissociate(a *App) tea.Cmd {
	associations := chosen[model.Association](a)
	slices.SortStableFunc(associations, func(x, y model.Association) int { return cmp.Compare(x.Domain, y.Domain) })
	region := a.snapshot.Caller.Region
	says := []string{"Takes off:"}
	var (
		requests []rule.DissociatePackagesRequest
		commands []string
		plugin   bool
	)
	for _, association := range associations {
		says = append(says, "· "+a.snapshot.Title(association))
		plugin = plugin || association.Type == model.PluginType
		if n := len(requests); n > 0 && requests[n-1].Domain == association.Domain {
			requests[n-1].Packages = append(requests[n-1].Packages, association.PackageID)
			continue
		}
		requests = append(requests, rule.DissociatePackagesRequest{Domain: association.Domain, Packages: []string{association.PackageID}})
	}
	says = append(says, "No index may use it any more: otherwise it fails.")
	if plugin {
		says = append(says, "Taking a plugin off causes a blue/green deployment, and its licence and configuration packages go with it.")
	}
	var writes []write
	for _, r := range requests {
		commands = append(commands, dissociateCommand(r, region))
		writes = append(writes, dissociation(a, r))
	}
	name := associations[0].Name
	if len(associations) > 1 {
		name = fmt.Sprintf("dissociate %d", len(associations))
	}
	return a.confirm(&confirmation{
		heading: "Dissociate",
		says:    says,
		name:    name,
		verb:    "dissociate",
		doing:   "Dissociating",
		command: strings.Join(commands, "\n"),
		writes:  writes,
	})
}

func dissociateCommand(r rule.DissociatePackagesRequest, region string) string {
	if len(r.Packages) == 1 {
		return rule.DissociatePackage.CommandLine("opensearch", region, rule.DissociatePackageRequest{PackageID: r.Packages[0], Domain: r.Domain})
	}
	return rule.DissociatePackages.CommandLine("opensearch", region, r)
}

func dissociation(a *App, r rule.DissociatePackagesRequest) write {
	var names []string
	for _, id := range r.Packages {
		names = append(names, a.packageName(id))
	}
	title := strings.Join(names, ", ") + " → " + r.Domain
	return write{
		title: title,
		feeds: associationFeeds(a, r.Domain, r.Packages),
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			associations, err := client.DissociatePackages(ctx, r)
			return associationOutcome(title, associations), err
		},
		shown: func(s *live.Snapshot) (key model.Key, all bool) {
			for _, id := range r.Packages {
				var gone bool
				if key, gone = isGone(model.AssociationKey(id, r.Domain))(s); !gone {
					return key, false
				}
			}
			return key, true
		},
	}
}
