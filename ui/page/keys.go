package page

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
)

// Actions are the view's own and those that every table has; while the detail
// fills the view, only those that do not need to see the table. A key that the
// view's own actions take is theirs.
func (v *Resources[R]) Actions() []desk.Action {
	bound := &v.bound
	if v.open {
		bound = &v.boundOpen
	}
	if *bound == nil { // they are asked for with every frame
		*bound = v.bind()
	}
	return *bound
}

func (v *Resources[R]) bind() []desk.Action {
	all := slices.Concat(v.Own, []desk.Action{
		{Name: "open", Keys: []string{"enter"}, Help: "open the detail", Hint: true, Obstacle: NeedsSelection, Run: v.toggleOpen},
		{Name: "copy", Keys: []string{"y"}, Help: "copy the ARN or id, of all marked ones a line each; or, where nothing may be read, what IAM lacks", Takes: desk.Several, Obstacle: NothingToCopy, Run: CopyARN},
		{Name: "copy JSON", Keys: []string{"Y"}, Help: "copy all that is known of it, or of the marked ones, as JSON", Takes: desk.Several, Obstacle: NeedsSelection, Run: copyJSON},
		ShowReturned,
		Console,
	})
	if !v.open {
		all = append(all, v.tableActions()...)
	}
	taken := map[string]bool{}
	for i, x := range all {
		all[i].Keys = slices.DeleteFunc(slices.Clone(x.Keys), func(key string) bool { return taken[key] })
		for _, key := range x.Keys {
			taken[key] = true
		}
	}
	return slices.DeleteFunc(all, func(x desk.Action) bool { return len(x.Keys) == 0 })
}

func (v *Resources[R]) tableActions() []desk.Action {
	return []desk.Action{
		{Name: "filter", Keys: []string{"/"}, Help: "filter: words match any column, status:failed one column, !word excludes, a|b either; is:failed, age>10m, since:1h, tag:key=value; ↑ brings back the last ones", Hint: true, Run: func(*desk.Desk) tea.Cmd { v.search = newSearch(v.table.Filter()); return nil }},
		{Name: "in flight", Keys: []string{"i"}, Help: "show only what is in flight, or all again", Hint: true, Run: func(*desk.Desk) tea.Cmd { v.setFlying(!v.flying); return nil }},
		{Name: "trouble", Keys: []string{"x"}, Help: "show only what needs attention, or all again", Run: func(*desk.Desk) tea.Cmd { v.setTrouble(!v.trouble); return nil }},
		{Name: "sort", Keys: []string{"s", ">"}, Help: "sort by the next column", Run: func(*desk.Desk) tea.Cmd { v.table.NextSort(); return nil }},
		{Name: "reverse", Keys: []string{"S", "<"}, Help: "reverse the order", Run: func(*desk.Desk) tea.Cmd { v.table.ReverseSort(); return nil }},
		{Name: "mark", Keys: []string{"space"}, Help: "mark the row, or take its mark away", Run: func(*desk.Desk) tea.Cmd { v.table.ToggleMark(); v.table.Move(1); return nil }},
		{Name: "layout", Keys: []string{"p"}, Help: "have the detail below the table, nowhere, or beside it again", Run: v.nextLayout},
		{Name: "wide", Keys: []string{"w"}, Help: "show all columns that there is room for, without the detail beside them, or as before", Run: func(at *desk.Desk) tea.Cmd { v.setWide(!v.wide); return at.Browsed() }},
	}
}

// NeedsSelection is the obstacle of what needs a resource.
func NeedsSelection(at *desk.Desk) string {
	if len(at.Chosen()) == 0 {
		return "nothing is selected"
	}
	return ""
}

func (v *Resources[R]) toggleOpen(at *desk.Desk) tea.Cmd {
	v.unfold(!v.open)
	return at.Browsed()
}

// Hints implements Page.
func (v *Resources[R]) Hints(at *desk.Office) []desk.Hint {
	switch {
	case v.search != nil:
		return []desk.Hint{{Key: "enter", Name: "keep the filter"}, {Key: "esc", Name: "clear it"}, {Key: "↑↓", Name: "move"}}
	case v.open:
		hints := []desk.Hint{{Key: "esc", Name: "back"}, {Key: "↑↓", Name: "scroll"}, {Key: "tab", Name: "related", Off: len(v.links()) == 0}, {Key: at.Keys.Key("copy"), Name: "copy"}}
		return append(append(hints, at.Hints(v.Own)...), at.Hints(at.Everywhere())...)
	}
	return nil
}

// Typed moves the cursor, or edits the filter while one is being typed.
func (v *Resources[R]) Typed(at *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if v.search != nil {
		return v.searchKey(at, msg), true
	}
	if v.open {
		if cmd, handled := v.linkKey(msg.String()); handled {
			return cmd, true
		}
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
	return v.moved(at), true
}

// back undoes one thing that narrows the view: marks, the filter, in flight.
func (v *Resources[R]) back() {
	switch {
	case v.table.MarkedLen() > 0:
		v.table.ClearMarks()
	case v.table.Filter() != "":
		v.setFilter("")
	case v.flying:
		v.setFlying(false)
	case v.trouble:
		v.setTrouble(false)
	}
}

// moved asks for the detail of the row under the cursor, if it is not known yet.
func (v *Resources[R]) moved(at *desk.Office) tea.Cmd {
	for _, detail := range v.DetailFeeds(at) {
		if len(detail.Stands) > 0 || len(detail.Asks) > 0 {
			return at.Browsed()
		}
		for _, feed := range detail.Feeds {
			if !detail.At.Snapshot.Feed(feed).Known() {
				return at.Browsed()
			}
		}
	}
	return nil
}

func (v *Resources[R]) searchKey(at *desk.Office, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter", "tab":
		v.keep(v.search.value())
		v.search = nil
	case "esc":
		v.search = nil
		v.setFilter("")
	case "down":
		v.table.Move(1)
	case "up":
		if !v.recall() {
			v.table.Move(-1)
		}
	default:
		v.search.update(msg)
		v.table.Narrow(v.search.value())
	}
	return v.moved(at)
}

// keep remembers a filter.
func (v *Resources[R]) keep(filter string) {
	const most = 20
	if filter != "" {
		v.lately = slices.Insert(slices.DeleteFunc(v.lately, func(one string) bool { return one == filter }), 0, filter)
		v.lately = v.lately[:min(len(v.lately), most)]
	}
}

// recall brings back the filter before the one that is typed, if that is empty or one of
// those that are remembered.
func (v *Resources[R]) recall() bool {
	typed := v.search.value()
	at := slices.Index(v.lately, typed) + 1
	if typed != "" && at == 0 || at >= len(v.lately) {
		return false
	}
	v.search.input.SetValue(v.lately[at])
	v.table.Narrow(v.search.value())
	return true
}

// Pasted implements Page.
func (v *Resources[R]) Pasted(_ *desk.Office, msg tea.PasteMsg) tea.Cmd {
	if v.search != nil {
		v.search.update(msg)
		v.table.Narrow(v.search.value())
	}
	return nil
}

// openKey handles keys while the detail fills the view.
func (v *Resources[R]) openKey(msg tea.KeyPressMsg) (handled bool) {
	switch msg.String() {
	case "esc", "enter", "backspace", "left", "h":
		v.unfold(false)
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
