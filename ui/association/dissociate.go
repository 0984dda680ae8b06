package association

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
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/write"
)

var dissociateAction = desk.Action{
	Name: "dissociate", Keys: []string{"d"}, Help: "take the package, or all marked ones, off their domains",
	Writes: true, Takes: desk.Several, Hint: true, Mends: desk.FailedAs(model.KindAssociation, "DISSOCIATION_FAILED"),
	Obstacle: func(at *desk.Desk) string {
		associations := page.Chosen[model.Association](at)
		if len(associations) == 0 {
			return "nothing is selected"
		}
		for _, association := range associations {
			if association.Phase() == model.InFlight {
				return at.Snapshot.Title(association) + " is " + string(association.Status) + "; wait until it has settled"
			}
		}
		return ""
	},
	Run: openDissociate,
}

// openDissociate asks for the name of one, or for the number of several.
func openDissociate(at *desk.Desk) tea.Cmd {
	associations := page.Chosen[model.Association](at)
	slices.SortStableFunc(associations, func(x, y model.Association) int { return cmp.Compare(x.Domain, y.Domain) })
	region := at.Snapshot.Caller.Region
	says := []string{"Takes off:"}
	var (
		requests []rule.DissociatePackagesRequest
		commands []string
		plugin   bool
	)
	for _, association := range associations {
		says = append(says, "· "+at.Snapshot.Title(association))
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
	var writes []write.Call
	for _, r := range requests {
		commands = append(commands, dissociateCommand(r, region))
		writes = append(writes, dissociation(at, r))
	}
	name := associations[0].Name
	if len(associations) > 1 {
		name = fmt.Sprintf("dissociate %d", len(associations))
	}
	c := &write.Confirmation{
		Heading:  "Dissociate",
		Says:     says,
		Name:     name,
		Verb:     "dissociate",
		Doing:    "Dissociating",
		Command:  strings.Join(commands, "\n"),
		Writes:   writes,
		Requests: write.Each(&rule.DissociatePackages, requests...),
	}
	return c.Open(at)
}

func dissociateCommand(r rule.DissociatePackagesRequest, region string) string {
	if len(r.Packages) == 1 {
		return rule.DissociatePackage.CommandLine(region, rule.DissociatePackageRequest{PackageID: r.Packages[0], Domain: r.Domain})
	}
	return rule.DissociatePackages.CommandLine(region, r)
}

func dissociation(at *desk.Desk, r rule.DissociatePackagesRequest) write.Call {
	var names []string
	for _, id := range r.Packages {
		names = append(names, packageName(at, id))
	}
	title := strings.Join(names, ", ") + " → " + r.Domain
	return write.Call{
		Title: title,
		Sends: []*rule.Operation{&rule.DissociatePackage, &rule.DissociatePackages},
		Feeds: associationFeeds(at, r.Domain, r.Packages),
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			associations, err := client.DissociatePackages(ctx, r)
			return associationOutcome(title, associations), err
		},
		Shown: func(s *live.Snapshot) (key model.Key, all bool) {
			for _, id := range r.Packages {
				var gone bool
				if key, gone = write.IsGone(model.AssociationKey(id, r.Domain))(s); !gone {
					return key, false
				}
			}
			return key, true
		},
	}
}
