package table

import (
	"slices"

	"oscope/model/filter"
	"oscope/ui/fuzzy"
)

// stage is what is done next to an arrangement in the making. Each leads to the one
// after it.
type stage int

const (
	idle     stage = iota // what is on the screen is what is asked for
	taking                // the rows
	sorting               // them
	indexing              // what filters match, if there is a filter
	showing               // those that pass
)

// What the parts of the work cost, roughly, in comparisons of two rows.
const (
	takingCosts   = 8
	gaugingCosts  = 1 // a cell
	indexingCosts = 16
	showingCosts  = 2

	// portion is how much Work does: one to two milliseconds of it.
	portion = 16 << 10
	// atOnce is how many rows are arranged as soon as they are asked for.
	atOnce = 1000
)

// work is an arrangement in the making. Until it is done the table shows the one
// before, whole: with its rows, its order and what passed its filter.
type work[K comparable, R any] struct {
	arrangement[R]
	stage  stage
	source func(i int) (R, bool)
	n      int            // of source
	at     int            // how far the stage has come
	other  bool           // its rows are other ones than those on the screen
	loose  *fuzzy.Pattern // that is looked for, after nothing matched
	first  bool           // the cursor goes to the first row if its own is not shown

	measure  measure[R]
	sort     sorter
	markedAt []int
	kept     []K // marks whose rows there are
}

// Busy reports whether there is work to do until the table shows what it was last
// asked for.
func (t *Table[K, R]) Busy() bool { return t.work.stage != idle }

// Work does a portion of it. What is pressed between two portions finds the table as
// it is on the screen.
func (t *Table[K, R]) Work() { t.step(portion) }

// Finish does all of it.
func (t *Table[K, R]) Finish() {
	for t.Busy() {
		t.step(portion)
	}
}

// begin has the work begin at a stage, or go back to it.
func (t *Table[K, R]) begin(from stage) {
	w := &t.work
	if w.stage == idle {
		w.arrangement, w.other = t.arrangement, false
		w.stage = from
		t.enter(from)
	} else {
		t.again(from)
	}
	n := len(w.rows)
	if w.stage == taking {
		n = w.n
	}
	if max(n, len(t.rows)) <= atOnce {
		t.Finish()
	}
}

// again goes back to a stage if the work is past its beginning.
func (t *Table[K, R]) again(at stage) {
	if t.work.stage >= at {
		t.enter(at)
	}
}

// enter begins a stage.
func (t *Table[K, R]) enter(s stage) {
	w := &t.work
	w.stage, w.at = s, 0
	switch s {
	case taking:
		w.rows, w.search, w.other = make([]R, 0, w.n), searchText{}, true
		w.measure.begin(t.columns)
	case sorting:
		w.sort.begin(t.order, len(w.rows), t.sorted >= 0 || t.natural != nil)
	case indexing:
		if len(t.terms) == 0 || w.search.columns > 0 && w.search.rows == len(w.rows) {
			t.enter(showing)
			return
		}
		w.search = searchText{columns: len(t.columns)}
	case showing:
		w.loose = nil
		w.shown, w.markedAt, w.kept = slices.Grow(t.spare[:0], len(w.order)), nil, nil
	case idle:
	}
}

// step does work that costs about as much.
func (t *Table[K, R]) step(cost int) {
	w := &t.work
	for cost > 0 && w.stage != idle {
		switch w.stage {
		case taking:
			cost = w.each(cost, w.n, takingCosts+gaugingCosts*len(t.columns), sorting, t.enter, func(i int) {
				if row, ok := w.source(i); ok {
					w.rows = append(w.rows, row)
					w.measure.take(t.columns, w.rows, t.now)
				}
			})
		case sorting:
			var done bool
			if cost, done = w.sort.step(cost, t.compare()); done {
				w.order = w.sort.order
				t.enter(indexing)
			}
		case indexing:
			cost = w.each(cost, len(w.rows), indexingCosts, showing, t.enter, func(i int) { t.index(&w.search, w.rows[i]) })
		case showing:
			cost = w.each(cost, len(w.order), showingCosts+len(t.terms), idle, func(stage) { t.finished() }, func(i int) { t.consider(w.order[i]) })
		case idle:
		}
	}
}

