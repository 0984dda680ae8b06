package desk

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/rule"
)

// Action is something that an operator can do. Everything that depends on which
// actions there are (keys, footer, help, read-only mode) reads these.
type Action struct {
	Name   string                // one or two words, for the footer
	As     string                // its id, where another action has the same name; see ID
	Keys   []string              // as Bubble Tea spells them, unless the operator has chosen others: see Keys.Of
	Help   string                // one line, for the help
	Writes bool                  // changes something at AWS: refused when read-only
	Hint   bool                  // worth a place in the footer,
	Rare   bool                  // but only while it makes sense,
	Last   bool                  // or always, at its end
	Takes  Takes                 // how many resources it is about
	Sends  *rule.Operation       // by which other rooms find it; nil if they need not
	Mends  func(model.Item) bool // it is what to do about a resource that has failed so; nil if about none
	Spans  bool                  // these may be of several scopes; it is run at the desk of the first
	Asks   bool                  // its dialog opens when the service has answered
	Screen bool                  // it is about the screen, or about keys: nothing without one
	// Obstacle says why the action makes no sense now; nil or "" when it does.
	Obstacle func(*Desk) string
	Run      func(*Desk) tea.Cmd
}

// FailedAs is what an action mends: resources of a kind that have failed as some statuses say.
func FailedAs(kind model.Kind, statuses ...model.Status) func(model.Item) bool {
	return func(item model.Item) bool {
		r := item.Common()
		return r.Key.Kind == kind && slices.Contains(statuses, r.Status)
	}
}

// Takes is how many resources an action is about. What is marked is what it is
// about; one that cannot take so many does nothing and says so.
type Takes int

// The numbers.
const (
	nothing  Takes = iota // the program or the view, or the row under the cursor
	OneThing              // the only marked resource, or else the selected one
	Several               // all marked resources, or else the selected one
)

// Hint is a key and what it does, for the footer.
type Hint struct {
	Key, Name string
	Off       bool // makes no sense at the moment
	Last      bool // keeps its place at the end, whatever else does not fit
}
