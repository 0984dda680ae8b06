package association

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// Apply brings associations up to the newest version of their packages. On a package it
// is U, since u there imports a new version.
var (
	Apply        = newApplyAction("apply_update", "u")
	ApplyPackage = newApplyAction("apply_to_domains", "U")
)

func newApplyAction(id, key string) desk.Action {
	return desk.Action{
		Name: "apply update", As: id, Keys: []string{key}, Help: "apply the newest version of the package to domains that have an older one",
		Writes: true, Takes: desk.OneThing, Hint: true, Rare: true,
		Obstacle: func(at *desk.Desk) string {
			if len(behind(at)) == 0 {
				return "no domain has an older version of it"
			}
			return ""
		},
		Run: openApply,
	}
}

// behind are the associations of the selected package, or of the package of the
// selected association, for which there is a newer version; the selected one first. Of a
// domain they are those of the first of its packages that has one.
func behind(at *desk.Desk) []model.Association {
	item, _ := at.Subject()
	var id, first string
	switch r := item.(type) {
	case model.Package:
		id = r.Key.ID
	case model.Association:
		id, first = r.PackageID, r.Domain
	case model.Domain:
		for _, association := range at.Snapshot.AssociationsOf("", r.Key.ID) {
			if at.Snapshot.Newer(association) != "" {
				id, first = association.PackageID, association.Domain
				break
			}
		}
		if id == "" {
			return nil
		}
	default:
		return nil
	}
	var found []model.Association
	for _, association := range at.Snapshot.AssociationsOf(id, "") {
		switch {
		case at.Snapshot.Newer(association) == "":
		case association.Domain == first:
			found = append([]model.Association{association}, found...)
		default:
			found = append(found, association)
		}
	}
	return found
}

func openApply(at *desk.Desk) tea.Cmd {
	all := behind(at)
	newest := at.Snapshot.Newer(all[0])
	domains := form.NewManyPicker("Domains").Require("pick at least one")
	var options []form.Option
	for _, association := range all {
		option := form.Option{Value: association.Domain, Title: association.Domain, Note: "has " + association.Version}
		if item, ok := at.Snapshot.Item(model.Key{Kind: model.KindDomain, ID: association.Domain}); ok && item.Common().Phase() != model.Settled {
			option.Obstacle = "is " + string(item.Common().Status)
		}
		options = append(options, option)
	}
	domains.SetOptions(options, "")
	if item, _ := at.Subject(); item.Common().Key.Kind != model.KindPackage {
		domains.Pick(all[0].Domain)
	} else {
		for _, association := range all {
			domains.Pick(association.Domain)
		}
	}
	region := at.Snapshot.Caller.Region
	list := []rule.PackageAssociation{{PackageID: all[0].PackageID}}
	requests := func() []rule.AssociatePackagesRequest { return requestsOf(list, domains.Values()) }
	d := &write.Form{
		Heading: "Apply " + newest + " of " + all[0].Name,
		Verb:    "Apply",
		Doing:   "Applying " + newest + " of " + all[0].Name,
		Says: func() []string {
			says := []string{fmt.Sprintf("Associates %s %s with %s again, which brings the newest version.", all[0].Name, newest, strings.Join(domains.Values(), ", "))}
			if all[0].Type == model.PluginType {
				says = append(says, "A plugin causes a blue/green deployment of each domain.")
			}
			return says
		},
		Commands: func() []string {
			var commands []string
			for _, r := range requests() {
				commands = append(commands, associateCommand(r, region))
			}
			return commands
		},
		Violations: func() []rule.Violation {
			if len(domains.Values()) == 0 {
				return []rule.Violation{{Path: "domainName", Advice: "pick at least one domain"}}
			}
			return nil
		},
		Requests: func() []check.Write { return write.Each(&rule.AssociatePackages, requests()...) },
		Foresees: write.Foresight{domains: func(domain string) []check.Write {
			return write.Each(&rule.AssociatePackages, requestsOf(list, []string{domain})...)
		}},
		Binds: func() write.Binds { return write.Binds{"": domains, "DomainName": domains} },
		Writes: func(at *desk.Desk) []write.Call {
			var writes []write.Call
			for _, r := range requests() {
				writes = append(writes, association(at, all[0].Name+" "+newest+" → "+r.Domain, r))
			}
			return writes
		},
		Keep: write.Unpick(domains),
	}
	d.Form = form.New(func() []form.Field { return []form.Field{domains} }, d.Review)
	return d.Open(at, domains)
}
