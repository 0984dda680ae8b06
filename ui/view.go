package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/layout"
	"oscope/ui/table"
)

// view is one of the numbered screens.
type view interface {
	title() string
	brief() string       // the title where there is little room
	kinds() []model.Kind // the resources that its tab counts
	feeds() []live.Feed  // what it shows comes from these
	total(*App) int      // for its tab
	derive(*App)         // brings it up to date with the snapshot
	draw(a *App, width, height int) []layout.Block
	actions() []action
	openDetail(*App)   // shows the selected one's detail, if it is not on screen
	unmark()           // takes all marks away
	hints(*App) []hint // instead of the actions in the footer; nil usually
	// typed handles a key that the view takes for itself, such as those that
	// move its cursor.
	typed(*App, tea.KeyPressMsg) (cmd tea.Cmd, handled bool)
	pasted(*App, tea.PasteMsg) tea.Cmd
	typing() bool                   // text is being typed into the view
	selectKey(*App, model.Key) bool // false if the view has no such resource
	selected(*App) (model.Item, bool)
	// chosen are the marked resources that can be seen, or else the selected one.
	chosen(*App) []model.Item
	// detailFeeds are what else is worth reading while the view is as it is: what
	// the selected one's detail comes from, if that is on screen.
	detailFeeds(*App) []live.Feed
}

// resourceView is a table of one kind of resource with a detail pane. The fields
// above the line declare a view; the others are its state.
type resourceView[R any] struct {
	name     string
	short    string
	ofKinds  []model.Kind
	ofFeeds  []live.Feed
	rows     func(a *App) []R
	item     func(R) model.Item
	columns  []table.Column[R]
	detail   func(a *App, row R) detail
	own      []action
	nothing  string                  // what to say, once known, when there is nothing
	detailOf func(row R) []live.Feed // what a row's detail comes from; nil if there is nothing more
	marks    []live.Feed             // what its rows are marked by besides; they are there without

	// ----
	table   *table.Table[model.Key, R]
	version uint64 // of the snapshot that the rows were derived from
	derived bool
	search  *search // nil unless a filter is being typed
	flying  bool    // only what is in flight is shown
	noPane  bool
	open    bool // the detail fills the view
	scroll  int  // of the detail
	pane    paneCache
	// The actions, once they have been put together; boundOpen while open.
	bound, boundOpen []action
}

func newResourceView[R any](v *resourceView[R]) view {
	v.table = table.New(func(row R) model.Key { return v.item(row).Common().Key }, v.columns)
	return v
}

func (v *resourceView[R]) title() string       { return v.name }
func (v *resourceView[R]) brief() string       { return v.short }
func (v *resourceView[R]) kinds() []model.Kind { return v.ofKinds }

func (v *resourceView[R]) feeds() []live.Feed { return v.ofFeeds }

func (v *resourceView[R]) total(a *App) int {
	n := 0
	for _, kind := range v.ofKinds {
		n += a.snapshot.Len(kind)
	}
	return n
}

func (v *resourceView[R]) detailFeeds(a *App) []live.Feed {
	row, ok := v.table.Selected()
	if !ok || v.detailOf == nil || !v.paneShown(a.width) {
		return v.marks
	}
	return append(v.detailOf(row), v.marks...)
}

func (v *resourceView[R]) derive(a *App) {
	if v.derived && v.version == a.snapshot.Version() {
		return
	}
	v.version, v.derived = a.snapshot.Version(), true
	v.table.SetRows(v.rows(a))
}

func (v *resourceView[R]) selectKey(a *App, key model.Key) bool {
	if !slices.Contains(v.ofKinds, key.Kind) {
		return false
	}
	v.derive(a)
	if v.table.Select(key) {
		return true
	}
	// A filter may hide it: what was asked for matters more.
	v.setFilter("")
	v.setFlying(false)
	return v.table.Select(key)
}

func (v *resourceView[R]) selected(a *App) (model.Item, bool) {
	v.derive(a)
	row, ok := v.table.Selected()
	if !ok {
		return nil, false
	}
	return v.item(row), true
}

func (v *resourceView[R]) chosen(a *App) []model.Item {
	v.derive(a)
	var items []model.Item
	for _, row := range v.table.Marked() {
		items = append(items, v.item(row))
	}
	if item, ok := v.selected(a); ok && len(items) == 0 {
		items = append(items, item)
	}
	return items
}

// chosen are the resources of one kind that an action is about: the marked ones
// that can be seen, or else the selected one.
func chosen[T model.Item](a *App) []T {
	var all []T
	for _, item := range a.view().chosen(a) {
		if resource, ok := item.(T); ok {
			all = append(all, resource)
		}
	}
	return all
}

func (v *resourceView[R]) setFilter(filter string) { v.table.SetFilter(filter) }

func (v *resourceView[R]) setFlying(on bool) {
	v.flying = on
	if !on {
		v.table.SetPredicate(nil)
		return
	}
	v.table.SetPredicate(func(row R) bool { return v.item(row).Common().Phase() == model.InFlight })
}

func (v *resourceView[R]) openDetail(a *App) {
	if !v.paneShown(a.width) {
		v.open, v.scroll = true, 0
	}
}

func (v *resourceView[R]) typing() bool { return v.search != nil }

func (v *resourceView[R]) unmark() { v.table.ClearMarks() }
