package ui_test

import (
	"strings"
	"testing"
)

// Whatever the width, the header says where one stands and the tabs which page this is,
// and what a narrower terminal has room for a wider one shows too.
func TestHeaderAndTabsAtEveryWidth(t *testing.T) {
	heavy(t)
	t.Parallel()
	script(t, control, func(s *session) {
		had := map[string]int{}
		for width := 60; width <= 300; width++ {
			s.Resize(width, 30)
			s.pass(0)
			lines := strings.Split(s.Text(), "\n")
			header, tabs := lines[0], lines[1]
			for _, always := range []string{"123456789012", "us-east-1"} {
				if !strings.Contains(header, always) {
					t.Fatalf("%d columns: %s is not in %q", width, always, header)
				}
			}
			if !strings.Contains(tabs, "1 Overview") || !strings.Contains(tabs, " 8") {
				t.Fatalf("%d columns: the tabs are %q", width, tabs)
			}
			for _, part := range []string{"DEMO", "oscope", "role/", "in flight", "failed"} {
				switch since, known := had[part]; {
				case strings.Contains(header, part) && !known:
					had[part] = width
				case !strings.Contains(header, part) && known:
					t.Errorf("%d columns: %q is not in the header, and was from %d on: %q", width, part, since, header)
				}
			}
		}
		if len(had) != 5 {
			t.Errorf("of the header's parts there were only %v", had)
		}
	}, stuck, func(o *setup) { o.demo = true })
}
