package form

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Text is a line to type.
type Text struct {
	label string
	rule  string // what it accepts, in words
	check func(string) string
	input Input
}

// NewText returns a field that is checked as it is typed: check says what is
// wrong with a value, and rule what would be right.
func NewText(label, rule string, check func(string) string) *Text {
	return &Text{label: label, rule: rule, check: check, input: NewInput("")}
}

// SetValue replaces what has been typed.
func (t *Text) SetValue(value string) { t.input.SetValue(value) }

// Value is what has been typed.
func (t *Text) Value() string { return t.input.Value() }

// Label implements Field.
func (t *Text) Label() string { return t.label }

// Problem implements Field.
func (t *Text) Problem() string { return t.check(t.Value()) }

// Summary implements Field.
func (t *Text) Summary(th *theme.Theme) (string, theme.Style) {
	if t.Value() == "" {
		return "—", th.Faint
	}
	return text.Escape(t.Value()), ""
}

// Choose implements Field.
func (t *Text) Choose() bool { return true }

// Key implements Field.
func (t *Text) Key(msg tea.KeyPressMsg) bool {
	if !edits(msg) {
		return false
	}
	t.input, _ = t.input.Update(msg)
	return true
}

// Paste implements Field.
func (t *Text) Paste(msg tea.PasteMsg) { t.input, _ = t.input.Update(msg) }

// Lines implements Field.
func (t *Text) Lines(th *theme.Theme, width, _ int) []string {
	t.input.SetWidth(width - labelWidth - 3)
	lines := []string{layout.NewLine(width).Skip(labelWidth).Add(th.Key, "› ").Styled(t.input.View()).String()}
	style := th.Dim
	if t.Value() != "" && t.Problem() != "" {
		style = th.Warn
	}
	for _, part := range text.Wrap(t.rule, width-labelWidth-1) {
		lines = append(lines, layout.NewLine(width).Skip(labelWidth).Add(style, part).String())
	}
	return lines
}
