package integration

import (
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
)

type integrationRow struct {
	model.Integration
	since                   page.Since
	application, collection string // that it is made of, by their names
}

// NewPage returns the page of integrations.
func NewPage(facts *desk.Facts) page.Page {
	return page.New(&page.Resources[integrationRow]{
		Name:    "Integrations",
		Short:   "Logs",
		OfKinds: []model.Kind{model.KindIntegration},
		OfFeeds: []live.Feed{{Kind: live.FeedIntegrations}},
		Rows:    integrationRows,
		Item:    func(r integrationRow) model.Item { return r.Integration },
		Columns: []table.Column[integrationRow]{
			page.NameColumn("NAME", func(r integrationRow) string { return r.Name }),
			page.PlainColumn("TYPE", 3, func(r integrationRow) string { return r.Type }),
			page.StatusColumn(facts.Style, 14, func(r integrationRow) model.Resource { return r.Resource }),
			page.SinceColumn(facts.Style, func(r integrationRow) page.Since { return r.since }),
			healthyColumn(facts),
			page.PlainColumn("APPLICATION", 5, func(r integrationRow) string { return r.application }),
			page.PlainColumn("COLLECTION", 4, func(r integrationRow) string { return r.collection }),
		},
		Detail:  integrationDetail,
		Own:     []desk.Action{putIntegrationAction, openPartAction, deleteIntegrationAction},
		Nothing: "No CloudWatch Logs integration in this account and Region. Press {new} to make one.",
	})
}

// healthyColumn stands out when something is broken.
func healthyColumn(facts *desk.Facts) table.Column[integrationRow] {
	column := page.PlainColumn("HEALTHY", 8, integrationRow.healthy)
	column.Cell = func(r integrationRow, _ time.Time) table.Cell {
		cell := table.Cell{Text: r.healthy()}
		if len(r.Broken()) > 0 {
			cell.Text, cell.Style = facts.Theme.Glyphs.Failed+" "+cell.Text, facts.Theme.Failed
		}
		return cell
	}
	return column
}

func integrationRows(at *desk.Desk) page.Roll[integrationRow] {
	return page.Items(at, func(item model.Item) (integrationRow, bool) {
		integration, _ := item.(model.Integration)
		return integrationRow{integration, page.SinceOf(at, integration.Resource), partName(at, integration, "application"), partName(at, integration, "collection")}, true
	}, model.KindIntegration)
}

// healthy is "7/8", empty while unknown.
func (r integrationRow) healthy() string {
	if !r.Detailed {
		return ""
	}
	return strconv.Itoa(r.Healthy()) + "/" + strconv.Itoa(model.IntegrationPartCount)
}

// partName names a part by its resource, where that is known.
func partName(at *desk.Desk, i model.Integration, name string) string {
	id := i.Part(name).ID
	if id == "" {
		return ""
	}
	if item, ok := at.Snapshot.Item(partKey(i.Part(name))); ok {
		return item.Common().Name
	}
	return model.ARNName(id)
}

// partKey is the resource that a part is; zero if it is none of oscope's.
func partKey(p model.IntegrationPart) model.Key {
	kind := map[string]model.Kind{"data source": model.KindDirectQuery, "application": model.KindApplication, "collection": model.KindCollection}[p.Name]
	if kind == "" || p.ID == "" {
		return model.Key{}
	}
	return model.Key{Kind: kind, ID: model.ARNName(p.ID)}
}

func integrationDetail(at *desk.Desk, r integrationRow) page.Detail {
	var d page.Detail
	d.Status(at, r.Resource)
	d.Styled("Broken", BrokenText(r.Integration), at.Theme.Failed)
	d.Add("Type", r.Type)
	if !r.Detailed {
		return d
	}
	d.Add("Healthy", strconv.Itoa(r.Healthy())+" of "+strconv.Itoa(model.IntegrationPartCount)+" resources")
	for _, p := range r.Parts {
		d.Heading(strings.ToUpper(p.Name[:1]) + p.Name[1:])
		if p.Status == "" {
			d.Styled("Status", at.Theme.Glyphs.Unknown+" not made yet", at.Theme.Faint)
			continue
		}
		glyph, style := at.Theme.Badge(p.Phase(), p.Status)
		d.Styled("Status", glyph+" "+string(p.Status), style)
		if p.Phase() != model.Settled {
			d.Add("Meaning", model.MeaningOf(model.KindIntegrationResource, p.Status).Explain)
		}
		d.Styled("Message", p.Message, at.Theme.Failed)
		d.Related(at, "Resource", p.ID, "", partKey(p))
		if p.Name == "application" {
			d.Add("Id", model.ARNName(p.ID))
		}
		d.Link("Endpoint", p.Endpoint)
	}
	return d
}

// BrokenText says what is broken about an integration; empty when nothing is.
func BrokenText(i model.Integration) string {
	var says []string
	for _, p := range i.Broken() {
		text := p.Name + " " + string(p.Status)
		if p.Message != "" {
			text += ": " + p.Message
		}
		says = append(says, text)
	}
	return strings.Join(says, "; ")
}
