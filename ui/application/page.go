package application

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/attachment"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
	"oscope/ui/text"
)

type applicationRow struct {
	item        model.Item // as the snapshot holds it: a copy would take memory for every row
	since       page.Since
	attachments int
	known       bool // the attachments have been listed
	isDefault   bool
}

func (r applicationRow) application() model.Application {
	application, _ := r.item.(model.Application)
	return application
}

// title is the name, with a star behind that of the default application.
func (r applicationRow) title() string {
	name := r.item.Common().Name
	if r.isDefault {
		return name + " ★"
	}
	return name
}

// NewPage returns the page of applications.
func NewPage(facts *desk.Facts) page.Page {
	return page.New(&page.Resources[applicationRow]{
		Name:    "Applications",
		Short:   "Apps",
		OfKinds: []model.Kind{model.KindApplication},
		OfFeeds: []live.Feed{{Kind: live.FeedApplications}},
		Marks:   []live.Feed{{Kind: live.FeedDefault}},
		Rows:    applicationRows,
		Item:    func(r applicationRow) model.Item { return r.item },
		Columns: []table.Column[applicationRow]{
			page.NameColumn("NAME", applicationRow.title),
			page.StatusColumn(facts.Style, 10, func(r applicationRow) model.Resource { return r.item.Common() }),
			page.SinceColumn(facts.Style, func(r applicationRow) page.Since { return r.since }),
			page.PlainColumn("ATTACHED", 6, applicationRow.attached),
			page.TellsApart(page.PlainColumn("ID", 1, func(r applicationRow) string { return r.item.Common().Key.ID })),
			page.AddressColumn("ENDPOINT", 3, func(r applicationRow) string { return r.application().Endpoint }),
			page.DateColumn("UPDATED", func(r applicationRow) time.Time { return r.application().UpdatedAt }),
		},
		Detail: applicationDetail,
		DetailOf: func(r applicationRow) []live.Feed {
			of := r.item.Common()
			return []live.Feed{{Kind: live.FeedApplication, Of: of.Key.ID}, {Kind: live.FeedTags, Of: of.ARN}}
		},
		Own:     []desk.Action{createApplicationAction, editApplicationAction, attachment.Attach, defaultApplicationAction, tagsAction, openEndpointAction, deleteApplicationAction},
		Nothing: "No applications in this account and Region. Press {new} to create one.",
	})
}

// attached is how many data sources are ATTACHED, empty while unknown.
func (r applicationRow) attached() string {
	if !r.known {
		return ""
	}
	return strconv.Itoa(r.attachments)
}

func applicationRows(at *desk.Desk) page.Roll[applicationRow] {
	attached := map[string]int{}
	for _, item := range at.Snapshot.Items(model.KindAttachment) {
		if tie, ok := item.(model.Attachment); ok && tie.Status == "ATTACHED" {
			attached[tie.ApplicationID]++
		}
	}
	return page.Items(at, func(item model.Item) (applicationRow, bool) {
		application, _ := item.(model.Application)
		attachments := at.Snapshot.Feed(live.Feed{Kind: live.FeedAttachments, Of: application.Key.ID})
		return applicationRow{item, page.SinceOf(at, application.Resource), attached[application.Key.ID], attachments.Known(), application.ARN == at.Snapshot.DefaultARN}, true
	}, model.KindApplication)
}

