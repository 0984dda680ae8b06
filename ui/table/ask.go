package table

import "oscope/model/filter"

// SetFilter shows only the rows that match; see [filter.Parse] for what can be
// written. Cursor and marks stay with their rows.
func (t *Table[K, R]) SetFilter(text string) {
	if text == t.filter {
		return
	}
	t.filter = text
	t.terms = filter.Parse(text, t.filterColumn)
	t.work.first = false
	t.begin(indexing)
}

// SetFacts says what filters may ask of a row besides its text.
func (t *Table[K, R]) SetFacts(facts func(R) filter.Facts) { t.facts = facts }

// Loose reports whether what is shown only has the letters of the filter in their order,
// since nothing matches it as it is.
func (t *Table[K, R]) Loose() bool { return t.loose != nil && len(t.shown) > 0 }

// Unknown returns what the filter takes for a column, and there is none of that name.
func (t *Table[K, R]) Unknown() string {
	for _, term := range t.terms {
		if term.Unknown != "" {
			return term.Unknown
		}
	}
	return ""
}

// Wrong says what is wrong with the filter; empty if nothing is.
func (t *Table[K, R]) Wrong() string { return filter.Wrong(t.terms) }

// Narrow is SetFilter while somebody types: a cursor whose row is not shown any more
// goes to the best match, which is the first.
func (t *Table[K, R]) Narrow(text string) {
	if text == t.filter {
		return
	}
	t.filter = text
	t.terms = filter.Parse(text, t.filterColumn)
	t.work.first = true
	t.begin(indexing)
}

// Filter returns the filter that is asked for.
func (t *Table[K, R]) Filter() string { return t.filter }

// SetPredicate shows only the rows for which show is true, besides the filter;
// nil shows all. It is called again for other rows.
func (t *Table[K, R]) SetPredicate(show func(R) bool) {
	t.predicate = show
	t.begin(showing)
}

// SortBy sorts by a column, ascending. A column that is not there or has no
// order (-1, say) stands for the natural order. Rows that compare equal are in that
// order too, either way round.
func (t *Table[K, R]) SortBy(column int) {
	if column < 0 || column >= len(t.columns) || t.columns[column].Compare == nil {
		column = -1
	}
	t.sorted, t.descending = column, false
	t.lay() // the arrow takes room
	t.begin(sorting)
}

// Sort returns the column that is asked for, -1 if none.
func (t *Table[K, R]) Sort() (column int, descending bool) { return t.sorted, t.descending }

// NextSort sorts by the next sortable column, and after the last in the natural order.
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
	t.cache.header = ""
	t.begin(sorting)
}

// SetRows replaces the rows. Cursor and marks stay with their keys. If the cursor's
// row is no longer shown, the cursor goes to the row that came after it, or to the
// last one. Marks of rows that are no more are forgotten, so that a new resource of
// the same name is not born marked.
func (t *Table[K, R]) SetRows(rows []R) {
	t.Load(len(rows), func(i int) (R, bool) { return rows[i], true })
}

// Load is SetRows with rows that are made one by one, as the work comes to them: row
// makes the i-th of n, or none.
func (t *Table[K, R]) Load(n int, row func(i int) (R, bool)) {
	t.work.source, t.work.n = row, n
	t.begin(taking)
}
