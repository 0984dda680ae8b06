package ui

import (
	"slices"

	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/application"
	"oscope/ui/association"
	"oscope/ui/attachment"
	"oscope/ui/datasource"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/overview"
	"oscope/ui/packages"
	"oscope/ui/page"
	"oscope/ui/past"
	"oscope/ui/scope"
)

// newPages makes the pages, in their order. The last one is for several scopes.
func newPages(facts *desk.Facts) []page.Page {
	rooms := []page.Page{application.NewPage(facts), attachment.NewPage(facts), packages.NewPage(facts), association.NewPage(facts), integration.NewPage(facts), datasource.NewPage(facts)}
	pages := append([]page.Page{overview.NewPage(rooms)}, rooms...)
	return append(pages, past.NewPage(facts), scope.NewPage(facts, pages[0].Feeds()))
}

// Actions are all that are declared: those of every page, then those of the pages in
// their order, some of which are on several.
func Actions() []desk.Action {
	a := &App{}
	return declared(a, newPages(&desk.Facts{Fleet: live.NewFleet(), Durations: history.NewDurations()}))
}

func declared(a *App, pages []page.Page) []desk.Action {
	all := a.everywhere(true)
	for _, p := range pages {
		all = slices.Concat(all, p.Actions())
	}
	return all
}
