package desk

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/history"
	"oscope/model/live"
)

// Office is what a page has of the program: a desk for each scope.
type Office struct {
	*Facts
	Whole
}

// Whole is what the program does for a page, over all scopes.
type Whole interface {
	// Shown are the desks of the scopes that are shown, in their order; there is
	// always one. Nobody changes the slice.
	Shown() []*Desk
	// All are the desks of all scopes, shown or not.
	All() []*Desk
	// DeskOf returns the desk of a scope; nil if the program does not have it.
	DeskOf(model.Scope) *Desk
	// Version changes whenever a resource of a shown scope does, or which are shown;
	// Beat changes also when a reading begins or ends.
	Version() uint64
	Beat() uint64
	// Several reports whether there is more than one scope, so that each thing says
	// to which it belongs.
	Several() bool
	// Health sums up the feeds of the page on the screen.
	Health() live.FleetHealth
	// Empty reports whether no page has anything to show.
	Empty() bool
	// Events are what has happened in all scopes, in this run and before, the newest
	// last; Remembered changes whenever they do.
	Events() []Event
	Remembered() uint64
	// Trail names what one has come through by links to the resource on the screen, from
	// the page on; nil if one did not come by any.
	Trail() []string
	// Hints are those of actions that have a place in the footer.
	Hints([]Action) []Hint
	// Everywhere are the actions that every page has.
	Everywhere() []Action
	// Modal reports whether a dialog has the keys.
	Modal() bool
	// Browsed plans readings when the cursor has come to rest.
	Browsed() tea.Cmd
}

// Thing is a resource with the desk of its scope.
type Thing struct {
	At   *Desk
	Item model.Item
}

// Ref identifies the thing across all scopes.
func (t Thing) Ref() model.Ref { return model.Ref{Scope: t.At.ID, Key: t.Item.Common().Key} }

// Interest is what is worth reading of one scope besides what is of all.
type Interest struct {
	At    *Desk
	Feeds []live.Feed
	// Stands is what exists and is looked at by checks; nil if nothing is.
	Stands model.Item
	// Asks are facts that no feed tells, asked for at most once a minute.
	Asks []check.Ask
}

// Event is something that has happened, with where it was.
type Event struct {
	history.Entry
	Scope model.Scope
	Where string // as the desk of the scope was called then
}