// each goes on with a stage that does n times the same, which costs so much each time,
// and enters the next one after the last. It returns what is left of cost.
func (w *work[K, R]) each(cost, n, costs int, next stage, enter func(stage), do func(i int)) (left int) {
	for ; cost > 0 && w.at < n; w.at++ {
		do(w.at)
		cost -= costs
	}
	if w.at == n {
		enter(next)
	}
	return cost
}

// compare returns the order that is asked for, of indexes into the rows.
func (t *Table[K, R]) compare() func(a, b int32) int {
	rows, natural := t.work.rows, t.natural
	if natural == nil {
		natural = func(R, R) int { return 0 }
	}
	if t.sorted < 0 {
		return func(a, b int32) int { return natural(rows[a], rows[b]) }
	}
	column, sign := t.columns[t.sorted].Compare, 1
	if t.descending {
		sign = -1
	}
	return func(a, b int32) int {
		if c := column(rows[a], rows[b]); c != 0 {
			return sign * c
		}
		return natural(rows[a], rows[b])
	}
}

// consider shows a row if it passes.
func (t *Table[K, R]) consider(i int32) {
	w := &t.work
	row := w.rows[i]
	marked := t.IsMarked(row)
	if marked {
		w.kept = append(w.kept, t.key(row))
	}
	if t.predicate != nil && !t.predicate(row) {
		return
	}
	if !t.passes(int(i), row) {
		return
	}
	if marked {
		w.markedAt = append(w.markedAt, len(w.shown))
	}
	w.shown = append(w.shown, i)
}

// passes reports whether a row passes the filter.
func (t *Table[K, R]) passes(i int, row R) bool {
	w := &t.work
	if w.loose != nil {
		for c := range t.columns {
			if t.columns[c].Loose {
				if _, ok := w.loose.Score(w.search.of(i, c)); ok {
					return true
				}
			}
		}
		return false
	}
	for k := range t.terms {
		term := &t.terms[k]
		switch {
		case term.Fact == nil:
			if !w.search.matches(term, i) {
				return false
			}
		case t.facts == nil || term.Fact(t.facts(row)) == term.Not:
			return false
		}
	}
	return true
}

// loosen looks once more, for letters in their order, if nothing matches words that may
// be mistyped.
func (t *Table[K, R]) loosen() bool {
	w := &t.work
	if len(w.shown) > 0 || len(w.rows) == 0 || len(t.terms) == 0 || w.loose != nil {
		return false
	}
	for _, term := range t.terms {
		if term.Column != filter.AnyColumn || term.Not || term.Fact != nil || len(term.Texts) > 1 || term.Unknown != "" {
			return false
		}
	}
	t.enter(showing)
	w.loose = fuzzy.NewPattern(t.filter)
	return true
}

// finished puts what has been arranged on the screen.
func (t *Table[K, R]) finished() {
	if t.loosen() {
		return
	}
	w, before := &t.work, t.arrangement
	t.loose = w.loose
	t.arranged++
	t.arrangement, t.markedAt = w.arrangement, w.markedAt
	t.spare = before.shown
	if w.other && len(t.marks) > 0 {
		clear(t.marks)
		for _, k := range w.kept {
			t.marks[k] = struct{}{}
		}
	}
	if w.other {
		t.latest = w.measure.contents(len(t.rows))
		if t.fitted.fewTo(t.latest) {
			t.fitted = contents{}
		}
		t.fitted.grow(t.latest)
		w.measure = measure[R]{}
		t.lay()
	}
	w.arrangement, w.stage = arrangement[R]{}, idle
	t.follow(before)
	w.first = false
	t.cache.clear()
}
