package table

import "slices"

// follow moves the cursor to where its row has gone, on the same line of the
// screen if it can.
func (t *Table[K, R]) follow(before arrangement[R]) {
	line := t.cursor - t.offset
	if len(t.shown) == 0 {
		t.cursor, t.offset = 0, 0 // cursorKey remembers the row, should it return
		return
	}
	row := t.rowOf(before)
	switch i := slices.Index(t.shown, row); {
	case row >= 0 && i >= 0:
		t.cursor = i
	case t.work.first && t.placed:
		t.cursor = 0
	default:
		if i := t.successor(before); i >= 0 {
			t.cursor = i
		}
	}
	t.cursor = min(t.cursor, len(t.shown)-1)
	t.offset = t.cursor - line
	t.settle()
}

// rowOf returns the index of the row that the cursor stood on, or -1. It mostly is
// where it was: rows come and go seldom.
func (t *Table[K, R]) rowOf(before arrangement[R]) int32 {
	if !t.placed {
		return -1
	}
	if t.cursor < len(before.shown) {
		if i := before.shown[t.cursor]; int(i) < len(t.rows) && t.key(t.rows[i]) == t.cursorKey {
			return i
		}
	}
	return int32(slices.IndexFunc(t.rows, func(r R) bool { return t.key(r) == t.cursorKey })) //nolint:gosec // no table has that many rows
}

// successor returns where among shown the nearest row is that stood below the
// cursor's; -1 if all of these are gone.
func (t *Table[K, R]) successor(before arrangement[R]) int {
	if !t.placed || t.cursor+1 >= len(before.shown) {
		return -1
	}
	at := make([]int, len(t.rows)) // places among shown, from 1
	for i, row := range t.shown {
		at[row] = i + 1
	}
	where := func(row int32) int { return at[row] - 1 }
	if t.work.other {
		index := make(map[K]int, len(t.shown))
		for i, row := range t.shown {
			index[t.key(t.rows[row])] = i + 1
		}
		where = func(row int32) int { return index[t.key(before.rows[row])] - 1 }
	}
	for _, row := range before.shown[t.cursor+1:] {
		if i := where(row); i >= 0 {
			return i
		}
	}
	return -1
}
