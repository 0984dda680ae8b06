package ui

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/table"
)

type applicationRow struct {
	model.Application
	since       since
	attachments int
	known       bool // the attachments have been listed
	isDefault   bool
}

// title is the name, with a star behind that of the default application.
func (r applicationRow) title() string {
	if r.isDefault {
		return r.Name + " ★"
	}
	return r.Name
}

func newApplicationsView(a *App) view {
	return newResourceView(&resourceView[applicationRow]{
		name:    "Applications",
		short:   "Apps",
		ofKinds: []model.Kind{model.KindApplication},
		ofFeeds: []live.Feed{{Kind: live.FeedApplications}},
		marks:   []live.Feed{{Kind: live.FeedDefault}},
		rows:    applicationRows,
		item:    func(r applicationRow) model.Item { return r.Application },
		columns: []table.Column[applicationRow]{
			nameColumn("NAME", applicationRow.title),
			statusColumn(a.style, 10, func(r applicationRow) model.Resource { return r.Resource }),
			sinceColumn(func(r applicationRow) since { return r.since }),
			plainColumn("ATTACHED", 8, 8, 6, applicationRow.attached),
			plainColumn("ID", 20, 20, 1, func(r applicationRow) string { return r.Key.ID }),
			plainColumn("ENDPOINT", 32, 90, 3, func(r applicationRow) string { return r.Endpoint }),
			dateColumn("UPDATED", func(r applicationRow) time.Time { return r.UpdatedAt }),
		},
		detail: applicationDetail,
		detailOf: func(r applicationRow) []live.Feed {
			return []live.Feed{{Kind: live.FeedApplication, Of: r.Key.ID}, {Kind: live.FeedTags, Of: r.ARN}}
		},
		own:     []action{createApplicationAction, editApplicationAction, attachAction, defaultApplicationAction, tagsAction, openEndpointAction, deleteApplicationAction},
		nothing: "No applications in this account and Region. Press n to create one.",
	})
}

// attached is how many data sources are ATTACHED, empty while unknown.
func (r applicationRow) attached() string {
	if !r.known {
		return ""
	}
	return strconv.Itoa(r.attachments)
}

func applicationRows(a *App) []applicationRow {
	items := a.snapshot.Items(model.KindApplication)
	attached := map[string]int{}
	for _, item := range a.snapshot.Items(model.KindAttachment) {
		if attachment, ok := item.(model.Attachment); ok && attachment.Status == "ATTACHED" {
			attached[attachment.ApplicationID]++
		}
	}
	rows := make([]applicationRow, len(items))
	for i, item := range items {
		application, _ := item.(model.Application)
		attachments := a.snapshot.Feed(live.Feed{Kind: live.FeedAttachments, Of: application.Key.ID})
		rows[i] = applicationRow{application, a.since(application.Resource), attached[application.Key.ID], attachments.Known(), application.ARN == a.snapshot.DefaultARN}
	}
	return rows
}

func applicationDetail(a *App, r applicationRow) detail {
	var d detail
	d.status(a, r.Resource)
	d.add("Id", r.Key.ID)
	d.add("ARN", r.ARN)
	d.link("Endpoint", r.Endpoint)
	switch err := a.snapshot.Feed(live.Feed{Kind: live.FeedDefault}).Err; {
	case err != nil:
		d.styled("Default", a.theme.Glyphs.Failed+" which one is not known: "+err.Brief(), a.theme.Error)
	case r.isDefault:
		d.add("Default", "★ the default application of this Region")
	}
	d.when("Created", r.CreatedAt, a.now)
	d.when("Updated", r.UpdatedAt, a.now)
	feed := a.snapshot.Feed(live.Feed{Kind: live.FeedApplication, Of: r.Key.ID})
	if r.Detail == nil {
		if feed.Err != nil {
			d.heading("More")
			d.styled("", a.theme.Glyphs.Failed+" "+feed.Err.Error(), a.theme.Error)
			d.add("", feed.Err.Explain())
		}
		d.attachments(a, r.Key.ID)
		return d
	}
	d.add("KMS key", r.Detail.KMSKeyARN)
	d.identityCenter(r.Detail.IdentityCenter)
	d.tags(a, r.Application)
	d.attachments(a, r.Key.ID)
	d.dataSources(a, r.Detail.DataSources)
	edit := rule.EditOf(*r.Detail)
	if len(edit.Users)+len(edit.Groups) > 0 {
		d.heading("Dashboard administrators")
		d.add("Users", strings.Join(edit.Users, ", "))
		d.add("Groups", strings.Join(edit.Groups, ", "))
	}
	if len(edit.Others) > 0 {
		d.heading("Other settings")
		for _, config := range edit.Others {
			d.add("", config.Key+" = "+config.Value)
		}
	}
	return d
}

func (d *detail) identityCenter(c model.IdentityCenter) {
	if !c.Enabled {
		d.add("Sign-in", "IAM")
		return
	}
	d.add("Sign-in", "IAM Identity Center")
	d.add("Instance", c.InstanceARN)
	d.add("Role", c.RoleARN)
	d.add("Application", c.ApplicationARN)
}

// dataSources appends the data sources of an application's own list, which names
// those that were never attached too.
func (d *detail) dataSources(a *App, sources []model.ApplicationDataSource) {
	if len(sources) == 0 {
		return
	}
	d.heading(fmt.Sprintf("Data sources · %d", len(sources)))
	for _, source := range sources {
		kind := cmp.Or(string(model.ARNKind(source.ARN)), "other")
		name := a.snapshot.DataSourceName(source.ARN)
		if strings.HasSuffix(source.ARN, name) {
			name = ""
		}
		d.add(kind, joinNonEmpty(name, source.ARN))
		d.add("", source.Description)
		d.add("", source.RoleARN)
	}
}

// tags appends an application's tags, or why they are not known.
func (d *detail) tags(a *App, application model.Application) {
	feed := a.snapshot.Feed(live.Feed{Kind: live.FeedTags, Of: application.ARN})
	switch {
	case application.Tags == nil && feed.Err != nil:
		d.heading("Tags")
		d.styled("", a.theme.Glyphs.Failed+" "+feed.Err.Brief(), a.theme.Error)
	case application.Tags != nil && len(*application.Tags) > 0:
		d.heading(fmt.Sprintf("Tags · %d", len(*application.Tags)))
		for _, tag := range *application.Tags {
			d.add(tag.Key, cmp.Or(tag.Value, "(empty)"))
		}
	}
}

// attachments appends an application's attachments with their badges.
func (d *detail) attachments(a *App, applicationID string) {
	found := a.snapshot.ItemsOf(live.Feed{Kind: live.FeedAttachments, Of: applicationID})
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
