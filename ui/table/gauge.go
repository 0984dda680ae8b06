package table

import (
	"hash/maphash"
	"time"

	"oscope/ui/text"
)

// gauge measures the cells of a column as they are gone through.
type gauge struct {
	widths [mostCounted + 1]int32 // how many cells are so wide; the last are that wide or wider
	cells  int32                  // that are not empty
	widest int
	alike  text.Likeness // what may be cut all the same
}

const mostCounted = 255

func (g *gauge) add(s string, steady int, cut text.Cut) {
	if s == "" {
		return
	}
	n := max(text.Width(s), steady)
	g.widths[min(n, mostCounted)]++
	g.cells++
	g.widest = max(g.widest, n)
	if cut == text.Alike {
		g.alike.Add(s)
	}
}

// allBut returns the width within which the cells are whole but for one of so many.
func (g *gauge) allBut(part int32) int {
	if g.widest <= short {
		return g.widest
	}
	left := g.cells / part
	for n := mostCounted; n > 0; n-- {
		if left -= g.widths[n]; left < 0 {
			return min(n, g.widest)
		}
	}
	return 0
}

// short is the width up to which texts are words, of which none is to be cut.
const short = 20

// extent is what a column takes that holds what has been measured.
type extent struct {
	widest int           // so that nothing is cut; 0 where all cells are empty
	most   int           // so that three of four cells are whole
	nearly int           // so that nine of ten are
	alike  text.Likeness // what may be cut all the same
}

func (g *gauge) extent() extent {
	return extent{g.widest, g.allBut(4), g.allBut(10), g.alike}
}

// grow has the extent hold what another does too.
func (e *extent) grow(other extent) {
	e.widest, e.most, e.nearly = max(e.widest, other.widest), max(e.most, other.most), max(e.nearly, other.nearly)
	e.alike.Merge(other.alike)
}

// contents are what all rows have in their columns, shown or not.
type contents struct {
	rows    int // how many there are
	extents []extent
	apart   int // the column, from 1, that tells rows apart that are called the same
}

// fewTo reports whether there are so many more rows in other contents that the columns
// are to be fitted to those alone, as while a listing arrives.
func (c *contents) fewTo(other contents) bool { return 2*other.rows >= 3*c.rows }

// grow has the contents be those of other rows too. Which column tells rows apart is up
// to these, as long as there is one.
func (c *contents) grow(other contents) {
	if c.rows == 0 {
		*c = contents{other.rows, append([]extent(nil), other.extents...), other.apart}
		return
	}
	for i := range other.extents {
		c.extents[i].grow(other.extents[i])
	}
	if other.apart > 0 {
		c.apart = other.apart
	}
}

// measure is the contents of rows in the making.
type measure[R any] struct {
	gauges []gauge
	tell   []int            // columns that may tell rows apart, better than the best so far
	first  map[uint64]int32 // the first row that is called so
	seed   maphash.Seed
	apart  int
}

// begin forgets what has been measured.
func (m *measure[R]) begin(columns []Column[R]) {
	*m = measure[R]{gauges: make([]gauge, len(columns)), seed: maphash.MakeSeed(), first: map[uint64]int32{}}
	for i := range columns {
		if columns[i].Apart {
			m.tell = append(m.tell, i)
		}
	}
}

// take measures the last of the rows.
func (m *measure[R]) take(columns []Column[R], rows []R, now time.Time) {
	row := rows[len(rows)-1]
	for i := range columns {
		c, g := &columns[i], &m.gauges[i]
		if c.Cell == nil || c.Steady > 0 && g.cells > 0 {
			continue
		}
		g.add(text.Clean(c.Cell(row, now).Text), c.Steady, c.Cut)
	}
	if len(m.tell) > 0 {
		m.compare(columns, rows)
	}
}

// compare finds out whether the last of the rows is called as one before it, and what
// tells the two apart.
func (m *measure[R]) compare(columns []Column[R], rows []R) {
	row := rows[len(rows)-1]
	var h maphash.Hash
	h.SetSeed(m.seed)
	for i := range columns {
		if c := &columns[i]; c.calls() {
			_, _ = h.WriteString(c.Text(row))
			_ = h.WriteByte(0)
		}
	}
	before, known := m.first[h.Sum64()]
	if !known {
		m.first[h.Sum64()] = int32(len(rows) - 1) //nolint:gosec // no table has that many rows
		return
	}
	for k, i := range m.tell {
		if columns[i].Text(row) != columns[i].Text(rows[before]) {
			m.tell, m.apart = m.tell[:k], i+1
			return
		}
	}
}

// contents are what has been measured.
func (m *measure[R]) contents(rows int) contents {
	c := contents{rows: rows, extents: make([]extent, len(m.gauges)), apart: m.apart}
	for i := range m.gauges {
		c.extents[i] = m.gauges[i].extent()
	}
	return c
}
