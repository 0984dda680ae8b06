package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// rung is something that the header or the tabs have room for or not, and how it reads.
type rung struct {
	name  string
	shown func(line string) bool
}

func reads(name, text string) rung {
	return rung{name, func(line string) bool { return strings.Contains(line, text) }}
}

// Whatever the width, the header says where one stands and the tabs which page this is.
// Both have one order in which things go where room is short: no width shows one without
// what matters more, and none lacks one that a narrower terminal has room for.
func TestHeaderAndTabsAtEveryWidth(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, c := range []struct {
		name, world string
		choices     []func(*setup)
		always      []string // in the header
		header      []rung   // what matters most first; the first are there always
	}{
		{"one scope", control, nil, []string{"123456789012", "us-east-1"}, []rung{
			reads("DEMO", " DEMO "), reads("what is wrong", "✗ no permission"), reads("freshness", "oldest "), reads("errors", "! "), reads("product", "oscope"),
			reads("role", "role/"), reads("failed", " failed"), reads("in flight", "in flight"),
		}},
		{"several", houses, []func(*setup){three}, []string{"3 scopes"}, []rung{
			reads("DEMO", " DEMO "), reads("what is wrong", "scopes no permission"), reads("freshness", "oldest "), reads("errors", "! "), reads("product", "oscope"),
			reads("in flight", "in flight"),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			script(t, c.world, func(s *session) {
				s.pass(time.Second)
				s.aws.SetFaults([]emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultDenied}})
				s.press("r")
				s.pass(time.Second)
				header, tabs := newLadder(c.header), newLadder(tabRungs)
				for width := 60; width <= 300; width++ {
					s.Resize(width, 30)
					s.pass(0)
					lines := strings.Split(s.Text(), "\n")
					for _, always := range c.always {
						if !strings.Contains(lines[0], always) {
							t.Fatalf("%d columns: %s is not in %q", width, always, lines[0])
						}
					}
					for digit := range strings.SplitSeq("1 2 3 4 5 6 7 8", " ") {
						if !strings.Contains(lines[1], " "+digit) {
							t.Fatalf("%d columns: there is no tab %s in %q", width, digit, lines[1])
						}
					}
					if !strings.Contains(lines[1], "1 Overview") {
						t.Fatalf("%d columns: the tabs are %q", width, lines[1])
					}
					header.climb(t, width, lines[0])
					tabs.climb(t, width, lines[1])
				}
				header.top(t)
				tabs.top(t)
			}, append(c.choices, stuck, func(o *setup) { o.demo = true })...)
		})
	}
}

// tabRungs are what the tabs that are not on the screen show besides their keys.
var tabRungs = []rung{
	{"which are in flight or have failed", func(tabs string) bool { return strings.Contains(tabs, "◐") }},
	{"names", func(tabs string) bool { return strings.Contains(tabs, "2 App") && strings.Contains(tabs, "7 Data") }},
	{"how many are in flight or have failed", func(tabs string) bool { return strings.Contains(tabs, "◐1") }},
	{"how many there are", func(tabs string) bool {
		_, after, _ := strings.Cut(tabs, "2 App")
		_, after, _ = strings.Cut(after, " ")
		return after != "" && '1' <= after[0] && after[0] <= '9' && !strings.HasPrefix(after, "3 ")
	}},
	{"whole names", func(tabs string) bool {
		return strings.Contains(tabs, "2 Applications") && strings.Contains(tabs, "7 Data sources")
	}},
}

// ladder is what there has been room for so far, at ever wider terminals.
type ladder struct {
	rungs []rung
	had   int
}

func newLadder(rungs []rung) *ladder { return &ladder{rungs: rungs} }

// climb fails the test if a line shows something without all that matters more, or less
// than a narrower one.
func (l *ladder) climb(t *testing.T, width int, line string) {
	t.Helper()
	lacks := slices.IndexFunc(l.rungs, func(r rung) bool { return !r.shown(line) })
	if lacks < 0 {
		lacks = len(l.rungs)
	}
	for _, r := range l.rungs[lacks:] {
		if r.shown(line) {
			t.Errorf("%d columns: there is %s, but not %s: %q", width, r.name, l.rungs[lacks].name, line)
		}
	}
	if lacks < l.had {
		t.Errorf("%d columns: there was %s before: %q", width, l.rungs[lacks].name, line)
	}
	l.had = max(l.had, lacks)
}

// top fails the test unless all was there at last.
func (l *ladder) top(t *testing.T) {
	t.Helper()
	if l.had < len(l.rungs) {
		t.Errorf("there never was %s", l.rungs[l.had].name)
	}
}
