package table

import (
	"slices"

	"oscope/model/filter"
)

// SetFilter shows only the rows that match; see [filter.Parse] for what can be
// written. Cursor and marks stay as with SetRows.
func (t *Table[K, R]) SetFilter(text string) {
	if text == t.filter {
		return
	}
	t.filter = text
	t.terms = filter.Parse(text, t.filterColumn)
	t.arrange(t.rows)
}

// Filter returns what SetFilter was given.
func (t *Table[K, R]) Filter() string { return t.filter }

// SetPredicate shows only the rows for which show is true, besides the filter;
// nil shows all. It is called again after each SetRows.
func (t *Table[K, R]) SetPredicate(show func(R) bool) {
	t.predicate = show
	t.arrange(t.rows)
}

// SortBy sorts by a column, ascending. A column that is not there or has no
// order (-1, say) stands for the order in which the rows were given. Rows that
// compare equal are in that order too, either way round.
func (t *Table[K, R]) SortBy(column int) {
	if column < 0 || column >= len(t.columns) || t.columns[column].Compare == nil {
		column = -1
	}
	t.sorted, t.descending = column, false
	t.sort()
	t.arrange(t.rows)
}

// Sort returns the column sorted by, -1 if none.
func (t *Table[K, R]) Sort() (column int, descending bool) { return t.sorted, t.descending }

// NextSort sorts by the next sortable column, and after the last as given.
func (t *Table[K, R]) NextSort() {
	column := t.sorted + 1
	for column < len(t.columns) && t.columns[column].Compare == nil {
		column++
	}
	t.SortBy(column)
}

// ReverseSort turns the order of the sorted column round, if there is one.
func (t *Table[K, R]) ReverseSort() {
	if t.sorted < 0 {
		return
	}
	t.descending = !t.descending
	t.sort()
	t.arrange(t.rows)
}

// sort puts all rows in order, filtered or not, so that typing a filter does
// not sort. It starts from the order of before, which after a refresh is nearly
// the right one.
func (t *Table[K, R]) sort() {
	if len(t.order) != len(t.rows) || t.sorted < 0 {
		t.order = slices.Grow(t.order[:0], len(t.rows))[:len(t.rows)]
		for i := range t.order {
			t.order[i] = i
		}
	}
	if t.sorted < 0 {
		return
	}
	compare, sign := t.columns[t.sorted].Compare, 1
	if t.descending {
		sign = -1
	}
	slices.SortFunc(t.order, func(a, b int) int {
		if c := compare(t.rows[a], t.rows[b]); c != 0 {
			return sign * c
		}
		return a - b
	})
}

// arrange works out which rows are shown. before are the rows that t.shown
// speaks of.
func (t *Table[K, R]) arrange(before []R) {
	was := t.shown
	shown := slices.Grow(t.spare[:0], len(t.order))
	if len(t.terms) == 0 && t.predicate == nil {
		shown = append(shown, t.order...)
	} else {
		for _, i := range t.order {
			if t.passes(i) {
				shown = append(shown, i)
			}
		}
	}
	t.shown, t.spare = shown, was

	t.marked = 0
	if len(t.marks) > 0 {
		for _, i := range shown {
			if t.isMarked(t.rows[i]) {
				t.marked++
			}
		}
	}
	t.follow(before, was)
	t.cache.clear()
}

func (t *Table[K, R]) passes(row int) bool {
	if t.predicate != nil && !t.predicate(t.rows[row]) {
		return false
	}
	if len(t.terms) == 0 {
		return true
	}
	t.indexText()
	for i := range t.terms {
		if !t.search.matches(&t.terms[i], row) {
			return false
		}
	}
	return true
}

// follow moves the cursor to where its row has gone, on the same line of the
// screen if it can. was are the indexes into before that were shown.
func (t *Table[K, R]) follow(before []R, was []int) {
	line := t.cursor - t.offset
	if len(t.shown) == 0 {
		t.cursor, t.offset = 0, 0 // cursorKey remembers the row, should it return
		return
	}
	if i := t.successor(before, was); i >= 0 {
		t.cursor = i
	}
	t.cursor = min(t.cursor, len(t.shown)-1)
	t.offset = t.cursor - line
	t.settle()
}

// successor returns where among shown the row of the cursor is now, or else the
// nearest row that stood below it; -1 if all of these are gone.
func (t *Table[K, R]) successor(before []R, was []int) int {
	if !t.placed {
		return -1
	}
	for i, row := range t.shown {
		if t.key(t.rows[row]) == t.cursorKey {
			return i
		}
	}
	if t.cursor+1 >= len(was) {
		return -1
	}
	at := make(map[K]int, len(t.shown))
	for i, row := range t.shown {
		at[t.key(t.rows[row])] = i
	}
	for _, row := range was[t.cursor+1:] {
		if i, ok := at[t.key(before[row])]; ok {
			return i
		}
	}
	return -1
}
