package page

import (
	"cmp"
	"strings"
	"time"

	"oscope/ui/desk"
	"oscope/ui/table"
	"oscope/ui/text"
)

// onLines is a column of rows as one of lines.
func onLines[R any](c table.Column[R]) table.Column[*line[R]] {
	on := table.Column[*line[R]]{
		Title: c.Title, Min: c.Min, Priority: c.Priority, Apart: c.Apart, Right: c.Right, Cut: c.Cut, Steady: c.Steady, Loose: c.Loose,
		Cell: func(l *line[R], now time.Time) table.Cell { return c.Cell(l.row, now) },
	}
	if c.Text != nil {
		on.Text = func(l *line[R]) string { return c.Text(l.row) }
	}
	if c.Compare != nil {
		on.Compare = func(x, y *line[R]) int { return c.Compare(x.row, y.row) }
	}
	return on
}

// scopeColumns tell the scopes of rows apart. They stay when others go: a row of an
// unknown account is worth nothing.
func scopeColumns[R any]() []table.Column[*line[R]] {
	return []table.Column[*line[R]]{
		{
			Title: "ACCOUNT", Min: 12, Priority: 11, Cut: text.Middle,
			Cell: func(l *line[R], _ time.Time) table.Cell {
				return table.Cell{Text: l.at().AccountName(), Style: l.at().AccountStyle()}
			},
			Text:    func(l *line[R]) string { return AccountText(l.at()) },
			Compare: func(x, y *line[R]) int { return cmp.Compare(x.at().AccountName(), y.at().AccountName()) },
		},
		{
			Title: "REGION", Priority: 11,
			Cell:    func(l *line[R], _ time.Time) table.Cell { return table.Cell{Text: l.at().Region()} },
			Text:    func(l *line[R]) string { return l.at().Region() },
			Compare: func(x, y *line[R]) int { return cmp.Compare(x.at().Region(), y.at().Region()) },
		},
	}
}

// AccountText is what a filter finds an account by: its name and its number.
func AccountText(at *desk.Desk) string {
	name, number := at.AccountName(), at.AccountID()
	if strings.Contains(name, number) {
		return name
	}
	return name + " " + number
}