func applicationDetail(at *desk.Desk, row applicationRow) page.Detail {
	r := row.application()
	var d page.Detail
	d.Status(at, r.Resource)
	d.Add("Id", r.Key.ID)
	d.Add("ARN", r.ARN)
	d.Link("Endpoint", r.Endpoint)
	switch err := at.Snapshot.Feed(live.Feed{Kind: live.FeedDefault}).Err; {
	case err != nil:
		d.Styled("Default", at.Theme.Glyphs.Failed+" which one is not known: "+err.Brief(), at.Theme.Error)
	case row.isDefault:
		d.Add("Default", "★ the default application of this Region")
	}
	d.When("Created", r.CreatedAt, at.Now)
	d.When("Updated", r.UpdatedAt, at.Now)
	feed := at.Snapshot.Feed(live.Feed{Kind: live.FeedApplication, Of: r.Key.ID})
	if r.Detail == nil {
		if feed.Err != nil {
			d.Heading("More")
			d.Styled("", at.Theme.Glyphs.Failed+" "+feed.Err.Error(), at.Theme.Error)
			d.Add("", at.Keys.Explain(feed.Err))
		}
		attachmentFacts(&d, at, r.Key.ID)
		return d
	}
	d.Add("KMS key", r.Detail.KMSKeyARN)
	identityCenterFacts(&d, r.Detail.IdentityCenter)
	tagFacts(&d, at, r)
	attachmentFacts(&d, at, r.Key.ID)
	dataSourceFacts(&d, at, r.Detail.DataSources)
	edit := rule.EditOf(*r.Detail)
	if len(edit.Users)+len(edit.Groups) > 0 {
		d.Heading("Dashboard administrators")
		d.Add("Users", strings.Join(edit.Users, ", "))
		d.Add("Groups", strings.Join(edit.Groups, ", "))
	}
	if len(edit.Others) > 0 {
		d.Heading("Other settings")
		for _, config := range edit.Others {
			d.Add("", config.Key+" = "+config.Value)
		}
	}
	return d
}

func identityCenterFacts(d *page.Detail, c model.IdentityCenter) {
	if !c.Enabled {
		d.Add("Sign-in", "IAM")
		return
	}
	d.Add("Sign-in", "IAM Identity Center")
	d.Add("Instance", c.InstanceARN)
	d.Add("Role", c.RoleARN)
	d.Add("Application", c.ApplicationARN)
}

// dataSourceFacts appends the data sources of an application's own list, which names
// those that were never attached too.
func dataSourceFacts(d *page.Detail, at *desk.Desk, sources []model.ApplicationDataSource) {
	if len(sources) == 0 {
		return
	}
	d.Heading(fmt.Sprintf("Data sources · %d", len(sources)))
	for _, source := range sources {
		kind := cmp.Or(string(model.ARNKind(source.ARN)), "other")
		name := at.Snapshot.DataSourceName(source.ARN)
		if strings.HasSuffix(source.ARN, name) {
			name = ""
		}
		if item, ok := at.Snapshot.DataSource(source.ARN); ok {
			d.Related(at, kind, text.Join(name, source.ARN), "", item.Common().Key)
		} else {
			d.Add(kind, text.Join(name, source.ARN))
		}
		d.Add("", source.Description)
		d.Add("", source.RoleARN)
	}
}

// tagFacts appends an application's tags, or why they are not known.
func tagFacts(d *page.Detail, at *desk.Desk, application model.Application) {
	feed := at.Snapshot.Feed(live.Feed{Kind: live.FeedTags, Of: application.ARN})
	switch {
	case application.Tags == nil && feed.Err != nil:
		d.Heading("Tags")
		d.Styled("", at.Theme.Glyphs.Failed+" "+feed.Err.Brief(), at.Theme.Error)
	case application.Tags != nil && len(*application.Tags) > 0:
		d.Heading(fmt.Sprintf("Tags · %d", len(*application.Tags)))
		for _, tag := range *application.Tags {
			d.Add(tag.Key, cmp.Or(tag.Value, "(empty)"))
		}
	}
}

// attachmentFacts appends an application's attachments with their badges.
func attachmentFacts(d *page.Detail, at *desk.Desk, applicationID string) {
	found := at.Snapshot.ItemsOf(live.Feed{Kind: live.FeedAttachments, Of: applicationID})
	if len(found) == 0 {
		return
	}
	d.Heading(fmt.Sprintf("Attachments · %d", len(found)))
	for _, item := range found {
		r := item.Common()
		glyph, style := at.Theme.Badge(r.Phase(), r.Status)
		d.Related(at, glyph+" "+string(r.Status), at.Snapshot.DataSourceName(r.ARN), style, r.Key)
	}
}
