package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

// named are the keys that have no character, and space, whose character is not seen.
var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "space": tea.KeySpace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "insert": tea.KeyInsert, "delete": tea.KeyDelete,
	"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
	"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}

// modifiers are the keys that are held, in the order in which Bubble Tea names them.
var modifiers = []struct {
	name string
	mod  tea.KeyMod
}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}}

// symbols are keys that the footer and the help show by a sign.
var symbols = map[string]string{"space": "␣", "up": "↑", "down": "↓"}

// KeyName is how a key is spelled in the footer and the help.
func KeyName(key string) string {
	if symbol, ok := symbols[key]; ok {
		return symbol
	}
	return key
}

// Press is the press of a key by its name, or by how the footer spells it; ok is false
// where there is no such key.
func Press(name string) (msg tea.KeyPressMsg, ok bool) {
	for key, symbol := range symbols {
		if name == symbol {
			name = key
		}
	}
	var mod tea.KeyMod
	for _, m := range modifiers {
		if rest, held := strings.CutPrefix(name, m.name); held && rest != "" {
			name, mod = rest, mod|m.mod
		}
	}
	if code, known := named[name]; known {
		if code == tea.KeySpace && mod == 0 {
			return tea.KeyPressMsg{Code: code, Text: " "}, true
		}
		return tea.KeyPressMsg{Code: code, Mod: mod}, true
	}
	code, size := utf8.DecodeRuneInString(name)
	if size != len(name) || !unicode.IsPrint(code) || code == utf8.RuneError || mod&tea.ModShift != 0 {
		return tea.KeyPressMsg{}, false
	}
	if mod == 0 {
		return tea.KeyPressMsg{Code: code, Text: name}, true
	}
	return tea.KeyPressMsg{Code: unicode.ToLower(code), Mod: mod}, true
}

// CheckKey says why an action cannot be given a key; nil if it can.
func CheckKey(name string) error {
	for _, symbol := range symbols {
		if name == symbol {
			return noKey(name)
		}
	}
	if _, ok := Press(name); !ok {
		return noKey(name)
	}
	if why := Fixed(name); why != "" {
		return fmt.Errorf("%s %s; it cannot be given to an action", name, why)
	}
	return nil
}

func noKey(name string) error {
	const forms = "a character, or space, f1 to f12, insert, each also behind ctrl+, alt+"
	base, mods := name, ""
	if at := strings.LastIndex(strings.TrimSuffix(name, "+"), "+"); at >= 0 {
		mods, base = name[:at+1], name[at+1:]
	}
	if mods == "shift+" && utf8.RuneCountInString(base) == 1 {
		return fmt.Errorf("no key is called %q; with shift it is the character: %q", name, strings.ToUpper(base))
	}
	if name == "" {
		return errors.New("no key has an empty name; the keys are called " + forms)
	}
	var known []string
	for key := range named {
		known = append(known, key)
	}
	slices.Sort(known)
	if near := model.Nearest(strings.ToLower(base), known, 2); len(near) > 0 && utf8.RuneCountInString(base) > 1 {
		return fmt.Errorf("no key is called %q; %s?", name, strings.ToLower(mods)+near[0])
	}
	return fmt.Errorf("no key is called %q; the keys are called %s", name, forms)
}

// fixed are keys that mean the same wherever one is, so that no action is given them.
var fixed = []struct {
	why  string
	keys []string
}{
	{"goes back", []string{"esc"}},
	{"opens and confirms", []string{"enter"}},
	{"quits, whatever has the keys", []string{"ctrl+c"}},
	{"suspends, as in every program", []string{"ctrl+z"}},
	{"goes on and back, in forms too", []string{"tab", "shift+tab"}},
	{"moves", []string{"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "h", "j", "k", "l", "g", "G", "ctrl+d", "ctrl+u", "ctrl+f", "ctrl+b"}},
	{"goes to a view", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}},
	{"edits what is typed", []string{"backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+h", "ctrl+k", "ctrl+w"}},
	{"goes to the review of a form", []string{"ctrl+s"}},
	{"is enter, or tab, or esc to many terminals", []string{"ctrl+m", "ctrl+j", "ctrl+i", "ctrl+["}},
}

// Fixed says what a key means that keeps its meaning; empty where it does not.
func Fixed(key string) string {
	for _, f := range fixed {
		if slices.Contains(f.keys, key) {
			return f.why
		}
	}
	return ""
}
