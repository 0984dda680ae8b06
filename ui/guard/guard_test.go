package guard_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/guard"
	"oscope/ui/screentest"
)

// fragile is a model that panics where a key asks for it.
type fragile struct{ view bool }

func (fragile) Init() tea.Cmd { return nil }

func (f fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return f, nil
	}
	var none []string
	boom := func() tea.Msg { return none[len(key.String())] }
	still := func() tea.Msg { return nil }
	switch key.String() {
	case "u":
		boom()
	case "v":
		f.view = true
	case "c":
		return f, boom
	case "b":
		return f, tea.Batch(still, tea.Batch(still, boom))
	case "s":
		return f, tea.Sequence(still, boom)
	case "q":
		return f, tea.Quit
	}
	return f, nil
}

func (f fragile) View() tea.View {
	if f.view {
		panic(errors.New("secret of somebody"))
	}
	v := tea.NewView("alive")
	v.AltScreen = true
	return v
}

// Wherever a model panics, the program ends as if it had quit, with the terminal as it
// was, and what happened is known.
func TestPanics(t *testing.T) {
	for key, says := range map[string]string{"u": "runtime error: index out of range [1] with length 0", "v": "secret of somebody", "c": "runtime error", "b": "runtime error", "s": "runtime error"} {
		t.Run(key, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := guard.New(t.Context(), fragile{})
				s := screentest.Start(t, g, screentest.Options{Width: 70, Height: 20})
				s.Settle()
				if s.Text() != "alive" {
					t.Fatalf("the screen is\n%s", s.Text())
				}
				s.Press(key)
				if err := s.WaitExit(); err != nil {
					t.Errorf("it ended with %v", err)
				}
				p := g.Panic()
				if p == nil || !strings.Contains(fmt.Sprint(p.Value), says) || p.Width != 70 || p.Height != 20 {
					t.Fatalf("%+v", p)
				}
				if !slices.ContainsFunc(p.Stack, func(line string) bool {
					return strings.Contains(line, "guard_test.fragile.") && strings.Contains(line, " guard_test.go:")
				}) {
					t.Errorf("the place is not in %q", p.Stack)
				}
				if strings.Contains(s.Text(), "alive") || strings.Contains(s.Text(), "goroutine") {
					t.Errorf("the screen is\n%s", s.Text())
				}
			})
		})
	}
}

func TestNoPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guard.New(t.Context(), fragile{})
		s := screentest.Start(t, g, screentest.Options{})
		s.Settle()
		s.Press("q")
		if err := s.WaitExit(); err != nil || g.Panic() != nil {
			t.Errorf("%v, %v", err, g.Panic())
		}
	})
}
