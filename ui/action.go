package ui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// subject is what an action would be about now, and the desk at which it would run.
type subject struct {
	at     *desk.Desk
	things []desk.Thing
	scopes int // of the things
}

// subject returns what actions are about now. Where that is nothing, they run at the
// desk of the first scope that is shown.
func (a *App) subject() subject {
	s := subject{at: a.scopes.shown[0], things: a.view().Chosen(a.office)}
	if len(s.things) == 0 {
		return s
	}
	s.at, s.scopes = s.things[0].At, 1
	if len(s.things) > 1 {
		of := map[*desk.Desk]bool{}
		for _, thing := range s.things {
			of[thing.At] = true
		}
		s.scopes = len(of)
	}
	return s
}

// obstacleTo says why an action makes no sense now; empty when it does.
func (s subject) obstacleTo(x *desk.Action) string {
	n := len(s.things)
	switch {
	case x.Takes == desk.OneThing && n > 1:
		return strconv.Itoa(n) + " marked: " + x.Name + " works on one; esc clears the marks"
	case x.Takes == desk.Several && s.scopes > 1 && !x.Spans:
		return fmt.Sprintf("%d marked in %d scopes: %s works on those of one; esc clears the marks", n, s.scopes, x.Name)
	case x.Obstacle == nil:
		return ""
	}
	return x.Obstacle(s.at)
}

// actions returns what can be done now: the view's own first, so that a view may
// give a key another meaning.
func (a *App) actions() []desk.Action { return slices.Concat(a.view().Actions(), a.global) }

// everywhere are the actions that every page has; one is for several scopes only.
func (a *App) everywhere(several bool) []desk.Action {
	all := []desk.Action{
		{Name: "help", Keys: []string{"?", "f1"}, Help: "show this help", Screen: true, Hint: true, Last: true, Run: func(*desk.Desk) tea.Cmd { return a.openHelp() }},
		{Name: "quit", Keys: []string{"q", "ctrl+c"}, Help: "quit", Screen: true, Hint: true, Last: true, Run: func(*desk.Desk) tea.Cmd { return tea.Quit }},
		{Name: "palette", Keys: []string{":", "ctrl+p"}, Help: "find anything by some letters of it: views, actions, resources, commands", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.openPalette() }},
		{Name: "back", Keys: []string{"ctrl+o"}, Help: "go back to where the resource on the screen was gone to from; so does esc at first", Screen: true, Hint: true, Rare: true, Obstacle: a.noWayBack, Run: func(*desk.Desk) tea.Cmd { return a.goBack() }},
		{Name: "next view", Keys: []string{"tab"}, Help: "go to the next view", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.turnTo(a.current + 1) }},
		{Name: "previous view", Keys: []string{"shift+tab"}, Help: "go to the previous view", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.turnTo(a.current - 1) }},
		{Name: "refresh", Keys: []string{"r"}, Help: "read again what is on the screen", Run: func(*desk.Desk) tea.Cmd { return a.refresh() }},
		{Name: "profiles", Keys: []string{"P"}, Help: "open more profiles of the shared AWS configuration, or fewer", Run: func(*desk.Desk) tea.Cmd { return a.chooseProfiles() }},
		{Name: "Regions", Keys: []string{"ctrl+r"}, Help: "open more Regions, or fewer; a form that is open keeps to its own", Run: func(*desk.Desk) tea.Cmd { return a.chooseRegions() }},
		{Name: "sign in", Keys: []string{"L"}, Help: "sign in again, where credentials have expired", Run: func(*desk.Desk) tea.Cmd { return a.signInAnywhere() }},
		{Name: "mouse", Keys: []string{"M"}, Help: "leave the mouse to the terminal, whose selection works then, or take it back", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.toggleMouse() }},
		{Name: "columns", Keys: []string{"c"}, Help: "choose the columns of the table and their order", Screen: true, Obstacle: a.noColumns, Run: func(*desk.Desk) tea.Cmd { return a.chooseColumns() }},
		{Name: "errors", Keys: []string{"!"}, Help: "show the failed calls of this run, in full", Run: func(*desk.Desk) tea.Cmd { return a.openErrorLog() }},
		{Name: "note", Keys: []string{"ctrl+y"}, Help: "copy a note for a ticket, as Markdown; also in forms", Run: func(*desk.Desk) tea.Cmd { return a.copyNote() }},
		{Name: "theme", Keys: []string{"ctrl+t"}, Help: "change to the next theme", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.nextTheme() }},
		{Name: "redraw", Keys: []string{"ctrl+l"}, Help: "draw the screen anew", Screen: true, Run: func(*desk.Desk) tea.Cmd { return tea.ClearScreen }},
		{Name: "suspend", Keys: []string{"ctrl+z"}, Help: "suspend to the shell", Screen: true, Run: func(*desk.Desk) tea.Cmd { return a.suspend() }},
	}
	if several {
		all = append(all, desk.Action{Name: "one scope", Keys: []string{"@"}, Help: "show only the account and Region of the row, or all again", Run: func(*desk.Desk) tea.Cmd { return a.narrow() }})
	}
	return all
}

