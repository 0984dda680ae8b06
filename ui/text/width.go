package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Ellipsis marks the place of a cut. It is one column wide.
const Ellipsis = "…"

// Cut says where text that is too wide loses a part.
type Cut int

// End suits prose; Middle suits keys and names, whose tail tells most; Alike suits ARNs
// and addresses, which lose what those beside them have too: see [Likeness]. Where
// nothing is known of those it is Middle.
const (
	End Cut = iota
	Middle
	Alike
)

// Width returns the columns that s takes. Escape sequences take none.
//
// Terminals that do not cluster graphemes (mode 2027) draw scripts with spacing
// marks, such as Devanagari, and loose Hangul jamo wider than this. For all
// other text that went through [Clean] both kinds of terminal agree.
func Width(s string) int {
	if n, ok := narrowWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// CutEnd returns s in at most w columns, the last of them … if it was cut.
func CutEnd(s string, w int) string { return cut(s, w, End) }

// CutMiddle returns s in at most w columns, keeping its head and its tail.
func CutMiddle(s string, w int) string { return cut(s, w, Middle) }

// CutTo is one of the two, as somebody else has chosen.
func CutTo(s string, w int, how Cut) string { return cut(s, w, how) }

func cut(s string, w int, how Cut) string {
	s = Clean(s)
	if Width(s) <= w {
		return s
	}
	if w <= 0 {
		return ""
	}
	head, tail := ends(s, w, how)
	return head + Ellipsis + tail
}

// Pad returns s with blanks behind it up to w columns. It never cuts.
func Pad(s string, w int) string {
	n := w - Width(s)
	if n <= 0 {
		return s
	}
	return s + strings.Repeat(" ", n)
}

// Fit writes s in exactly w columns: cleaned, cut where it is too wide, and
// with blanks behind it where it is too narrow. A w below 1 writes nothing.
func Fit(b *strings.Builder, s string, w int, how Cut) {
	if w <= 0 {
		return
	}
	s = Clean(s)
	n := Width(s)
	if n <= w {
		b.WriteString(s)
		Blanks(b, w-n)
		return
	}
	head, tail := ends(s, w, how)
	b.WriteString(head)
	b.WriteString(Ellipsis)
	b.WriteString(tail)
	Blanks(b, w-Width(head)-1-Width(tail)) // a wide character may not fill the last column
}

const blanks = "                                                                "

// Blanks writes n blanks, none if n is negative.
func Blanks(b *strings.Builder, n int) {
	for ; n > len(blanks); n -= len(blanks) {
		b.WriteString(blanks)
	}
	if n > 0 {
		b.WriteString(blanks[:n])
	}
}

// ends returns what is left of s on both sides of the … that makes it fit into
// w columns. s is clean and wider than w, and w is at least 1.
func ends(s string, w int, how Cut) (head, tail string) {
	room := w - 1
	if how == End {
		head, _ = split(s, room)
		return head, ""
	}
	head, _ = split(s, room-room/2)
	// The tail begins at the first boundary with no more than its share behind it.
	tail = s
	for n := Width(s); n > room/2; {
		size, columns := cluster(tail)
		tail = tail[size:]
		n -= columns
	}
	return head, tail
}

// split divides s behind the last character that ends within w columns.
func split(s string, w int) (head, rest string) {
	i := 0
	for i < len(s) {
		size, columns := cluster(s[i:])
		if columns > w {
			break
		}
		w -= columns
		i += size
	}
	return s[:i], s[i:]
}

// Characters splits s into what a reader counts as characters.
func Characters(s string) []string {
	var all []string
	for s != "" {
		size, _ := cluster(s)
		all = append(all, s[:size])
		s = s[size:]
	}
	return all
}

// cluster returns the bytes and the columns of the first character, as a reader
// counts characters, of the clean and not empty s.
func cluster(s string) (size, columns int) {
	if len(s) == 1 || s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf {
		return 1, 1
	}
	c, columns := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(c), columns
}

// narrowWidth returns the columns of s, if s is made only of characters that
// are one column wide and never join a neighbour.
func narrowWidth(s string) (columns int, ok bool) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return 0, false
			}
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !narrow(r) {
				return 0, false
			}
			i += size
		}
		columns++
	}
	return columns, true
}

// narrow reports whether r, which is not ASCII, is certainly one column wide
// and alone. It knows Latin letters and what the screen itself is drawn with.
func narrow(r rune) bool {
	switch {
	case r < 0xa0 || r == 0xad:
		return false
	case r < 0x300: // Latin
		return true
	case r < 0x2010:
		return false
	}
	return r <= 0x2027 || // dashes, bullets, ellipsis
		r >= 0x2190 && r <= 0x21ff || // arrows
		r >= 0x2400 && r <= 0x2421 || // control pictures
		r >= 0x2500 && r <= 0x25fc || // boxes, blocks, shapes
		r == '✓' || r == '✗'
}

// joins reports whether r draws on the character before it.
func joins(r rune) bool {
	c, _ := ansi.FirstGraphemeCluster(" "+string(r), ansi.GraphemeWidth)
	return len(c) > 1
}
