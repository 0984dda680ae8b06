package ui

import (
	"context"

	"oscope/awsclient"
	"oscope/ui/desk"
)

// Declared is a page as it is declared, for tests that go over all of them.
type Declared struct {
	Title   string
	Key     string // that shows it
	Actions []desk.Action
}

// DeclaredPages returns all pages, in their order.
func DeclaredPages() []Declared {
	a := New(context.Background(), Options{Client: awsclient.New(awsclient.Options{})})
	var all []Declared
	for i, p := range a.views {
		all = append(all, Declared{p.Title(), string(rune('1' + i)), p.Actions()})
	}
	return all
}

// DeclaredEverywhere returns the actions that every page has.
func DeclaredEverywhere() []desk.Action {
	return New(context.Background(), Options{Client: awsclient.New(awsclient.Options{})}).global
}
