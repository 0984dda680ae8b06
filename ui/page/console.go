package page

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// Console opens the page of the selected resource in the console of AWS. The browser
// shows it in the account that it is signed in to, so that the account is said.
var Console = desk.Action{
	Name: "console", Keys: []string{"O"}, Help: "open its page in the console of AWS, or copy the address where no browser can be seen",
	Takes: desk.OneThing, Obstacle: noConsole, Run: openConsole,
}

func noConsole(at *desk.Desk) string {
	item, ok := at.Subject()
	if !ok {
		return "nothing is selected"
	}
	if model.ConsoleURL(item, at.Region()) == "" {
		return "the console of AWS has no page for it that is known"
	}
	return ""
}

func openConsole(at *desk.Desk) tea.Cmd {
	item, ok := at.Subject()
	if !ok {
		return nil
	}
	cmd := OpenURL(at, "the address in the console", model.ConsoleURL(item, at.Region()))
	if OpensHere() {
		return tea.Batch(at.Toast(desk.Info, text.Join("opened in the browser", "sign in to account "+at.AccountID()+" there")), cmd)
	}
	return cmd
}
