package application

import (
	"oscope/ui/desk"
	"oscope/ui/page"

	tea "charm.land/bubbletea/v2"
)

var openEndpointAction = desk.Action{
	Name: "open endpoint", Keys: []string{"o"}, Help: "open the application's endpoint in a browser",
	Takes: desk.OneThing,
	Obstacle: func(a *desk.Desk) string {
		switch application, ok := selectedApplication(a); {
		case !ok:
			return "no application is selected"
		case application.Endpoint == "":
			return "it has no endpoint yet"
		}
		return ""
	},
	Run: func(a *desk.Desk) tea.Cmd {
		application, _ := selectedApplication(a)
		return page.OpenURL(a, application.Endpoint)
	},
}
