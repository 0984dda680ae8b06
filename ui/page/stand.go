package page

import (
	"oscope/model"
	"oscope/ui/desk"
)

// Stand is how a page stands, so that somebody who comes back finds it as it was.
type Stand struct {
	Ref            model.Ref // under the cursor,
	Event          int64     // or what has happened to it, by its time and number; 0 for itself
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

// Open reports whether a detail filled the page.
func (s Stand) Open() bool { return s.Narrowed.open }

// Folded is the same without a detail that fills the page.
func (s Stand) Folded() Stand {
	s.Narrowed.open = false
	return s
}

// Stand implements Page.
func (v *Resources[R]) Stand() Stand {
	s := v.List.Stand()
	s.Narrowed.open, s.offset, s.scroll, s.link = v.open, v.table.Offset(), v.scroll, v.link
	if row, ok := v.table.Selected(); ok {
		s.Ref = v.ref(row)
	}
	return s
}

// Return implements Page. Marks are where they were.
func (v *Resources[R]) Return(at *desk.Office, s Stand) {
	v.Renarrow(s.Narrowed)
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
