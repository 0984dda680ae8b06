package overview

import "oscope/ui/theme"

// cache keeps the lines that have been drawn, so that moving the cursor draws only the two
// rows that change.
type cache struct {
	frame frame
	looks [sections]look // as far as they have been measured
	rows  map[drawnRow]string
}

// frame is what the lines of one screen have in common. A row may tell the time elapsed,
// but not finer than a second.
type frame struct {
	arranged, version uint64
	filter            string
	theme             *theme.Theme
	second            int64
	width             int
	marks, several    bool
}

// drawnRow is one of the shown rows, and what else its line depends on.
type drawnRow struct {
	index          int
	cursor, marked bool
}

// keepFor forgets everything unless it was made for the same frame.
func (c *cache) keepFor(f frame) {
	if f != c.frame || c.rows == nil {
		*c = cache{frame: f, rows: map[drawnRow]string{}}
	}
}
