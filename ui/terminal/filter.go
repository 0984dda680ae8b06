package terminal

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	esc = 0x1b
	bel = 0x07
	del = 0x7f
	st  = 0x9c // string terminator, in its one-byte form
)

const (
	// escTime is how long a lone ESC byte may still become a sequence. After that it
	// is the key, so it bounds how late that key is; terminals with kitty's keyboard
	// protocol send the key as a sequence and wait for nothing.
	escTime = 100 * time.Millisecond
	// sequenceTime is how long the rest of anything else may take. Nobody types esc
	// and "[" within it.
	sequenceTime = 500 * time.Millisecond
)

// filter takes apart what a terminal sends, however reads have cut it, and writes
// to out what of it the decoder may see. Everything it writes is complete, and no
// escape sequence that it writes could be the beginning of another.
type filter struct {
	out     []byte
	pending []byte // the beginning of something, at most longest bytes
	// inString is the second byte of ESC P, X, ], ^ or _ while inside such a string,
	// of which body is what can be kept.
	inString byte
	body     []byte
	inPaste  bool
	heard    time.Time // of the last input; in a paste of the last that went on with it
}

// longest bounds what waits for its end; a sequence that is longer is none.
const longest = 256

// feed takes input that arrived now.
func (f *filter) feed(in []byte, now time.Time) {
	if !f.inPaste || !interrupts(in) {
		f.heard = now
	} else if now.Sub(f.heard) >= pasteSilence {
		f.endPaste()
	}
	f.pending = append(f.pending, in...)
	f.scan(false)
}

// patience is how long to wait for more input before late must be called; zero is
// for ever.
func (f *filter) patience() time.Duration {
	switch {
	case f.inPaste:
		return 0 // only its end ends a paste: the rest of it is no keys
	case f.inString != 0:
		return sequenceTime
	case len(f.pending) == 0:
		return 0
	case len(bytes.Trim(f.pending, "\x1b")) == 0:
		return escTime
	}
	return sequenceTime
}

// late makes of what is pending what it is without a continuation.
func (f *filter) late() {
	f.scan(true)
	f.inString, f.body = 0, nil
}

func (f *filter) scan(late bool) {
	b := f.pending
	for len(b) > 0 {
		n, more := f.next(b, late)
		if more {
			break
		}
		b = b[n:]
	}
	f.pending = append(f.pending[:0], b...)
}

// next handles the beginning of b and returns how much it has taken, or that it
// needs more, which it never does when there will be none.
func (f *filter) next(b []byte, late bool) (n int, more bool) {
	switch {
	case f.inPaste:
		return f.nextOfPaste(b, late)
	case f.inString != 0:
		return f.nextOfString(b, late)
	case b[0] == esc:
		return f.nextSequence(b, late)
	case b[0] < utf8.RuneSelf:
		f.out = append(f.out, b[0])
		return 1, false
	}
	return f.nextCharacter(b, late)
}

// nextCharacter takes one character that is not of ASCII. What is not UTF-8, and
// the control characters that some terminals send in place of ESC and another, go
// no further.
func (f *filter) nextCharacter(b []byte, late bool) (n int, more bool) {
	if !utf8.FullRune(b) && !late {
		return 0, true
	}
	r, n := utf8.DecodeRune(b)
	if r != utf8.RuneError && !unicode.IsControl(r) {
		f.out = append(f.out, b[:n]...)
	}
	return n, false
}
