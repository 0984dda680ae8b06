package layout

import (
	"strings"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Box is a bordered pane with a title in its upper border and a note at the
// right of it. Its body is Height-2 lines of exactly Width-2 columns; lines that
// are missing stay blank.
type Box struct {
	Width, Height int // with the border
	Title, Note   string
	TitleStyle    theme.Style
	NoteStyle     theme.Style
	Border        theme.Style
	Body          []string
}

// Block is a part of a screen that is written row by row, beside others.
type Block interface {
	// WriteRow appends row y, counted from 0, in the block's width.
	WriteRow(b *strings.Builder, y int)
}

// Stack is boxes of one width, one below the other.
type Stack []Box

// WriteRow implements Block.
func (s Stack) WriteRow(b *strings.Builder, y int) {
	for i := range s {
		if y < s[i].Height {
			s[i].WriteRow(b, y)
			return
		}
		y -= s[i].Height
	}
}

// WriteRow implements Block, for rows from 0 to Height-1.
func (x *Box) WriteRow(b *strings.Builder, y int) {
	if x.Width < 2 {
		text.Blanks(b, x.Width)
		return
	}
	switch y {
	case 0:
		x.writeTop(b)
	case x.Height - 1:
		x.Border.Write(b, "╰"+rule(x.Width-2)+"╯")
	default:
		x.Border.Write(b, "│")
		if y-1 < len(x.Body) {
			b.WriteString(x.Body[y-1])
		} else {
			text.Blanks(b, x.Width-2)
		}
		x.Border.Write(b, "│")
	}
}

// Lines returns the whole box, a line for each row.
func (x *Box) Lines() []string {
	lines := make([]string, x.Height)
	for y := range lines {
		var b strings.Builder
		x.WriteRow(&b, y)
		lines[y] = b.String()
	}
	return lines
}

func (x *Box) writeTop(b *strings.Builder) {
	inner := x.Width - 2
	title, note := text.Clean(x.Title), text.Clean(x.Note)
	// The note gives way to the title.
	noteWidth := text.Width(note)
	if noteWidth > 0 && text.Width(title)+noteWidth+7 > inner {
		note = text.CutEnd(note, max(0, inner-text.Width(title)-7))
		noteWidth = text.Width(note)
	}
	if title != "" {
		room := inner - 3
		if noteWidth > 0 {
			room -= noteWidth + 4
		}
		title = text.CutEnd(title, max(0, room))
	}
	x.Border.Write(b, "╭")
	used := 0
	if title != "" {
		x.Border.Write(b, "─")
		b.WriteByte(' ')
		x.TitleStyle.Write(b, title)
		b.WriteByte(' ')
		used = text.Width(title) + 3
	}
	if noteWidth > 0 && inner-used >= noteWidth+3 {
		x.Border.Write(b, rule(inner-used-noteWidth-3))
		b.WriteByte(' ')
		x.NoteStyle.Write(b, note)
		b.WriteByte(' ')
		used = inner - 1
	}
	x.Border.Write(b, rule(inner-used)+"╮")
}

const dashes = "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────"

func rule(width int) string {
	if width <= 0 {
		return ""
	}
	if n := width * len("─"); n <= len(dashes) {
		return dashes[:n]
	}
	return strings.Repeat("─", width)
}

// unframe turns what boxes are drawn with into blanks.
var unframe = strings.NewReplacer("╭", " ", "╮", " ", "╰", " ", "╯", " ", "│", " ", "─", " ")

// Unframed returns a line of a screen without what is of boxes.
func Unframed(line string) string { return unframe.Replace(line) }
