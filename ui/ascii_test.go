package ui_test

import (
	"strings"
	"testing"
	"time"
)

// Each page with its rows, open details, forms and dialogs.
func TestASCIIThroughout(t *testing.T) {
	heavy(t)
	t.Parallel()
	// AWS's texts may have other characters, and there are none of those in here.
	world := strings.ReplaceAll(control, "検索用のベクトル", "vectors")
	for _, width := range []int{60, 80, 120, 200} {
		script(t, world, func(s *session) {
			s.pass(90 * time.Second)
			seen := 0
			look := func(after string) {
				for line := range strings.SplitSeq(s.Text(), "\n") {
					for _, r := range line {
						if r >= 0x80 {
							t.Fatalf("%d columns, %s: there is %q in\n%s", width, after, r, line)
						}
					}
				}
				seen++
			}
			for _, page := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
				for _, key := range []string{"", "s", "space", "?", "/", "enter", "n", "a", "d", "D", "t", "u", "e"} {
					s.press(page)
					if key == "" {
						look(page)
						continue
					}
					s.press(key)
					look(page + " " + key)
					s.press("tab")
					look(page + " " + key + " tab")
					for range 3 {
						s.press("esc")
					}
				}
			}
			if !strings.Contains(s.Text(), "+-") || seen < 100 {
				t.Errorf("%d screens, of which the last is\n%s", seen, s.Text())
			}
		}, func(o *setup) { o.ascii, o.terminal.Width, o.terminal.Height = true, width, 40 })
	}
}
