package table

import "oscope/ui/theme"

// cache keeps the lines on screen, so that moving the cursor draws only the two
// rows that change.
type cache struct {
	frame  frame
	header string
	slots  []slot // of the shown row i at i modulo their number
	lines  []string
}

// frame is what the lines of one screen have in common. A cell may tell the
// time elapsed, but not finer than a second.
type frame struct {
	theme   *theme.Theme
	second  int64
	focused bool
}

type slot struct {
	index int // into shown
	look  look
	line  string // empty: nothing drawn yet
}

type look struct{ cursor, marked bool }

func (c *cache) slot(i int) *slot { return &c.slots[i%len(c.slots)] }

// keepFor forgets the lines unless they were drawn for the same frame.
func (c *cache) keepFor(f frame) {
	if f != c.frame {
		c.clear()
		c.frame = f
	}
}

func (c *cache) clear() {
	c.header = ""
	clear(c.slots)
}

func (c *cache) resize(rows int) {
	c.header = ""
	c.slots = make([]slot, rows)
}
