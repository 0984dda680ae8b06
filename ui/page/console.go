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

// consoleURL is empty at an endpoint of one's own: the console shows nothing of that.
func consoleURL(at *desk.Desk, item model.Item) string {
	if at.Snapshot.Caller.Endpoint != "" {
		return ""
	}
	return model.ConsoleURL(item, at.Region())
}

func noConsole(at *desk.Desk) string {
	item, ok := at.Subject()
	if !ok {
		return "nothing is selected"
	}
	if consoleURL(at, item) == "" {
		return "the console of AWS has no page for it that is known"
	}
	return ""
}

func openConsole(at *desk.Desk) tea.Cmd {
	item, ok := at.Subject()
	if !ok {
		return nil
	}
	cmd := OpenURL(at, "the address in the console", consoleURL(at, item))
	if OpensHere() {
		return tea.Batch(at.Toast(desk.Info, text.Join("opened in the browser", "sign in to account "+at.AccountID()+" there")), cmd)
	}
	return cmd
}
