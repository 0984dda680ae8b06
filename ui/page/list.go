package page

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model/filter"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/table"
	"oscope/ui/theme"
)

// List is rows that somebody moves through, marks and narrows: by a filter, to what is in
// flight, to what needs somebody. How they are drawn is the page's own.
type List[K comparable, R any] struct {
	table   *table.Table[K, R]
	flies   func(R) bool // it is in flight
	needs   func(R) bool // it needs somebody
	within  func(R) bool // only what it holds for is shown; nil for all
	search  *search      // nil unless a filter is being typed
	flying  bool         // only what is in flight is shown
	trouble bool         // only what needs somebody is shown
	lately  []string     // filters that were kept, the last first
}

// NewList returns the list of what is in a table, and what of it is in flight and needs
// somebody.
func NewList[K comparable, R any](rows *table.Table[K, R], flies, needs func(R) bool) List[K, R] {
	return List[K, R]{table: rows, flies: flies, needs: needs}
}

// Rows returns the table.
func (l *List[K, R]) Rows() *table.Table[K, R] { return l.table }

// Busy implements Page.
func (l *List[K, R]) Busy() bool { return l.table.Busy() }

// Work implements Page.
func (l *List[K, R]) Work() { l.table.Work() }

// Typing implements Page.
func (l *List[K, R]) Typing() bool { return l.search != nil }

// Unmark implements Page.
func (l *List[K, R]) Unmark() { l.table.ClearMarks() }

// Filter implements Page.
func (l *List[K, R]) Filter(text string) { l.table.SetFilter(text) }

func (l *List[K, R]) setFlying(on bool) {
	l.flying = on
	l.restrict()
}

func (l *List[K, R]) setTrouble(on bool) {
	l.trouble = on
	l.restrict()
}

// restrict hides the rows that are not wanted, whatever the filter says.
func (l *List[K, R]) restrict() {
	if !l.flying && !l.trouble && l.within == nil {
		l.table.SetPredicate(nil)
		return
	}
	l.table.SetPredicate(func(row R) bool {
		return (!l.flying || l.flies(row)) && (!l.trouble || l.needs(row)) && (l.within == nil || l.within(row))
	})
}

// Everything shows all rows again, whatever hid them.
func (l *List[K, R]) Everything() {
	l.Filter("")
	l.flying, l.trouble = false, false
	l.restrict()
}

// Narrowed reports whether the operator has narrowed the list, or marked something.
func (l *List[K, R]) Narrowed() bool {
	return l.table.MarkedLen() > 0 || l.table.Filter() != "" || l.flying || l.trouble
}

// Stand implements Page, but for where the cursor is.
func (l *List[K, R]) Stand() Stand {
	return Stand{Narrowed: Narrowed{filter: l.table.Filter(), flying: l.flying, trouble: l.trouble, marks: l.table.MarkedLen()}}
}

// Renarrow has it narrowed as it was once. Marks are where they were.
func (l *List[K, R]) Renarrow(n Narrowed) {
	l.Filter(n.filter)
	l.flying, l.trouble = n.flying, n.trouble
	l.restrict()
	l.table.Finish()
}

// Searching is the line in which a filter is being typed, if one is.
func (l *List[K, R]) Searching(th *theme.Theme, width int) []string {
	if l.search == nil {
		return nil
	}
	return []string{l.search.line(th, width)}
}

// Flying and Trouble report whether only what is in flight, or needs somebody, is shown.
func (l *List[K, R]) Flying() bool { return l.flying }

// Trouble is like Flying.
func (l *List[K, R]) Trouble() bool { return l.trouble }

// SaysFilter is the filter, to stand behind a title.
func (l *List[K, R]) SaysFilter() string {
	typed := l.table.Filter()
	switch {
	case typed == "":
		return ""
	case l.table.Loose():
		return " · like " + typed
	}
	return " · " + typed
}

// SaysMarked is how much is marked, to stand behind a title.
func (l *List[K, R]) SaysMarked() string {
	says := ""
	if n := l.table.MarkedLen(); n > 0 {
		says += " · " + strconv.Itoa(n) + " marked"
	}
	if n := l.table.HiddenMarks(); n > 0 {
		says += " · " + strconv.Itoa(n) + " marked and hidden"
	}
	return says
}

