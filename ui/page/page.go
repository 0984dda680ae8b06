package page

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/filter"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/table"
)

// Page is one of the numbered screens. It shows all scopes that are shown.
type Page interface {
	Title() string
	Brief() string        // the title where there is little room
	Kinds() []model.Kind  // the resources that its tab counts
	Feeds() []live.Feed   // what it shows comes from these
	Total(*desk.Desk) int // of one scope, for its tab
	Derive(*desk.Office)  // brings it up to date with the snapshots, if it is not large at once
	Busy() bool           // it is not up to date yet:
	Work()                // goes on with that for a moment
	Draw(at *desk.Office, width, height int) []layout.Block
	Tell(*desk.Office) Told // what it draws, in words
	// Moves returns when a time that passes on the screen next reads differently, at a
	// full second; the zero time if none does.
	Moves(*desk.Office) time.Time
	Actions() []desk.Action
	OpenDetail(*desk.Office)        // shows the selected one's detail, if it is not on screen
	Unmark()                        // takes all marks away
	Hints(*desk.Office) []desk.Hint // instead of the actions in the footer; nil usually
	// Typed handles a key that the view takes for itself, such as those that
	// move its cursor.
	Typed(*desk.Office, tea.KeyPressMsg) (cmd tea.Cmd, handled bool)
	Pasted(*desk.Office, tea.PasteMsg) tea.Cmd
	Filter(string)              // shows only the rows that match
	Stand() Stand               // how it is narrowed and scrolled
	Return(*desk.Office, Stand) // has it stand so again
	Click(at *desk.Office, x, y int) tea.Cmd
	Grabs(at *desk.Office, x, y int) bool // there is the divider between table and detail
	Typing() bool                         // text is being typed into the view
	Select(*desk.Office, model.Ref) bool  // false if the view has no such resource
	Selected(*desk.Office) (desk.Thing, bool)
	// Chosen are the marked resources that can be seen, or else the selected one.
	Chosen(*desk.Office) []desk.Thing
	// Also are more feeds of every scope, from which its rows are marked; they are
	// there without.
	Also() []live.Feed
	// DetailFeeds are what else is worth reading while the view is as it is: what
	// the selected one's detail comes from, if that is on screen.
	DetailFeeds(*desk.Office) []desk.Interest
}

// Resources is a table of one kind of resource with a detail pane. The fields
// above the line declare a view; the others are its state.
type Resources[R any] struct {
	Name     string
	Short    string
	OfKinds  []model.Kind
	OfFeeds  []live.Feed
	Rows     func(at *desk.Desk) Roll[R] // of one scope
	Order    func(x, y R) int            // of those while no column is sorted by; nil: as they come
	Item     func(R) model.Item
	Columns  []table.Column[R]
	Detail   func(at *desk.Desk, row R) Detail
	Own      []desk.Action
	Nothing  string                                  // what to say, once known, when there is nothing
	DetailOf func(row R) []live.Feed                 // what a row's detail comes from; nil if there is nothing more
	Asks     func(at *desk.Desk, row R) []check.Ask  // facts that the detail shows besides; nil if there are none
	Marks    []live.Feed                             // what its rows are marked by besides; they are there without
	OfScopes bool                                    // it is about the scopes themselves: all, with every beat of each
	Past     bool                                    // it is about what has happened
	Sorted   string                                  // title of the column that it is sorted by at first; empty for the rows' own order
	Asked    func(at *desk.Desk, row R) filter.Facts // what filters may ask of a row that is no resource; nil of those

	// ----
	List[model.Ref, *line[R]]
	columns []table.Column[*line[R]] // as the table has them
	many    bool                     // among them those that tell scopes apart
	derived derived[R]
	picked  []string // the columns that were chosen, by their names; none are all
	wide    bool     // all of them are shown, and no detail
	open    bool     // the detail fills the view
	scroll  int      // of the detail
	above   int      // lines of the page over the table
	detail  area     // where the detail is drawn
	width   int      // of the table with its frame, as last drawn
	height  int
	link    int  // of those of the detail the one under the cursor, from 1; 0 is none
	seek    bool // it is to be brought into sight
	pane    paneCache
	clock   paneClock
	// The selected one, as Chosen last returned it, and of which line it is.
	chosen   []desk.Thing
	chosenOf *line[R]
	// The actions, once they have been put together; boundOpen while open.
	bound, boundOpen []desk.Action
}

