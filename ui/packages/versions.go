package packages

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/page"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/layout"
	"oscope/ui/text"
)

var versionsAction = desk.Action{
	Name: "versions", Keys: []string{"v"}, Help: "show the versions of the package", Hint: true, Takes: desk.OneThing,
	Obstacle: needsPackage, Run: openVersions,
}

// openVersions shows a package's history, which is read while it is open.
func openVersions(a *desk.Desk) tea.Cmd {
	p, _ := selectedPackage(a)
	key := p.Key
	pages := &page.Pager{Name: "Versions of " + p.Name, Wants: []live.Feed{{Kind: live.FeedVersions, Of: key.ID}}}
	pages.Render = func(a *desk.Desk, width int) []string { return versionLines(a, key, width) }
	return tea.Batch(a.Open(pages), a.Plan())
}

func versionLines(a *desk.Desk, key model.Key, width int) []string {
	item, _ := a.Snapshot.Item(key)
	p, ok := item.(model.Package)
	feed := a.Snapshot.Feed(live.Feed{Kind: live.FeedVersions, Of: key.ID})
	switch {
	case !ok:
		return layout.Note(a.Theme.Dim, "The package does not exist any more.", width)
	case p.Versions == nil && feed.Err != nil:
		return page.FailureLines(a.Theme, feed.Err, width)
	case p.Versions == nil:
		return layout.Note(a.Theme.Dim, "Reading…", width)
	case len(*p.Versions) == 0:
		return layout.Note(a.Theme.Dim, "It has no versions yet.", width)
	}
	var d page.Detail
	for _, v := range *p.Versions {
		title := v.Version
		if v.Version == p.Version {
			title += " (available)"
		}
		d.Heading(title)
		d.When("Created", v.CreatedAt, a.Now)
		d.Add("Message", v.CommitMessage)
		if v.Plugin != (model.PluginProperties{}) {
			d.Add("Plugin", text.Join(v.Plugin.Name, v.Plugin.Version, v.Plugin.ClassName))
		}
		if v.Configuration != (model.PackageConfiguration{}) {
			d.Add("Needs", text.Join("licence "+v.Configuration.LicenseRequirement, "configuration "+v.Configuration.ConfigurationRequirement))
		}
	}
	return d.Lines(a.Theme, width)
}
