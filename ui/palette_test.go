package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient"
)

// Everything that there is can be had by some letters of it.
func TestPaletteFinds(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press(":")
		s.sees("─ Palette", "attach a data source")
		s.write("datsrc")
		s.press("enter")
		s.seesNot("─ Palette")
		s.sees("─ Data sources")
		s.press("ctrl+p")
		s.write("metr appl") // resources of all kinds
		s.line("▌", "application", "metrics")
		s.press("enter")
		s.sees("─ Data sources › metrics ─")
		s.press("1", ":")
		s.line("▌", "metrics") // what was chosen lately comes first
		s.press("esc", ":")
		s.write("filter blue")
		s.press("enter")
		s.sees("Nothing matches.", "· blue")
		s.press("esc")
		s.press("2", "esc", ":")
		s.write("filter log")
		s.press("enter")
		s.sees("Applications · ", " · log")
		s.press(":")
		s.write("theme light")
		s.press("enter")
		s.sees("theme: light")
		s.press(":")
		s.write("qqzz")
		s.sees("Nothing has these letters in this order.")
	})
}

// What was chosen comes first in the next run, resources too; what was typed into a filter
// is not kept.
func TestPaletteRemembersAcrossRuns(t *testing.T) {
	t.Parallel()
	recent := lately{}
	script(t, shop, func(s *session) {
		s.press(":")
		s.write("metr appl")
		s.press("enter", ":")
		s.write("theme light")
		s.press("enter", ":")
		s.write("filter secret")
		s.press("enter")
	}, remembers(recent))
	if kept := strings.Join(recent["palette"], "\n"); strings.Contains(kept, "secret") {
		t.Errorf("kept: %s", kept)
	}
	script(t, shop, func(s *session) {
		s.press(":")
		s.line("▌", "application", "metrics")
		s.press("enter")
		s.sees("─ Overview › metrics ─")
	}, remembers(recent))
}

// What cannot be done stays, with the reason, and its key.
func TestPaletteSaysWhyNot(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", ":")
		s.write("edit")
		s.line("action", "edit", "off: oscope", "e")
		s.line(" oscope runs read-only")
		s.press("enter")
		s.sees("oscope runs read-only")
	}, readOnly)
}

func TestPaletteOpensRegionsAndProfiles(t *testing.T) {
	home(t, plainProfiles)
	script(t, houses, func(s *session) {
		s.press(":")
		s.write("region us-w-2")
		s.press("enter")
		s.pass(2 * time.Second)
		s.line("oscope", "prod · 111111111111 · us-west-2")
		s.press("@")
		s.sees("2 scopes")
		s.press(":")
		s.write("region moon")
		s.line("Region ", "moon", "off: moon is no Region")
		s.press("esc")
		s.write("profile")
		s.pass(2 * time.Second) // the files are read meanwhile
		s.write(" nobody")
		s.line("nobody", "off: No profile nobody.")
		s.press("esc")
		s.write("profile stage")
		s.press("enter")
		s.pass(2 * time.Second)
		s.sees("scopes")
		s.press("P")
		s.sees("✓ prod", "✓ stage", "2 picked")
	}, opens(awsclient.Selection{Profiles: []string{"prod"}}))
}
