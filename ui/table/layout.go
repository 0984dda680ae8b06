package table

import (
	"cmp"
	"slices"

	"oscope/ui/text"
)

const (
	gutter = 3 // cursor, mark, blank
	gap    = 2 // blanks between two columns
	arrow  = 2 // beside the title of the column that is sorted by
)

// Stays is the priority from which on a column stays whatever the width, down to its
// Min. Rows are called by what the columns above it say. Columns up to Extra come only
// where nearly all cells of those that stay are whole.
const (
	Stays = 9
	Extra = 4
)

// place is one column on screen.
type place struct{ column, width int }

// calls reports whether rows are called by what the column says.
func (c *Column[R]) calls() bool { return c.Priority > Stays && c.Text != nil }

// claim is what a column asks for of the width.
type claim struct {
	column, priority int
	least            int // it is there with that at least,
	most, nearly     int // most of its cells are whole with that, or what tells them apart; nearly all;
	widest           int // and all of them
	width            int // what it gets; 0 if it is not there
}

// claims are those of the columns that may be shown; of all, if those have nothing to
// show: rows are never blank.
func (t *Table[K, R]) claims() []claim {
	if all := t.claimsOf(t.picked); len(all) > 0 {
		return all
	}
	all := make([]int, len(t.columns))
	for i := range all {
		all[i] = i
	}
	return t.claimsOf(all)
}

// claimsOf are the claims of those columns that have something to show.
func (t *Table[K, R]) claimsOf(columns []int) []claim {
	var all []claim
	for _, i := range columns {
		c, title := &t.columns[i], text.Width(text.Clean(t.columns[i].Title))
		if i == t.sorted {
			title += arrow
		}
		var e extent
		if t.fitted.rows > 0 {
			if e = t.fitted.extents[i]; e.widest == 0 {
				continue
			}
		}
		one := claim{column: i, priority: c.Priority, most: max(e.alike.Apart(e.most), title), nearly: max(e.alike.Apart(e.nearly), title), widest: max(e.widest, title)}
		one.least = one.most
		if c.Min > 0 {
			one.least = min(one.widest, max(c.Min, title))
			one.most, one.nearly = max(one.most, one.least), max(one.nearly, one.least)
		}
		if t.fitted.apart == i+1 {
			one.priority = max(one.priority, Stays-1)
		}
		all = append(all, one)
	}
	return all
}

// lay shares out the width anew.
func (t *Table[K, R]) lay() {
	t.layout = t.layout[:0]
	for _, c := range share(t.claims(), t.width) {
		if c.width > 0 {
			t.layout = append(t.layout, place{c.column, c.width})
		}
	}
	t.cache.clear()
}

// share gives the columns their widths. First come those that stay, then as many others
// as there is room for beside them, by their priorities; what is left goes to those that
// are cut, so that nothing is while there are columns of the screen that nobody uses.
func share(claims []claim, width int) []claim {
	inOrder := make([]*claim, len(claims))
	for i := range claims {
		inOrder[i] = &claims[i]
	}
	slices.SortStableFunc(inOrder, func(x, y *claim) int { return cmp.Compare(y.priority, x.priority) })
	room := width - gutter + gap // each column brings a gap; there is none before the first
	var owed, extra int          // so that those that stay are mostly whole before others come
	for i, c := range inOrder {
		switch {
		case i == 0:
			c.width = max(0, min(c.least, room-gap))
		case c.priority >= Stays && c.least+gap <= room:
			c.width = c.least
		}
		if c.width > 0 {
			room, owed, extra = room-c.width-gap, owed+c.most-c.width, extra+c.nearly-c.width
		}
	}
	for _, c := range inOrder {
		if c.priority <= Extra {
			owed = extra
		}
		if c.width == 0 && c.priority < Stays && c.least+gap <= room-owed {
			c.width = c.least
			room -= c.least + gap
		}
	}
	grow(inOrder, room)
	return claims
}

// grow gives the room to the columns that are there: until most cells are whole, and
// then until all are; the more important ones first, and among equals the narrower.
func grow(inOrder []*claim, room int) {
	for ; room > 0; room-- {
		var best *claim
		for _, c := range inOrder {
			if c.width > 0 && c.width < c.widest && (best == nil || c.before(best)) {
				best = c
			}
		}
		if best == nil {
			return
		}
		best.width++
	}
}

// before reports whether a column takes room before another. What is extra waits until
// all that the others say is whole.
func (c *claim) before(other *claim) bool {
	if mine, its := c.priority <= Extra, other.priority <= Extra; mine != its {
		return its
	}
	if mine, its := c.width < c.most, other.width < other.most; mine != its {
		return mine
	}
	return c.priority > other.priority || c.priority == other.priority && c.width < other.width
}
