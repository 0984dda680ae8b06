// Package table is a table of rows that refresh under the cursor: columns that
// share the width, a cursor and marks that stay with their row, sort and filter.
// It knows neither what the rows are nor where they come from, handles no keys
// and draws no border.
//
// What happens per key (moving, marking, drawing) costs the same whatever the
// number of rows; SetRows, filtering and sorting cost a pass over them.
package table

import (
	"time"

	"oscope/model/filter"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Column declares one column of rows of type R.
type Column[R any] struct {
	// Title is shown as it is written. Filters call the column by it:
	// "sta:failed" looks into the column titled STATUS.
	Title string

	// Min is the width in columns of the screen. Room that is left is
	// shared out by Weight, up to Max (0: no limit). Where the Min of all
	// columns do not fit, those of the lowest Priority vanish first, and
	// among equals the rightmost.
	Min, Max, Weight int
	Priority         int

	Right bool     // aligned to the right
	Cut   text.Cut // where text that is too wide loses a part

	// Cell returns what to show. It is called for rows on screen only, and
	// what it returns may be shown for as long as the row, the theme and
	// the second of now stay the same.
	Cell func(row R, now time.Time) Cell

	// Text returns what filters match; nil: nothing.
	Text func(row R) string

	// Compare orders two rows as cmp.Compare does; nil: not sortable.
	Compare func(a, b R) int
}

// Cell is plain text in one style. It need not be clean: see [text.Clean].
type Cell struct {
	Text  string
	Style theme.Style
}

// Table shows rows of type R, each of which has its own key of type K. It is
// used by one goroutine.
type Table[K comparable, R any] struct {
	key     func(R) K
	columns []Column[R]

	rows  []R
	order []int // all rows, sorted; indexes into rows
	shown []int // those of order that pass filter and predicate
	spare []int // becomes shown at the next arrangement

	sorted     int // column, or -1: as given
	descending bool

	filter    string
	terms     []filter.Term
	predicate func(R) bool
	search    searchText

	marks  map[K]struct{}
	marked int // marks among shown

	cursor, offset int // indexes into shown; offset is the first on screen
	cursorKey      K   // meaningful once a row has been shown
	placed         bool

	width, height int
	layout        []place
	cache         cache
}

// New returns an empty table without a size, unsorted.
func New[K comparable, R any](key func(R) K, columns []Column[R]) *Table[K, R] {
	return &Table[K, R]{key: key, columns: columns, sorted: -1, marks: map[K]struct{}{}}
}

// SetRows replaces the rows. The table keeps the slice, which nobody may change
// from then on. Cursor and marks stay with their keys. If the cursor's row is no longer shown, the
// cursor goes to the row that came after it, or to the last one. Marks of rows
// that are no more are forgotten, so that a new resource of the same name is
// not born marked.
func (t *Table[K, R]) SetRows(rows []R) {
	before := t.rows
	t.rows = rows
	t.search.reset()
	t.pruneMarks()
	t.sort()
	t.arrange(before)
}

// SetSize sets the size in columns and lines, the header line included.
func (t *Table[K, R]) SetSize(width, height int) {
	width, height = max(width, 0), max(height, 0)
	if width == t.width && height == t.height {
		return
	}
	t.width, t.height = width, height
	t.layout = shareWidth(t.columns, width)
	t.cache.resize(t.visible())
	t.scroll()
}

// Len returns how many rows pass the filter.
func (t *Table[K, R]) Len() int { return len(t.shown) }

// Total returns how many rows there are.
func (t *Table[K, R]) Total() int { return len(t.rows) }

// Selected returns the row under the cursor; there is none if no row is shown.
func (t *Table[K, R]) Selected() (row R, ok bool) {
	if len(t.shown) == 0 {
		return row, false
	}
	return t.rows[t.shown[t.cursor]], true
}

// ToggleMark marks the row under the cursor, or takes its mark away.
func (t *Table[K, R]) ToggleMark() {
	row, ok := t.Selected()
	if !ok {
		return
	}
	k := t.key(row)
	if _, marked := t.marks[k]; marked {
		delete(t.marks, k)
		t.marked--
	} else {
		t.marks[k] = struct{}{}
		t.marked++
	}
}

// ClearMarks takes away all marks, those of hidden rows too.
func (t *Table[K, R]) ClearMarks() {
	clear(t.marks)
	t.marked = 0
}

// Marked returns the marked rows from top to bottom. A marked row that the
// filter hides is not among them, and is again when it shows.
func (t *Table[K, R]) Marked() []R {
	if t.marked == 0 {
		return nil
	}
	rows := make([]R, 0, t.marked)
	for _, i := range t.shown {
		if t.isMarked(t.rows[i]) {
			rows = append(rows, t.rows[i])
		}
	}
	return rows
}

// MarkedLen returns the length of Marked without making it.
func (t *Table[K, R]) MarkedLen() int { return t.marked }

// HiddenMarks returns how many marked rows the filter hides.
func (t *Table[K, R]) HiddenMarks() int { return len(t.marks) - t.marked }

func (t *Table[K, R]) isMarked(row R) bool {
	if len(t.marks) == 0 {
		return false
	}
	_, ok := t.marks[t.key(row)]
	return ok
}

func (t *Table[K, R]) pruneMarks() {
	if len(t.marks) == 0 {
		return
	}
	kept := map[K]struct{}{}
	for _, row := range t.rows {
		k := t.key(row)
		if _, ok := t.marks[k]; ok {
			kept[k] = struct{}{}
		}
	}
	t.marks = kept
}
