package theme

import "strings"

// inASCII has, for each character that oscope writes and ASCII lacks, one that stands for
// it: of the same width, so that a finished screen can be put into ASCII. A bare "x" is
// not among them, since "x2" reads as a multiplication.
var inASCII = []string{
	"✓", "+", "◐", "~", "✗", "!", "○", "o", "·", "-",
	"▌", ">", "●", "*", "▲", "^", "▼", "v", "█", "#", "░", ".",
	"▁", ".", "▂", ".", "▃", ":", "▄", ":", "▅", "|", "▆", "|", "▇", "#",
	"←", "<", "→", ">", "↑", "^", "↓", "v", "▸", ">", "›", ">", "␣", "_",
	"…", "~", "—", "-", "–", "-", "−", "-", "≥", ">", "≤", "<", "×", "x", "★", "*", "“", `"`, "”", `"`, "◌", "o",
	"─", "-", "│", "|", "╭", "+", "╮", "+", "╰", "+", "╯", "+",
}

var toASCII = strings.NewReplacer(inASCII...)

// InASCII returns what oscope has written, with styles or without, for a terminal that
// has ASCII only. What AWS has written stays as it is.
func InASCII(s string) string { return toASCII.Replace(s) }
