package ui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The console's page of a resource is at hand; where no browser can be seen its address is.
func TestConsole(t *testing.T) {
	t.Setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
	script(t, shop, func(s *session) {
		s.press(dataSources, "O")
		s.sees("the address in the console sent to the clipboard")
		s.press("4", "O")
		s.sees("nothing is selected")
	})
}

// A key that does nothing says so, and does not go on about it.
func TestKeysThatDoNothingSaySoOnce(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("Z")
		s.sees("Z does nothing here · ? help")
		s.pass(7 * time.Second)
		s.seesNot("does nothing")
		s.press("Z", "esc")
		s.seesNot("does nothing")
	})
}

// s sorts on every page that can be sorted.
func TestOneMeaningOfAKey(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("4", "s")
		s.sees("by ", "▲")
	})
}

// The mouse moves, chooses and opens, and can be left to the terminal.
func TestMouse(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.click("embeddings")
		s.atCursor("embeddings")
		s.click("embeddings")
		s.sees("the key is not accessible", "esc back")
		s.click("esc back")
		s.atCursor("embeddings")
		s.click(dataSources + " Data")
		s.sees("─ Data sources")
		s.click("delivery")
		s.atCursor("delivery")
		s.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		s.pass(300 * time.Millisecond)
		s.atCursor("audit")
		s.click("/ filter")
		s.sees("keep the filter")
		s.press("esc", "M")
		s.sees("the mouse is the terminal's now")
	}, stuck)
}
