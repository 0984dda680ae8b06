package ui

import (
	"fmt"
	"strconv"
	"time"

	"oscope/model"
	"oscope/ui/table"
)

type applicationRow struct {
	model.Application
	since       since
	attachments int
	known       bool // the attachments have been listed
}

func newApplicationsView(a *App) view {
	return newResourceView(&resourceView[applicationRow]{
		name:    "Applications",
		short:   "Apps",
		ofKinds: []model.Kind{model.KindApplication},
		ofFeeds: []model.Feed{{Kind: model.FeedApplications}},
		rows:    applicationRows,
		item:    func(r applicationRow) model.Item { return r.Application },
		columns: []table.Column[applicationRow]{
			nameColumn("NAME", func(r applicationRow) string { return r.Name }),
			statusColumn(a.style, 10, func(r applicationRow) model.Resource { return r.Resource }),
			sinceColumn(func(r applicationRow) since { return r.since }),
			plainColumn("SOURCES", 7, 7, 6, applicationRow.sources),
			plainColumn("ID", 20, 20, 1, func(r applicationRow) string { return r.Key.ID }),
			plainColumn("ENDPOINT", 32, 90, 3, func(r applicationRow) string { return r.Endpoint }),
			dateColumn("UPDATED", func(r applicationRow) time.Time { return r.UpdatedAt }),
		},
		detail:   applicationDetail,
		detailOf: func(r applicationRow) model.Feed { return model.Feed{Kind: model.FeedApplication, Of: r.Key.ID} },
		own:      []action{attachAction},
		nothing:  "No applications in this account and Region.",
	})
}

// sources is the number of attached data sources, empty while unknown.
func (r applicationRow) sources() string {
	if !r.known {
		return ""
	}
	return strconv.Itoa(r.attachments)
}

func applicationRows(a *App) []applicationRow {
	items := a.snapshot.Items(model.KindApplication)
	rows := make([]applicationRow, len(items))
	for i, item := range items {
		application, _ := item.(model.Application)
		attachments := a.snapshot.Feed(model.Feed{Kind: model.FeedAttachments, Of: application.Key.ID})
		rows[i] = applicationRow{application, a.since(application.Resource), attachments.Size(), attachments.Known()}
	}
	return rows
}

func applicationDetail(a *App, r applicationRow) detail {
	var d detail
	d.status(a, r.Resource)
	d.add("Id", r.Key.ID)
	d.add("ARN", r.ARN)
	d.add("Endpoint", r.Endpoint)
	d.when("Created", r.CreatedAt, a.now)
	d.when("Updated", r.UpdatedAt, a.now)
	feed := a.snapshot.Feed(model.Feed{Kind: model.FeedApplication, Of: r.Key.ID})
	if r.Detail == nil {
		if feed.Err != nil {
			d.heading("More")
			d.styled("", a.theme.Glyphs.Failed+" "+feed.Err.Error(), a.theme.Error)
			d.add("", feed.Err.Kind.Explain())
		}
		d.attachments(a, r.Key.ID)
		return d
	}
	d.add("KMS key", r.Detail.KMSKeyARN)
	center := r.Detail.IdentityCenter
	d.add("Identity Center", yesNo(center.Enabled))
	d.add("Instance", center.InstanceARN)
	d.add("Role", center.RoleARN)
	d.attachments(a, r.Key.ID)
	if len(r.Detail.DataSources) > 0 {
		d.heading(fmt.Sprintf("Data sources · %d", len(r.Detail.DataSources)))
		for _, source := range r.Detail.DataSources {
			d.add(a.snapshot.DataSourceName(source.ARN), source.ARN)
			d.add("", source.Description)
			d.add("", source.RoleARN)
		}
	}
	if len(r.Detail.Configs) > 0 {
		d.heading("Settings")
		for _, config := range r.Detail.Configs {
			d.add("", config.Key+" = "+config.Value)
		}
	}
	return d
}

// attachments appends an application's attachments with their badges.
func (d *detail) attachments(a *App, applicationID string) {
	found := a.snapshot.ItemsOf(model.Feed{Kind: model.FeedAttachments, Of: applicationID})
	if len(found) == 0 {
		return
	}
	d.heading(fmt.Sprintf("Attachments · %d", len(found)))
	for _, item := range found {
		r := item.Common()
		glyph, style := a.theme.Badge(r.Phase(), r.Status)
		d.styled(glyph+" "+string(r.Status), a.snapshot.DataSourceName(r.ARN), style)
	}
}
