// Package filter reads the filters that people type: for the tables of the screen and
// for those of the command line.
package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// AnyColumn is the column of a term that may match anywhere in a row.
const AnyColumn = -1

// Term is one word of a filter.
type Term struct {
	Column int    // an index into the columns of the rows, or AnyColumn
	Text   []byte // lower-cased, not empty
	Not    bool   // rows that contain text do not match
}

// Parse returns the terms of a filter, all of which a row has to match:
//
//	prod            a column contains prod, in capitals or not
//	status:failed   the column whose title begins with status contains failed
//	!prod           no column contains prod; also !status:failed
//	"blue green"    quotes keep blanks, colons and ! as they are
//
// column returns the column that a prefix stands for. A prefix that stands for
// none belongs to the text, since ARNs have colons. Every filter is valid: a
// word that is not finished (!, status:, an open quote) means what it means so
// far.
func Parse(filter string, column func(prefix string) (int, bool)) []Term {
	var terms []Term
	for {
		filter = strings.TrimLeftFunc(filter, unicode.IsSpace)
		if filter == "" {
			return terms
		}
		t := Term{Column: AnyColumn}
		if rest, ok := strings.CutPrefix(filter, "!"); ok {
			t.Not, filter = true, rest
		}
		if i := strings.IndexFunc(filter, endsPrefix); i > 0 && filter[i] == ':' {
			if c, ok := column(filter[:i]); ok {
				t.Column, filter = c, filter[i+1:]
			}
		}
		t.Text, filter = word(filter)
		if len(t.Text) > 0 {
			terms = append(terms, t)
		}
	}
}

func endsPrefix(r rune) bool { return r == ':' || r == '"' || unicode.IsSpace(r) }

// word takes the text up to the next blank outside quotes, without the quotes.
func word(s string) (text []byte, rest string) {
	quoted := false
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			return text, s[i:]
		default:
			text = utf8.AppendRune(text, unicode.ToLower(r))
		}
	}
	return text, ""
}

// ColumnOf returns which of some titles is prefix, or else begins with it, whatever the
// case. Columns without a title cannot be filtered by one.
func ColumnOf(prefix string, titles []string) (column int, ok bool) {
	prefix = strings.ToLower(prefix)
	for i, title := range titles {
		title = strings.ToLower(title)
		switch {
		case title == "" || !strings.HasPrefix(title, prefix):
		case title == prefix:
			return i, true
		case !ok:
			column, ok = i, true
		}
	}
	return column, ok
}

// Matches reports whether a row of cells matches all terms.
func Matches(terms []Term, cells []string) bool {
	for _, t := range terms {
		in := cells
		if t.Column != AnyColumn {
			in = cells[t.Column : t.Column+1]
		}
		found := false
		for _, cell := range in {
			found = found || strings.Contains(strings.Map(unicode.ToLower, cell), string(t.Text))
		}
		if found == t.Not {
			return false
		}
	}
	return true
}
