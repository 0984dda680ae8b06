package application

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/page"
)

var openEndpointAction = desk.Action{
	Name: "open endpoint", Keys: []string{"o"}, Help: "open the application's endpoint in a browser",
	Takes: desk.OneThing,
	Obstacle: func(at *desk.Desk) string {
		switch application, ok := selectedApplication(at); {
		case !ok:
			return "no application is selected"
		case application.Endpoint == "":
			return "it has no endpoint yet"
		}
		return ""
	},
	Run: func(at *desk.Desk) tea.Cmd {
		application, _ := selectedApplication(at)
		return page.OpenURL(at, "the endpoint", application.Endpoint)
	},
}
