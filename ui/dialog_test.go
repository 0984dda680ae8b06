package ui_test

import (
	"slices"
	"strings"
	"testing"
)

// framed returns the lines of the body between the frame of the only box in it, and
// whether there is one, with nothing beside it.
func framed(screen string) (inside []string, ok bool) {
	lines := strings.Split(screen, "\n")
	lines = lines[2 : len(lines)-1]
	first := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "╭") })
	last := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "╰") })
	if strings.Count(screen, "╭") != 1 || strings.Count(screen, "╯") != 1 || last <= first {
		return nil, false
	}
	for _, line := range lines[first+1 : last] {
		rest, left := strings.CutPrefix(strings.Trim(line, " "), "│")
		rest, right := strings.CutSuffix(rest, "│")
		if !left || !right || strings.Contains(rest, "│") {
			return nil, false
		}
		inside = append(inside, rest)
	}
	return inside, true
}

func TestDialogsAreAsLargeAsTheirContents(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, open := range [][]string{
		{"?"}, {"!"}, {"2", "n"}, {"2", "a"}, {"2", "t"}, {"3", "d"}, {"3", "a"}, {dataSources, "a"},
	} {
		for _, width := range []int{60, 80, 100, 120, 200} {
			t.Run(strings.Join(open, " "), func(t *testing.T) {
				script(t, shop, func(s *session) {
					s.press(open...)
					inside, ok := framed(s.Text())
					if !ok {
						t.Fatalf("at %d columns the dialog is not the only box, or there is something beside it:\n%s", width, s.Text())
					}
					const margin = 2
					columns := 0
					for _, line := range inside {
						columns = max(columns, len([]rune(strings.TrimRight(line, " "))))
					}
					if room := len([]rune(inside[0])); room > 40 && columns < room-margin {
						t.Errorf("at %d columns %d are blank:\n%s", width, room-columns, s.Text())
					}
					if strings.TrimSpace(inside[len(inside)-1]) == "" {
						t.Errorf("at %d columns the last line is blank:\n%s", width, s.Text())
					}
				}, func(o *setup) { o.terminal.Width, o.terminal.Height = width, 60 })
			})
		}
	}
}

// A frame that follows every key would jump about.
func TestADialogDoesNotShrinkWhileSomebodyTypes(t *testing.T) {
	t.Parallel()
	script(t, control, func(s *session) {
		s.press("2", "j", "a")
		before, _ := framed(s.Text())
		s.write("zzz")
		after, ok := framed(s.Text())
		if !ok || len(after) != len(before) || len([]rune(after[0])) != len([]rune(before[0])) {
			t.Errorf("it was %d lines and is\n%s", len(before), s.Text())
		}
	}, func(o *setup) { o.terminal.Width, o.terminal.Height = 120, 40 })
}

// The review is one key away from every field, and what is typed stays.
func TestCtrlSGoesToTheReview(t *testing.T) {
	t.Parallel()
	script(t, control, func(s *session) {
		s.press("2", "j", "a")
		s.sees("▸ Data source", "ctrl+s review")
		s.press("ctrl+s")
		s.sees("▸ Review", "Data source: pick one")
		s.press("shift+tab", "shift+tab")
		s.pick("customer-support")
		s.press("ctrl+s")
		s.sees("▸ Review", "Attaches domain customer-support-tickets-eu1")
	}, func(o *setup) { o.terminal.Width, o.terminal.Height = 120, 40 })
}
