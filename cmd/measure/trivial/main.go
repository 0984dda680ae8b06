// Command trivial is what oscope is measured against: the least that a program of
// Bubble Tea's can be. It counts keys, and q ends it.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

type keys int

func (keys) Init() tea.Cmd { return nil }

func (k keys) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if key.String() == "q" {
			return k, tea.Quit
		}
		k++
	}
	return k, nil
}

func (k keys) View() tea.View {
	view := tea.NewView(fmt.Sprintf("trivial: %d keys", k))
	view.AltScreen = true
	return view
}

func main() {
	if _, err := tea.NewProgram(keys(0)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "trivial:", err)
		os.Exit(1)
	}
}
