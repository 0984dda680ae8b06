package ui

import tea "charm.land/bubbletea/v2"

// Action is something that an operator can do. Everything that depends on which
// actions there are (keys, footer, help, read-only mode) reads these.
type Action struct {
	name   string   // one or two words, for the footer
	keys   []string // as Bubble Tea spells them; the first is shown
	help   string   // one line, for the help
	writes bool     // changes something at AWS: refused when read-only
	hint   bool     // worth a place in the footer,
	rare   bool     // but only while it makes sense,
	last   bool     // or always, at its end
	takes  Takes    // how many resources it is about
	// obstacle says why the action makes no sense now; nil or "" when it does.
	obstacle func(*Desk) string
	run      func(*Desk) tea.Cmd
}

// Takes is how many resources an action is about. What is marked is what it is
// about; one that cannot take so many does nothing and says so.
type Takes int

const (
	nothing  Takes = iota // the program or the view, or the row under the cursor
	oneThing              // the only marked resource, or else the selected one
	several               // all marked resources, or else the selected one
)

// shown is how the footer and the help spell the action's key.
func (x Action) shown() string { return keyName(x.keys[0]) }

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

// Hint is a key and what it does, for the footer.
type Hint struct {
	key, name string
	off       bool // makes no sense at the moment
	last      bool // keeps its place at the end, whatever else does not fit
}
