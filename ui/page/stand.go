package page

import (
	tea "charm.land/bubbletea/v2"

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

// Click implements Page: the cursor goes to the row, and a click on its own row opens it.
// y counts from the frame on.
func (v *Resources[R]) Click(at *desk.Office, x, y int) tea.Cmd {
	row := y - v.above - 2 // the frame and the titles
	if v.search != nil {
		row--
	}
	if cmd, ok := v.clickLink(at, x, y-v.above); ok {
		return cmd
	}
	if v.open || row < 0 || row >= v.table.Visible() || v.paneShown(at.Width) && x >= at.Width-max(paneLeast, at.Width*7/20) {
		return nil
	}
	if by := v.table.Offset() + row - v.table.Index(); by != 0 {
		v.table.Move(by)
		v.scroll = 0
		return v.moved(at)
	}
	v.unfold(true)
	return at.Browsed()
}

// Below says that the table is drawn below some lines of the page.
func (v *Resources[R]) Below(lines int) { v.above = lines }

// unfold has the detail fill the view, or not.
func (v *Resources[R]) unfold(open bool) { v.open, v.scroll, v.link = open, 0, 0 }
