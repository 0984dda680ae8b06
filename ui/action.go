package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
)

// action is something that an operator can do. Everything that depends on which
// actions there are (keys, footer, help, read-only mode) reads these.
type action struct {
	name   string   // one or two words, for the footer
	keys   []string // as Bubble Tea spells them; the first is shown
	help   string   // one line, for the help
	writes bool     // changes something at AWS: refused when read-only
	hint   bool     // worth a place in the footer,
	rare   bool     // but only while it makes sense,
	last   bool     // or always, at its end
	takes  takes    // how many resources it is about
	// obstacle says why the action makes no sense now; nil or "" when it does.
	obstacle func(*App) string
	run      func(*App) tea.Cmd
}

// takes is how many resources an action is about. What is marked is what it is
// about; one that cannot take so many does nothing and says so.
type takes int

const (
	nothing  takes = iota // the program or the view, or the row under the cursor
	oneThing              // the only marked resource, or else the selected one
	several               // all marked resources, or else the selected one
)

// subject is the one resource that an action is about.
func (a *App) subject() (model.Item, bool) {
	if items := a.view().chosen(a); len(items) == 1 {
		return items[0], true
	}
	return nil, false
}

// obstacleTo says why an action makes no sense now; empty when it does.
func (a *App) obstacleTo(x action) string {
	if n := len(a.view().chosen(a)); x.takes == oneThing && n > 1 {
		return itoa(n) + " marked: " + x.name + " works on one; esc clears the marks"
	}
	if x.obstacle == nil {
		return ""
	}
	return x.obstacle(a)
}

// shown is how the footer and the help spell the action's key.
func (x action) shown() string { return keyName(x.keys[0]) }

func keyName(key string) string {
	switch key {
	case "space":
		return "␣"
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "shift+tab":
		return "⇧tab"
	}
	return key
}

// actions returns what can be done now: the view's own first, so that a view may
// give a key another meaning.
func (a *App) actions() []action { return slices.Concat(a.view().actions(), globalActions) }

// globalActions are the same in every view.
var globalActions []action

func init() { // not an initialiser: help lists the actions themselves
	globalActions = []action{
		{name: "help", keys: []string{"?", "f1"}, help: "show this help", hint: true, last: true, run: openHelp},
		{name: "quit", keys: []string{"q", "ctrl+c"}, help: "quit", hint: true, last: true, run: func(*App) tea.Cmd { return tea.Quit }},
		{name: "next view", keys: []string{"tab"}, help: "go to the next view", run: func(a *App) tea.Cmd { return a.show(a.current + 1) }},
		{name: "previous view", keys: []string{"shift+tab"}, help: "go to the previous view", run: func(a *App) tea.Cmd { return a.show(a.current - 1) }},
		{name: "refresh", keys: []string{"r"}, help: "read again what is on the screen", run: refresh},
		{name: "errors", keys: []string{"!"}, help: "show the failed calls of this run, in full", run: openErrorLog},
		{name: "redraw", keys: []string{"ctrl+l"}, help: "draw the screen anew", run: func(*App) tea.Cmd { return tea.ClearScreen }},
		{name: "suspend", keys: []string{"ctrl+z"}, help: "suspend to the shell", run: suspend},
	}
}

// key handles a key press.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	if msg.String() == "ctrl+c" {
		return a.interrupt()
	}
	if a.tooSmall() {
		if msg.String() == "q" && len(a.dialogs) == 0 {
			return tea.Quit
		}
		return nil // nobody acts on what cannot be seen
	}
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].key(a, msg)
	}
	if cmd, handled := a.view().typed(a, msg); handled {
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
		if d, ok := a.dialogs[n-1].(*formDialog); ok && d.touched && !d.leaving {
			d.leave()
			return a.toast(warning, "press ctrl+c again to quit")
		}
	}
	return tea.Quit
}

// do runs an action, or says why it cannot be run now.
func (a *App) do(x action) tea.Cmd {
	if x.writes && a.readOnly() {
		return a.toast(warning, "oscope runs read-only: it does not "+x.help)
	}
	if why := a.obstacleTo(x); why != "" {
		return a.toast(info, why)
	}
	return x.run(a)
}

// paste hands pasted text to whatever is being typed into.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1].paste(a, msg)
	}
	return a.view().pasted(a, msg)
}

// suspend hands the terminal to the shell, if there is one: what nobody continues
// would stand there for ever.
func suspend(a *App) tea.Cmd {
	if a.option.Suspend == nil {
		return a.toast(info, "there is no shell to suspend to; q quits")
	}
	return a.option.Suspend
}

// refresh reads again what is on the screen, the header included.
func refresh(a *App) tea.Cmd {
	a.snapshot.Refresh(live.Feed{Kind: live.FeedCaller})
	a.snapshot.Refresh(a.view().feeds()...)
	a.snapshot.Refresh(a.view().detailFeeds(a)...)
	return a.plan()
}
