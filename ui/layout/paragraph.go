package layout

import (
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Note is a paragraph in place of a table, with some room around it.
func Note(style theme.Style, says string, width int) []string {
	return append(Blank(width, 1), Paragraph(style, says, 2, width)...)
}

// Paragraph wraps a text between margins of some columns; an empty text has no lines.
func Paragraph(style theme.Style, says string, margin, width int) []string {
	if says == "" {
		return nil
	}
	var lines []string
	for _, s := range text.Wrap(says, width-2*margin) {
		lines = append(lines, NewLine(width).Skip(margin).Add(style, s).String())
	}
	return lines
}
