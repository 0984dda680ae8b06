package datasource

import (
	"cmp"
	"fmt"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// listedTies are the applications that list direct-query data sources, which nothing
// attaches, by their ARNs: of the applications that are known in detail.
func listedTies(at *desk.Desk) map[string][]tie {
	ties := map[string][]tie{}
	if at.Snapshot.Detailed(model.KindApplication) == 0 || at.Snapshot.Len(model.KindDirectQuery) == 0 {
		return ties
	}
	for _, item := range at.Snapshot.Items(model.KindApplication) {
		a, _ := item.(model.Application)
		if a.Detail == nil {
			continue
		}
		for _, source := range a.Detail.DataSources {
			if model.ARNKind(source.ARN) == model.KindDirectQuery {
				ties[source.ARN] = append(ties[source.ARN], tie{a.Name, a.Key})
			}
		}
	}
	return ties
}

// directQueryFacts are what a detail tells of a data source of the account.
func directQueryFacts(d *page.Detail, at *desk.Desk, s model.DirectQuerySource) {
	d.Add("Type", cmp.Or(model.SourceTypeName(s.Type), "one that oscope does not know"))
	d.Add("Description", s.Description)
	d.Add("Role", s.RoleARN)
	d.Add("Workspace", s.Workspace)
	for i, arn := range s.Collections {
		label := ""
		if i == 0 {
			label = "Collections"
		}
		name := at.Snapshot.DataSourceName(arn)
		d.Related(at, label, name, "", model.Key{Kind: model.ARNKind(arn), ID: model.ARNName(arn)})
	}
	for _, item := range at.Snapshot.Items(model.KindIntegration) {
		if i, ok := item.(model.Integration); ok && i.Part("data source").ID == s.Name {
			d.Related(at, "Made by", "integration "+i.Name, "", i.Key)
		}
	}
	if len(s.Tags) > 0 {
		d.Heading(fmt.Sprintf("Tags · %d", len(s.Tags)))
		for _, tag := range s.Tags {
			d.Add(tag.Key, cmp.Or(tag.Value, "(empty)"))
		}
	}
}

// domainSources appends the data sources that live in a domain, or why they are not known.
func domainSources(d *page.Detail, at *desk.Desk, m model.Domain) {
	feed := at.Snapshot.Feed(live.Feed{Kind: live.FeedDomainSources, Of: m.Key.ID})
	switch {
	case m.Sources == nil && feed.Err != nil:
		d.Heading("Direct queries")
		d.Styled("", at.Theme.Glyphs.Failed+" "+feed.Err.Brief(), at.Theme.Error)
	case m.Sources != nil && len(*m.Sources) > 0:
		d.Heading(fmt.Sprintf("Direct queries · %d", len(*m.Sources)))
		for _, s := range *m.Sources {
			d.Add(s.Name, text.Join(model.SourceTypeName(s.Type), string(s.Status)))
			d.Add("", s.Description)
			d.Add("", s.RoleARN)
		}
	}
}
