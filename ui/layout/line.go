// Package layout composes a screen from pieces of exact size: lines, boxes and
// overlays. It knows colours only as given and nothing about what it shows.
package layout

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Line is one line of exactly its width in columns, put together piece by piece.
// What does not fit is cut; text is cleaned of control characters.
type Line struct {
	b     strings.Builder
	width int
	used  int
}

// NewLine returns an empty line of a width in columns.
func NewLine(width int) *Line {
	l := &Line{width: max(width, 0)}
	l.b.Grow(l.width + 64)
	return l
}

// Room returns how many columns are left.
func (l *Line) Room() int { return l.width - l.used }

// Used returns how many columns are taken.
func (l *Line) Used() int { return l.used }

// Add appends text, cut at the end if the line has not enough room.
func (l *Line) Add(style theme.Style, s string) *Line {
	return l.add(style, s, text.Width(text.Clean(s)), text.End)
}

// AddIn appends text in exactly width columns.
func (l *Line) AddIn(style theme.Style, s string, width int, cut text.Cut) *Line {
	return l.add(style, s, width, cut)
}

// Right appends text at the right end of the line, if there is room for it.
func (l *Line) Right(style theme.Style, s string) *Line {
	width := text.Width(text.Clean(s))
	if width > l.Room() {
		return l
	}
	l.Skip(l.Room() - width)
	return l.add(style, s, width, text.End)
}

// linkMost bounds the URL of a link, in bytes: it is sent with every line of it.
const linkMost = 2048

// Link appends text that leads to a URL, for terminals that know links (OSC 8). What
// is no plain URL of the web stays text: a terminal may hand it to any program.
func (l *Line) Link(style theme.Style, s, url string) *Line {
	web := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
	if !web || len(url) > linkMost || text.Clean(url) != url {
		return l.Add(style, s)
	}
	l.b.WriteString(ansi.SetHyperlink(url))
	l.Add(style, s)
	l.b.WriteString(ansi.ResetHyperlink())
	return l
}

// Styled appends text that carries its own styles and is known to be clean, as a
// text input draws it.
func (l *Line) Styled(s string) *Line {
	width := text.Width(s)
	if width > l.Room() {
		width = l.Room()
		s = ansi.Truncate(s, width, "")
	}
	l.b.WriteString(s)
	l.used += width
	return l
}

// RightLine sets what another line holds at the right end of this one, if there
// is room for it.
func (l *Line) RightLine(other *Line) *Line {
	if other.used > l.Room() {
		return l
	}
	l.Skip(l.Room() - other.used)
	l.b.WriteString(other.b.String())
	l.used += other.used
	return l
}

// Skip appends blanks.
func (l *Line) Skip(columns int) *Line {
	columns = min(columns, l.Room())
	text.Blanks(&l.b, columns)
	l.used += max(columns, 0)
	return l
}

func (l *Line) add(style theme.Style, s string, width int, cut text.Cut) *Line {
	width = min(width, l.Room())
	if width <= 0 {
		return l
	}
	l.b.WriteString(string(style))
	text.Fit(&l.b, s, width, cut)
	if style != "" {
		l.b.WriteString(theme.Reset)
	}
	l.used += width
	return l
}

// String returns the line, padded with blanks to its width.
func (l *Line) String() string {
	l.Skip(l.Room())
	return l.b.String()
}

// Blank returns n lines of blanks.
func Blank(width, n int) []string {
	line := strings.Repeat(" ", max(width, 0))
	lines := make([]string, max(n, 0))
	for i := range lines {
		lines[i] = line
	}
	return lines
}

// Fill returns exactly height of the given lines, each of the given width
// already, with blank ones behind them where there are too few.
func Fill(lines []string, width, height int) []string {
	if len(lines) >= height {
		return lines[:max(height, 0)]
	}
	return append(slices.Clip(lines), Blank(width, height-len(lines))...)
}

// Extent returns how many columns and lines are taken by more than blanks, from the
// first of each on.
func Extent(lines []string) (columns, height int) {
	for i, line := range lines {
		says := strings.TrimRight(ansi.Strip(line), " ")
		if says != "" {
			columns, height = max(columns, text.Width(says)), i+1
		}
	}
	return columns, height
}
