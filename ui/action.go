package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
	"oscope/ui/desk"
)

// obstacleTo says why an action makes no sense now; empty when it does.
func (a *App) obstacleTo(x desk.Action) string {
	if n := len(a.Chosen()); x.Takes == desk.OneThing && n > 1 {
		return strconv.Itoa(n) + " marked: " + x.Name + " works on one; esc clears the marks"
	}
	if x.Obstacle == nil {
		return ""
	}
	return x.Obstacle(a.Desk)
}

// actions returns what can be done now: the view's own first, so that a view may
// give a key another meaning.
func (a *App) actions() []desk.Action { return slices.Concat(a.view().Actions(), a.global) }

// everywhere are the actions that every page has.
func (a *App) everywhere() []desk.Action {
	return []desk.Action{
		{Name: "help", Keys: []string{"?", "f1"}, Help: "show this help", Hint: true, Last: true, Run: func(*desk.Desk) tea.Cmd { return a.openHelp() }},
		{Name: "quit", Keys: []string{"q", "ctrl+c"}, Help: "quit", Hint: true, Last: true, Run: func(*desk.Desk) tea.Cmd { return tea.Quit }},
		{Name: "next view", Keys: []string{"tab"}, Help: "go to the next view", Run: func(*desk.Desk) tea.Cmd { return a.show(a.current + 1) }},
		{Name: "previous view", Keys: []string{"shift+tab"}, Help: "go to the previous view", Run: func(*desk.Desk) tea.Cmd { return a.show(a.current - 1) }},
		{Name: "refresh", Keys: []string{"r"}, Help: "read again what is on the screen", Run: func(*desk.Desk) tea.Cmd { return a.refresh() }},
		{Name: "errors", Keys: []string{"!"}, Help: "show the failed calls of this run, in full", Run: func(*desk.Desk) tea.Cmd { return a.openErrorLog() }},
		{Name: "redraw", Keys: []string{"ctrl+l"}, Help: "draw the screen anew", Run: func(*desk.Desk) tea.Cmd { return tea.ClearScreen }},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Help: "suspend to the shell", Run: func(*desk.Desk) tea.Cmd { return a.suspend() }},
	}
}

// Everywhere implements Program.
func (a *App) Everywhere() []desk.Action { return a.global }

// digits is how many pages have a key of their own.
const digits = 9

// key handles a key press.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	if msg.String() == "ctrl+c" {
		return a.interrupt()
	}
	if a.tooSmall() {
		if msg.String() == "q" && !a.Modal() {
			return tea.Quit
		}
		return nil // nobody acts on what cannot be seen
	}
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].Key(a.Desk, msg)
	}
	if cmd, handled := a.view().Typed(a.Desk, msg); handled {
		return cmd
	}
	for i := range min(len(a.views), digits) {
		if msg.String() == string(rune('1'+i)) {
			return a.show(i)
		}
	}
	for _, x := range a.actions() {
		if slices.Contains(x.Keys, msg.String()) {
			return a.do(x)
		}
	}
	return nil
}

// interrupt quits, but not past values that have been typed: there the first press
// asks.
func (a *App) interrupt() tea.Cmd {
	if n := len(a.dialogs); n > 0 && !a.tooSmall() {
		if d, ok := a.dialogs[n-1].(desk.Holder); ok && d.Hold() {
			return a.Toast(desk.Warning, "press ctrl+c again to quit")
		}
	}
	return tea.Quit
}

// do runs an action, or says why it cannot be run now.
func (a *App) do(x desk.Action) tea.Cmd {
	if x.Writes && a.ReadOnly() {
		return a.Toast(desk.Warning, "oscope runs read-only: it does not "+x.Help)
	}
	if why := a.obstacleTo(x); why != "" {
		return a.Toast(desk.Info, why)
	}
	return x.Run(a.Desk)
}

// paste hands pasted text to whatever is being typed into.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].Paste(a.Desk, msg)
	}
	return a.view().Pasted(a.Desk, msg)
}

// suspend hands the terminal to the shell, if there is one: what nobody continues
// would stand there for ever.
func (a *App) suspend() tea.Cmd {
	if a.option.Suspend == nil {
		return a.Toast(desk.Info, "there is no shell to suspend to; q quits")
	}
	return a.option.Suspend
}

// refresh reads again what is on the screen, the header included.
func (a *App) refresh() tea.Cmd {
	a.Snapshot.Refresh(live.Feed{Kind: live.FeedCaller})
	a.Snapshot.Refresh(a.view().Feeds()...)
	a.Snapshot.Refresh(a.view().DetailFeeds(a.Desk)...)
	return a.Plan()
}
