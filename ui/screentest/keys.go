package screentest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/vt"
)

// Type sends text as if typed, or any other bytes as they are.
func (s *Terminal) Type(text string) {
	s.t.Helper()
	if _, err := s.input.Write([]byte(text)); err != nil {
		s.t.Fatalf("typing %q: %v", text, err)
	}
}

// Press sends keys, each by the name that Bubble Tea gives it: "a", "space",
// "enter", "ctrl+c", "shift+tab", "pgdown", "f1".
func (s *Terminal) Press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		sequence, err := encode(key)
		if err != nil {
			s.t.Fatal(err)
		}
		s.Type(sequence)
	}
}

// Paste pastes text: bracketed, if the program has asked for that.
func (s *Terminal) Paste(text string) {
	s.screen.do(func(e *vt.Emulator) { e.Paste(text) })
}

// Focus tells the program that its window got the focus, if it has asked to be
// told.
func (s *Terminal) Focus() { s.screen.do((*vt.Emulator).Focus) }

// Blur is the opposite of Focus.
func (s *Terminal) Blur() { s.screen.do((*vt.Emulator).Blur) }

// A key is sent as terminals with kitty's keyboard protocol do (mode 1, which
// Bubble Tea always asks for), because it leaves no two keys the same and no
// key unfinished: a lone ESC byte becomes a key only after 100 ms.
var (
	characters = map[string]rune{"tab": '\t', "enter": '\r', "esc": 0x1b, "space": ' ', "backspace": 0x7f}
	modifiers  = map[string]int{"shift": 1, "alt": 2, "ctrl": 4}
	// final bytes of CSI 1 ; modifiers …
	letters = map[string]byte{"up": 'A', "down": 'B', "right": 'C', "left": 'D', "end": 'F', "home": 'H'}
	// first parameters of CSI … ; modifiers ~
	numbers = map[string]int{
		"insert": 2, "delete": 3, "pgup": 5, "pgdown": 6,
		"f1": 11, "f2": 12, "f3": 13, "f4": 14, "f5": 15, "f6": 17,
		"f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24,
	}
)

func encode(key string) (string, error) {
	name, mods := key, 0
	for {
		before, after, found := strings.Cut(name, "+")
		if modifiers[before] == 0 || !found || after == "" {
			break
		}
		name, mods = after, mods|modifiers[before]
	}
	if letter, ok := letters[name]; ok {
		return fmt.Sprintf("\x1b[1;%d%c", 1+mods, letter), nil
	}
	if number, ok := numbers[name]; ok {
		return fmt.Sprintf("\x1b[%d;%d~", number, 1+mods), nil
	}
	character, ok := characters[name]
	if !ok {
		var size int
		character, size = utf8.DecodeRuneInString(name)
		if size == 0 || size != len(name) {
			return "", fmt.Errorf("no key has the name %q", key)
		}
	}
	if mods == 0 && name != "esc" {
		return string(character), nil
	}
	return fmt.Sprintf("\x1b[%d;%du", character, 1+mods), nil
}
