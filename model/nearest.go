package model

import (
	"cmp"
	"slices"
)

// Nearest returns the names that differ least from one, if by at most so many letters.
func Nearest(name string, from []string, most int) []string {
	var found []string
	for _, candidate := range from {
		switch d := distance(name, candidate); {
		case d > most:
		case d < most:
			found, most = []string{candidate}, d
		default:
			found = append(found, candidate)
		}
	}
	return found
}

// NearestFirst returns names in a new order: the less one differs from a name, the
// earlier it comes. Those that differ as much stay in their order.
func NearestFirst(name string, from []string) []string {
	differs := make(map[string]int, len(from))
	for _, candidate := range from {
		differs[candidate] = distance(name, candidate)
	}
	return slices.SortedStableFunc(slices.Values(from), func(a, b string) int { return cmp.Compare(differs[a], differs[b]) })
}

// distance is the number of letters to leave out, add, change or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := range len(a) {
		for j := range len(b) {
			changed := d[i][j]
			if a[i] != b[j] {
				changed++
			}
			d[i+1][j+1] = min(changed, d[i][j+1]+1, d[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d[i+1][j+1] = min(d[i+1][j+1], d[i-1][j-1]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
