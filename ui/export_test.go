package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
)

// noClients are clients that nobody calls.
func noClients() *awsclient.Fleet {
	return awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return nil }})
}

// Declared is a page as it is declared, for tests that go over all of them.
type Declared struct {
	Title   string
	Key     string // that shows it
	Actions []desk.Action
}

// DeclaredPages returns all pages, in their order.
func DeclaredPages() []Declared {
	a := New(context.Background(), Options{Clients: noClients()})
	var all []Declared
	for i, p := range a.pages() {
		all = append(all, Declared{p.Title(), string(rune('1' + i)), p.Actions()})
	}
	return all
}

// DeclaredEverywhere returns the actions that every page has.
func DeclaredEverywhere() []desk.Action {
	return New(context.Background(), Options{Clients: noClients()}).global
}

// NarrowTo narrows everything to some scopes.
func (a *App) NarrowTo(scopes ...model.Scope) tea.Cmd { return a.showOnly(scopes...) }

// Doing is a message that has the program do something, as a dialog of its own would.
func (a *App) Doing(f func(*App) tea.Cmd) tea.Msg {
	return scopedMsg{a.scopes.shown[0], doing(func(*desk.Desk) tea.Cmd { return f(a) })}
}

type doing func(*desk.Desk) tea.Cmd

// Take implements desk.Taker.
func (d doing) Take(at *desk.Desk) tea.Cmd { return d(at) }

// AllKeys are the names of the keys of a keyboard, without and with modifiers.
func AllKeys() []string {
	keys := []string{"enter", "esc", "tab", "backspace", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete", "f1", "f12", "shift+tab", "ctrl+space", "alt+enter", "ctrl+alt+x", "é", "ctrl+up"}
	for r := '!'; r <= '~'; r++ {
		keys = append(keys, string(r))
		if r < 'A' || r > 'Z' {
			keys = append(keys, "ctrl+"+string(r), "alt+"+string(r))
		}
	}
	return keys
}

// TakenByPages are the keys that some page takes for itself, its detail closed or open.
func TakenByPages() []string {
	a := New(context.Background(), Options{Clients: noClients()})
	var taken []string
	for _, open := range []bool{false, true} {
		for _, p := range a.pages() {
			for _, key := range AllKeys() {
				if open {
					p.OpenDetail(a.office)
				}
				msg, _ := desk.Press(key)
				if _, handled := p.Typed(a.office, msg); handled {
					taken = append(taken, key)
				}
			}
		}
	}
	return taken
}
