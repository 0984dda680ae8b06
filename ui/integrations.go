package ui

import (
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/table"
)

type integrationRow struct {
	model.Integration
	since since
}

func newIntegrationsView(a *App) view {
	return newResourceView(&resourceView[integrationRow]{
		name:    "Integrations",
		short:   "Logs",
		ofKinds: []model.Kind{model.KindIntegration},
		ofFeeds: []live.Feed{{Kind: live.FeedIntegrations}},
		rows:    integrationRows,
		item:    func(r integrationRow) model.Item { return r.Integration },
		columns: []table.Column[integrationRow]{
			nameColumn("NAME", func(r integrationRow) string { return r.Name }),
			plainColumn("TYPE", 10, 12, 3, func(r integrationRow) string { return r.Type }),
			statusColumn(a.style, 14, func(r integrationRow) model.Resource { return r.Resource }),
			sinceColumn(func(r integrationRow) since { return r.since }),
			healthyColumn(a),
			plainColumn("APPLICATION", 18, 40, 5, func(r integrationRow) string { return r.part(a, "application") }),
			plainColumn("COLLECTION", 18, 40, 4, func(r integrationRow) string { return r.part(a, "collection") }),
		},
		detail:  integrationDetail,
		own:     []action{putIntegrationAction, openPartAction, deleteIntegrationAction},
		nothing: "No CloudWatch Logs integration in this account and Region. Press n to make one.",
	})
}

// healthyColumn stands out when something is broken.
func healthyColumn(a *App) table.Column[integrationRow] {
	column := plainColumn("HEALTHY", 7, 7, 8, integrationRow.healthy)
	column.Cell = func(r integrationRow, _ time.Time) table.Cell {
		cell := table.Cell{Text: r.healthy()}
		if len(r.Broken()) > 0 {
			cell.Text, cell.Style = a.theme.Glyphs.Failed+" "+cell.Text, a.theme.Failed
		}
		return cell
	}
	return column
}

func integrationRows(a *App) []integrationRow {
	items := a.snapshot.Items(model.KindIntegration)
	rows := make([]integrationRow, len(items))
	for i, item := range items {
		integration, _ := item.(model.Integration)
		rows[i] = integrationRow{integration, a.since(integration.Resource)}
	}
	return rows
}

// healthy is "7/8", empty while unknown.
func (r integrationRow) healthy() string {
	if !r.Detailed {
		return ""
	}
	return strconv.Itoa(r.Healthy()) + "/" + strconv.Itoa(model.IntegrationPartCount)
}

// part names a part by its resource, where that is known.
func (r integrationRow) part(a *App, name string) string {
	id := r.Part(name).ID
	if id == "" {
		return ""
	}
	kind := model.KindApplication
	if name == "collection" {
		kind = model.KindCollection
	}
	if item, ok := a.snapshot.Item(model.Key{Kind: kind, ID: model.ARNName(id)}); ok {
		return item.Common().Name
	}
	return model.ARNName(id)
}

func integrationDetail(a *App, r integrationRow) detail {
	var d detail
	d.status(a, r.Resource)
	d.styled("Broken", brokenText(r.Integration), a.theme.Failed)
	d.add("Type", r.Type)
	if !r.Detailed {
		return d
	}
	d.add("Healthy", strconv.Itoa(r.Healthy())+" of "+strconv.Itoa(model.IntegrationPartCount)+" resources")
	for _, p := range r.Parts {
		d.heading(strings.ToUpper(p.Name[:1]) + p.Name[1:])
		if p.Status == "" {
			d.styled("Status", a.theme.Glyphs.Unknown+" not made yet", a.theme.Faint)
			continue
		}
		glyph, style := a.theme.Badge(p.Phase(), p.Status)
		d.styled("Status", glyph+" "+string(p.Status), style)
		if p.Phase() != model.Settled {
			d.add("Meaning", model.MeaningOf(model.KindIntegrationResource, p.Status).Explain)
		}
		d.styled("Message", p.Message, a.theme.Failed)
		d.add("Resource", p.ID)
		if p.Name == "application" {
			d.add("Id", model.ARNName(p.ID))
		}
		d.link("Endpoint", p.Endpoint)
	}
	return d
}

// brokenText says what is broken about an integration; empty when nothing is.
func brokenText(i model.Integration) string {
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
