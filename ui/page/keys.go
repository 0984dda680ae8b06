package page

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model/check"
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
		{Name: "open", Keys: []string{"enter"}, Help: "open the detail", Screen: true, Hint: true, Obstacle: NeedsSelection, Run: v.toggleOpen},
		Copy,
		CopyJSON,
		ShowReturned,
		Console,
	})
	if !v.open {
		all = append(all, v.tableActions()...)
	}
	return Unambiguous(all)
}

// Unambiguous leaves a key to the first of some actions that has it, and leaves out those
// that are left without one.
func Unambiguous(all []desk.Action) []desk.Action {
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
	return append(v.Narrowing(),
		desk.Action{Name: "sort", Keys: []string{"s", ">"}, Help: "sort by the next column", Run: func(*desk.Desk) tea.Cmd { v.table.NextSort(); return nil }},
		desk.Action{Name: "reverse", Keys: []string{"S", "<"}, Help: "reverse the order", Run: func(*desk.Desk) tea.Cmd { v.table.ReverseSort(); return nil }},
		v.Marking(),
		desk.Action{Name: "layout", Keys: []string{"p"}, Help: "have the detail below the table, nowhere, or beside it again", Screen: true, Run: v.nextLayout},
		desk.Action{Name: "wide", Keys: []string{"w"}, Help: "show all columns that there is room for, without the detail beside them, or as before", Screen: true, Run: func(at *desk.Desk) tea.Cmd { v.setWide(!v.wide); return at.Browsed() }},
	)
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
		return v.SearchHints()
	case v.open:
		hints := []desk.Hint{{Key: "esc", Name: "back"}, {Key: "↑↓", Name: "scroll"}, {Key: "tab", Name: "related", Off: len(v.links()) == 0}, {Key: at.Keys.Key("copy"), Name: "copy"}}
		return append(append(hints, at.Hints(v.Own)...), at.Hints(at.Everywhere())...)
	}
	return nil
}

// Typed moves the cursor, or edits the filter while one is being typed.
func (v *Resources[R]) Typed(at *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if v.search != nil {
		v.Search(msg)
		return v.moved(at), true
	}
	if v.open {
		if cmd, handled := v.linkKey(msg.String()); handled {
			return cmd, true
		}
		return nil, v.openKey(msg)
	}
	switch {
	case v.Move(msg.String()):
	case msg.String() == "esc":
		v.Widen()
	default:
		return nil, false
	}
	v.scroll = 0
	return v.moved(at), true
}

// moved asks for the detail of the row under the cursor, if it is not known yet.
func (v *Resources[R]) moved(at *desk.Office) tea.Cmd {
	for _, detail := range v.DetailFeeds(at) {
		if detail.Stands != nil && check.Standing(detail.Stands) != nil || len(detail.Asks) > 0 {
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
