package ui

import (
	"cmp"
	"slices"

	"oscope/model"
	"oscope/ui/table"
	"oscope/ui/text"
)

type attachmentRow struct {
	model.Attachment
	application, source string // names
	since               since
}

func newAttachmentsView(a *Desk) view {
	return newResourceView(&resourceView[attachmentRow]{
		name:    "Attachments",
		short:   "Attach",
		ofKinds: []model.Kind{model.KindAttachment},
		// Without the applications no attachment can be listed.
		ofFeeds: []model.Feed{{Kind: model.FeedApplications}, {Kind: model.FeedAttachments}},
		rows:    attachmentRows,
		item:    func(r attachmentRow) model.Item { return r.Attachment },
		columns: []table.Column[attachmentRow]{
			nameColumn("APPLICATION", func(r attachmentRow) string { return r.application }),
			nameColumn("DATA SOURCE", func(r attachmentRow) string { return r.source }),
			plainColumn("KIND", 10, 10, 4, attachmentRow.kind),
			statusColumn(a.Style, 10, func(r attachmentRow) model.Resource { return r.Resource }),
			sinceColumn(func(r attachmentRow) since { return r.since }),
			plainColumn("ARN", 40, 90, 1, func(r attachmentRow) string { return r.DataSourceARN }),
		},
		detail:  attachmentDetail,
		own:     []Action{attachAction, detachAction, retryAction},
		nothing: "No data source is attached to any application yet. Press a to attach one.",
	})
}

func (r attachmentRow) kind() string {
	return cmp.Or(string(model.ARNKind(r.DataSourceARN)), "other")
}

// attachmentRows are grouped by application, as the service lists them.
func attachmentRows(a *Desk) []attachmentRow {
	items := a.Snapshot.Items(model.KindAttachment)
	rows := make([]attachmentRow, len(items))
	for i, item := range items {
		attachment, _ := item.(model.Attachment)
		rows[i] = attachmentRow{
			Attachment:  attachment,
			application: a.Snapshot.ApplicationName(attachment.ApplicationID),
			source:      a.Snapshot.DataSourceName(attachment.DataSourceARN),
			since:       sinceOf(a, attachment.Resource),
		}
	}
	slices.SortStableFunc(rows, func(x, y attachmentRow) int { return cmp.Compare(x.application, y.application) })
	return rows
}

func attachmentDetail(a *Desk, r attachmentRow) detail {
	var d detail
	d.status(a, r.Resource)
	if r.Phase() == model.InFlight {
		d.add("Why", a.Snapshot.Waiting(r.Attachment))
		left := model.AttachmentTimeout - a.Now.Sub(r.since.at)
		when := "in " + text.Span(left)
		if !r.since.exact {
			when += " at the latest"
		}
		d.add("Gives up", when+" (24 h after its start)")
	}
	d.add("Attachment", r.AttachmentID)
	d.heading("Application")
	if item, ok := a.Snapshot.Item(model.Key{Kind: model.KindApplication, ID: r.ApplicationID}); ok {
		d.end(a, item)
	}
	d.add("Id", r.ApplicationID)
	d.heading("Data source")
	if item, ok := a.Snapshot.DataSource(r.DataSourceARN); ok {
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
func (d *detail) end(a *Desk, item model.Item) {
	r := item.Common()
	glyph, style := a.Theme.Badge(r.Phase(), r.Status)
	d.add("Name", r.Name)
	d.styled("Status", glyph+" "+statusWord(r.Status), style)
	d.add("ARN", r.ARN)
}
