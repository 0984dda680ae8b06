package form

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// NewInput returns a line of text to type into, without a prompt and without
// animation, so that an idle screen stands still.
func NewInput(value string) textinput.Model {
	input := textinput.New()
	input.Prompt = ""
	styles := input.Styles()
	styles.Cursor.Blink = false
	styles.Focused.Text = lipgloss.NewStyle()
	input.SetStyles(styles)
	input.SetValue(value)
	input.CursorEnd()
	input.Focus()
	return input
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
