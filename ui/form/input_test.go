package form_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/form"
)

// No key that edits does harm, wherever the cursor stands.
func TestInputKeys(t *testing.T) {
	keys := []tea.KeyPressMsg{
		{Code: 'd', Mod: tea.ModAlt},
		{Code: tea.KeyDelete, Mod: tea.ModAlt},
		{Code: tea.KeyDelete, Mod: tea.ModCtrl},
		{Code: tea.KeyBackspace, Mod: tea.ModAlt},
		{Code: 'w', Mod: tea.ModCtrl},
		{Code: 'k', Mod: tea.ModCtrl},
		{Code: 'u', Mod: tea.ModCtrl},
		{Code: tea.KeyDelete},
		{Code: tea.KeyBackspace},
		{Code: 'f', Mod: tea.ModAlt},
		{Code: 'b', Mod: tea.ModAlt},
	}
	for _, value := range []string{"", "a", " ", "ab", "a ", " a", "a b", "a  ", "é", "日本 語"} {
		for position := range len([]rune(value)) + 1 {
			for _, key := range keys {
				input := form.NewInput(value)
				input.SetCursor(position)
				input, _ = input.Update(key)
				if len(input.Value()) > len(value) {
					t.Errorf("%s at %d of %q makes %q of it", key, position, value, input.Value())
				}
			}
		}
	}
}

func TestDeleteWordForward(t *testing.T) {
	for _, c := range []struct {
		value    string
		position int
		want     string
	}{
		{"one two", 0, " two"},
		{"one two", 3, "one"},
		{"one two", 6, "one tw"},
		{"日本", 1, "日"},
		{"one", 3, "one"},
	} {
		input := form.NewInput(c.value)
		input.SetCursor(c.position)
		input, _ = input.Update(tea.KeyPressMsg{Code: 'd', Mod: tea.ModAlt})
		if got := input.Value(); got != c.want {
			t.Errorf("alt+d at %d of %q leaves %q, want %q", c.position, c.value, got, c.want)
		}
	}
}
