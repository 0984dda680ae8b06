package form

import (
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// Input is a line of text to type into.
type Input struct{ textinput.Model }

// NewInput returns an Input without a prompt and without animation, so that an idle
// screen stands still.
func NewInput(value string) Input {
	input := textinput.New()
	input.Prompt = ""
	styles := input.Styles()
	styles.Cursor.Blink = false
	styles.Focused.Text = lipgloss.NewStyle()
	input.SetStyles(styles)
	input.SetValue(value)
	input.CursorEnd()
	input.Focus()
	return Input{input}
}

// Update handles a message. A word that is one character long, the last of the
// text, is deleted as a character: textinput reads past its end otherwise.
func (i Input) Update(msg tea.Msg) (Input, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, i.KeyMap.DeleteWordForward) &&
		i.Position() == utf8.RuneCountInString(i.Value())-1 {
		msg = tea.KeyPressMsg{Code: tea.KeyDelete}
	}
	var cmd tea.Cmd
	i.Model, cmd = i.Model.Update(msg)
	return i, cmd
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
