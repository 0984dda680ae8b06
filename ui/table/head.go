package table

// SortAt sorts by the column whose title is at x of a drawn line, or turns the order round
// where that is the sorted one.
func (t *Table[K, R]) SortAt(x int) {
	from := gutter
	for _, place := range t.layout {
		if x >= from && x < from+place.width {
			switch {
			case t.columns[place.column].Compare == nil:
			case place.column == t.sorted:
				t.ReverseSort()
			default:
				t.SortBy(place.column)
			}
			return
		}
		from += place.width + gap
	}
}