// NothingMatches says that all rows are hidden, and what a filter may be.
func (l *List[K, R]) NothingMatches(th *theme.Theme, width int) []string {
	lines := layout.Note(th.Dim, "Nothing matches. Press esc to see all again.", width)
	if wrong := l.table.Wrong(); wrong != "" {
		lines = append(lines, layout.Note(th.Warn, wrong+".", width)[1:]...)
	}
	if name := l.table.Unknown(); name != "" {
		lines = append(lines, layout.Note(th.Warn, "There is no column "+name+". Columns: "+strings.ToLower(strings.Join(l.table.FilterColumns(), ", "))+". Besides: "+filter.Forms+".", width)[1:]...)
	}
	return lines
}

// Narrowing are the actions that narrow the list, and mark.
func (l *List[K, R]) Narrowing() []desk.Action {
	return []desk.Action{
		{Name: "filter", Keys: []string{"/"}, Help: "filter: words match any column, status:failed one column, !word excludes, a|b either; is:failed, age>10m, since:1h, tag:key=value; ↑ brings back the last ones", Screen: true, Hint: true, Run: func(*desk.Desk) tea.Cmd { l.search = newSearch(l.table.Filter()); return nil }},
		{Name: "in flight", Keys: []string{"i"}, Help: "show only what is in flight, or all again", Hint: true, Run: func(*desk.Desk) tea.Cmd { l.setFlying(!l.flying); return nil }},
		{Name: "trouble", Keys: []string{"x"}, Help: "show only what needs attention, or all again", Run: func(*desk.Desk) tea.Cmd { l.setTrouble(!l.trouble); return nil }},
	}
}

// Marking is the action that marks.
func (l *List[K, R]) Marking() desk.Action {
	return desk.Action{Name: "mark", Keys: []string{"space"}, Help: "mark the row, or take its mark away", Screen: true, Run: func(*desk.Desk) tea.Cmd { l.table.ToggleMark(); l.table.Move(1); return nil }}
}

// SearchHints are what keys do while a filter is being typed; nil while none is.
func (l *List[K, R]) SearchHints() []desk.Hint {
	if l.search == nil {
		return nil
	}
	return []desk.Hint{{Key: "enter", Name: "keep the filter"}, {Key: "esc", Name: "clear it"}, {Key: "↑↓", Name: "move"}}
}

// Move moves the cursor, and reports whether a key does that.
func (l *List[K, R]) Move(key string) bool {
	switch key {
	case "down", "j":
		l.table.Move(1)
	case "up", "k":
		l.table.Move(-1)
	case "pgdown", "ctrl+f":
		l.table.Page(1)
	case "pgup", "ctrl+b":
		l.table.Page(-1)
	case "ctrl+d":
		l.table.HalfPage(1)
	case "ctrl+u":
		l.table.HalfPage(-1)
	case "home", "g":
		l.table.Top()
	case "end", "G":
		l.table.Bottom()
	default:
		return false
	}
	return true
}

// Widen undoes one thing that narrows the list: marks, the filter, in flight. It reports
// whether there was one.
func (l *List[K, R]) Widen() bool {
	switch {
	case l.table.MarkedLen() > 0:
		l.table.ClearMarks()
	case l.table.Filter() != "":
		l.Filter("")
	case l.flying:
		l.setFlying(false)
	case l.trouble:
		l.setTrouble(false)
	default:
		return false
	}
	return true
}

// Search takes a key while a filter is being typed.
func (l *List[K, R]) Search(msg tea.KeyPressMsg) {
	switch msg.String() {
	case "enter", "tab":
		l.keep(l.search.value())
		l.search = nil
	case "esc":
		l.search = nil
		l.Filter("")
	case "down":
		l.table.Move(1)
	case "up":
		if !l.recall() {
			l.table.Move(-1)
		}
	default:
		l.search.update(msg)
		l.table.Narrow(l.search.value())
	}
}

// keep remembers a filter.
func (l *List[K, R]) keep(typed string) {
	const most = 20
	if typed != "" {
		l.lately = slices.Insert(slices.DeleteFunc(l.lately, func(one string) bool { return one == typed }), 0, typed)
		l.lately = l.lately[:min(len(l.lately), most)]
	}
}

// recall brings back the filter before the one that is typed, if that is empty or one of
// those that are remembered.
func (l *List[K, R]) recall() bool {
	typed := l.search.value()
	at := slices.Index(l.lately, typed) + 1
	if typed != "" && at == 0 || at >= len(l.lately) {
		return false
	}
	l.search.input.SetValue(l.lately[at])
	l.table.Narrow(l.search.value())
	return true
}

// Pasted implements Page.
func (l *List[K, R]) Pasted(_ *desk.Office, msg tea.PasteMsg) tea.Cmd {
	if l.search != nil {
		l.search.update(msg)
		l.table.Narrow(l.search.value())
	}
	return nil
}
