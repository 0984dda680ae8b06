package desk

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
)

// Dialog has the keys while it is open. Data goes past it: see Update.
type Dialog interface {
	Title() string
	// Size returns how many columns and lines the body may take; it is given what
	// there is. The dialog is drawn as large as what the body then holds.
	Size(width, height int) (columns, lines int)
	// Body returns the lines, of exactly width columns.
	Body(at *Desk, width, height int) []string
	Hints(*Desk) []Hint
	Key(*Desk, tea.KeyPressMsg) tea.Cmd
	Paste(*Desk, tea.PasteMsg) tea.Cmd
}

// Grace keeps a key that was already on its way from confirming a dialog that
// has just opened.
const Grace = 250 * time.Millisecond

// Closer is a dialog that has something to end when it is closed.
type Closer interface{ Closed() }

// Holder is a dialog that may hold what has been typed. Hold asks whether to throw it
// away, and reports whether there is something to ask about.
type Holder interface{ Hold() bool }

// Refresher is a dialog that rests on the snapshot and is brought up to date when that
// changes. Drawing it changes nothing.
type Refresher interface{ Refresh(*Desk) }

// Inspector is a dialog that makes checks. Inspect asks for what they have come to lack.
type Inspector interface{ Inspect(*Desk) tea.Cmd }

// Watcher is a dialog that shows what some feeds bring.
type Watcher interface{ Watches() []live.Feed }

// Lister is a dialog whose lines can be chosen by their numbers as well.
type Lister interface {
	Offers() []Offer
	// Take does with one of them what enter or space does under the cursor.
	Take(i int) tea.Cmd
}

// Offer is something to choose.
type Offer struct {
	Title, Note string
	Picked      bool
}

// Clicker is a dialog in which something can be clicked. x and y count within its body, as
// that was drawn last.
type Clicker interface {
	Click(at *Desk, x, y int) tea.Cmd
}

// Worker is a dialog that may have more to do than there is time for between two keys. It
// does a portion of it at a time, for a millisecond or two.
type Worker interface {
	Busy() bool
	Work() tea.Cmd
}
