package terminal

import (
	"io"
	"time"
)

// Source is input that can be waited for.
type Source interface {
	io.Reader
	// Ready waits for at most d until Read would return at once, and reports
	// whether it would.
	Ready(d time.Duration) bool
}

// Reader reads from a source what the program's decoder can take.
type Reader struct {
	source Source
	filter filter
	buffer [4096]byte
}

// NewReader returns a Reader of what source delivers.
func NewReader(source Source) *Reader { return &Reader{source: source} }

// Read returns with nothing held back that only time completes, because Bubble Tea
// waits for the terminal, not for Read, and would not come for it. So it may take
// half a second after the first byte of a sequence, and return nothing for one that
// is left out.
func (r *Reader) Read(p []byte) (int, error) {
	if len(r.filter.out) == 0 {
		if err := r.fill(len(p)); err != nil && len(r.filter.out) == 0 {
			return 0, err
		}
	}
	n := copy(p, r.filter.out)
	r.filter.out = append(r.filter.out[:0], r.filter.out[n:]...)
	return n, nil
}

// growth is by how much what is read can grow: the two bytes of alt+del become ten.
const growth = 5

// fill reads until nothing waits for more, or what there is fills size.
func (r *Reader) fill(size int) error {
	for {
		room := (size - len(r.filter.out) - longest) / growth
		n, err := r.source.Read(r.buffer[:min(max(room, 1), len(r.buffer))])
		r.filter.feed(r.buffer[:n], time.Now())
		if err != nil {
			r.filter.late()
			return err
		}
		wait := r.filter.patience()
		if wait > 0 && !r.source.Ready(wait) {
			r.filter.late()
			wait = 0
		}
		if wait == 0 || len(r.filter.out)+longest >= size {
			return nil
		}
	}
}
