package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/text"
	"oscope/ui/theme"
)

// Input is a line of text to type into. The text may come from AWS: it stays exactly
// what it is, while what cannot be seen of it is drawn spelled out. The cursor goes by
// characters as a reader counts them, and stands still, so that an idle screen does.
type Input struct {
	value string
	at    int // the byte that the cursor is before
	from  int // the byte that is drawn first, where not all can be
	width int // columns to draw in, beside one for a cursor at the end; 0 is any
}

// NewInput returns an Input with a value and the cursor at its end.
func NewInput(value string) Input { return Input{value: value, at: len(value)} }

// Value is the text.
func (i Input) Value() string { return i.value }

// SetValue replaces the text. If it is another one, the cursor goes to its end.
func (i *Input) SetValue(value string) {
	if value != i.value {
		i.value, i.at = value, len(value)
	}
}

// SetCursor puts the cursor behind a number of code points.
func (i *Input) SetCursor(position int) {
	i.at = 0
	for ; position > 0 && i.at < len(i.value); position-- {
		_, size := utf8.DecodeRuneInString(i.value[i.at:])
		i.at += size
	}
	i.at = whole(i.value, i.at)
}

// SetWidth says in how many columns the text is drawn, beside one for a cursor at
// its end.
func (i *Input) SetWidth(columns int) {
	i.width = columns
	i.from = i.first()
}

// Update handles a message as Bubble Tea's own inputs do. There is never a command.
func (i Input) Update(msg tea.Msg) (Input, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		i.insert(msg.Content)
	case tea.KeyPressMsg:
		if msg.Text != "" {
			i.insert(msg.Text)
		} else {
			i.press(msg.Keystroke())
		}
	}
	return i, nil
}

// insert puts text before the cursor: on one line, and without control characters,
// which nobody types.
func (i *Input) insert(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	rest := i.value[i.at:]
	i.value = i.value[:i.at] + s + rest
	i.at = whole(i.value, len(i.value)-len(rest))
}

func (i *Input) press(key string) {
	before, behind := i.value[:i.at], i.value[i.at:]
	switch key {
	case "left", "ctrl+b":
		i.at = before1(before)
	case "right", "ctrl+f":
		i.at += behind1(behind)
	case "alt+left", "ctrl+left", "alt+b":
		i.at = wordBefore(before)
	case "alt+right", "ctrl+right", "alt+f":
		i.at += wordBehind(behind)
	case "home", "ctrl+a":
		i.at = 0
	case "end", "ctrl+e":
		i.at = len(i.value)
	case "backspace", "ctrl+h":
		i.cut(before1(before), i.at)
	case "delete", "ctrl+d":
		i.cut(i.at, i.at+behind1(behind))
	case "alt+backspace", "ctrl+backspace", "ctrl+w":
		i.cut(wordBefore(before), i.at)
	case "alt+delete", "ctrl+delete", "alt+d":
		i.cut(i.at, i.at+wordBehind(behind))
	case "ctrl+u":
		i.cut(0, i.at)
	case "ctrl+k":
		i.cut(i.at, len(i.value))
	}
	i.at = whole(i.value, i.at)
}

// cut takes out what is between two bytes and leaves the cursor there.
func (i *Input) cut(from, to int) {
	i.value, i.at = i.value[:from]+i.value[to:], from
}

// before1 and behind1 return where the character next to the cursor begins, and ends.
func before1(before string) int {
	characters := text.Characters(before)
	if len(characters) == 0 {
		return 0
	}
	return len(before) - len(characters[len(characters)-1])
}

func behind1(behind string) int {
	for _, character := range text.Characters(behind) {
		return len(character)
	}
	return 0
}

// wordBefore and wordBehind are the same for a word, with the blanks between it and
// the cursor.
func wordBefore(before string) int {
	return len(strings.TrimRightFunc(strings.TrimRightFunc(before, unicode.IsSpace), notSpace))
}

func wordBehind(behind string) int {
	return len(behind) - len(strings.TrimLeftFunc(strings.TrimLeftFunc(behind, unicode.IsSpace), notSpace))
}

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

// whole returns the beginning of the character that a byte is in, or the byte where
// one begins.
func whole(value string, at int) int {
	end := 0
	for _, character := range text.Characters(value) {
		if end+len(character) > at {
			break
		}
		end += len(character)
	}
	return end
}

// first is the byte to draw first: where the last drawing began, unless the cursor
// could not be seen from there, or more of the text could be seen from further back.
func (i Input) first() int {
	if i.width <= 0 {
		return 0
	}
	under := 1
	if n := behind1(i.value[i.at:]); n > 0 {
		under = text.Width(drawn(i.value[i.at : i.at+n]))
	}
	return max(i.fitting(i.at, i.width+1-under), min(whole(i.value, i.from), i.fitting(len(i.value), i.width), i.at))
}

// fitting returns where the text begins that ends at a byte and takes no more than
// some columns.
func (i Input) fitting(end, columns int) int {
	for _, character := range slices.Backward(text.Characters(i.value[:end])) {
		if columns -= text.Width(drawn(character)); columns < 0 {
			break
		}
		end -= len(character)
	}
	return end
}

// drawn is how one character is drawn: with what cannot be seen spelled out, but not
// the hundreds of marks that may be on it.
func drawn(character string) string { return text.CutEnd(text.Escape(character), 24) }

// cursorStyle is a block of the terminal's white; without colours, a reversed one.
const cursorStyle = theme.Style("\x1b[37;7m")

// View draws the text in its columns and one more, with the cursor reversed.
func (i Input) View() string {
	var b strings.Builder
	at := i.first()
	room := i.width + 1
	for _, character := range append(text.Characters(i.value[at:]), "") {
		shown := drawn(character)
		if character == "" {
			shown = " " // behind the end
		}
		if room -= text.Width(shown); room < 0 && i.width > 0 && at > i.at {
			break
		}
		switch {
		case at == i.at:
			b.WriteString(cursorStyle.Render(shown))
		case character != "":
			b.WriteString(shown)
		}
		at += len(character)
	}
	return b.String()
}

// edits reports whether a key belongs to a line of text rather than to what
// holds the line.
func edits(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "up", "down", "enter", "esc", "tab", "shift+tab", "pgup", "pgdown":
		return false
	}
	return true
}
