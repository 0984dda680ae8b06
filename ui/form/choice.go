package form

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Alternative is one of a few ways to go.
type Alternative struct {
	Value string
	Says  string // what it means
}

// Choice is a choice of one among a few; one is always chosen.
type Choice struct {
	label        string
	alternatives []Alternative
	chosen       int
}

// NewChoice returns a choice that begins with the first alternative.
func NewChoice(label string, alternatives ...Alternative) *Choice {
	return &Choice{label: label, alternatives: alternatives}
}

// Pick chooses the alternative with a value, if there is one.
func (c *Choice) Pick(value string) {
	for i, alternative := range c.alternatives {
		if alternative.Value == value {
			c.chosen = i
		}
	}
}

// Value is the chosen alternative's.
func (c *Choice) Value() string { return c.alternatives[c.chosen].Value }

// Label implements Field.
func (c *Choice) Label() string { return c.label }

// Problem implements Field.
func (c *Choice) Problem() string { return "" }

// Summary implements Field.
func (c *Choice) Summary(*theme.Theme) (string, theme.Style) { return c.Value(), "" }

// Choose implements Field.
func (c *Choice) Choose() bool { return true }

// Paste implements Field.
func (c *Choice) Paste(tea.PasteMsg) {}

// Key implements Field. At its ends the choice lets go of the arrow keys, which
// then lead to the neighbouring fields.
func (c *Choice) Key(msg tea.KeyPressMsg) bool {
	to := c.chosen
	switch msg.String() {
	case "up", "k":
		to--
	case "down", "j":
		to++
	case "left", "h":
		to = max(0, to-1)
	case "right", "l", "space":
		to = (to + 1) % len(c.alternatives)
	default:
		return false
	}
	if to < 0 || to >= len(c.alternatives) {
		return false
	}
	c.chosen = to
	return true
}

// Lines implements Field.
func (c *Choice) Lines(th *theme.Theme, width, height int) []string {
	widest := 0
	for _, alternative := range c.alternatives {
		widest = max(widest, text.Width(alternative.Value))
	}
	var lines []string
	for i, alternative := range c.alternatives {
		line := layout.NewLine(width).Skip(labelWidth)
		if i == c.chosen {
			line.Add(th.Key, "● ").AddIn(th.Bold, alternative.Value, widest, text.End)
		} else {
			line.Add(th.Dim, "○ ").AddIn("", alternative.Value, widest, text.End)
		}
		lines = append(lines, line.Skip(2).Add(th.Dim, alternative.Says).String())
	}
	return lines[:max(0, min(len(lines), height))]
}
