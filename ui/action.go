package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

// obstacleTo says why an action makes no sense now; empty when it does.
func (a *App) obstacleTo(x Action) string {
	if n := len(a.Chosen()); x.takes == oneThing && n > 1 {
		return itoa(n) + " marked: " + x.name + " works on one; esc clears the marks"
	}
	if x.obstacle == nil {
		return ""
	}
	return x.obstacle(a.Desk)
}

// actions returns what can be done now: the view's own first, so that a view may
// give a key another meaning.
func (a *App) actions() []Action { return slices.Concat(a.view().actions(), a.global) }

// everywhere are the actions that every page has.
func (a *App) everywhere() []Action {
	return []Action{
		{name: "help", keys: []string{"?", "f1"}, help: "show this help", hint: true, last: true, run: func(*Desk) tea.Cmd { return a.openHelp() }},
		{name: "quit", keys: []string{"q", "ctrl+c"}, help: "quit", hint: true, last: true, run: func(*Desk) tea.Cmd { return tea.Quit }},
		{name: "next view", keys: []string{"tab"}, help: "go to the next view", run: func(*Desk) tea.Cmd { return a.show(a.current + 1) }},
		{name: "previous view", keys: []string{"shift+tab"}, help: "go to the previous view", run: func(*Desk) tea.Cmd { return a.show(a.current - 1) }},
		{name: "refresh", keys: []string{"r"}, help: "read again what is on the screen", run: func(*Desk) tea.Cmd { return a.refresh() }},
		{name: "errors", keys: []string{"!"}, help: "show the failed calls of this run, in full", run: func(*Desk) tea.Cmd { return a.openErrorLog() }},
		{name: "redraw", keys: []string{"ctrl+l"}, help: "draw the screen anew", run: func(*Desk) tea.Cmd { return tea.ClearScreen }},
		{name: "suspend", keys: []string{"ctrl+z"}, help: "suspend to the shell", run: func(*Desk) tea.Cmd { return a.suspend() }},
	}
}

// Everywhere implements Program.
func (a *App) Everywhere() []Action { return a.global }

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
		return a.dialogs[n-1].key(a.Desk, msg)
	}
	if cmd, handled := a.view().typed(a.Desk, msg); handled {
		return cmd
	}
	for i := range a.views {
		if msg.String() == string(rune('1'+i)) {
			return a.show(i)
		}
	}
	for _, x := range a.actions() {
		if slices.Contains(x.keys, msg.String()) {
			return a.do(x)
		}
	}
	return nil
}

// interrupt quits, but not past values that have been typed: there the first press
// asks.
func (a *App) interrupt() tea.Cmd {
	if n := len(a.dialogs); n > 0 && !a.tooSmall() {
		if d, ok := a.dialogs[n-1].(Holder); ok && d.Hold() {
			return a.Toast(Warning, "press ctrl+c again to quit")
		}
	}
	return tea.Quit
}

// do runs an action, or says why it cannot be run now.
func (a *App) do(x Action) tea.Cmd {
	if x.writes && a.ReadOnly() {
		return a.Toast(Warning, "oscope runs read-only: it does not "+x.help)
	}
	if why := a.obstacleTo(x); why != "" {
		return a.Toast(Info, why)
	}
	return x.run(a.Desk)
}

// paste hands pasted text to whatever is being typed into.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].paste(a.Desk, msg)
	}
	return a.view().pasted(a.Desk, msg)
}

// suspend hands the terminal to the shell, if there is one: what nobody continues
// would stand there for ever.
func (a *App) suspend() tea.Cmd {
	if a.option.Suspend == nil {
		return a.Toast(Info, "there is no shell to suspend to; q quits")
	}
	return a.option.Suspend
}

// refresh reads again what is on the screen, the header included.
func (a *App) refresh() tea.Cmd {
	a.Snapshot.Refresh(model.Feed{Kind: model.FeedCaller})
	a.Snapshot.Refresh(a.view().feeds()...)
	a.Snapshot.Refresh(a.view().detailFeeds(a.Desk)...)
	return a.Plan()
}
