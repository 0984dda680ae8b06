package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

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

// actions are the view's own and those that every table has; while the detail
// fills the view, only those that do not need to see the table. A key that the
// view's own actions take is theirs.
func (v *resourceView[R]) actions() []Action {
	bound := &v.bound
	if v.open {
		bound = &v.boundOpen
	}
	if *bound == nil { // they are asked for with every frame
		*bound = v.bind()
	}
	return *bound
}

func (v *resourceView[R]) bind() []Action {
	all := slices.Concat(v.own, []Action{
		{name: "open", keys: []string{"enter"}, help: "open the detail", hint: true, obstacle: needsSelection, run: v.toggleOpen},
		{name: "copy", keys: []string{"y"}, help: "copy the ARN or id to the clipboard; of all marked ones, a line each", takes: several, obstacle: needsSelection, run: copyARN},
		{name: "copy JSON", keys: []string{"Y"}, help: "copy all that is known of it, or of the marked ones, as JSON", takes: several, obstacle: needsSelection, run: copyJSON},
	})
	if !v.open {
		all = append(all, v.tableActions()...)
	}
	taken := map[string]bool{}
	for i, x := range all {
		all[i].keys = slices.DeleteFunc(slices.Clone(x.keys), func(key string) bool { return taken[key] })
		for _, key := range x.keys {
			taken[key] = true
		}
	}
	return all
}

func (v *resourceView[R]) tableActions() []Action {
	return []Action{
		{name: "filter", keys: []string{"/"}, help: "filter: words match any column, status:failed one column, !word excludes", hint: true, run: func(*Desk) tea.Cmd { v.search = newSearch(v.table.Filter()); return nil }},
		{name: "in flight", keys: []string{"i"}, help: "show only what is in flight, or all again", hint: true, run: func(*Desk) tea.Cmd { v.setFlying(!v.flying); return nil }},
		{name: "sort", keys: []string{"s", ">"}, help: "sort by the next column", run: func(*Desk) tea.Cmd { v.table.NextSort(); return nil }},
		{name: "reverse", keys: []string{"S", "<"}, help: "reverse the order", run: func(*Desk) tea.Cmd { v.table.ReverseSort(); return nil }},
		{name: "mark", keys: []string{"space"}, help: "mark the row, or take its mark away", run: func(*Desk) tea.Cmd { v.table.ToggleMark(); v.table.Move(1); return nil }},
		{name: "pane", keys: []string{"p"}, help: "show or hide the detail beside the table", run: func(a *Desk) tea.Cmd { v.noPane = !v.noPane; return a.Browsed() }},
	}
}

func needsSelection(a *Desk) string {
	if len(a.Chosen()) == 0 {
		return "nothing is selected"
	}
	return ""
}

func (v *resourceView[R]) toggleOpen(a *Desk) tea.Cmd {
	v.open, v.scroll = !v.open, 0
	return a.Browsed()
}

func (v *resourceView[R]) hints(a *Desk) []Hint {
	switch {
	case v.search != nil:
		return []Hint{{key: "enter", name: "keep the filter"}, {key: "esc", name: "clear it"}, {key: "↑↓", name: "move"}}
	case v.open:
		hints := []Hint{{key: "esc", name: "back"}, {key: "↑↓", name: "scroll"}, {key: "y", name: "copy"}}
		return append(append(hints, a.Hints(v.own)...), a.Hints(a.Everywhere())...)
	}
	return nil
}

// typed moves the cursor, or edits the filter while one is being typed.
func (v *resourceView[R]) typed(a *Desk, msg tea.KeyPressMsg) (tea.Cmd, bool) {
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
func (v *resourceView[R]) moved(a *Desk) tea.Cmd {
	for _, feed := range v.detailFeeds(a) {
		if !a.Snapshot.Feed(feed).Known() {
			return a.Browsed()
		}
	}
	return nil
}

func (v *resourceView[R]) searchKey(a *Desk, msg tea.KeyPressMsg) tea.Cmd {
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

func (v *resourceView[R]) pasted(_ *Desk, msg tea.PasteMsg) tea.Cmd {
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
