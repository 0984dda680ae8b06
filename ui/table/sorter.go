package table

import "slices"

// sorter sorts in portions, stably, by merging ever longer stretches. It begins
// with the order of before: after a refresh that is nearly the right one, and
// stretches that follow on each other are not merged but copied.
type sorter struct {
	order, spare []int32
	before       []int32 // the order to begin with
	n            int
	from         int // how much of before has been taken
	width        int // of the stretches that are sorted
	at           int // how far this round has come
	i, j         int // and how far into the two stretches that are being merged
}

// stretch is how many are sorted at once.
const stretch = 64

func (s *sorter) begin(before []int32, n int, sort bool) {
	s.order, s.spare = slices.Grow(s.spare[:0], n), nil // order is the table's by now
	s.before, s.n, s.from = before, n, 0
	s.width, s.at = 0, 0
	if !sort {
		s.before, s.width = nil, n
	}
}

// take takes the order to begin with; new rows come last.
func (s *sorter) take(cost int) (left int) {
	for ; cost > 0 && s.from < len(s.before); s.from++ {
		if i := s.before[s.from]; int(i) < s.n {
			s.order = append(s.order, i)
		}
		cost--
	}
	for ; cost > 0 && len(s.order) < s.n; cost-- {
		s.order = append(s.order, int32(len(s.order))) //nolint:gosec // no table has that many rows
	}
	return cost
}

// step compares about as often as cost says, returns what is left of it, and whether
// all is in order. compare need not tell all apart: the index does.
func (s *sorter) step(cost int, compare func(a, b int32) int) (left int, done bool) {
	total := func(a, b int32) int {
		if c := compare(a, b); c != 0 {
			return c
		}
		return int(a - b)
	}
	n := s.n
	if cost = s.take(cost); len(s.order) < n {
		return cost, false
	}
	for cost > 0 && s.width < n {
		if s.width == 0 {
			end := min(s.at+stretch, n)
			slices.SortFunc(s.order[s.at:end], total)
			s.at, cost = end, cost-4*stretch
			if end == n {
				s.spare = slices.Grow(s.spare[:0], n)
				s.width, s.at = stretch, 0
			}
			continue
		}
		cost = s.merge(cost, total)
		if s.at >= n {
			s.order, s.spare = s.spare, s.order[:0]
			s.width, s.at = 2*s.width, 0
		}
	}
	return cost, s.width >= n && len(s.order) == n
}

// merge goes on with the two stretches at s.at.
func (s *sorter) merge(cost int, compare func(a, b int32) int) (left int) {
	n := s.n
	middle, end := min(s.at+s.width, n), min(s.at+2*s.width, n)
	if len(s.spare) == s.at {
		s.i, s.j = s.at, middle
		if middle == end || compare(s.order[middle-1], s.order[middle]) <= 0 {
			s.spare = append(s.spare, s.order[s.at:end]...)
			s.at = end
			return cost - 1
		}
	}
	for ; cost > 0 && s.i < middle && s.j < end; cost-- {
		if compare(s.order[s.i], s.order[s.j]) <= 0 {
			s.spare = append(s.spare, s.order[s.i])
			s.i++
		} else {
			s.spare = append(s.spare, s.order[s.j])
			s.j++
		}
	}
	if s.i == middle || s.j == end {
		s.spare = append(append(s.spare, s.order[s.i:middle]...), s.order[s.j:end]...)
		s.at = end
	}
	return cost
}
