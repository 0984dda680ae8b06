package table

import (
	"bytes"
	"slices"
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

// FilterColumns returns the titles of the columns that can be filtered by.
func (t *Table[K, R]) FilterColumns() []string {
	var titles []string
	for _, c := range t.columns {
		if c.Text != nil && c.Title != "" {
			titles = append(titles, c.Title)
		}
	}
	return titles
}

// searchText is the lower-cased text of all rows, made when a filter first needs
// it. It is in pieces of some rows each, so that making it never copies much.
type searchText struct {
	columns int
	rows    int // of how many there is the text
	pieces  []piece
}

func (s *searchText) matches(m *filter.Term, row int) bool {
	text := s.of(row, m.Column)
	return slices.ContainsFunc(m.Texts, func(t []byte) bool { return bytes.Contains(text, t) }) != m.Not
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
	if column == filter.AnyColumn {
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
