package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Nothing that a terminal can send ends the program or leaves it deaf.
func TestHostileInput(t *testing.T) {
	t.Parallel()
	for name, input := range map[string]string{
		"parameters":            "\x1b[" + strings.Repeat("1;", 40) + "m",
		"parameters in a paste": "\x1b[200~\x1b[" + strings.Repeat("1;", 40) + "m\x1b[201~",
		"strings in a paste":    "\x1b[200~\x1bPa\x1b_b\x1bXc\x1b^d\x90\x98\x9e\x9f\x1b[201~",
	} {
		t.Run(name, func(t *testing.T) {
			script(t, `{}`, func(s *session) {
				s.press("/")
				s.write(input)
				s.pass(time.Second)
				s.press("esc", "?")
				s.sees("─ Help")
				s.press("ctrl+c")
				if err := s.WaitExit(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// What a stalled connection delivers in parts is what it was.
func TestStalledInput(t *testing.T) {
	t.Parallel()
	stall := func(s *session, parts ...string) {
		for _, part := range parts {
			s.Type(part)
			time.Sleep(200 * time.Millisecond)
		}
		s.pass(time.Second)
	}
	script(t, shop, func(s *session) {
		s.press("2", "/")
		stall(s, "\x1b[200~lo", "gs\x1b[20", "1~")
		s.sees("/logs")
		s.write("2")
		s.sees("/logs2")
		s.press("esc")

		s.press(dataSources, "a")
		s.write("los")
		stall(s, "\x1b[", "D")
		s.write("g")
		s.sees("/ logs")
	})
}

// ctrl+z hands the terminal to the shell, and the program goes on afterwards.
func TestSuspend(t *testing.T) {
	t.Parallel()
	suspended := 0
	script(t, `{}`, func(s *session) {
		s.press("ctrl+z")
		if suspended != 1 {
			t.Errorf("suspended %d times, want once", suspended)
		}
		s.press("2")
		s.sees("─ Applications")
	}, func(s *setup) { s.suspend = func() tea.Msg { suspended++; return tea.ResumeMsg{} } })
}

// Without a shell that could continue it the program does not stop.
func TestSuspendWithoutShell(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.press("ctrl+z")
		s.sees("there is no shell to suspend to")
		s.press("2")
		s.sees("─ Applications")
	})
}

// The last character of a field can be deleted as a word.
func TestDeleteLastWord(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.press("2", "/")
		s.write("abc")
		s.press("left", "alt+d")
		s.sees("/ab")
		s.seesNot("/abc")
		s.press("left", "alt+delete")
		s.seesNot("/ab")
		s.sees("/a")
	})
}
