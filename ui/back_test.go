package ui_test

import (
	"testing"
)

// What is related is gone to from the detail, and everything is found again as it was.
func TestLinksLeadThereAndBack(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "/")
		s.write("metr")
		s.press("enter", "enter")
		s.sees("─ metrics ─", "tab related")
		s.press("tab", "enter") // the attachment
		s.sees("─ Applications › metrics › analytics → metrics ─")
		s.press("shift+tab", "enter") // its data source
		s.sees("─ Applications › metrics › analytics → metrics › analytics ─", "Engine")
		s.press("j", "ctrl+o")
		s.sees("─ Applications › metrics › analytics → metrics ─")
		s.press("esc")
		s.sees("─ metrics ─")
		s.press("esc")
		s.sees("Applications · 1 of 3 · metr")
		s.press("esc", "ctrl+o")
		s.sees("there is nowhere to go back to")
	})
}

// From the Overview to a resource and back is one key each.
func TestEscLeadsBackToTheOverview(t *testing.T) {
	t.Parallel()
	for _, width := range []int{80, 160} {
		script(t, fleet, func(s *session) {
			s.press("j", "j")
			s.atCursor("embeddings")
			s.press("enter")
			s.sees("the key is not accessible")
			s.press("esc")
			s.sees("Needs attention")
			s.atCursor("embeddings")
			s.press("enter", "2", "esc")
			s.sees("─ Applications") // the way was left
			s.press("ctrl+o")
			s.atCursor("embeddings")
		}, stuck, size(width, 30))
	}
}

// A click on a link leads where enter does, from the detail that fills the page and from
// the one beside the table, and esc leads back.
func TestAClickOnALinkOpensIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width     int
		open      []string
		there, at string
	}{
		{80, []string{"enter"}, "─ Applications › metrics › analytics → metrics ─", "─ metrics ─"},
		{160, nil, "─ Applications › analytics → metrics ─", "─ Applications"},
	} {
		script(t, shop, func(s *session) {
			s.press("2", "/")
			s.write("metr")
			s.press("enter")
			s.press(c.open...)
			s.click("Created") // leads nowhere
			s.sees(c.at)
			s.click("analytics")
			s.sees(c.there, "ATTACHED")
			s.press("esc")
			s.sees(c.at)
		}, size(c.width, 40))
	}
}

// The way to a detail is not told any more where one has gone elsewhere by oneself.
func TestTheWayEndsWhereItIsLeft(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press("j", "j", "enter")
		s.sees("─ Overview › embeddings ─")
		s.press("esc", "enter", "2", dataSources)
		s.sees("─ embeddings ─")
	}, stuck)
}
