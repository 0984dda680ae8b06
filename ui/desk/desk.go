package desk

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/theme"
)

// Desk is what a room has of the program: what is known now of one scope, and what it
// may ask for. Whatever a room makes at a desk comes back to it: the messages of its
// commands, the keys of its dialogs, what it has looked up.
type Desk struct {
	*Facts
	Scope
	Program
}

// Facts are what is known now, whatever the scope. Only Update changes them.
type Facts struct {
	Fleet    *live.Fleet
	Accounts map[string]Account // by their numbers, as they are configured
	// Durations are how long operations have taken.
	Durations *history.Durations
	Theme     *theme.Theme
	Keys      *Keys
	Now       time.Time // of the message that is being handled
	Width     int       // of the terminal, in columns
	Height    int       // and in lines
	Panes     Panes
	Lately    map[string][]string // what was chosen, in runs before too, by what it was chosen as, the last first
}

// Scope is what a desk is for: one account and Region.
type Scope struct {
	ID       model.Scope
	Ctx      context.Context // ends when the program lets go of the scope, and with it every command
	Client   *awsclient.Client
	Snapshot *live.Snapshot
	Past     *Past
	// Knowledge is what checks have asked for lately.
	Knowledge *check.Knowledge
}

// Past is what has happened in a scope, as far as that is known, in its order.
type Past struct {
	Entries []history.Entry
	Version uint64 // changes with them
	// Sources are the objects that packages were made of here.
	Sources history.Sources
}

// Program is what the program does for a room, in the scope of its desk.
type Program interface {
	// Toast shows a message for some seconds.
	Toast(Severity, string) tea.Cmd
	// Copy hands a text to the clipboard, or says it where there is no screen; what is
	// the text is said.
	Copy(what, text string) tea.Cmd
	// Open opens a dialog, which has the keys until it is closed.
	Open(Dialog) tea.Cmd
	Close(Dialog)
	IsOpen(Dialog) bool
	// Reveal shows the page of a resource with the cursor on it.
	Reveal(model.Key) tea.Cmd
	// GoTo shows a resource with its detail; from there esc and ctrl+o lead back to
	// where one was.
	GoTo(model.Key) tea.Cmd
	// Change opens the form of an operation on a resource, which it reveals.
	Change(*rule.Operation, model.Key) tea.Cmd
	// ShowDetail opens the detail of the selected resource, if it is not on the
	// screen.
	ShowDetail()
	// Plan starts the readings that are due; Browsed does so when the cursor has come
	// to rest.
	Plan() tea.Cmd
	Browsed() tea.Cmd
	// ShowOnly narrows everything to the scope, on the first page.
	ShowOnly() tea.Cmd
	// SignIn signs in to what the credentials of the scope stand on.
	SignIn() tea.Cmd
	// Refresh has feeds of the scope read as soon as possible.
	Refresh(...live.Feed)
	// Announce tells of changes, and Log of a failed call.
	Announce([]live.Transition) tea.Cmd
	Log(*model.CallError)
	// Chose notes what was chosen, for Lately.
	Chose(as string, names ...string) tea.Cmd
	// Record keeps what a write of ours has come to.
	Record(history.Entry) tea.Cmd
	// Chosen are the marked resources of the scope that can be seen, or else the
	// selected one.
	Chosen() []model.Item
	Unmark()
	// Place is where the operator stands, and Left whether that has changed since.
	Place() Place
	Left(Place) bool
	// ReadOnly reports whether nothing may be changed in the scope.
	ReadOnly() bool
	// Modal reports whether a dialog has the keys.
	Modal() bool
	// Where says in one line where a write goes.
	Where() string
	// LookUp has something looked up whenever a reading has ended, until it is
	// settled or dropped.
	LookUp(Lookup)
	Drop(Lookup)
	// Hold keeps the scope in the program, even if it is removed meanwhile, until what
	// holds it lets go.
	Hold(holder any)
	LetGo(holder any)
}

// Place is where an operator stands. What has to be read before it can open opens
// only if the operator is still there: otherwise keys that are meant for something
// else would go into it.
type Place struct {
	Page    int
	Ref     model.Ref
	Dialogs int // that are open
}

// Lookup is something that is not known until a reading tells.
type Lookup interface {
	// Look reports whether it is settled by now.
	Look(*Desk) (settled bool, cmd tea.Cmd)
	// Tells are the feeds that tell.
	Tells() []live.Feed
}

// Taker is a message for a room, which takes it in itself.
type Taker interface{ Take(*Desk) tea.Cmd }

// Severity is how much a message matters.
type Severity int

// The severities.
const (
	Info Severity = iota
	Good
	Warning
	Bad
)

// Subject is the one resource that an action is about.
func (at *Desk) Subject() (model.Item, bool) {
	if items := at.Chosen(); len(items) == 1 {
		return items[0], true
	}
	return nil, false
}

// Style returns the theme of the moment, for what outlives a change of it.
func (f *Facts) Style() *theme.Theme { return f.Theme }

// Progress is how far a resource that is in flight is within the time that this usually
// takes. With exact false it has been so for longer, since before anybody saw it. ok is
// false where nothing is known of such operations.
func (at *Desk) Progress(item model.Item) (p history.Progress, exact, ok bool) {
	r := item.Common()
	began, exact := at.Snapshot.Underway(r.Key)
	if began.IsZero() {
		return history.Progress{}, false, false
	}
	band, ok := at.Durations.Band(history.OperationOf(r.Key.Kind, model.TypeOf(item), r.Status))
	if !ok {
		return history.Progress{}, false, false
	}
	return band.At(at.Now.Sub(began)), exact, true
}
