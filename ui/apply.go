package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
	"oscope/ui/form"
)

// applyAction brings associations up to the newest version of their packages. On a
// package it is U, since u there imports a new version.
var (
	applyAction        = newApplyAction("u")
	applyPackageAction = newApplyAction("U")
)

func newApplyAction(key string) action {
	return action{
		name: "apply update", keys: []string{key}, help: "apply the newest version of the package to domains that have an older one",
		writes: true, takes: oneThing, hint: true, rare: true,
		obstacle: func(a *App) string {
			if len(behind(a)) == 0 {
				return "no domain has an older version of it"
			}
			return ""
		},
		run: openApply,
	}
}

// behind are the associations of the selected package, or of the package of the
// selected association, for which there is a newer version; the selected one first.
func behind(a *App) []model.Association {
	item, _ := a.subject()
	var id, first string
	switch r := item.(type) {
	case model.Package:
		id = r.Key.ID
	case model.Association:
		id, first = r.PackageID, r.Domain
	default:
		return nil
	}
	var found []model.Association
	for _, association := range a.snapshot.AssociationsOf(id, "") {
		switch {
		case a.snapshot.Newer(association) == "":
		case association.Domain == first:
			found = append([]model.Association{association}, found...)
		default:
			found = append(found, association)
		}
	}
	return found
}

func openApply(a *App) tea.Cmd {
	all := behind(a)
	newest := a.snapshot.Newer(all[0])
	domains := form.NewManyPicker("Domains").Require("pick at least one")
	var options []form.Option
	for _, association := range all {
		option := form.Option{Value: association.Domain, Title: association.Domain, Note: "has " + association.Version}
		if item, ok := a.snapshot.Item(model.Key{Kind: model.KindDomain, ID: association.Domain}); ok && item.Common().Phase() != model.Settled {
			option.Obstacle = "is " + string(item.Common().Status)
		}
		options = append(options, option)
	}
	domains.SetOptions(options, "")
	if _, onOne := a.selectedAssociation(); onOne {
		domains.Pick(all[0].Domain)
	} else {
		for _, association := range all {
			domains.Pick(association.Domain)
		}
	}
	region := a.snapshot.Caller.Region
	requests := func() []rule.AssociatePackagesRequest {
		var list []rule.AssociatePackagesRequest
		for _, domain := range domains.Values() {
			list = append(list, rule.AssociatePackagesRequest{Domain: domain, Packages: []rule.PackageAssociation{{PackageID: all[0].PackageID}}})
		}
		return list
	}
	d := &formDialog{
		heading: "Apply " + newest + " of " + all[0].Name,
		verb:    "Apply",
		doing:   "Applying " + newest + " of " + all[0].Name,
		says: func() []string {
			says := []string{fmt.Sprintf("Associates %s %s with %s again, which brings the newest version.", all[0].Name, newest, strings.Join(domains.Values(), ", "))}
			if all[0].Type == model.PluginType {
				says = append(says, "A plugin causes a blue/green deployment of each domain.")
			}
			return says
		},
		commands: func() []string {
			var commands []string
			for _, r := range requests() {
				commands = append(commands, associateCommand(r, region))
			}
			return commands
		},
		violations: func() []rule.Violation {
			if len(domains.Values()) == 0 {
				return []rule.Violation{{Path: "domainName", Advice: "pick at least one domain"}}
			}
			return nil
		},
		field: func(string) form.Field { return domains },
		writes: func(a *App) []write {
			var writes []write
			for _, r := range requests() {
				writes = append(writes, association(a, all[0].Name+" "+newest+" → "+r.Domain, r))
			}
			return writes
		},
		keep: unpick(domains),
	}
	d.form = form.New(func() []form.Field { return []form.Field{domains} }, d.review)
	return a.openForm(d, domains)
}

func (a *App) selectedAssociation() (model.Association, bool) {
	item, _ := a.subject()
	association, ok := item.(model.Association)
	return association, ok
}
