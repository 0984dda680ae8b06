package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/table"
)

type associationRow struct {
	model.Association
	since since
	newer string // the version that could be applied; empty if there is none
}

func newAssociationsView(a *App) view {
	return newResourceView(&resourceView[associationRow]{
		name:    "Associations",
		short:   "Assoc",
		ofKinds: []model.Kind{model.KindAssociation},
		// Which of the two kinds of listings is read depends on which are fewer.
		ofFeeds: []live.Feed{{Kind: live.FeedPackages}, {Kind: live.FeedDomains}, {Kind: live.FeedDomainPackages}, {Kind: live.FeedPackageDomains}},
		rows:    associationRows,
		item:    func(r associationRow) model.Item { return r.Association },
		columns: []table.Column[associationRow]{
			nameColumn("DOMAIN", func(r associationRow) string { return r.Domain }),
			nameColumn("PACKAGE", func(r associationRow) string { return r.Name }),
			plainColumn("TYPE", 15, 15, 3, func(r associationRow) string { return r.Type }),
			plainColumn("VERSION", 8, 8, 7, associationRow.version),
			statusColumn(a.style, 21, func(r associationRow) model.Resource { return r.Resource }),
			sinceColumn(func(r associationRow) since { return r.since }),
			plainColumn("REFERENCE PATH", 20, 40, 2, func(r associationRow) string { return r.ReferencePath }),
			dateColumn("UPDATED", func(r associationRow) time.Time { return r.UpdatedAt }),
		},
		detail:  associationDetail,
		own:     []action{associateAction, applyAction, dissociateAction},
		nothing: "No package is associated with any domain. Press a to associate one.",
	})
}

// version is "v2", or "v2 → v3" where a newer one could be applied.
func (r associationRow) version() string {
	if r.newer == "" {
		return r.Version
	}
	return r.Version + " → " + r.newer
}

// associationRows are grouped by domain.
func associationRows(a *App) []associationRow {
	items := a.snapshot.Items(model.KindAssociation)
	rows := make([]associationRow, len(items))
	for i, item := range items {
		association, _ := item.(model.Association)
		rows[i] = associationRow{association, a.since(association.Resource), a.snapshot.Newer(association)}
	}
	slices.SortStableFunc(rows, func(x, y associationRow) int {
		return cmp.Or(cmp.Compare(x.Domain, y.Domain), cmp.Compare(x.Name, y.Name))
	})
	return rows
}

func associationDetail(a *App, r associationRow) detail {
	var d detail
	d.status(a, r.Resource)
	d.styled("Error type", r.ErrorType, a.theme.Failed)
	d.add("Version", r.Version)
	if r.newer != "" {
		d.styled("Newer", r.newer+" is available: press u to apply it", a.theme.Warn)
	}
	d.add("Reference path", r.ReferencePath)
	d.when("Updated", r.UpdatedAt, a.now)
	d.add("Key store", switchText(r.KeyStore, "on: "+cmp.Or(r.KeyStoreRole, "no role is named"), "off"))
	if r.Prerequisites != "" {
		d.heading("Prerequisites")
		for id := range strings.SplitSeq(r.Prerequisites, ",") {
			d.add(a.packageName(id), id)
		}
	}
	d.heading("Package")
	if item, ok := a.snapshot.Item(model.PackageKey(r.PackageID)); ok {
		d.end(a, item)
		d.add("Id", r.PackageID)
		d.add("Type", r.Type)
	} else {
		d.add("Name", r.Name)
		d.add("Id", r.PackageID)
	}
	d.heading("Domain")
	if item, ok := a.snapshot.Item(model.Key{Kind: model.KindDomain, ID: r.Domain}); ok {
		d.end(a, item)
		if domain, ok := item.(model.Domain); ok {
			d.add("Engine", domain.EngineVersion)
		}
	} else {
		d.add("Name", r.Domain)
	}
	return d
}

// packageName is what people call a package, or its id while that is unknown.
func (a *App) packageName(id string) string {
	if item, ok := a.snapshot.Item(model.PackageKey(id)); ok {
		return item.Common().Name
	}
	return id
}
