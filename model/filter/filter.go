// Package filter reads the filters that people type: for the tables of the screen and
// for those of the command line.
package filter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AnyColumn is the column of a term that may match anywhere in a row.
const AnyColumn = -1

// Term is one word of a filter.
type Term struct {
	Column int      // an index into the columns of the rows, or AnyColumn
	Texts  [][]byte // of which one suffices; lower-cased, none of them empty
	Not    bool     // rows that contain one do not match
	Fact   Fact     // is asked of the row instead of its text; zero if none is
	// Unknown is what stands before a colon and is no column, so that it belongs to the
	// text.
	Unknown string
	// Wrong says of a value that means nothing what may be there instead. No row matches.
	Wrong string
}

// matchesNothing is the fact of a term that is wrong.
func matchesNothing(Facts) bool { return false }

// Parse returns the terms of a filter, all of which a row has to match:
//
//	prod            a column contains prod, in capitals or not
//	status:failed   the column whose title begins with status contains failed
//	!prod           no column contains prod; also !status:failed
//	prod|stage      a column contains one of them; also status:failed|creating
//	is:failed       somebody has to act; also is:inflight, is:settled, is:gone
//	age>10m         it has been in its status for longer; also age<2h
//	since:1h        what has come about within the last hour
//	tag:team=x      its tag team contains x; tag:team if it has such a tag
//	"blue green"    quotes keep blanks, colons, | and ! as they are
//
// column returns the column that a prefix stands for, but for is, since and tag, which
// are the same wherever there is a column of that name too. A prefix that stands for
// none belongs to the text, since ARNs have colons. A word that
// is not finished (!, status:, an open quote) means what it means so far; of a value that
// means nothing the term says so.
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
			name := filter[:i]
			if ask := factsAsked[strings.ToLower(name)]; ask != nil {
				var value [][]byte
				value, filter = words(filter[i+1:])
				fact, wrong := ask(value)
				terms = t.ask(terms, fact, wrong)
				continue
			} else if c, ok := column(name); ok {
				t.Column, filter = c, filter[i+1:]
			} else {
				t.Unknown = name
			}
		} else if age, wrong, rest, ok := ageAsked(filter); ok {
			filter = rest
			terms = t.ask(terms, age, wrong)
			continue
		}
		t.Texts, filter = words(filter)
		if len(t.Texts) > 0 {
			terms = append(terms, t)
		}
	}
}

// ask adds a term that asks for a fact, or is wrong; none while there is neither.
func (t Term) ask(terms []Term, fact Fact, wrong string) []Term {
	switch {
	case wrong != "":
		return append(terms, Term{Column: AnyColumn, Fact: matchesNothing, Wrong: wrong})
	case fact == nil:
		return terms
	}
	t.Fact = fact
	return append(terms, t)
}

// Wrong says what is wrong with a filter; empty if nothing is.
func Wrong(terms []Term) string {
	for _, t := range terms {
		if t.Wrong != "" {
			return t.Wrong
		}
	}
	return ""
}

func endsPrefix(r rune) bool { return r == ':' || r == '"' || unicode.IsSpace(r) }

// words takes the texts up to the next blank outside quotes, without the quotes, which
// are parted by |. Empty ones are left out.
func words(s string) (texts [][]byte, rest string) {
	var text []byte
	end := func() {
		if len(text) > 0 {
			texts = append(texts, text)
		}
		text = nil
	}
	quoted := false
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			end()
			return texts, s[i:]
		case r == '|' && !quoted:
			end()
		default:
			text = utf8.AppendRune(text, unicode.ToLower(r))
		}
	}
	end()
	return texts, ""
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

// Matches reports whether a row of cells, of which some facts hold, matches all terms.
func Matches(terms []Term, cells []string, facts Facts) bool {
	for _, t := range terms {
		if t.Fact != nil {
			if t.Fact(facts) == t.Not {
				return false
			}
			continue
		}
		in := cells
		if t.Column != AnyColumn {
			in = cells[t.Column : t.Column+1]
		}
		found := false
		for _, cell := range in {
			cell = strings.Map(unicode.ToLower, cell)
			found = found || slices.ContainsFunc(t.Texts, func(text []byte) bool { return strings.Contains(cell, string(text)) })
		}
		if found == t.Not {
			return false
		}
	}
	return true
}
