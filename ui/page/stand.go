package page

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
)

// Stand is how a page stands, so that somebody who comes back finds it as it was.
type Stand struct {
	Ref            model.Ref // under the cursor
	Narrowed       Narrowed
	offset, scroll int
	link           int
}

// Narrowed is what keeps a page from showing everything.
type Narrowed struct {
	filter                string
	flying, trouble, open bool
	marks                 int
}

// Folded is the same without a detail that fills the page.
func (s Stand) Folded() Stand {
	s.Narrowed.open = false
	return s
}

// Stand implements Page.
func (v *Resources[R]) Stand() Stand {
	s := Stand{Narrowed: Narrowed{v.table.Filter(), v.flying, v.trouble, v.open, v.table.MarkedLen()}, offset: v.table.Offset(), scroll: v.scroll, link: v.link}
	if row, ok := v.table.Selected(); ok {
		s.Ref = v.ref(row)
	}
	return s
}

// Return implements Page. Marks are where they were.
func (v *Resources[R]) Return(at *desk.Office, s Stand) {
	v.setFilter(s.Narrowed.filter)
	v.flying, v.trouble = s.Narrowed.flying, s.Narrowed.trouble
	v.restrict()
	v.table.Finish()
	v.Derive(at)
	if v.table.Select(s.Ref) {
		v.table.ScrollTo(s.offset)
	}
	v.unfold(s.Narrowed.open)
	v.scroll, v.link = s.scroll, s.link
}

// Below says that the table is drawn below some lines of the page.
func (v *Resources[R]) Below(lines int) { v.above = lines }

// unfold has the detail fill the view, or not.
func (v *Resources[R]) unfold(open bool) { v.open, v.scroll, v.link = open, 0, 0 }

// links are the resources that the open detail leads to.
func (v *Resources[R]) links() []model.Key {
	row, ok := v.table.Selected()
	if !ok {
		return nil
	}
	d := v.Detail(row.at(), row.row)
	return d.links()
}

// linkKey goes through the links of the open detail, and to where the one under the
// cursor leads. A detail without links leaves its keys to others.
func (v *Resources[R]) linkKey(key string) (cmd tea.Cmd, handled bool) {
	step := map[string]int{"tab": 1, "shift+tab": -1}[key]
	if step == 0 && (key != "enter" || v.link == 0) {
		return nil, false
	}
	links := v.links()
	n := len(links) + 1 // 0 is none
	switch {
	case n == 1:
		return nil, false
	case step != 0:
		v.link, v.seek = (v.link+step+n)%n, true
		return nil, true
	case v.link >= n:
		return nil, true // it is gone
	}
	row, _ := v.table.Selected()
	return row.at().GoTo(links[v.link-1]), true
}
