package terminal

import (
	"bytes"
	"time"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// pasteSilence is how long a paste has stood still before ctrl+c leaves it. Until
// then it is a character of the paste like any other control character.
const pasteSilence = time.Second

func (f *filter) startPaste() {
	f.out = append(f.out, pasteStart...)
	f.inPaste = true
}

func (f *filter) endPaste() {
	f.out = append(f.out, pasteEnd...)
	f.inPaste, f.pending = false, nil
}

// nextOfPaste takes the next character of a paste, or its end. Nothing in it is a
// sequence: control characters that no field of text takes are left out.
func (f *filter) nextOfPaste(b []byte, late bool) (n int, more bool) {
	switch c := b[0]; {
	case bytes.HasPrefix(b, []byte(pasteEnd)):
		f.endPaste()
		return len(pasteEnd), false
	case c == esc:
		return 1, !late && bytes.HasPrefix([]byte(pasteEnd), b)
	case c == '\t', c == '\n', c == '\r', c >= ' ' && c < del:
		f.out = append(f.out, c)
		return 1, false
	case c < utf8.RuneSelf:
		return 1, false
	}
	return f.nextCharacter(b, late)
}

// interrupts reports whether input is ctrl+c and nothing else, in any of the ways
// in which terminals send it.
func interrupts(in []byte) bool {
	if len(in) == 0 || len(in) > 16 {
		return false
	}
	var decoder uv.EventDecoder
	n, event := decoder.Decode(in)
	key, ok := event.(uv.KeyPressEvent)
	return ok && n == len(in) && key.Keystroke() == "ctrl+c"
}
