package ui_test

import (
	"testing"
	"time"
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
