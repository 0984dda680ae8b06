package text

import "strings"

// Wrap breaks s into lines of at most w columns, at blanks where it can. A word
// that is longer than a line, such as an ARN, is broken behind one of its
// separators, or anywhere if it has none in reach. Line breaks in s stay. With w
// below 1 there are no lines.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(CleanLines(s), "\n") {
		lines = wrapLine(lines, line, w)
	}
	return lines
}

// wrapLine appends one line of clean text to lines. Blanks inside a line stay
// as they are; those at a break go.
func wrapLine(lines []string, s string, w int) []string {
	s = strings.TrimRight(s, " ")
	for {
		head, rest := split(s, w)
		if rest == "" {
			return append(lines, s)
		}
		switch end := strings.LastIndexByte(head, ' '); {
		case head == "": // one character wider than the line
			size, _ := cluster(s)
			head, rest = Ellipsis, s[size:]
		case strings.HasPrefix(rest, " "):
		case end >= 0 && strings.TrimSpace(head[:end]) != "":
			head, rest = s[:end], s[end:]
		default:
			// One word fills the line: break it behind a separator, but
			// not so early that the line stays mostly empty.
			if i := strings.LastIndexAny(head, ":/,"); i >= len(head)/2 {
				head, rest = s[:i+1], s[i+1:]
			}
		}
		lines = append(lines, strings.TrimRight(head, " "))
		s = strings.TrimLeft(rest, " ")
	}
}
