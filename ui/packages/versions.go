package packages

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
)

var versionsAction = desk.Action{
	Name: "versions", Keys: []string{"v"}, Help: "show the versions of the package", Hint: true, Takes: desk.OneThing,
	Obstacle: needsPackage, Run: openVersions,
}

// versionsOf is the feed of the versions of a package.
func versionsOf(key model.Key) live.Feed { return live.Feed{Kind: live.FeedVersions, Of: key.ID} }

// openVersions shows a package's history, which is read while it is open.
func openVersions(at *desk.Desk) tea.Cmd {
	p, _ := selectedPackage(at)
	key := p.Key
	pages := &page.Pager{Name: "Versions of " + p.Name, Wants: []live.Feed{versionsOf(key)}}
	pages.Render = func(at *desk.Desk, width int) []string { return versionLines(at, key, width) }
	return tea.Batch(at.Open(pages), at.Plan())
}

func versionLines(at *desk.Desk, key model.Key, width int) []string {
	item, _ := at.Snapshot.Item(key)
	p, ok := item.(model.Package)
	feed := at.Snapshot.Feed(versionsOf(key))
	switch {
	case !ok:
		return layout.Note(at.Theme.Dim, "The package does not exist any more.", width)
	case p.Versions == nil && feed.Err != nil:
		return page.FailureLines(at.Facts, feed.Err, width)
	case p.Versions == nil:
		return layout.Note(at.Theme.Dim, "Reading…", width)
	case len(*p.Versions) == 0:
		return layout.Note(at.Theme.Dim, "It has no versions yet.", width)
	}
	var d page.Detail
	for _, v := range *p.Versions {
		title := v.Version
		if v.Version == p.Version {
			title += " (available)"
		}
		d.Heading(title)
		d.When("Created", v.CreatedAt, at.Now)
		d.Add("Message", v.CommitMessage)
		if v.Plugin != (model.PluginProperties{}) {
			d.Add("Plugin", text.Join(v.Plugin.Name, v.Plugin.Version, v.Plugin.ClassName))
		}
		if v.Configuration != (model.PackageConfiguration{}) {
			d.Add("Needs", text.Join("licence "+v.Configuration.LicenseRequirement, "configuration "+v.Configuration.ConfigurationRequirement))
		}
	}
	return d.Lines(at.Theme, width)
}
