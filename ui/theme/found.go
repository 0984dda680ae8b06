package theme

import (
	"strings"

	"oscope/model/filter"
)

// WriteFound writes text where s has been switched on already, with mark besides on what
// has been found in it.
func (s Style) WriteFound(b *strings.Builder, text string, found []filter.Span, mark Style) {
	end := 0
	for _, f := range found {
		b.WriteString(text[end:f.From])
		b.WriteString(string(mark))
		b.WriteString(text[f.From:f.To])
		b.WriteString(Reset)
		b.WriteString(string(s))
		end = f.To
	}
	b.WriteString(text[end:])
}
