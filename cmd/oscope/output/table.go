package output

import (
	"io"
	"slices"
	"strings"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Column is one of a table.
type Column struct {
	Title    string
	Priority int // the larger, the longer it stays where room is short
}

// Cells are the rows of a table, with the style of each cell where it has one.
type Cells struct {
	Columns []Column
	Rows    [][]string
	Style   func(row, column int) theme.Style // nil for none
}

// gap is between two columns.
const gap = 2

// least is how narrow a column may be made.
const least = 8

// Write writes the table within a width; 0 for as wide as it is. Within a width columns
// without a word in any row go, then those of the least priority.
func (c Cells) Write(w io.Writer, width int, titles bool) error {
	for _, row := range c.Rows {
		for i := range row {
			row[i] = text.Clean(row[i])
		}
	}
	widths := c.widths()
	shown := c.fit(widths, width)
	var b strings.Builder
	if titles {
		c.line(&b, shown, widths, func(i int) (string, theme.Style) { return c.Columns[i].Title, "" })
	}
	for r, row := range c.Rows {
		c.line(&b, shown, widths, func(i int) (string, theme.Style) {
			if c.Style == nil {
				return row[i], ""
			}
			return row[i], c.Style(r, i)
		})
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Cells) widths() []int {
	widths := make([]int, len(c.Columns))
	for i, column := range c.Columns {
		widths[i] = text.Width(column.Title)
		for _, row := range c.Rows {
			widths[i] = max(widths[i], text.Width(row[i]))
		}
	}
	return widths
}

// fit returns the columns that are shown, and makes the widest of them narrower if they
// do not fit.
func (c Cells) fit(widths []int, width int) []int {
	shown := make([]int, len(c.Columns))
	for i := range shown {
		shown[i] = i
	}
	if width <= 0 {
		return shown
	}
	if len(c.Rows) > 0 {
		shown = slices.DeleteFunc(shown, func(i int) bool {
			return !slices.ContainsFunc(c.Rows, func(row []string) bool { return row[i] != "" })
		})
	}
	total := func() int {
		n := -gap
		for _, i := range shown {
			n += widths[i] + gap
		}
		return n
	}
	for total() > width {
		last := 0 // of the least priority, the rightmost
		for at, i := range shown {
			if c.Columns[i].Priority <= c.Columns[shown[last]].Priority {
				last = at
			}
		}
		if len(shown) == 0 || c.Columns[shown[last]].Priority >= slices.MaxFunc(c.Columns, func(a, b Column) int { return a.Priority - b.Priority }).Priority {
			break
		}
		shown = slices.Delete(shown, last, last+1)
	}
	for over := total() - width; over > 0; over = total() - width {
		widest := slices.MaxFunc(shown, func(a, b int) int { return widths[a] - widths[b] })
		if widths[widest] <= least {
			break
		}
		widths[widest]--
	}
	return shown
}

func (c Cells) line(b *strings.Builder, shown, widths []int, cell func(int) (string, theme.Style)) {
	for at, i := range shown {
		value, style := cell(i)
		value = text.CutMiddle(value, widths[i])
		b.WriteString(style.Render(value))
		if at < len(shown)-1 {
			b.WriteString(strings.Repeat(" ", widths[i]-text.Width(value)+gap))
		}
	}
	b.WriteByte('\n')
}
