// Package text puts plain text on a terminal. What AWS returns is untrusted and
// of any width: here it is made visible, measured, cut, padded and wrapped.
//
// Widths are columns. Every function takes plain text, without escape
// sequences; only [Width] and [Pad] see past the escape sequences of text that
// is already styled. Colours live in ui/theme.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden stands for a character that shows nothing by itself.
const hidden = '·'

// unseen are the graphic characters that would draw nothing, or would change
// the width of their neighbours in some terminals and not in others. unicode
// has the rest of them as properties.
var unseen = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0d4e, Hi: 0x0d4e, Stride: 1}, // Malayalam dot reph, draws on the next character
	},
	R32: []unicode.Range32{
		{Lo: 0x111c2, Hi: 0x111c3, Stride: 1}, // Sharada, the same
		{Lo: 0x1193f, Hi: 0x1193f, Stride: 1}, // Dives Akuru
		{Lo: 0x11941, Hi: 0x11941, Stride: 1},
		{Lo: 0x11a84, Hi: 0x11a89, Stride: 1}, // Soyombo
		{Lo: 0x1f1e6, Hi: 0x1f1ff, Stride: 1}, // regional indicators, in pairs a flag
		{Lo: 0x1f3fb, Hi: 0x1f3ff, Stride: 1}, // skin tones
	},
}

// Clean returns s with everything visible that a terminal would obey or hide:
// control characters, line breaks and tabs become their pictures (␛, ␊, ␉);
// C1 controls, bidirectional overrides, zero-width and other format characters,
// variation selectors, private and unassigned characters become ·, and so does
// what is too much for one cell; a byte that is not UTF-8 becomes U+FFFD. Text
// that needs none of this is returned as it is, without an allocation.
func Clean(s string) string {
	if _, ok := narrowWidth(s); ok {
		return s
	}
	return clean(s, false)
}

// CleanLines is [Clean] for text of several lines: line breaks stay (CR LF
// becomes LF) and a tab becomes four blanks.
func CleanLines(s string) string {
	if _, ok := narrowWidth(s); ok {
		return s
	}
	return clean(strings.ReplaceAll(s, "\r\n", "\n"), true)
}

func clean(s string, lines bool) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	start := true // of a line: a mark there would draw on whatever stands before it
	joining := 0
	for _, r := range s {
		if stacks(r) {
			joining++
		}
		switch {
		case lines && r == '\n':
			b.WriteByte('\n')
			start = true
			continue
		case lines && r == '\t':
			b.WriteString("    ")
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune(0x2421)
		case !visible(r):
			b.WriteRune(hidden)
		default:
			if start && r > unicode.MaxLatin1 && joins(r) {
				b.WriteRune('◌')
			}
			b.WriteRune(r)
		}
		start = false
	}
	if joining < cellMost/2 { // a conjunct is letters and the marks between them
		return b.String()
	}
	return bound(b.String())
}

// cellMost is how many code points may share one cell. Scripts need fewer than ten;
// a terminal keeps and redraws all that it is sent.
const cellMost = 16

// stacks reports whether any number of characters like r may share one cell: marks,
// and the letters that Hangul syllables are made of.
func stacks(r rune) bool {
	return r >= 0x300 && (unicode.Is(unicode.M, r) || unicode.Is(jamo, r))
}

var jamo = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x1100, Hi: 0x11ff, Stride: 1}, {Lo: 0xa960, Hi: 0xa97f, Stride: 1}, {Lo: 0xd7b0, Hi: 0xd7ff, Stride: 1},
}}

// bound cuts what shares one cell to what a cell may hold.
func bound(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		size, _ := cluster(s)
		kept := s[:size]
		if within, whole := first(kept, cellMost); !whole {
			b.WriteString(within)
			kept = string(hidden)
		}
		b.WriteString(kept)
		s = s[size:]
	}
	return b.String()
}

// first returns the first n code points of s, and whether that is all of it.
func first(s string, n int) (string, bool) {
	for i := range s {
		if n == 0 {
			return s[:i], false
		}
		n--
	}
	return s, true
}

func visible(r rune) bool {
	return r < utf8.RuneSelf || unicode.IsGraphic(r) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) &&
		!unicode.Is(unicode.Variation_Selector, r) &&
		!unicode.Is(unseen, r)
}