// Everywhere implements desk.Whole.
func (a *App) Everywhere() []desk.Action { return a.global }

// key handles a key press.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	if msg.String() == "ctrl+c" {
		return a.interrupt()
	}
	if a.tooSmall() {
		if !a.Modal() && a.Keys.Is("quit", msg.String()) {
			return tea.Quit
		}
		return nil // nobody acts on what cannot be seen
	}
	// Two act behind dialogs too, with keys that are no text there.
	if msg.Text == "" && a.Keys.Is("note", msg.String()) {
		return a.copyNote()
	}
	if n := len(a.dialogs); n > 0 {
		if msg.Text == "" && a.Keys.Is("regions", msg.String()) && !a.dialogs[n-1].ours {
			return a.chooseRegions() // no text, and what is open keeps to its scope
		}
		return a.dialogKey(a.dialogs[n-1], msg)
	}
	if msg.String() == "esc" && a.justCame() {
		return a.goBack()
	}
	if cmd, handled := a.view().Typed(a.office, msg); handled {
		return cmd
	}
	for i := range a.pages() {
		if msg.String() == strconv.Itoa(a.digit(i)) {
			return a.turnTo(i)
		}
	}
	for _, x := range a.actions() {
		if slices.Contains(a.Keys.Of(&x), msg.String()) {
			return a.do(x)
		}
	}
	return a.nothing(msg)
}

// nothing says of a key, once, that it does nothing here.
func (a *App) nothing(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if key == "esc" || a.idle[key] {
		return nil
	}
	a.idle[key] = true
	return a.Toast(desk.Info, text.Join(desk.KeyName(key)+" does nothing here", a.Keys.Say("{help} help")))
}

// interrupt quits, but not past values that have been typed: there the first press
// asks.
func (a *App) interrupt() tea.Cmd {
	if n := len(a.dialogs); n > 0 && !a.tooSmall() {
		if d, ok := a.dialogs[n-1].Dialog.(desk.Holder); ok && d.Hold() {
			return a.Toast(desk.Warning, "press ctrl+c again to quit")
		}
	}
	return tea.Quit
}

// do runs an action, or says why it cannot be run now.
func (a *App) do(x desk.Action) tea.Cmd {
	s := a.subject()
	if x.Writes && len(s.things) == 0 && len(a.scopes.shown) > 1 {
		return a.askScope(x)
	}
	return a.doAt(s, &x)
}

func (a *App) doAt(s subject, x *desk.Action) tea.Cmd {
	if x.Writes && s.at.ReadOnly() {
		return a.Toast(desk.Warning, a.readOnly(s.at)+": it does not "+x.Help)
	}
	if why := s.obstacleTo(x); why != "" {
		return a.Toast(desk.Info, why)
	}
	a.use(s.at)
	return scoped(s.at, x.Run(s.at))
}

// offNow says why an action cannot be run now; empty when it can.
func (a *App) offNow(s subject, x *desk.Action) string {
	if x.Writes && s.at.ReadOnly() {
		return a.readOnly(s.at)
	}
	return s.obstacleTo(x)
}

// readOnly says what is read-only: oscope as a whole, or an account.
func (a *App) readOnly(at *desk.Desk) string {
	if a.option.Clients.ReadOnly() {
		return "oscope runs read-only"
	}
	return "oscope takes account " + at.AccountName() + " as read-only"
}

// paste hands pasted text to whatever is being typed into.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	if n := len(a.dialogs); n > 0 {
		d := a.dialogs[n-1]
		a.use(d.at)
		return scoped(d.at, d.Paste(d.at, msg))
	}
	return a.view().Pasted(a.office, msg)
}

// suspend hands the terminal to the shell, if there is one: what nobody continues
// would stand there for ever.
func (a *App) suspend() tea.Cmd {
	if a.option.Suspend == nil {
		return a.Toast(desk.Info, a.Keys.Say("there is no shell to suspend to; {quit} quits"))
	}
	return a.option.Suspend
}

// refresh reads again what is on the screen, the header included.
func (a *App) refresh() tea.Cmd {
	feeds := slices.Concat([]live.Feed{{Kind: live.FeedCaller}}, a.view().Feeds(), a.view().Also())
	for _, at := range a.scopes.shown {
		at.Refresh(feeds...)
	}
	for _, i := range a.view().DetailFeeds(a.office) {
		i.At.Refresh(i.Feeds...)
	}
	return a.Plan()
}
