package layout

import (
	"math"
	"strings"
)

// Bar draws a part of a whole as a bar: from and to say where the part begins and ends,
// from 0 to 1. It is width columns wide, made of full where the part is and of empty
// elsewhere; both are one column wide. However short a part is, it is seen.
func Bar(width int, from, to float64, full, empty string) string {
	if width <= 0 {
		return ""
	}
	first := min(int(math.Round(within(from)*float64(width))), width-1)
	last := min(max(int(math.Round(within(to)*float64(width))), first+1), width)
	return strings.Repeat(empty, first) + strings.Repeat(full, last-first) + strings.Repeat(empty, width-last)
}

// within is a part as one of the whole; what is no number is its beginning.
func within(part float64) float64 {
	if math.IsNaN(part) {
		return 0
	}
	return max(0, min(part, 1))
}
