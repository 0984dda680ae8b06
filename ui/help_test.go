package ui_test

import (
	"strings"
	"testing"
	"time"
)

// paged is all that a dialog of lines has to say, from its first line to its last.
func (s *session) paged() string {
	var b strings.Builder
	for range 8 {
		b.WriteString(s.Text() + "\n")
		s.press("pgdown")
	}
	return b.String()
}

func TestHelpListsEveryKey(t *testing.T) {
	everywhere := []string{"? f1", "q ctrl+c", "tab", "⇧tab", "r", "!", "ctrl+l", "ctrl+z", "↑ ↓ j k", "g G", "ctrl+d ctrl+u", "esc"}
	table := []string{"a", "enter", "/", "i", "s", "S", "␣", "p", "y", "Y"}
	for view, keys := range map[string][]string{
		"1":         {"enter", "a", "y"},
		"2":         table,
		"3":         append([]string{"d", "R"}, table...),
		dataSources: table,
	} {
		script(t, shop, func(s *session) {
			s.press(view, "?")
			help := s.paged()
			for _, key := range append(keys, everywhere...) {
				if !strings.Contains(help, "   "+key+" ") {
					t.Errorf("view %s: the help does not list %q:\n%s", view, key, help)
				}
			}
			s.press("esc")
			s.seesNot("─ Help")
		})
	}
}

func TestHelpOpensAndClosesWithItsKey(t *testing.T) {
	script(t, shop, func(s *session) {
		for _, keys := range [][2]string{{"?", "?"}, {"f1", "esc"}, {"?", "q"}} {
			s.press(keys[0])
			s.sees("─ Help")
			s.press(keys[1])
			s.seesNot("─ Help")
		}
		if s.Exited() {
			t.Error("closing the help has quit")
		}
	})
}

// A dialog open for long does not stop the data behind it (mistake 3).
func TestDataArrivesBehindTheHelp(t *testing.T) {
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.press("2", "?")
		s.pass(40 * time.Second)
		s.press("esc")
		s.line("logs", "✓ ACTIVE")
	})
}
