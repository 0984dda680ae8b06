package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/layout"
	"oscope/ui/table"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// view is one of the numbered screens.
type view interface {
	title() string
	brief() string       // the title where there is little room
	kinds() []model.Kind // the resources that its tab counts
	feeds() []model.Feed // what it shows comes from these
	total(*App) int      // for its tab
	derive(*App)         // brings it up to date with the snapshot
	draw(a *App, width, height int) []layout.Block
	actions() []action
	hints(*App) []hint // instead of the actions in the footer; nil usually
	// typed handles a key that the view takes for itself, such as those that
	// move its cursor.
	typed(*App, tea.KeyPressMsg) (cmd tea.Cmd, handled bool)
	pasted(*App, tea.PasteMsg) tea.Cmd
	selectKey(*App, model.Key) bool // false if the view has no such resource
	selected(*App) (model.Item, bool)
	// chosen are the marked resources that can be seen, or else the selected one.
	chosen(*App) []model.Item
	// detailFeeds are what else is worth reading while the view is as it is: what
	// the selected one's detail comes from, if that is on screen.
	detailFeeds(*App) []model.Feed
}

// Where a detail pane fits beside the table, and how wide it is.
const (
	paneFrom  = 110 // columns of the terminal
	paneLeast = 44
)

// resourceView is a table of one kind of resource with a detail pane. The fields
// above the line declare a view; the others are its state.
type resourceView[R any] struct {
	name     string
	short    string
	ofKinds  []model.Kind
	ofFeeds  []model.Feed
	rows     func(a *App) []R
	item     func(R) model.Item
	columns  []table.Column[R]
	detail   func(a *App, row R) detail
	own      []action
	nothing  string                   // what to say, once known, when there is nothing
	detailOf func(row R) []model.Feed // what a row's detail comes from; nil if there is nothing more

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
}

func newResourceView[R any](v *resourceView[R]) view {
	v.table = table.New(func(row R) model.Key { return v.item(row).Common().Key }, v.columns)
	return v
}

func (v *resourceView[R]) title() string       { return v.name }
func (v *resourceView[R]) brief() string       { return v.short }
func (v *resourceView[R]) kinds() []model.Kind { return v.ofKinds }

func (v *resourceView[R]) feeds() []model.Feed { return v.ofFeeds }

func (v *resourceView[R]) total(a *App) int {
	n := 0
	for _, kind := range v.ofKinds {
		n += a.snapshot.Len(kind)
	}
	return n
}

func (v *resourceView[R]) detailFeeds(a *App) []model.Feed {
	row, ok := v.table.Selected()
	if !ok || v.detailOf == nil || !v.paneShown(a.width) {
		return nil
	}
	return v.detailOf(row)
}

