package table

import "slices"

const (
	gutter = 3 // cursor, mark, blank
	gap    = 2 // blanks between two columns
)

// place is one column on screen.
type place struct{ column, width int }

// shareWidth shares out width columns of the screen.
func shareWidth[R any](columns []Column[R], width int) []place {
	places := make([]place, len(columns))
	room := width - gutter + gap // each column brings a gap; there is none before the first
	for i, c := range columns {
		places[i] = place{i, c.Min}
		room -= c.Min + gap
	}
	for room < 0 && len(places) > 1 {
		last := 0
		for i, p := range places {
			if columns[p.column].Priority <= columns[places[last].column].Priority {
				last = i
			}
		}
		room += places[last].width + gap
		places = slices.Delete(places, last, last+1)
	}
	if len(places) == 0 {
		return nil
	}
	if room < 0 {
		places[0].width = max(places[0].width+room, 0)
		return places
	}
	grow(places, columns, room)
	return places
}

// grow gives room to the columns in proportion to their weights. What a column
// cannot take because of its Max goes to the others.
func grow[R any](places []place, columns []Column[R], room int) {
	for room > 0 {
		total := 0
		for _, p := range places {
			if c := columns[p.column]; c.Max == 0 || p.width < c.Max {
				total += c.Weight
			}
		}
		if total == 0 {
			return
		}
		left := room
		for i, p := range places {
			c := columns[p.column]
			if c.Weight == 0 || c.Max != 0 && p.width >= c.Max {
				continue
			}
			more := min((room*c.Weight+total-1)/total, left) // rounded up, so that every round gives
			if c.Max != 0 {
				more = min(more, c.Max-p.width)
			}
			places[i].width += more
			left -= more
		}
		room = left
	}
}
