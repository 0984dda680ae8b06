package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// anyColumn is the column of a term that may match anywhere in a row.
const anyColumn = -1

// term is one word of a filter.
type term struct {
	column int    // index into the table's columns, or anyColumn
	text   []byte // lower-cased, not empty
	not    bool   // rows that contain text do not match
}

// parseFilter returns the terms of a filter, all of which a row has to match:
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
func parseFilter(filter string, column func(prefix string) (int, bool)) []term {
	var terms []term
	for {
		filter = strings.TrimLeftFunc(filter, unicode.IsSpace)
		if filter == "" {
			return terms
		}
		t := term{column: anyColumn}
		if rest, ok := strings.CutPrefix(filter, "!"); ok {
			t.not, filter = true, rest
		}
		if i := strings.IndexFunc(filter, endsPrefix); i > 0 && filter[i] == ':' {
			if c, ok := column(filter[:i]); ok {
				t.column, filter = c, filter[i+1:]
			}
		}
		t.text, filter = word(filter)
		if len(t.text) > 0 {
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

// filterColumn returns the column that can be filtered and whose title is
// prefix, or else begins with it, whatever the case.
func (t *Table[K, R]) filterColumn(prefix string) (column int, ok bool) {
	prefix = strings.ToLower(prefix)
	for i, c := range t.columns {
		title := strings.ToLower(c.Title)
		switch {
		case c.Text == nil || !strings.HasPrefix(title, prefix):
		case title == prefix:
			return i, true
		case !ok:
			column, ok = i, true
		}
	}
	return column, ok
}

func (m *term) matches(s *searchText, row int) bool {
	return bytes.Contains(s.of(row, m.column), m.text) != m.not
}

// searchText is the lower-cased text of all rows, made when a filter first needs
// it. It is in pieces of some rows each, so that making it never copies much.
type searchText struct {
	columns int
	rows    int // of how many there is the text
	pieces  []piece
}

// pieceRows are the rows of a piece.
const pieceRows = 256

// piece has the columns of a row one after the other, each closed by a zero byte.
type piece struct {
	text []byte
	ends []uint32 // where each column of each row ends in text
}

// of returns the text of a row: of one column, or of all.
func (s *searchText) of(row, column int) []byte {
	p := &s.pieces[row/pieceRows]
	row %= pieceRows
	first, last := row*s.columns+column, row*s.columns+column
	if column == anyColumn {
		first, last = row*s.columns, (row+1)*s.columns-1
	}
	start := uint32(0)
	if first > 0 {
		start = p.ends[first-1] + 1
	}
	return p.text[start:p.ends[last]]
}

// index adds the text of the next row.
func (t *Table[K, R]) index(s *searchText, row R) {
	if s.rows%pieceRows == 0 {
		last := 0
		if n := len(s.pieces); n > 0 {
			last = len(s.pieces[n-1].text) // rows look alike
		}
		s.pieces = append(s.pieces, piece{make([]byte, 0, last+last/16), make([]uint32, 0, min(pieceRows, len(t.work.rows)-s.rows)*s.columns)})
	}
	p := &s.pieces[len(s.pieces)-1]
	for _, c := range t.columns {
		if c.Text != nil {
			p.text = appendLower(p.text, c.Text(row))
		}
		p.ends = append(p.ends, uint32(len(p.text))) //nolint:gosec // no 256 rows have 4 GB of text
		p.text = append(p.text, 0)
	}
	s.rows++
}

func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			for _, r := range s[i:] {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
			return b
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}
