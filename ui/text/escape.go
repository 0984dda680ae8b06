package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Escape returns s with each character that [Clean] would replace, or would set
// apart, spelled as in JSON: \u202e. What is shown can then be told from what only
// looks like it, and in a JSON string it is the same value. Text that needs none of
// this is returned as it is.
func Escape(s string) string { return escape(s, false) }

// EscapeLines is [Escape] for text of several lines: line breaks stay.
func EscapeLines(s string) string { return escape(s, true) }

func escape(s string, lines bool) string {
	if _, ok := narrowWidth(s); ok {
		return s
	}
	var b strings.Builder
	alone := true // a mark here would draw on what it does not belong to
	for s != "" {
		size, _ := cluster(s)
		n := 0 // of the code points in one cell
		for _, r := range s[:size] {
			n++
			if lines && r == '\n' {
				b.WriteRune(r)
				alone = true
				continue
			}
			alone = Unseen(r) || n > cellMost || alone && r > unicode.MaxLatin1 && joins(r)
			if !alone {
				b.WriteRune(r)
				continue
			}
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
		s = s[size:]
	}
	return b.String()
}

// Unseen reports whether r shows nothing by itself, or is a control character.
func Unseen(r rune) bool { return r < 0x20 || r == 0x7f || !visible(r) }
