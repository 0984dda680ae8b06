package table

import "slices"

// ToggleMark marks the row under the cursor, or takes its mark away.
func (t *Table[K, R]) ToggleMark() {
	row, ok := t.Selected()
	if !ok {
		return
	}
	i, marked := slices.BinarySearch(t.markedAt, t.cursor)
	if marked {
		delete(t.marks, t.key(row))
		t.markedAt = slices.Delete(t.markedAt, i, i+1)
	} else {
		t.marks[t.key(row)] = struct{}{}
		t.markedAt = slices.Insert(t.markedAt, i, t.cursor)
	}
	t.again(showing)
}

// ClearMarks takes away all marks, those of hidden rows too.
func (t *Table[K, R]) ClearMarks() {
	clear(t.marks)
	t.markedAt = nil
	t.again(showing)
}

// Marked returns the marked rows from top to bottom. A marked row that the
// filter hides is not among them, and is again when it shows.
func (t *Table[K, R]) Marked() []R {
	if len(t.markedAt) == 0 {
		return nil
	}
	rows := make([]R, len(t.markedAt))
	for i, at := range t.markedAt {
		rows[i] = t.rows[t.shown[at]]
	}
	return rows
}

// MarkedLen returns the length of Marked without making it.
func (t *Table[K, R]) MarkedLen() int { return len(t.markedAt) }

// HiddenMarks returns how many marked rows the filter hides.
func (t *Table[K, R]) HiddenMarks() int { return len(t.marks) - len(t.markedAt) }

// IsMarked reports whether a row is marked.
func (t *Table[K, R]) IsMarked(row R) bool {
	if len(t.marks) == 0 {
		return false
	}
	_, ok := t.marks[t.key(row)]
	return ok
}
