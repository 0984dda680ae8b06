package table

import "iter"

// Move moves the cursor by n rows, down if n is positive, as far as there are
// rows.
func (t *Table[K, R]) Move(n int) {
	t.cursor += max(min(n, len(t.shown)), -len(t.shown))
	t.settle()
}

// Top moves the cursor to the first row.
func (t *Table[K, R]) Top() { t.Move(-len(t.shown)) }

// Bottom moves the cursor to the last row.
func (t *Table[K, R]) Bottom() { t.Move(len(t.shown)) }

// Page scrolls by n screens; the cursor stays on its line of the screen.
func (t *Table[K, R]) Page(n int) { t.turn(n * max(t.visible(), 1)) }

// HalfPage scrolls by n half screens; the cursor stays on its line.
func (t *Table[K, R]) HalfPage(n int) { t.turn(n * max(t.visible()/2, 1)) }

func (t *Table[K, R]) turn(rows int) {
	t.offset += rows
	t.Move(rows)
}

// Select moves the cursor to the row of key, if it is shown, and reports
// whether it is, when all work is done.
func (t *Table[K, R]) Select(key K) bool {
	t.Finish()
	for i, row := range t.shown {
		if t.key(t.rows[row]) == key {
			t.cursor = i
			t.settle()
			return true
		}
	}
	return false
}

// ScrollTo has the screen begin behind some of the shown rows, as far as the cursor stays
// on it.
func (t *Table[K, R]) ScrollTo(offset int) {
	t.offset = offset
	t.scroll()
}

// At returns one of the shown rows, by its place from 0.
func (t *Table[K, R]) At(i int) R { return t.rows[t.shown[i]] }

// Index returns the place of the cursor among the shown rows, from 0.
func (t *Table[K, R]) Index() int { return t.cursor }

// Offset returns how many of the shown rows are above the screen.
func (t *Table[K, R]) Offset() int { return t.offset }

// Visible returns how many rows are on screen. With [Table.Offset] and
// [Table.Len] it makes a scroll bar.
func (t *Table[K, R]) Visible() int { return min(t.visible(), len(t.shown)-t.offset) }

// OnScreen returns the rows on the screen; as long as the table has no size, those
// that may be.
func (t *Table[K, R]) OnScreen() iter.Seq[R] {
	return func(yield func(R) bool) {
		most := t.visible()
		if t.height == 0 {
			most = 100
		}
		for _, i := range t.shown[t.offset:min(t.offset+most, len(t.shown))] {
			if !yield(t.rows[i]) {
				return
			}
		}
	}
}

// visible returns the lines there are for rows.
func (t *Table[K, R]) visible() int { return max(t.height-1, 0) }

// settle brings the cursor onto a row, remembers that row, and scrolls to it.
func (t *Table[K, R]) settle() {
	t.cursor = max(min(t.cursor, len(t.shown)-1), 0)
	if len(t.shown) > 0 {
		t.cursorKey = t.key(t.rows[t.shown[t.cursor]])
		t.placed = true
	}
	t.scroll()
}

// scroll brings the cursor onto the screen by the shortest way, and leaves no
// line empty that a row could fill.
func (t *Table[K, R]) scroll() {
	lines := max(t.visible(), 1)
	t.offset = max(t.offset, t.cursor-lines+1)
	t.offset = min(t.offset, t.cursor, max(len(t.shown)-lines, 0))
	t.offset = max(t.offset, 0)
}
