package table

import (
	"strings"
	"time"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Lines draws the table as it is at now: the header and as many rows as there
// are lines, each exactly as wide as the table. focused tells whether keys go to
// it. The slice is valid until the next call.
func (t *Table[K, R]) Lines(th *theme.Theme, now time.Time, focused bool) []string {
	t.now = now
	t.cache.keepFor(frame{th, now.Unix(), focused})
	lines := t.drawn(th, now, focused)
	for t.outgrown { // as what tells the time does
		t.outgrown = false
		t.lay()
		lines = t.drawn(th, now, focused)
	}
	return lines
}

func (t *Table[K, R]) drawn(th *theme.Theme, now time.Time, focused bool) []string {
	lines := t.cache.lines[:0]
	if t.height > 0 {
		lines = append(lines, t.header(th))
	}
	for i := t.offset; i < t.offset+t.Visible(); i++ {
		lines = append(lines, t.line(th, i, now, focused))
	}
	if len(lines) < t.height {
		blank := strings.Repeat(" ", t.width)
		for len(lines) < t.height {
			lines = append(lines, blank)
		}
	}
	t.cache.lines = lines
	return lines
}

func (t *Table[K, R]) line(th *theme.Theme, i int, now time.Time, focused bool) string {
	row := t.rows[t.shown[i]]
	look := look{cursor: i == t.cursor, marked: t.IsMarked(row)}
	cached := t.cache.slot(i)
	if cached.line != "" && cached.index == i && cached.look == look {
		return cached.line
	}
	*cached = slot{i, look, t.draw(th, row, look, now, focused)}
	return cached.line
}

func (t *Table[K, R]) draw(th *theme.Theme, row R, look look, now time.Time, focused bool) string {
	p := newPen(t.width)
	if look.cursor {
		p.over = th.SelectedBlurred
		if focused {
			p.over = th.Selected
		}
	}
	p.sign(th.Glyphs.Cursor, look.cursor, th.Text)
	p.sign(th.Glyphs.Mark, look.marked, th.Marked)
	p.blank(gutter - 2)
	for i, place := range t.layout {
		if i > 0 {
			p.blank(gap)
		}
		c := &t.columns[place.column]
		cell := c.Cell(row, now)
		says := t.cut(text.Clean(cell.Text), place)
		if len(t.terms) == 0 {
			p.cell(says, "", place.width, c.Right, c.Cut, cell.Style)
			continue
		}
		says = text.CutTo(says, place.width, c.Cut)
		p.found(says, t.Found(place.column, says), place.width, c.Right, cell.Style, th.Match)
	}
	return p.end()
}

// cut cuts what its column has alike from a cell that is too wide.
func (t *Table[K, R]) cut(s string, in place) string {
	n := text.Width(s)
	if n <= in.width {
		return s
	}
	e := &t.fitted.extents[in.column]
	if n > e.widest {
		e.widest, t.outgrown = n, true
	}
	if t.columns[in.column].Cut == text.Alike {
		return e.alike.Cut(s, in.width)
	}
	return s
}

func (t *Table[K, R]) header(th *theme.Theme) string {
	if t.cache.header != "" {
		return t.cache.header
	}
	p := newPen(t.width)
	p.blank(gutter)
	for i, place := range t.layout {
		if i > 0 {
			p.blank(gap)
		}
		c := &t.columns[place.column]
		arrow := ""
		if place.column == t.sorted {
			arrow = " " + th.Glyphs.Ascending
			if t.descending {
				arrow = " " + th.Glyphs.Descending
			}
		}
		p.cell(text.Clean(c.Title), arrow, place.width, c.Right, text.End, th.Header)
	}
	t.cache.header = p.end()
	return t.cache.header
}
