//go:build unix

package terminal

import (
	"errors"
	"io"
	"time"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// Input returns what tea.WithInput is to be given for a terminal.
func Input(terminal term.File) io.Reader {
	return file{Reader: NewReader(descriptor{terminal}), File: terminal}
}

// descriptor is a terminal as a source. It is waited for with select, because poll
// knows no terminals on macOS.
type descriptor struct{ term.File }

func (d descriptor) Ready(wait time.Duration) bool {
	fd := int(d.Fd())
	for deadline := time.Now().Add(wait); ; {
		var set unix.FdSet
		set.Set(fd)
		left := unix.NsecToTimeval(max(0, time.Until(deadline)).Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &left)
		if !errors.Is(err, unix.EINTR) {
			return n > 0 || err != nil // Read says what is wrong
		}
	}
}
