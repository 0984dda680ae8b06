package page

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
)

// Click implements Page: the cursor goes to the row, a click on its own row opens it, and
// one on the title of a column sorts by that, or turns the order round. y counts from the
// frame on.
func (v *Resources[R]) Click(at *desk.Office, x, y int) tea.Cmd {
	row := y - v.above - 2 // the frame and the titles
	if v.search != nil {
		row--
	}
	if cmd, ok := v.clickLink(at, x, y-v.above); ok {
		return cmd
	}
	if v.open || x >= v.width || y-v.above >= v.height {
		return nil
	}
	if row == -1 {
		v.table.SortAt(x - 1)
		return nil
	}
	if row < 0 || row >= v.table.Visible() {
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

// Grabs implements Page. The divider is the two borders between table and detail.
func (v *Resources[R]) Grabs(at *desk.Office, x, y int) bool {
	y -= v.above
	columns, lines := v.detailSize(at.Facts, at.Width, at.Height-3-v.above)
	switch {
	case v.open || y < 0:
		return false
	case columns > 0:
		return x == v.width || x == v.width-1
	}
	return lines > 0 && (y == v.height || y == v.height-1)
}

// nextLayout goes on to the next layout, on all pages.
func nextLayout(at *desk.Desk) tea.Cmd {
	says := map[desk.Layout]string{
		desk.Beside: "the detail beside the table", desk.Below: "the detail below the table", desk.TableOnly: "the table alone",
	}[at.Panes.Next()]
	if columns, lines := at.Panes.Detail(at.Width, at.Height-3); at.Panes.Layout != desk.TableOnly && columns+lines == 0 {
		says += ", for which this terminal is too small"
	}
	return tea.Batch(at.Toast(desk.Info, "layout: "+says), at.Browsed())
}
