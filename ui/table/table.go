// Package table is a table of rows that refresh under the cursor: columns that
// share the width, a cursor and marks that stay with their row, sort and filter.
// It knows neither what the rows are nor where they come from, handles no keys
// and draws no border.
//
// What happens per key (moving, marking, drawing) costs the same whatever the
// number of rows. Other rows, another filter and another order cost passes over all
// of them, which a large table makes in portions: see [Table.Work].
package table

import (
	"time"

	"oscope/model/filter"
	"oscope/ui/fuzzy"
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

	Loose bool // what rows are found by where nothing matches a filter exactly

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
	natural func(a, b R) int // the order without a sorted column; nil: as given

	arrangement[R]

	// What is asked for; the arrangement follows.
	sorted     int // column, or -1: the natural order
	descending bool
	filter     string
	terms      []filter.Term
	predicate  func(R) bool
	facts      func(R) filter.Facts // what filters may ask besides text; nil: nothing
	loose      *fuzzy.Pattern       // nothing matches exactly: its letters in their order suffice
	work       work[K, R]
	spare      []int32 // becomes shown at the next arrangement

	arranged uint64 // how often what is shown has been arranged anew
	marks    map[K]struct{}
	markedAt []int // indexes into shown, ascending

	cursor, offset int // indexes into shown; offset is the first on screen
	cursorKey      K   // meaningful once a row has been shown
	placed         bool

	width, height int
	layout        []place
	cache         cache
}

// arrangement is what is on the screen, and what is being made to take its place.
type arrangement[R any] struct {
	rows   []R
	order  []int32 // all rows, sorted; indexes into rows
	shown  []int32 // those of order that pass filter and predicate
	search searchText
}

// New returns an empty table without a size, in the natural order of its rows; nil
// is the one in which they are given.
func New[K comparable, R any](key func(R) K, natural func(a, b R) int, columns []Column[R]) *Table[K, R] {
	return &Table[K, R]{key: key, natural: natural, columns: columns, sorted: -1, marks: map[K]struct{}{}}
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

// Arranged changes whenever the shown rows do, or their order.
func (t *Table[K, R]) Arranged() uint64 { return t.arranged }

// Total returns how many rows there are.
func (t *Table[K, R]) Total() int { return len(t.rows) }

// Selected returns the row under the cursor; there is none if no row is shown.
func (t *Table[K, R]) Selected() (row R, ok bool) {
	if len(t.shown) == 0 {
		return row, false
	}
	return t.rows[t.shown[t.cursor]], true
}
