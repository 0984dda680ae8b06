package filter

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a text: its bytes from From up to To.
type Span struct{ From, To int }

// Found returns where in a text that a column shows is what terms look for, in order and
// apart from each other. What must not be there is not looked for.
func Found(terms []Term, column int, text string) []Span {
	var spans []Span
	for i := range terms {
		t := &terms[i]
		if t.Not || t.Fact != nil || t.Column != AnyColumn && t.Column != column {
			continue
		}
		for _, want := range t.Texts {
			for from := 0; from < len(text); {
				if n := startsWith(text[from:], want); n > 0 {
					spans = append(spans, Span{from, from + n})
					from += n
					continue
				}
				_, size := utf8.DecodeRuneInString(text[from:])
				from += size
			}
		}
	}
	return apart(spans)
}

// startsWith returns how many bytes of a text are what is wanted, which is lower-cased; 0
// if it does not start with it.
func startsWith(text string, want []byte) int {
	n := 0
	for len(want) > 0 {
		if n >= len(text) {
			return 0
		}
		have, size := utf8.DecodeRuneInString(text[n:])
		wanted, wantedSize := utf8.DecodeRune(want)
		if unicode.ToLower(have) != wanted {
			return 0
		}
		n += size
		want = want[wantedSize:]
	}
	return n
}

// apart puts spans in order, and those together that overlap or touch.
func apart(spans []Span) []Span {
	if len(spans) < 2 {
		return spans
	}
	slices.SortFunc(spans, func(x, y Span) int { return x.From - y.From })
	all := spans[:1]
	for _, s := range spans[1:] {
		if last := &all[len(all)-1]; s.From <= last.To {
			last.To = max(last.To, s.To)
			continue
		}
		all = append(all, s)
	}
	return all
}