// New returns the page that is declared.
func New[R any](v *Resources[R]) Page {
	v.build(false)
	return v
}

// Title implements Page.
func (v *Resources[R]) Title() string { return v.Name }

// Brief implements Page.
func (v *Resources[R]) Brief() string { return v.Short }

// Kinds implements Page.
func (v *Resources[R]) Kinds() []model.Kind { return v.OfKinds }

// Feeds implements Page.
func (v *Resources[R]) Feeds() []live.Feed { return v.OfFeeds }

// Total implements Page.
func (v *Resources[R]) Total(at *desk.Desk) int {
	n := 0
	for _, kind := range v.OfKinds {
		n += at.Snapshot.Len(kind)
	}
	return n
}

// Also implements Page.
func (v *Resources[R]) Also() []live.Feed { return v.Marks }

// DetailFeeds implements Page.
func (v *Resources[R]) DetailFeeds(at *desk.Office) []desk.Interest {
	row, ok := v.table.Selected()
	if !ok || !v.paneShown(at.Facts) {
		return nil
	}
	i := desk.Interest{At: row.at()}
	if v.Asked == nil {
		i.Stands = v.Item(row.row)
	}
	if v.DetailOf != nil {
		i.Feeds = v.DetailOf(row.row)
	}
	if v.Asks != nil {
		i.Asks = v.Asks(row.at(), row.row)
	}
	return []desk.Interest{i}
}

// Select implements Page.
func (v *Resources[R]) Select(at *desk.Office, ref model.Ref) bool {
	if !slices.Contains(v.OfKinds, ref.Key.Kind) {
		return false
	}
	v.table.Finish()
	v.Derive(at)
	if v.table.Select(ref) {
		return true
	}
	// A filter may hide it: what was asked for matters more.
	v.Everything()
	return v.table.Select(ref)
}

// Selected implements Page.
func (v *Resources[R]) Selected(at *desk.Office) (desk.Thing, bool) {
	v.Derive(at)
	row, ok := v.table.Selected()
	if !ok {
		return desk.Thing{}, false
	}
	return v.thing(row), true
}

func (v *Resources[R]) thing(l *line[R]) desk.Thing {
	return desk.Thing{At: l.at(), Item: v.Item(l.row)}
}

// Chosen implements Page.
func (v *Resources[R]) Chosen(at *desk.Office) []desk.Thing {
	v.Derive(at)
	if v.table.MarkedLen() > 0 {
		var things []desk.Thing
		for _, row := range v.table.Marked() {
			things = append(things, v.thing(row))
		}
		return things
	}
	row, ok := v.table.Selected()
	if !ok {
		return nil
	}
	if v.chosenOf != row { // it is asked for by many actions of every frame
		v.chosen, v.chosenOf = []desk.Thing{v.thing(row)}, row
	}
	return v.chosen
}

// Chosen are the resources of one kind that an action is about: the marked ones
// that can be seen, or else the selected one.
func Chosen[T model.Item](at *desk.Desk) []T {
	var all []T
	for _, item := range at.Chosen() {
		if resource, ok := item.(T); ok {
			all = append(all, resource)
		}
	}
	return all
}

// factsOf are what filters may ask of a row.
func (v *Resources[R]) factsOf(l *line[R]) filter.Facts {
	if v.Asked != nil {
		return v.Asked(l.at(), l.row)
	}
	item := v.Item(l.row)
	return troubled(l.at(), item, filter.FactsOf(item, l.at().Snapshot.Age(item.Common().Key), l.at().Now))
}

// Within shows only the rows for which something holds; nil shows all again.
func (v *Resources[R]) Within(holds func(R) bool) {
	v.within = nil
	if holds != nil {
		v.within = func(l *line[R]) bool { return holds(l.row) }
	}
	v.restrict()
}

func (v *Resources[R]) flies(l *line[R]) bool {
	return v.Item(l.row).Common().Phase() == model.InFlight
}
func (v *Resources[R]) needs(l *line[R]) bool { return v.factsOf(l).Phase == model.Failed }

// Narrowed reports whether the operator has narrowed the view, or marked something.
func (v *Resources[R]) Narrowed() bool { return v.open || v.List.Narrowed() }

// OpenDetail implements Page.
func (v *Resources[R]) OpenDetail(at *desk.Office) {
	if !v.paneShown(at.Facts) {
		v.unfold(true)
	}
}
