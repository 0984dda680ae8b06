package layout

import (
	"oscope/model/filter"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// AddFound appends text in exactly width columns, with mark besides on what is found in
// what is left of it.
func (l *Line) AddFound(style, mark theme.Style, s string, width int, cut text.Cut, find func(string) []filter.Span) *Line {
	width = min(width, l.Room())
	if width <= 0 {
		return l
	}
	s = text.CutTo(s, width, cut)
	l.b.WriteString(string(style))
	style.WriteFound(&l.b, s, find(s), mark)
	text.Blanks(&l.b, width-text.Width(s))
	if style != "" {
		l.b.WriteString(theme.Reset)
	}
	l.used += width
	return l
}
