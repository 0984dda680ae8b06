package attachment

import (
	"cmp"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
)

type attachmentRow struct {
	model.Attachment
	application, source string // names
	since               page.Since
}

// NewPage returns the page of attachments.
func NewPage(facts *desk.Facts) page.Page {
	return page.New(&page.Resources[attachmentRow]{
		Name:    "Attachments",
		Short:   "Attach",
		OfKinds: []model.Kind{model.KindAttachment},
		// Without the applications no attachment can be listed.
		OfFeeds: []live.Feed{{Kind: live.FeedApplications}, {Kind: live.FeedAttachments}},
		Rows:    attachmentRows,
		Order:   byApplication,
		Item:    func(r attachmentRow) model.Item { return r.Attachment },
		Columns: []table.Column[attachmentRow]{
			page.NameColumn("APPLICATION", func(r attachmentRow) string { return r.application }),
			page.NameColumn("DATA SOURCE", func(r attachmentRow) string { return r.source }),
			page.TellsApart(page.PlainColumn("KIND", 4, attachmentRow.kind)),
			page.StatusColumn(facts.Style, 10, func(r attachmentRow) model.Resource { return r.Resource }),
			page.SinceColumn(facts.Style, func(r attachmentRow) page.Since { return r.since }),
			page.TellsApart(page.AddressColumn("ARN", 1, func(r attachmentRow) string { return r.DataSourceARN })),
		},
		Detail:  attachmentDetail,
		Own:     []desk.Action{Attach, detachAction, retryAction},
		Nothing: "No data source is attached to any application yet. Press {attach} to attach one.",
	})
}

func (r attachmentRow) kind() string {
	return cmp.Or(string(model.ARNKind(r.DataSourceARN)), "other")
}

func attachmentRows(at *desk.Desk) page.Roll[attachmentRow] {
	return page.Items(at, func(item model.Item) (attachmentRow, bool) {
		attachment, _ := item.(model.Attachment)
		return attachmentRow{
			Attachment:  attachment,
			application: at.Snapshot.ApplicationName(attachment.ApplicationID),
			source:      at.Snapshot.DataSourceName(attachment.DataSourceARN),
			since:       page.SinceOf(at, attachment.Resource),
		}, true
	}, model.KindAttachment)
}

// byApplication groups attachments as the service lists them.
func byApplication(x, y attachmentRow) int { return cmp.Compare(x.application, y.application) }

func attachmentDetail(at *desk.Desk, r attachmentRow) page.Detail {
	var d page.Detail
	d.Status(at, r.Resource)
	if r.Phase() == model.InFlight {
		d.Add("Why", at.Snapshot.Waiting(r.Attachment))
		left := model.AttachmentTimeout - at.Now.Sub(r.since.At)
		when := "in " + text.Span(left)
		if r.since.Bound != model.Exactly {
			when += " at the latest"
		}
		d.Moves(at.Now, text.SpanLeftLasts(left))
		d.Add("Gives up", when+" (24 h after its start)")
	}
	d.Add("Attachment", r.AttachmentID)
	d.Heading("Application")
	if item, ok := at.Snapshot.Item(model.Key{Kind: model.KindApplication, ID: r.ApplicationID}); ok {
		d.End(at, item)
	}
	d.Add("Id", r.ApplicationID)
	d.Heading("Data source")
	if item, ok := at.Snapshot.DataSource(r.DataSourceARN); ok {
		d.End(at, item)
		if domain, ok := item.(model.Domain); ok {
			d.Add("Engine", domain.EngineVersion)
		}
		return d
	}
	d.Add("Name", r.source)
	d.Add("ARN", r.DataSourceARN)
	d.Add("", "not seen in this account and Region")
	return d
}
