package text

import "strings"

// Likeness is what the values of a column have alike at both ends, such as the partition,
// the Region and the account of ARNs. What is between tells them apart.
type Likeness struct {
	head, tail        string
	shortest, longest int // of the values
	some              bool
}

// Add takes in a clean value.
func (l *Likeness) Add(value string) {
	if !l.some {
		*l = Likeness{value, value, len(value), len(value), true}
		return
	}
	l.take(value, value, len(value), len(value))
}

// Merge takes in the values of another.
func (l *Likeness) Merge(other Likeness) {
	switch {
	case !l.some:
		*l = other
	case other.some:
		l.take(other.head, other.tail, other.shortest, other.longest)
	}
}

func (l *Likeness) take(head, tail string, shortest, longest int) {
	n := 0
	for n < min(len(l.head), len(head)) && l.head[n] == head[n] {
		n++
	}
	l.head = l.head[:n]
	n = 0
	for n < min(len(l.tail), len(tail)) && l.tail[len(l.tail)-1-n] == tail[len(tail)-1-n] {
		n++
	}
	l.tail = l.tail[len(l.tail)-n:]
	l.shortest, l.longest = min(l.shortest, shortest), max(l.longest, longest)
}

// between are what stands between the words of addresses: only whole ones are alike.
const between = "/:."

// Ends returns how many bytes, and columns, of every value are alike at its beginning and
// its end: none where all values are the same, since then nothing tells them apart.
func (l *Likeness) Ends() (head, tail int) {
	if len(l.head) == l.longest {
		return 0, 0
	}
	head = strings.LastIndexAny(ascii(l.head), between) + 1
	rest := l.tail[max(0, len(l.tail)-(l.shortest-head)):]
	if i := strings.IndexAny(rest, between); i >= 0 && ascii(rest[i:]) == rest[i:] {
		tail = len(rest) - i
	}
	return head, tail
}

// ascii returns s up to the first character that is more than a byte.
func ascii(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return s[:i]
		}
	}
	return s
}

// Apart returns how wide values of some width must be shown so that what tells them apart
// can be read.
func (l *Likeness) Apart(width int) int {
	head, tail := l.Ends()
	return width - max(0, head-1) - max(0, tail-1)
}

// Cut returns one of the values, clean, in at most w columns: cut in what is alike, in
// the longer end first, and elsewhere only if that does not suffice.
func (l *Likeness) Cut(value string, w int) string {
	over := Width(value) - w
	if over <= 0 {
		return value
	}
	h, t := l.Ends()
	if h+t > len(value) { // it is none of them
		return CutMiddle(value, w)
	}
	head, middle, tail := value[:h], value[h:len(value)-t], value[len(value)-t:]
	first, second := &head, &tail
	if t > h {
		first, second = second, first
	}
	for _, part := range []*string{first, second} {
		n := len(*part)
		*part = CutMiddle(*part, max(n-over, min(n, 1)))
		over -= n - Width(*part)
	}
	const least = 3 // columns for what is between, or it says nothing
	room := w - Width(head) - Width(tail)
	if room < min(least, Width(middle)) {
		return CutMiddle(value, w)
	}
	return head + CutMiddle(middle, room) + tail
}
