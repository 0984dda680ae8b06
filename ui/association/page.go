package association

import (
	"cmp"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/change"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
)

type associationRow struct {
	model.Association
	since page.Since
	newer string // the version that could be applied; empty if there is none

	standing page.Standing
	change   func(now time.Time) string // what the change of the domain does for it
}

// NewPage returns the page of packages on domains.
func NewPage(facts *desk.Facts) page.Page {
	return page.New(&page.Resources[associationRow]{
		Name:    "Associations",
		Short:   "Assoc",
		OfKinds: []model.Kind{model.KindAssociation},
		// Which of the two kinds of listings is read depends on which are fewer.
		OfFeeds: []live.Feed{{Kind: live.FeedPackages}, {Kind: live.FeedDomains}, {Kind: live.FeedDomainPackages}, {Kind: live.FeedPackageDomains}},
		Rows:    associationRows,
		Order:   byDomain,
		Item:    func(r associationRow) model.Item { return r.Association },
		Columns: []table.Column[associationRow]{
			page.NameColumn("DOMAIN", func(r associationRow) string { return r.Domain }),
			page.NameColumn("PACKAGE", func(r associationRow) string { return r.Name }),
			page.PlainColumn("TYPE", 3, func(r associationRow) string { return r.Type }),
			page.PlainColumn("VERSION", 7, associationRow.version),
			page.StandingColumn(facts.Style, 21, func(r associationRow) model.Resource { return r.Resource }, func(r associationRow) page.Standing { return r.standing }),
			page.SinceColumn(facts.Style, func(r associationRow) page.Since { return r.since }),
			page.PlainColumn("REFERENCE PATH", 2, func(r associationRow) string { return r.ReferencePath }),
			page.DateColumn("UPDATED", func(r associationRow) time.Time { return r.UpdatedAt }),
			change.Column(func(r associationRow, now time.Time) string { return r.change(now) }),
		},
		Detail:  associationDetail,
		Own:     []desk.Action{Associate, Apply, dissociateAction},
		Nothing: "No package is associated with any domain. Press {associate} to associate one.",
	})
}

// version is "v2", or "v2 → v3" where a newer one could be applied.
func (r associationRow) version() string {
	if r.newer == "" {
		return r.Version
	}
	return r.Version + " → " + r.newer
}

func associationRows(at *desk.Desk) page.Roll[associationRow] {
	return page.Items(at, func(item model.Item) (associationRow, bool) {
		association, _ := item.(model.Association)
		return associationRow{
			Association: association, since: page.SinceOf(at, association.Resource), newer: at.Snapshot.Newer(association),
			standing: change.StandingOfAssociation(at.Snapshot, association),
			change:   func(now time.Time) string { return change.OfAssociation(at.Snapshot, association, now) },
		}, true
	}, model.KindAssociation)
}

// byDomain groups associations by domain.
func byDomain(x, y associationRow) int {
	return cmp.Or(cmp.Compare(x.Domain, y.Domain), cmp.Compare(x.Name, y.Name))
}

func associationDetail(at *desk.Desk, r associationRow) page.Detail {
	var d page.Detail
	d.StatusAs(at, r.Resource, r.standing.Phase)
	d.Styled("Error type", r.ErrorType, at.Theme.Failed)
	d.Add("Version", r.Version)
	if r.newer != "" {
		d.Styled("Newer", r.newer+at.Keys.Say(" is available: press {apply_update} to apply it"), at.Theme.Warn)
	}
	d.Add("Reference path", r.ReferencePath)
	d.When("Updated", r.UpdatedAt, at.Now)
	d.Add("Key store", page.SwitchText(r.KeyStore, "on: "+cmp.Or(r.KeyStoreRole, "no role is named"), "off"))
	change.OfPlugin(&d, at, r.Association)
	if len(r.Prerequisites) > 0 {
		d.Heading("Prerequisites")
		for _, id := range r.Prerequisites {
			d.Related(at, packageName(at, id), id, "", model.PackageKey(id))
		}
	}
	d.Heading("Package")
	if item, ok := at.Snapshot.Item(model.PackageKey(r.PackageID)); ok {
		d.End(at, item)
		d.Add("Id", r.PackageID)
		d.Add("Type", r.Type)
	} else {
		d.Add("Name", r.Name)
		d.Add("Id", r.PackageID)
	}
	d.Heading("Domain")
	if item, ok := at.Snapshot.Item(model.Key{Kind: model.KindDomain, ID: r.Domain}); ok {
		d.End(at, item)
		if domain, ok := item.(model.Domain); ok {
			d.Add("Engine", domain.EngineVersion)
		}
	} else {
		d.Add("Name", r.Domain)
	}
	Afterwards(&d, at, r.Type, []model.Association{r.Association})
	return d
}

// packageName is what people call a package, or its id while that is unknown.
func packageName(at *desk.Desk, id string) string {
	if item, ok := at.Snapshot.Item(model.PackageKey(id)); ok {
		return item.Common().Name
	}
	return id
}
