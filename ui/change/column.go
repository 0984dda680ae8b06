package change

import (
	"time"

	"oscope/ui/table"
	"oscope/ui/text"
)

// Column tells where there is room what is being changed. says takes the time because
// of the ages in it, which filters do not look at.
func Column[R any](says func(row R, now time.Time) string) table.Column[R] {
	return table.Column[R]{
		Title: "CHANGE", Min: 40, Priority: 1, Cut: text.End,
		Cell: func(row R, now time.Time) table.Cell { return table.Cell{Text: says(row, now)} },
		Text: func(row R) string { return says(row, time.Time{}) },
	}
}
