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

	// A column is as wide as what the rows have in it, if there is room. A column that
	// is empty in all of them is not there. Where there is not room for all, those of
	// the lowest Priority go first, and among equals the rightmost: a column goes rather
	// than have most of its cells cut, unless it is worth something cut, from the width
	// Min on, or [Stays].
	Min, Priority int

	// Apart says that the column tells rows apart that are called the same. Where some
	// are, the first that does so for them comes before all others that do not stay.
	Apart bool

	Right bool     // aligned to the right
	Cut   text.Cut // where text that is too wide loses a part

	// Steady is the width of all cells that are not empty, where it is known: what tells
	// the time gets wider by itself.
	Steady int

	// Cell returns what to show. It is called for rows on screen, and once for each
	// other row, to measure it. What it returns may be shown for as long as the row, the
	// theme and the second of now stay the same. nil: the column is never there, but
	// filtered by.
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
	picked        []int    // the columns that may be shown, in their order; nil: all
	fitted        contents // what the columns are fitted to
	latest        contents // of the rows that there are
	layout        []place
	outgrown      bool // something that was drawn is wider than what was measured
	now           time.Time
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
	return &Table[K, R]{key: key, natural: natural, columns: columns, sorted: -1, marks: map[K]struct{}{}, latest: contents{extents: make([]extent, len(columns))}}
}

// SetSize sets the size in columns and lines, the header line included.
func (t *Table[K, R]) SetSize(width, height int) {
	width, height = max(width, 0), max(height, 0)
	if width == t.width && height == t.height {
		return
	}
	if t.height = height; width != t.width {
		t.width = width
		t.Fit()
	}
	t.cache.resize(t.visible())
	t.scroll()
}

// Fit fits the columns to the rows that there are. Otherwise they only ever grow, at
// once, so that nothing jumps about whenever the rows are refreshed, unless there are
// many more of them.
func (t *Table[K, R]) Fit() {
	t.fitted = contents{}
	t.fitted.grow(t.latest)
	t.lay()
}

// Show shows some columns, by their indexes, in this order, as far as they fit; nil all.
func (t *Table[K, R]) Show(columns []int) {
	t.picked = columns
	t.Fit()
}

// Empty reports whether all rows are empty in a column.
func (t *Table[K, R]) Empty(column int) bool {
	return t.latest.rows > 0 && t.latest.extents[column].widest == 0
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
