package live

import "container/heap"

// queue is an ordered set of scopes: the first one is found at once, and any one
// moves to its new place in a few steps.
type queue struct {
	which  int // of a member's places
	before func(a, b *member) bool
	all    []*member
}

// put has a member stand where it belongs now.
func (q *queue) put(m *member) {
	if at := m.places[q.which]; at > 0 {
		heap.Fix(q, at-1)
		return
	}
	heap.Push(q, m)
}

// drop takes a member out, if it is in.
func (q *queue) drop(m *member) {
	if at := m.places[q.which]; at > 0 {
		heap.Remove(q, at-1)
	}
}

// first returns the first member; nil when there is none.
func (q *queue) first() *member {
	if len(q.all) == 0 {
		return nil
	}
	return q.all[0]
}

// Len implements heap.Interface, as the next four do.
func (q *queue) Len() int { return len(q.all) }

// Less reports whether one stands before another.
func (q *queue) Less(i, j int) bool { return q.before(q.all[i], q.all[j]) }

// Swap changes places.
func (q *queue) Swap(i, j int) {
	q.all[i], q.all[j] = q.all[j], q.all[i]
	q.all[i].places[q.which], q.all[j].places[q.which] = i+1, j+1
}

// Push adds one at the end.
func (q *queue) Push(x any) {
	m, _ := x.(*member)
	q.all = append(q.all, m)
	m.places[q.which] = len(q.all)
}

// Pop takes the last one away.
func (q *queue) Pop() any {
	last := len(q.all) - 1
	m := q.all[last]
	q.all[last] = nil
	q.all = q.all[:last]
	m.places[q.which] = 0
	return m
}
