package ui

import (
	"cmp"
	"os"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// clerk is the program as the rooms of one scope have it: what is asked for at a desk
// belongs to its scope.
type clerk struct {
	*App
	at *desk.Desk
}

// Toast implements Program.
func (c clerk) Toast(kind desk.Severity, message string) tea.Cmd {
	return c.App.Toast(kind, c.named(message))
}

// Copy implements Program. It goes by way of the terminal (OSC 52), which also works over
// SSH. No terminal acknowledges it, so oscope does not claim that it worked.
func (c clerk) Copy(what, lines string) tea.Cmd {
	if l := c.option.Listener; l != nil {
		l.Copied(what, lines)
		return nil
	}
	says := what + " sent to the clipboard"
	if os.Getenv("TMUX") != "" {
		says += " (tmux passes it on with set-clipboard on)"
	}
	return tea.Batch(tea.SetClipboard(lines), c.Toast(desk.Info, says))
}

// named says with a message to which of several scopes it belongs.
func (c clerk) named(message string) string {
	if !c.Several() {
		return message
	}
	return text.Join(message, c.at.Name())
}

// Open implements Program.
func (c clerk) Open(d desk.Dialog) tea.Cmd {
	c.open(d, c.at)
	return nil
}

// Reveal implements Program. A scope that is not shown is not brought back for it: the
// operator has turned to something else.
func (c clerk) Reveal(key model.Key) tea.Cmd {
	if s := c.standOf(c.at); s == nil || !s.shown {
		return nil
	}
	for i, v := range c.views {
		if v.Select(c.office, model.Ref{Scope: c.at.ID, Key: key}) {
			return c.show(i)
		}
	}
	return nil
}

// GoTo implements Program.
func (c clerk) GoTo(key model.Key) tea.Cmd { return c.goTo(c.at, key) }

// Change implements Program.
func (c clerk) Change(operation *rule.Operation, key model.Key) tea.Cmd {
	cmd := c.Reveal(key)
	if subject := c.Chosen(); len(subject) != 1 || subject[0].Common().Key != key {
		return tea.Batch(cmd, c.Toast(desk.Info, "it is not among what is listed"))
	}
	for _, x := range c.view().Actions() {
		if x.Sends == operation {
			return tea.Batch(cmd, c.do(x))
		}
	}
	return cmd
}

// Announce implements Program.
func (c clerk) Announce(transitions []live.Transition) tea.Cmd {
	return c.announce(c.at, transitions)
}

// Log implements Program.
func (c clerk) Log(err *model.CallError) { c.journal.logError(c.at, err, c.Now) }

// Chosen implements Program.
func (c clerk) Chosen() []model.Item {
	things := c.view().Chosen(c.office)
	items := make([]model.Item, 0, len(things))
	for _, thing := range things {
		if thing.At == c.at {
			items = append(items, thing.Item)
		}
	}
	return items
}

// ReadOnly implements Program.
func (c clerk) ReadOnly() bool { return c.at.Client.ReadOnly() || c.at.Account().ReadOnly }

// ShowOnly implements Program.
func (c clerk) ShowOnly() tea.Cmd { return tea.Batch(c.showOnly(c.at.ID), c.show(0)) }

// Refresh implements Program.
func (c clerk) Refresh(feeds ...live.Feed) {
	c.use(c.at)
	c.at.Snapshot.Refresh(feeds...)
}

// Where implements Program.
func (c clerk) Where() string {
	caller := c.at.Snapshot.Caller
	account := cmp.Or(c.at.AccountID(), "not known yet")
	if name := c.at.Account().Name; name != "" {
		account = name + " (" + account + ")"
	}
	says := []string{"Account " + account, c.at.Region()}
	if caller.Profile != "" {
		says = append(says, "profile "+caller.Profile)
	}
	if caller.Endpoint != "" && !c.option.Demo {
		says = append(says, "sent to "+caller.Endpoint)
	}
	return text.Join(says...)
}

// LookUp implements Program.
func (c clerk) LookUp(l desk.Lookup) { c.lookups = append(c.lookups, lookup{l, c.at}) }

// Hold implements Program.
func (c clerk) Hold(holder any) {
	if s := c.standOf(c.at); s != nil {
		s.holders[holder] = true
	}
}

// LetGo implements Program.
func (c clerk) LetGo(holder any) {
	if s := c.standOf(c.at); s != nil {
		delete(s.holders, holder)
	}
}

// ShowDetail implements Program.
func (a *App) ShowDetail() { a.view().OpenDetail(a.office) }

// Unmark implements Program.
func (a *App) Unmark() { a.view().Unmark() }

// Place implements Program.
func (a *App) Place() desk.Place {
	p := desk.Place{Page: a.current, Dialogs: len(a.dialogs)}
	if thing, ok := a.view().Selected(a.office); ok {
		p.Ref = thing.Ref()
	}
	return p
}

// Left implements Program.
func (a *App) Left(p desk.Place) bool {
	return a.view().Typing() || a.Place() != p
}

// lookup is something that is looked up in a scope.
type lookup struct {
	desk.Lookup
	at *desk.Desk
}

// lookUp asks what waits for a reading of a scope whether this was it.
func (a *App) lookUp(at *desk.Desk) tea.Cmd {
	var cmds []tea.Cmd
	for _, l := range slices.Clone(a.lookups) {
		if l.at != at {
			continue
		}
		settled, cmd := l.Look(at)
		if settled {
			a.Drop(l.Lookup)
		}
		cmds = append(cmds, scoped(at, cmd))
	}
	return tea.Batch(cmds...)
}

// Drop implements Program.
func (a *App) Drop(l desk.Lookup) {
	a.lookups = slices.DeleteFunc(a.lookups, func(other lookup) bool { return other.Lookup == l })
}

// scopedMsg brings a message of a room back to the desk where it was asked for.
type scopedMsg struct {
	at  *desk.Desk
	msg desk.Taker
}

// scoped is a command of a room, whose messages come back to its desk.
func scoped(at *desk.Desk, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case tea.BatchMsg:
			all := make(tea.BatchMsg, len(msg))
			for i, one := range msg {
				all[i] = scoped(at, one)
			}
			return all
		case desk.Taker:
			return scopedMsg{at, msg}
		default:
			return msg
		}
	}
}

// take has a room take in its message, unless the program has let go of its scope.
func (a *App) take(msg scopedMsg) tea.Cmd {
	if a.standOf(msg.at) == nil {
		return nil
	}
	a.use(msg.at)
	cmd := scoped(msg.at, msg.msg.Take(msg.at))
	for i := range a.dialogs {
		a.dialogs[i].drawn = 0
	}
	return cmd
}
