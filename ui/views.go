package ui

import (
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

// newViews returns all views.
func newViews(facts *desk.Facts) []page.Page {
	rooms := []page.Page{application.NewPage(facts), attachment.NewPage(facts), packages.NewPage(facts), association.NewPage(facts), integration.NewPage(facts), datasource.NewPage(facts)}
	all := append([]page.Page{overview.NewPage(rooms)}, rooms...)
	return append(all, past.NewPage(facts), scope.NewPage(facts, all[0].Feeds()))
}
