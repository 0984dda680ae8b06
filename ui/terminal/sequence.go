package terminal

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Modifiers of a key, as the keyboard protocol of kitty counts them.
const (
	shift = 1 << iota
	alt
	ctrl
)

// key writes a key as kitty does, which unlike ESC and a byte is complete when it
// is read and never the beginning of something else.
func (f *filter) key(code rune, modifiers int) {
	f.out = append(f.out, esc, '[')
	f.out = strconv.AppendInt(f.out, int64(code), 10)
	if modifiers != 0 {
		f.out = append(f.out, ';')
		f.out = strconv.AppendInt(f.out, int64(1+modifiers), 10)
	}
	f.out = append(f.out, 'u')
}

// altKey writes the key that terminals send as ESC and a character.
func (f *filter) altKey(r rune) {
	switch {
	case r == 0:
		f.key(' ', alt|ctrl)
	case r == '\t', r == '\r', r == del:
		f.key(r, alt)
	case r < 0x1b:
		f.key(r+0x60, alt|ctrl)
	case r < ' ':
		f.key(r+0x40, alt|ctrl)
	case r < utf8.RuneSelf && unicode.IsUpper(r):
		f.key(unicode.ToLower(r), alt|shift)
	default:
		f.key(r, alt)
	}
}

// nextSequence takes what begins with ESC.
func (f *filter) nextSequence(b []byte, late bool) (n int, more bool) {
	if len(b) == 1 {
		if late {
			f.key(esc, 0)
		}
		return 1, !late
	}
	switch c := b[1]; c {
	case '[', 'O':
		return f.nextControl(b, late)
	case 'P', 'X', ']', '^', '_':
		if len(b) == 2 && !late {
			return 0, true
		}
		if len(b) > 2 {
			f.inString = c
			return 2, false
		}
	case esc:
		return f.nextDouble(b, late)
	}
	if b[1] < utf8.RuneSelf {
		f.altKey(rune(b[1]))
		return 2, false
	}
	if !utf8.FullRune(b[1:]) && !late {
		return 0, true
	}
	r, size := utf8.DecodeRune(b[1:])
	if r == utf8.RuneError || unicode.IsControl(r) {
		f.key(esc, 0)
	} else {
		f.altKey(r)
	}
	return 1 + size, false
}

// nextDouble takes what begins with ESC ESC: some terminals send that before the
// rest of a key's sequence when alt is held, and otherwise the first is the key.
func (f *filter) nextDouble(b []byte, late bool) (n int, more bool) {
	if len(b) == 2 && !late {
		return 0, true
	}
	if len(b) > 2 && (b[2] == '[' || b[2] == 'O') {
		c := parseControl(b[1:])
		if c.unfinished && !late {
			return 0, true
		}
		if c.isKey() {
			f.out = append(f.out, b[:1+c.size]...)
			return 1 + c.size, false
		}
	}
	f.key(esc, 0)
	return 1, false
}

// nextControl takes what begins with ESC [ or ESC O.
func (f *filter) nextControl(b []byte, late bool) (n int, more bool) {
	c := parseControl(b)
	switch {
	case c.unfinished && !late:
		return 0, true
	case c.unfinished && len(b) == 2:
		f.altKey(rune(b[1]))
	case c.console():
		// The console of Linux has its own F1 to F5.
		f.out = append(f.out, esc, '[', '1', '1'+c.final-'A', '~')
	case c.isPaste("200"):
		f.startPaste()
	case c.isKey(), c.isReport():
		f.out = append(f.out, b[:c.size]...)
	}
	return c.size, false
}

// control is a control sequence: ESC [, perhaps a prefix, parameters, perhaps an
// intermediate byte, and the byte that says what it is. A key that is sent as ESC O
// and a letter is one with the prefix O.
type control struct {
	prefix, intermediate, final byte // 0 is none
	parameters                  []byte
	size                        int  // of the whole
	unfinished                  bool // it may go on
}

func parseControl(b []byte) control {
	var c control
	rest := b[2:]
	if b[1] == 'O' {
		c.prefix = 'O'
	} else if len(rest) > 0 && strings.IndexByte("<=>?[", rest[0]) >= 0 {
		c.prefix, rest = rest[0], rest[1:]
	}
	c.parameters, rest = span(rest, "0123456789;:")
	intermediates, rest := span(rest, " !\"#$%&'()*+,-./0123456789:;<=>?")
	switch len(intermediates) {
	case 0:
	case 1:
		c.intermediate = intermediates[0]
	default:
		c.intermediate = '?' // none that is known
	}
	c.size = len(b) - len(rest)
	if len(rest) == 0 {
		c.unfinished = c.size < longest
	} else if rest[0] >= '@' && rest[0] <= '~' {
		c.final = rest[0]
		c.size++
	}
	return c
}

// span cuts b after the bytes at its beginning that are of a set.
func span(b []byte, set string) (before, after []byte) {
	n := len(b) - len(bytes.TrimLeft(b, set))
	return b[:n], b[n:]
}

// console reports whether c is a function key of the console of Linux.
func (c control) console() bool {
	return c.prefix == '[' && c.size == 4 && c.final >= 'A' && c.final <= 'E'
}

// isPaste reports whether c is the bracket of a paste with that number.
func (c control) isPaste(number string) bool {
	first := c.parameters
	if end := bytes.IndexAny(first, ";:"); end >= 0 {
		first = first[:end]
	}
	return c.prefix == 0 && c.intermediate == 0 && c.final == '~' && string(bytes.TrimLeft(first, "0")) == number
}

// isKey reports whether c is a key.
func (c control) isKey() bool {
	if !c.bounded() || c.intermediate != 0 || c.isPaste("200") || c.isPaste("201") {
		return false
	}
	switch c.prefix {
	case 0:
		return strings.IndexByte("ABCDEFHPQRSZabcd~^@u", c.final) >= 0
	case 'O':
		return c.final > ' ' && len(c.parameters) < 3
	}
	return false
}

// isReport reports whether c is something else that Bubble Tea asks terminals for:
// focus, the mouse, modes, colour schemes and what the terminal is. The size is
// none of it; believing one that is sent here could take all memory.
func (c control) isReport() bool {
	kind := string(slices.DeleteFunc([]byte{c.prefix, c.intermediate, c.final}, func(b byte) bool { return b == 0 }))
	switch kind {
	case "I", "O":
		return len(c.parameters) == 0
	case "<m", "<M", "?$y", "?c", "?n", "?R", "?u", ">c":
		return c.bounded()
	}
	return false
}

// bounded reports whether the parameters are as few and as small as those of what
// is known: the decoder's buffers hold 16, and a number of seven digits is none
// that overflows.
func (c control) bounded() bool {
	parameters := bytes.FieldsFunc(c.parameters, func(r rune) bool { return r == ';' || r == ':' })
	long := slices.ContainsFunc(parameters, func(p []byte) bool { return len(p) > 7 })
	return c.final != 0 && !long && bytes.Count(c.parameters, []byte(";"))+bytes.Count(c.parameters, []byte(":")) < 16
}
