package table

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"oscope/model/filter"
)

// filterColumn returns the column that can be filtered and whose title is
// prefix, or else begins with it, whatever the case.
func (t *Table[K, R]) filterColumn(prefix string) (column int, ok bool) {
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		if c.Text != nil {
			titles[i] = c.Title
		}
	}
	return filter.ColumnOf(prefix, titles)
}

func (s *searchText) matches(m *filter.Term, row int) bool {
	return bytes.Contains(s.of(row, m.Column), m.Text) != m.Not
}

// searchText is the lower-cased text of all rows, made when a filter first needs
// it: the columns of a row one after the other, each closed by a zero byte. It
// is one buffer, kept from refresh to refresh, so that it makes no garbage.
type searchText struct {
	text    []byte
	ends    []int // where each column of each row ends in text
	columns int
}

func (s *searchText) reset() { s.text, s.ends, s.columns = s.text[:0], s.ends[:0], 0 }

// of returns the text of a row: of one column, or of all.
func (s *searchText) of(row, column int) []byte {
	first, last := row*s.columns+column, row*s.columns+column
	if column == filter.AnyColumn {
		first, last = row*s.columns, (row+1)*s.columns-1
	}
	start := 0
	if first > 0 {
		start = s.ends[first-1] + 1
	}
	return s.text[start:s.ends[last]]
}

// indexText makes the search text, if it is not made yet.
func (t *Table[K, R]) indexText() {
	s := &t.search
	if s.columns > 0 {
		return
	}
	s.columns = len(t.columns)
	for _, row := range t.rows {
		for _, c := range t.columns {
			if c.Text != nil {
				s.text = appendLower(s.text, c.Text(row))
			}
			s.ends = append(s.ends, len(s.text))
			s.text = append(s.text, 0)
		}
	}
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
