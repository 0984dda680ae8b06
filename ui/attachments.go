package ui

import (
	"cmp"
	"slices"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/table"
	"oscope/ui/text"
)

type attachmentRow struct {
	model.Attachment
	application, source string // names
	since               since
}

func newAttachmentsView(a *App) view {
	return newResourceView(&resourceView[attachmentRow]{
		name:    "Attachments",
		short:   "Attach",
		ofKinds: []model.Kind{model.KindAttachment},
		// Without the applications no attachment can be listed.
		ofFeeds: []live.Feed{{Kind: live.FeedApplications}, {Kind: live.FeedAttachments}},
		rows:    attachmentRows,
		item:    func(r attachmentRow) model.Item { return r.Attachment },
		columns: []table.Column[attachmentRow]{
			nameColumn("APPLICATION", func(r attachmentRow) string { return r.application }),
			nameColumn("DATA SOURCE", func(r attachmentRow) string { return r.source }),
			plainColumn("KIND", 10, 10, 4, attachmentRow.kind),
			statusColumn(a.style, 10, func(r attachmentRow) model.Resource { return r.Resource }),
			sinceColumn(func(r attachmentRow) since { return r.since }),
			plainColumn("ARN", 40, 90, 1, func(r attachmentRow) string { return r.DataSourceARN }),
		},
		detail:  attachmentDetail,
		own:     []action{attachAction, detachAction, retryAction},
		nothing: "No data source is attached to any application yet. Press a to attach one.",
	})
}

func (r attachmentRow) kind() string {
	return cmp.Or(string(model.ARNKind(r.DataSourceARN)), "other")
}

// attachmentRows are grouped by application, as the service lists them.
func attachmentRows(a *App) []attachmentRow {
	items := a.snapshot.Items(model.KindAttachment)
	rows := make([]attachmentRow, len(items))
	for i, item := range items {
		attachment, _ := item.(model.Attachment)
		rows[i] = attachmentRow{
			Attachment:  attachment,
			application: a.snapshot.ApplicationName(attachment.ApplicationID),
			source:      a.snapshot.DataSourceName(attachment.DataSourceARN),
			since:       a.since(attachment.Resource),
		}
	}
	slices.SortStableFunc(rows, func(x, y attachmentRow) int { return cmp.Compare(x.application, y.application) })
	return rows
}

func attachmentDetail(a *App, r attachmentRow) detail {
	var d detail
	d.status(a, r.Resource)
	if r.Phase() == model.InFlight {
		d.add("Why", a.snapshot.Waiting(r.Attachment))
		left := model.AttachmentTimeout - a.now.Sub(r.since.at)
		when := "in " + text.Span(left)
		if !r.since.exact {
			when += " at the latest"
		}
		d.add("Gives up", when+" (24 h after its start)")
	}
	d.add("Attachment", r.AttachmentID)
	d.heading("Application")
	if item, ok := a.snapshot.Item(model.Key{Kind: model.KindApplication, ID: r.ApplicationID}); ok {
		d.end(a, item)
	}
	d.add("Id", r.ApplicationID)
	d.heading("Data source")
	if item, ok := a.snapshot.DataSource(r.DataSourceARN); ok {
		d.end(a, item)
		if domain, ok := item.(model.Domain); ok {
			d.add("Engine", domain.EngineVersion)
		}
		return d
	}
	d.add("Name", r.source)
	d.add("ARN", r.DataSourceARN)
	d.add("", "not seen in this account and Region")
	return d
}

// end describes one end of an attachment.
func (d *detail) end(a *App, item model.Item) {
	r := item.Common()
	glyph, style := a.theme.Badge(r.Phase(), r.Status)
	d.add("Name", r.Name)
	d.styled("Status", glyph+" "+statusWord(r.Status), style)
	d.add("ARN", r.ARN)
}
