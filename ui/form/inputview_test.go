package form_test

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/form"
	"oscope/ui/text"
)

// What a line of text shows: the cursor in brackets, and of the rest what fits.
func TestInputShowsTheCursorOnWhatItIsOn(t *testing.T) {
	for name, c := range map[string]struct {
		value string
		width int
		keys  string
		want  string
	}{
		"at the end":                {"prod", 10, "", "prod[ ]"},
		"inside":                    {"prod", 10, "left*2", "pr[o]d"},
		"at the beginning":          {"prod", 10, "home left", "[p]rod"},
		"nothing":                   {"", 10, "backspace delete alt+d ctrl+w", "[ ]"},
		"wide":                      {"日本", 10, "left", "日[本]"},
		"a bidirectional override":  {"file\u202egpj", 20, "left*4", `file[\u202e]gpj`},
		"after it":                  {"file\u202egpj", 20, "left*3", `file\u202e[g]pj`},
		"a control character":       {"a\x1b[2J", 20, "", `a\u001b[2J[ ]`},
		"a line break":              {"a\nb", 20, "left", `a\u000a[b]`},
		"an accent is no character": {"Zoe\u0308x", 20, "left*2", "Zo[e\u0308]x"},
		"an accent goes with it":    {"Zoe\u0308x", 20, "left*2 delete", "Zo[x]"},
		"the end of what is long":   {"0123456789abcdef", 5, "", "bcdef[ ]"},
		"its beginning":             {"0123456789abcdef", 5, "home", "[0]12345"},
		"its middle, coming back":   {"0123456789abcdef", 5, "left*7", "[9]abcde"},
		"its end again, shortened":  {"0123456789abcdef", 5, "backspace*2", "9abcd[ ]"},
		"spelled out, at its end":   {"0123456789\u202eabc", 12, "", `789\u202eabc[ ]`},
		"words":                     {"one two three", 20, "alt+left alt+backspace", "one [t]hree"},
		"words forward":             {"one two three", 20, "home alt+right alt+d", "one[ ]three"},
	} {
		t.Run(name, func(t *testing.T) {
			input := form.NewInput(c.value)
			input.SetWidth(c.width)
			for key := range strings.FieldsSeq(c.keys) {
				name, times, _ := strings.Cut(key, "*")
				n, _ := strconv.Atoi(times)
				for range max(1, n) {
					input, _ = input.Update(inputKey(name))
					input.SetWidth(c.width) // as each drawing does
				}
			}
			view := strings.NewReplacer("\x1b[37;7m", "[", "\x1b[m", "]").Replace(input.View())
			if view != c.want {
				t.Errorf("got %s, want %s", view, c.want)
			}
		})
	}
}

func inputKey(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "d": 'd', "w": 'w',
	}
	modifier, key, modified := strings.Cut(name, "+")
	if !modified {
		return tea.KeyPressMsg{Code: codes[name]}
	}
	return tea.KeyPressMsg{Code: codes[key], Mod: map[string]tea.KeyMod{"alt": tea.ModAlt, "ctrl": tea.ModCtrl}[modifier]}
}

// A value that is given stays what it is, whatever it holds; what is typed or pasted
// is one line of text.
func TestInputKeepsItsValue(t *testing.T) {
	const value = "a\x1b[2J\r\n\u202eb\u200b\t\x00\ufeffe\u0301\xff"
	input := form.NewInput(value)
	if got := input.Value(); got != value {
		t.Errorf("given: %q", got)
	}
	input, _ = input.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if got := input.Value(); got != value+"x" {
		t.Errorf("typed: %q", got)
	}
	input.SetValue(value)
	input, _ = input.Update(tea.PasteMsg{Content: "one\r\ntwo\tthree\x1b\u202e"})
	if got := input.Value(); got != value+"one two three\u202e" {
		t.Errorf("pasted: %q", got)
	}
	// An event with the text "end" is text, as input methods send it.
	input.SetValue("")
	input, _ = input.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "end"})
	if got := input.Value(); got != "end" {
		t.Errorf("composed: %q", got)
	}
}

// Wherever the cursor goes in whatever text, what is drawn is clean, fits, and shows it.
func FuzzInput(f *testing.F) {
	f.Add("file\u202egpj 日本 e\u0301", []byte{0, 1, 2, 9, 9, 3}, 7)
	f.Add("\u0301\x1b\xff", []byte{4, 5, 6, 7, 8}, 1)
	names := strings.Fields("left right home end backspace delete alt+d ctrl+w alt+left alt+right")
	f.Fuzz(func(t *testing.T, value string, keys []byte, width int) {
		width = 1 + (width&0xff)%40
		input := form.NewInput(value)
		for _, k := range keys {
			input.SetWidth(width)
			input, _ = input.Update(inputKey(names[int(k)%len(names)]))
			input.SetWidth(width)
			view := input.View()
			before, rest, _ := strings.Cut(view, "\x1b[37;7m")
			under, after, shown := strings.Cut(rest, "\x1b[m")
			plain := before + under + after
			switch columns := text.Width(plain); {
			case !shown || under == "":
				t.Errorf("%q at width %d shows no cursor: %q", value, width, view)
			case text.Clean(before) != before || text.Clean(under) != under || text.Clean(after) != after:
				t.Errorf("%q is drawn as %q", value, view)
			case columns > width+1 && (before != "" || text.Width(under) <= width+1):
				t.Errorf("%q at width %d takes %d columns: %q", value, width, columns, view)
			}
		}
	})
}
