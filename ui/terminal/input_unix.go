//go:build unix

package terminal

import (
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Input returns what tea.WithInput is to be given for a terminal.
func Input(terminal *os.File) io.Reader {
	return file{File: terminal, reader: NewReader(descriptor{terminal})}
}

// file is a terminal that is read with a Reader. It is a file in all else, down to
// its name: only then does Bubble Tea change the terminal's mode, and stop reading
// when it gives the terminal away.
type file struct {
	*os.File
	reader *Reader
}

func (f file) Read(p []byte) (int, error) { return f.reader.Read(p) }

// descriptor is a terminal as a source. It is waited for with select, because poll
// knows no terminals on macOS.
type descriptor struct{ *os.File }

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
