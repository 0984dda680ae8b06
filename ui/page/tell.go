package page

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"oscope/model"
	"oscope/ui/desk"
)

// Told is a page in words, for somebody who reads one line after the other.
type Told struct {
	Heading string
	Notes   []string        // what is wrong with it, or why it has no rows
	Len     int             // how many rows there are,
	Row     func(i int) Row // each of which is made when it is asked for
	After   []string        // what comes behind the rows and cannot be gone to
	Detail  []Line          // of the selected row, while that is open
}

// Row is a row in words.
type Row struct {
	Ref   model.Ref
	Event int64 // as in Stand
	Text  string
}

// Line is a line of a detail.
type Line struct {
	Text string
	To   model.Key // the resource that it leads to; zero if none
}

// spoken is as wide as nothing is wrapped or cut in: lines are drawn so wide where they
// are only read.
const spoken = 4000

// Flat are drawn lines as text without its looks: of what stands in columns, the columns
// with commas between them. Lines without text are left out, and where something is typed.
func Flat(drawn []string) []string {
	var lines []string
	for _, line := range drawn {
		columns := strings.FieldsFunc(strings.ReplaceAll(ansi.Strip(line), "  ", "\x00"), func(r rune) bool { return r == 0 })
		said := columns[:0]
		for _, column := range columns {
			if column = strings.TrimSpace(column); column != "" {
				said = append(said, column)
			}
		}
		if len(said) > 0 && said[0] != "›" {
			lines = append(lines, strings.Join(said, ", "))
		}
	}
	return lines
}

// toldFrom is the least priority of the columns that a row in words has: the detail has
// the rest.
const toldFrom = 4

// Tell implements Page.
func (v *Resources[R]) Tell(at *desk.Office) Told {
	t := Told{Heading: v.heading(at), Len: v.table.Len()}
	t.Row = func(i int) Row {
		l := v.table.At(i)
		return Row{Ref: v.ref(l), Text: v.words(at, l, v.table.IsMarked(l))}
	}
	if note, _ := v.note(at); note != "" && t.Len > 0 && at.Health().Err != nil {
		t.Notes = Flat([]string{note})
	}
	if t.Len == 0 {
		t.Notes = Flat(v.instead(at, spoken))
	}
	if l, ok := v.table.Selected(); ok && v.open {
		t.Heading = l.at().Snapshot.Title(v.Item(l.row))
		d := v.whole(l)
		t.Detail = d.Tell()
	}
	return t
}

// words are a row: what it is, and then each column with its title.
func (v *Resources[R]) words(at *desk.Office, l *line[R], marked bool) string {
	var parts []string
	for _, c := range v.columns {
		value := strings.TrimSpace(c.Cell(l, at.Now).Text)
		if c.Priority < toldFrom || value == "" {
			continue
		}
		if len(parts) > 0 {
			value = strings.ToLower(c.Title) + " " + value
		}
		parts = append(parts, value)
	}
	if marked {
		parts = append(parts, "marked")
	}
	return strings.Join(parts, ", ")
}

// Tell are the facts as lines of text.
func (d *Detail) Tell() []Line {
	lines := make([]Line, len(d.facts))
	for i, said := range d.Plain() {
		lines[i] = Line{strings.Join(strings.Fields(strings.TrimPrefix(said, ": ")), " "), d.facts[i].to}
	}
	return lines
}
