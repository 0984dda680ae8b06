package live

import "time"

// minute counts what happens within a minute, in slices, so that it costs the same
// however much happens.
type minute struct {
	slices [12]uint16
	last   int64 // number of the slice that was counted in last
}

const minuteSlice = time.Minute / 12

// add counts one more at now.
func (m *minute) add(now time.Time) {
	m.turn(now)
	if n := &m.slices[m.at()]; *n < ^uint16(0) {
		*n++
	}
}

// sum returns how many there were in the minute before now, to a slice.
func (m minute) sum(now time.Time) int {
	m.turn(now)
	n := 0
	for _, count := range m.slices {
		n += int(count)
	}
	return n
}

// turn empties the slices that lie a minute back.
func (m *minute) turn(now time.Time) {
	slice := now.UnixNano() / int64(minuteSlice)
	for range min(slice-m.last, int64(len(m.slices))) {
		m.last++
		m.slices[m.at()] = 0
	}
	m.last = max(m.last, slice)
}

func (m *minute) at() int { return int(m.last % int64(len(m.slices))) }
