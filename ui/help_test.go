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

func TestHelpOpensAndClosesWithItsKey(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.press("2", "?")
		s.pass(40 * time.Second)
		s.press("esc")
		s.line("logs", "✓ ACTIVE")
	})
}