func (v *resourceView[R]) paneShown(width int) bool {
	return v.open || width >= paneFrom && !v.noPane
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

func (v *resourceView[R]) setFilter(filter string) { v.table.SetFilter(filter) }

// narrow sets the filter that is being typed. A cursor whose row it hides goes to
// the best match, which is the first.
func (v *resourceView[R]) narrow(filter string) {
	before, had := v.table.Selected()
	v.table.SetFilter(filter)
	after, has := v.table.Selected()
	if had && has && v.item(before).Common().Key != v.item(after).Common().Key {
		v.table.Top()
	}
}

func (v *resourceView[R]) setFlying(on bool) {
	v.flying = on
	if !on {
		v.table.SetPredicate(nil)
		return
	}
	v.table.SetPredicate(func(row R) bool { return v.item(row).Common().Phase() == model.InFlight })
}

// actions are the view's own and those that every table has.
func (v *resourceView[R]) actions() []action {
	return append(slices.Clone(v.own),
		action{name: "open", keys: []string{"enter"}, help: "open the detail", hint: true, obstacle: needsSelection, run: v.toggleOpen},
		action{name: "filter", keys: []string{"/"}, help: "filter: words match any column, status:failed one column, !word excludes", hint: true, run: func(*App) tea.Cmd { v.search = newSearch(v.table.Filter()); return nil }},
		action{name: "in flight", keys: []string{"i"}, help: "show only what is in flight, or all again", hint: true, run: func(*App) tea.Cmd { v.setFlying(!v.flying); return nil }},
		action{name: "sort", keys: []string{"s", ">"}, help: "sort by the next column", run: func(*App) tea.Cmd { v.table.NextSort(); return nil }},
		action{name: "reverse", keys: []string{"S", "<"}, help: "reverse the order", run: func(*App) tea.Cmd { v.table.ReverseSort(); return nil }},
		action{name: "mark", keys: []string{"space"}, help: "mark the row, or take its mark away", run: func(*App) tea.Cmd { v.table.ToggleMark(); v.table.Move(1); return nil }},
		action{name: "pane", keys: []string{"p"}, help: "show or hide the detail beside the table", run: func(a *App) tea.Cmd { v.noPane = !v.noPane; return a.browsed() }},
		action{name: "copy", keys: []string{"y"}, help: "copy the ARN to the clipboard", obstacle: needsSelection, run: copyARN},
		action{name: "copy JSON", keys: []string{"Y"}, help: "copy all that is known of it as JSON", obstacle: needsSelection, run: copyJSON},
	)
}

func needsSelection(a *App) string {
	if _, ok := a.view().selected(a); !ok {
		return "nothing is selected"
	}
	return ""
}

func (v *resourceView[R]) toggleOpen(a *App) tea.Cmd {
	v.open, v.scroll = !v.open, 0
	return a.browsed()
}

func (v *resourceView[R]) hints(*App) []hint {
	switch {
	case v.search != nil:
		return []hint{{key: "enter", name: "keep the filter"}, {key: "esc", name: "clear it"}, {key: "↑↓", name: "move"}}
	case v.open:
		return []hint{{key: "esc", name: "back"}, {key: "↑↓", name: "scroll"}, {key: "y", name: "copy ARN"}, {key: "Y", name: "copy JSON"}}
	}
	return nil
}

// typed moves the cursor, or edits the filter while one is being typed.
func (v *resourceView[R]) typed(a *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if v.search != nil {
		return v.searchKey(a, msg), true
	}
	if v.open {
		return nil, v.openKey(msg)
	}
	switch msg.String() {
	case "down", "j":
		v.table.Move(1)
	case "up", "k":
		v.table.Move(-1)
	case "pgdown", "ctrl+f":
		v.table.Page(1)
	case "pgup", "ctrl+b":
		v.table.Page(-1)
	case "ctrl+d":
		v.table.HalfPage(1)
	case "ctrl+u":
		v.table.HalfPage(-1)
	case "home", "g":
		v.table.Top()
	case "end", "G":
		v.table.Bottom()
	case "esc":
		v.back()
	default:
		return nil, false
	}
	v.scroll = 0
	return v.moved(a), true
}

// back undoes one thing that narrows the view: marks, the filter, in flight.
func (v *resourceView[R]) back() {
	switch {
	case v.table.MarkedLen() > 0:
		v.table.ClearMarks()
	case v.table.Filter() != "":
		v.setFilter("")
	case v.flying:
		v.setFlying(false)
	}
}

// moved asks for the detail of the row under the cursor, if it is not known yet.
func (v *resourceView[R]) moved(a *App) tea.Cmd {
	for _, feed := range v.detailFeeds(a) {
		if !a.snapshot.Feed(feed).Known() {
			return a.browsed()
		}
	}
	return nil
}

func (v *resourceView[R]) searchKey(a *App, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter", "tab":
		v.search = nil
	case "esc":
		v.search = nil
		v.setFilter("")
	case "down":
		v.table.Move(1)
	case "up":
		v.table.Move(-1)
	default:
		v.search.update(msg)
		v.narrow(v.search.value())
	}
	return v.moved(a)
}

func (v *resourceView[R]) pasted(_ *App, msg tea.PasteMsg) tea.Cmd {
	if v.search != nil {
		v.search.update(msg)
		v.narrow(v.search.value())
	}
	return nil
}

// openKey handles keys while the detail fills the view.
func (v *resourceView[R]) openKey(msg tea.KeyPressMsg) (handled bool) {
	switch msg.String() {
	case "esc", "enter", "backspace", "left", "h":
		v.open, v.scroll = false, 0
	case "down", "j":
		v.scroll++
	case "up", "k":
		v.scroll--
	case "pgdown", "ctrl+f", "ctrl+d":
		v.scroll += 10
	case "pgup", "ctrl+b", "ctrl+u":
		v.scroll -= 10
	case "home", "g":
		v.scroll = 0
	default:
		return false
	}
	v.scroll = max(0, v.scroll) // its other end depends on the size: see draw
	return true
}

func (v *resourceView[R]) draw(a *App, width, height int) []layout.Block {
	row, selected := v.table.Selected()
	if selected && v.open {
		return []layout.Block{v.drawDetail(a, row, width, height)}
	}
	paneWidth := 0
	if v.paneShown(width) {
		paneWidth = max(paneLeast, width*2/5)
	}
	main := &layout.Box{
		Width: width - paneWidth, Height: height,
		Title: v.heading(a), TitleStyle: a.theme.Title,
		Border: a.theme.BorderFocus,
		Body:   v.body(a, width-paneWidth-2, height-2),
	}
	main.Note, main.NoteStyle = v.note(a)
	switch {
	case paneWidth == 0:
		return []layout.Block{main}
	case selected:
		return []layout.Block{main, v.drawDetail(a, row, paneWidth, height)}
	}
	return []layout.Block{main, &layout.Box{Width: paneWidth, Height: height, Border: a.theme.Border}}
}

// body is the table, or what there is to say instead of it.
func (v *resourceView[R]) body(a *App, width, height int) []string {
	var lines []string
	if v.search != nil {
		lines = append(lines, v.search.line(a.theme, width))
	}
	if v.table.Len() > 0 {
		v.table.SetSize(width, height-len(lines))
		return append(lines, v.table.Lines(a.theme, a.now, len(a.dialogs) == 0)...)
	}
	return append(lines, v.instead(a, width)...)
}

