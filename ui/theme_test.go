package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/ui"
	"oscope/ui/theme"
)

// Themes are changed while the program runs, with a dialog open or not.
func TestThemesChangeLive(t *testing.T) {
	t.Parallel()
	var app *ui.App
	script(t, control, func(s *session) {
		rows := func() string { return strings.Join(strings.Split(s.ANSI(), "\n")[5:8], "\n") }
		s.press("2", "j", "j")
		first := rows()
		seen := map[string]bool{first: true}
		for range len(theme.Names()) - 1 {
			s.press("ctrl+t")
			s.sees("theme: ")
			s.pass(10 * time.Second) // the toast goes
			seen[rows()] = true
		}
		s.press("ctrl+t")
		s.pass(10 * time.Second)
		if rows() != first || len(seen) != len(theme.Names())-1 { // of which two are the same here
			t.Errorf("%d looks, and in the end\n%s", len(seen), rows())
		}
		if err := app.SetTheme("none"); err == nil || !strings.Contains(err.Error(), "monochrome") {
			t.Errorf("error %v", err)
		}
	}, func(o *setup) { o.app = &app }, stuck)
}
