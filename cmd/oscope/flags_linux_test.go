package main_test

import (
	"os"
	"strings"
	"testing"
)

// What the flags change is seen in a terminal.
func TestFlagsInATerminal(t *testing.T) {
	t.Setenv("OSCOPE_TEST_AS_PROGRAM", "1") // see TestMain
	t.Setenv("LC_ALL", "C.UTF-8")
	for _, c := range []struct {
		name      string
		arguments []string
		sees, not string
	}{
		{"demo", []string{"--demo"}, "◐", "READ-ONLY"},
		{"read-only", []string{"--demo", "--read-only"}, "READ-ONLY", ""},
		{"ascii", []string{"--demo", "--ascii"}, "DEMO", "◐"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t, os.Args[0], c.arguments...)
			w.sees("In flight")
			w.sees(c.sees)
			w.mu.Lock()
			screen := w.screen.String()
			w.mu.Unlock()
			if c.not != "" && strings.Contains(screen, c.not) {
				t.Errorf("%q is on the screen:\n%s", c.not, screen)
			}
			w.write("q")
			w.ends()
			if code := w.command.ProcessState.ExitCode(); code != 0 {
				t.Errorf("it exits with %d", code)
			}
		})
	}
}
