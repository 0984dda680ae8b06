package table

import (
	"unicode/utf8"

	"oscope/model/filter"
)

// Found returns where in a clean text that a column shows is what the filter looks for;
// of a filter that nothing matches exactly, its letters.
func (t *Table[K, R]) Found(column int, shown string) []filter.Span {
	switch {
	case len(t.terms) == 0 || t.columns[column].Text == nil:
		return nil
	case t.loose == nil:
		return filter.Found(t.terms, column, shown)
	case !t.columns[column].Loose:
		return nil
	}
	var spans []filter.Span
	letters := t.loose.Letters(shown)
	n := 0
	for i, r := range shown {
		if len(letters) > 0 && letters[0] == n {
			letters = letters[1:]
			spans = append(spans, filter.Span{From: i, To: i + utf8.RuneLen(r)})
		}
		n++
	}
	return spans
}
