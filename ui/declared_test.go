package ui_test

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/awsclient/emulator"
	"oscope/ui"
	"oscope/ui/desk"
)

// What is here goes over the pages and actions as they are declared: a new one is
// covered without a word.

// everything is a world with something on every page; those of ui/plain are tested with
// it too.
//
//go:embed testdata/everything.json
var everything string

// freshness is the time in the header: which of several listings was read first is
// chance.
var freshness = []*regexp.Regexp{regexp.MustCompile(`\d\d:\d\d:\d\d`)}

// A page without anything on it would show nothing of what is tested here.
func TestEverythingIsOnEveryPage(t *testing.T) {
	t.Parallel()
	for _, p := range ui.DeclaredPages()[1:] { // the overview has no rows of its own
		script(t, everything, func(s *session) {
			s.press(p.Key)
			s.pass(2 * time.Second)
			s.sees("─ " + p.Title + " · ")
		}, size(120, 35))
	}
}

func TestGoldenOfEveryPage(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, p := range ui.DeclaredPages() {
		for _, size := range sizes[:2] {
			goldenBut(t, freshness, "page-"+p.Key, everything, func(s *session) { s.press(p.Key); s.pass(2 * time.Second) }, size, dark, stuck)
		}
	}
}

// Every action that changes something, on the first row of its page: the dialog that
// it opens, or why it does not.
func TestGoldenOfEveryWrite(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, p := range ui.DeclaredPages() {
		for _, x := range p.Actions {
			if !x.Writes {
				continue
			}
			goldenBut(t, freshness, "do-"+p.Key+"-"+strings.ReplaceAll(x.Name, " ", ""), everything, func(s *session) {
				s.press(p.Key)
				s.pass(time.Second)
				s.press(x.Keys[0])
				s.pass(2 * time.Second)
			}, sizes[1], dark, stuck)
		}
	}
}

// The help of a page lists every key that acts there.
func TestHelpOfEveryPage(t *testing.T) {
	t.Parallel()
	for _, p := range ui.DeclaredPages() {
		t.Run(p.Title, func(t *testing.T) {
			t.Parallel()
			script(t, everything, func(s *session) {
				s.press(p.Key, "?")
				help := s.paged()
				for _, x := range slices.Concat(p.Actions, ui.DeclaredEverywhere()) {
					if len(x.Keys) > 0 && !strings.Contains(help, "   "+desk.KeyName(x.Keys[0])) {
						t.Errorf("%s (%s) is not there:\n%s", x.Keys[0], x.Name, help)
					}
				}
			}, size(120, 40))
		})
	}
}

// Read-only, no action that writes opens anything, and each says why.
func TestReadOnlyRefusesEveryWrite(t *testing.T) {
	t.Parallel()
	for _, p := range ui.DeclaredPages() {
		t.Run(p.Title, func(t *testing.T) {
			t.Parallel()
			script(t, everything, func(s *session) {
				s.press(p.Key)
				s.pass(time.Second)
				for _, x := range p.Actions {
					if !x.Writes {
						continue
					}
					s.press(x.Keys[0])
					s.sees("oscope runs read-only: it does not")
					s.sees("q quit") // no dialog has the footer
					s.pass(10 * time.Second)
				}
			}, readOnly, size(120, 35))
		})
	}
}

// everyKey are all keys that do something somewhere.
func everyKey() []string {
	keys := []string{"esc", "j", "k", "g", "G", "down", "up", "x", "ctrl+d", "ctrl+u"}
	for _, p := range ui.DeclaredPages() {
		keys = append(keys, p.Key)
		for _, x := range p.Actions {
			keys = append(keys, x.Keys...)
		}
	}
	for _, x := range ui.DeclaredEverywhere() {
		if x.Name != "quit" && x.Name != "suspend" {
			keys = append(keys, x.Keys...)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Whatever an action opens fits terminals of all sorts, line by line.
func TestEveryActionFitsEveryTerminal(t *testing.T) {
	heavy(t)
	t.Parallel()
	world, err := emulator.ParseWorld([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ui.DeclaredPages() {
		t.Run(p.Title, func(t *testing.T) {
			t.Parallel()
			for _, x := range p.Actions {
				inProgram(t, world, func(r *program) {
					r.send(tea.WindowSizeMsg{Width: 120, Height: 40})
					time.Sleep(2 * time.Second)
					r.send(key(p.Key))
					r.send(key(x.Keys[0]))
					for width := 60; width <= 200; width += 35 {
						for height := 15; height <= 60; height += 15 {
							r.send(tea.WindowSizeMsg{Width: width, Height: height})
							lines := strings.Split(r.app.View().Content, "\n")
							if len(lines) != height {
								t.Fatalf("%s at %d×%d: %d lines", x.Name, width, height, len(lines))
							}
							for i, line := range lines {
								if w := ansi.StringWidth(line); w != width {
									t.Fatalf("%s at %d×%d: line %d is %d columns wide: %q", x.Name, width, height, i, w, line)
								}
							}
						}
					}
				})
			}
		})
	}
}