// instead says why there are no rows: a failed call is never "nothing found".
func (v *resourceView[R]) instead(a *App, width int) []string {
	if v.table.Total() > 0 {
		return note(a.theme.Dim, "Nothing matches. Press esc to see all again.", width)
	}
	switch h := a.health(); {
	case h.Err != nil:
		return failureLines(a.theme, h.Err, width)
	case !h.Known:
		return note(a.theme.Dim, "Reading…", width)
	}
	return note(a.theme.Dim, v.nothing, width)
}

// heading is the title of the table: what it shows and in which order.
func (v *resourceView[R]) heading(a *App) string {
	var b strings.Builder
	b.WriteString(v.name)
	shown, total := v.table.Len(), v.table.Total()
	switch {
	case shown != total:
		b.WriteString(" · " + itoa(shown) + " of " + itoa(total))
	case total > 0:
		b.WriteString(" · " + itoa(total))
	}
	if filter := v.table.Filter(); filter != "" {
		b.WriteString(" · " + filter)
	}
	if v.flying {
		b.WriteString(" · in flight")
	}
	if column, descending := v.table.Sort(); column >= 0 {
		arrow := a.theme.Glyphs.Ascending
		if descending {
			arrow = a.theme.Glyphs.Descending
		}
		b.WriteString(" · by " + strings.ToLower(v.columns[column].Title) + " " + arrow)
	}
	if n := v.table.MarkedLen(); n > 0 {
		b.WriteString(" · " + itoa(n) + " marked")
	}
	return b.String()
}

// note tells beside the title what is wrong or unfinished about the data, and
// otherwise where in the list the screen stands.
func (v *resourceView[R]) note(a *App) (string, theme.Style) {
	h := a.health()
	asOf := ""
	if h.Err != nil && !h.Oldest.IsZero() {
		asOf = " · as of " + clock(h.Oldest)
	}
	switch {
	case h.Failed > 1:
		return a.theme.Glyphs.Failed + " " + itoa(h.Failed) + " of " + itoa(h.Feeds) + " listings failed: " + h.Err.Brief() + asOf, a.theme.Error
	case h.Failed == 1:
		return a.theme.Glyphs.Failed + " " + h.Err.Operation + ": " + h.Err.Brief() + asOf, a.theme.Error
	case h.Reading:
		return "reading…", a.theme.Dim
	case v.table.Len() > v.table.Visible() && v.table.Len() > 0:
		return itoa(v.table.Index()+1) + "/" + itoa(v.table.Len()), a.theme.Dim
	}
	return "", a.theme.Dim
}

// paneCache keeps the lines of a detail pane, which change only with what they
// are made from.
type paneCache struct {
	key     model.Key
	version uint64
	beat    uint64
	second  time.Time
	width   int
	theme   *theme.Theme
	lines   []string
}

// serves reports whether the lines are still those of what is wanted.
func (c *paneCache) serves(want *paneCache) bool {
	return c.lines != nil && c.key == want.key && c.version == want.version && c.beat == want.beat &&
		c.second.Equal(want.second) && c.width == want.width && c.theme == want.theme
}

func (v *resourceView[R]) drawDetail(a *App, row R, width, height int) *layout.Box {
	r := v.item(row).Common()
	want := paneCache{key: r.Key, version: a.snapshot.Version(), beat: a.snapshot.Beat(), second: a.now.Truncate(time.Second), width: width, theme: a.theme}
	if !v.pane.serves(&want) {
		d := v.detail(a, row)
		want.lines = d.lines(a.theme, width-2)
		v.pane = want
	}
	v.scroll = max(0, min(v.scroll, len(v.pane.lines)-(height-2)))
	box := &layout.Box{
		Width: width, Height: height,
		Title: a.snapshot.Title(v.item(row)), TitleStyle: a.theme.Title,
		Border: a.theme.Border,
		Body:   v.pane.lines[v.scroll:],
	}
	if v.open {
		box.Border = a.theme.BorderFocus
	}
	if below := len(v.pane.lines) - v.scroll - (height - 2); below > 0 {
		box.Note, box.NoteStyle = itoa(below)+" more lines", a.theme.Dim
	}
	return box
}

// note is a paragraph in place of a table, with some room around it.
func note(style theme.Style, paragraph string, width int) []string {
	lines := layout.Blank(width, 1)
	for _, s := range text.Wrap(paragraph, width-4) {
		lines = append(lines, layout.NewLine(width).Skip(2).Add(style, s).String())
	}
	return lines
}

// failureLines is a failed call in the place where its data would be.
func failureLines(th *theme.Theme, err *model.CallError, width int) []string {
	lines := note(th.Error, th.Glyphs.Failed+" "+err.Brief(), width)
	lines = append(lines, note(th.Text, err.Kind.Explain(), width)...)
	return append(lines, note(th.Dim, err.Error(), width)...)
}
