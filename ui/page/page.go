package page

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/table"
)

// Page is one of the numbered screens.
type Page interface {
	Title() string
	Brief() string        // the title where there is little room
	Kinds() []model.Kind  // the resources that its tab counts
	Feeds() []live.Feed   // what it shows comes from these
	Total(*desk.Desk) int // for its tab
	Derive(*desk.Desk)    // brings it up to date with the snapshot, if it is not large at once
	Busy() bool           // it is not up to date yet:
	Work()                // goes on with that for a moment
	Draw(at *desk.Desk, width, height int) []layout.Block
	// Moves returns when a time that passes on the screen next reads differently, at a
	// full second; the zero time if none does.
	Moves(*desk.Desk) time.Time
	Actions() []desk.Action
	OpenDetail(*desk.Desk)        // shows the selected one's detail, if it is not on screen
	Unmark()                      // takes all marks away
	Hints(*desk.Desk) []desk.Hint // instead of the actions in the footer; nil usually
	// Typed handles a key that the view takes for itself, such as those that
	// move its cursor.
	Typed(*desk.Desk, tea.KeyPressMsg) (cmd tea.Cmd, handled bool)
	Pasted(*desk.Desk, tea.PasteMsg) tea.Cmd
	Typing() bool                         // text is being typed into the view
	SelectKey(*desk.Desk, model.Key) bool // false if the view has no such resource
	Selected(*desk.Desk) (model.Item, bool)
	// Chosen are the marked resources that can be seen, or else the selected one.
	Chosen(*desk.Desk) []model.Item
	// DetailFeeds are what else is worth reading while the view is as it is: what
	// the selected one's detail comes from, if that is on screen.
	DetailFeeds(*desk.Desk) []live.Feed
}

// Resources is a table of one kind of resource with a detail pane. The fields
// above the line declare a view; the others are its state.
type Resources[R any] struct {
	Name    string
	Short   string
	OfKinds []model.Kind
	OfFeeds []live.Feed
	// Row returns what makes the row of a resource, if it is to be shown.
	Row      func(at *desk.Desk) func(model.Item) (R, bool)
	Order    func(x, y R) int // while no column is sorted by; nil: as first seen
	Item     func(R) model.Item
	Columns  []table.Column[R]
	Detail   func(at *desk.Desk, row R) Detail
	Own      []desk.Action
	Nothing  string                  // what to say, once known, when there is nothing
	DetailOf func(row R) []live.Feed // what a row's detail comes from; nil if there is nothing more
	Marks    []live.Feed             // what its rows are marked by besides; they are there without

	// ----
	table   *table.Table[model.Key, R]
	version uint64 // of the snapshot that the rows were derived from
	Derived bool
	search  *search // nil unless a filter is being typed
	flying  bool    // only what is in flight is shown
	noPane  bool
	open    bool // the detail fills the view
	scroll  int  // of the detail
	pane    paneCache
	clock   paneClock
	chosen  []model.Item // the selected one, as Chosen last returned it
	// The actions, once they have been put together; boundOpen while open.
	bound, boundOpen []desk.Action
}

// New returns the page that is declared.
func New[R any](v *Resources[R]) Page {
	v.table = table.New(func(row R) model.Key { return v.Item(row).Common().Key }, v.Order, v.Columns)
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

// DetailFeeds implements Page.
func (v *Resources[R]) DetailFeeds(at *desk.Desk) []live.Feed {
	row, ok := v.table.Selected()
	if !ok || v.DetailOf == nil || !v.paneShown(at.Width) {
		return v.Marks
	}
	return append(v.DetailOf(row), v.Marks...)
}

// Derive implements Page.
func (v *Resources[R]) Derive(at *desk.Desk) {
	if v.table.Busy() || v.Derived && v.version == at.Snapshot.Version() {
		return
	}
	v.version, v.Derived, v.chosen = at.Snapshot.Version(), true, nil
	type roll struct {
		n    int
		item func(i int) model.Item
	}
	var rolls []roll
	total := 0
	for _, kind := range v.OfKinds {
		n, item := at.Snapshot.Roll(kind)
		rolls, total = append(rolls, roll{n, item}), total+n
	}
	row := v.Row(at)
	v.table.Load(total, func(i int) (R, bool) {
		r := rolls
		for ; i >= r[0].n; r = r[1:] {
			i -= r[0].n
		}
		return row(r[0].item(i))
	})
}

// Busy implements Page.
func (v *Resources[R]) Busy() bool { return v.table.Busy() }

// Work implements Page.
func (v *Resources[R]) Work() {
	v.table.Work()
	v.chosen = nil
}

// SelectKey implements Page.
func (v *Resources[R]) SelectKey(at *desk.Desk, key model.Key) bool {
	if !slices.Contains(v.OfKinds, key.Kind) {
		return false
	}
	v.table.Finish()
	v.Derive(at)
	if v.table.Select(key) {
		return true
	}
	// A filter may hide it: what was asked for matters more.
	v.setFilter("")
	v.setFlying(false)
	return v.table.Select(key)
}

// Selected implements Page.
func (v *Resources[R]) Selected(at *desk.Desk) (model.Item, bool) {
	v.Derive(at)
	row, ok := v.table.Selected()
	if !ok {
		return nil, false
	}
	return v.Item(row), true
}

// Chosen implements Page.
func (v *Resources[R]) Chosen(at *desk.Desk) []model.Item {
	v.Derive(at)
	if v.table.MarkedLen() > 0 {
		var items []model.Item
		for _, row := range v.table.Marked() {
			items = append(items, v.Item(row))
		}
		return items
	}
	item, ok := v.Selected(at)
	switch {
	case !ok:
		v.chosen = nil
	case len(v.chosen) == 0 || v.chosen[0].Common().Key != item.Common().Key:
		v.chosen = []model.Item{item} // it is asked for by many actions of every frame
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

func (v *Resources[R]) setFilter(filter string) { v.table.SetFilter(filter) }

func (v *Resources[R]) setFlying(on bool) {
	v.flying = on
	if !on {
		v.table.SetPredicate(nil)
		return
	}
	v.table.SetPredicate(func(row R) bool { return v.Item(row).Common().Phase() == model.InFlight })
}

// OpenDetail implements Page.
func (v *Resources[R]) OpenDetail(at *desk.Desk) {
	if !v.paneShown(at.Width) {
		v.open, v.scroll = true, 0
	}
}

// Typing implements Page.
func (v *Resources[R]) Typing() bool { return v.search != nil }

// Unmark implements Page.
func (v *Resources[R]) Unmark() { v.table.ClearMarks() }
