package write

import (
	"slices"
	"strings"
)

// difference returns the lines that lead from one text to another: those that go with a
// minus before them, and those that come with a plus. What both have is left out.
func difference(before, after string) []string {
	if before == after {
		return nil
	}
	x, y := strings.Split(before, "\n"), strings.Split(after, "\n")
	// common[i][j] is how many lines x[i:] and y[j:] can keep.
	common := make([][]int, len(x)+1)
	for i := range common {
		common[i] = make([]int, len(y)+1)
	}
	for i, v := range slices.Backward(x) {
		for j := len(y) - 1; j >= 0; j-- {
			if v == y[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var lines []string
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && common[i+1][j] >= common[i][j+1]:
			lines = append(lines, "− "+x[i])
			i++
		default:
			lines = append(lines, "+ "+y[j])
			j++
		}
	}
	return lines
}
