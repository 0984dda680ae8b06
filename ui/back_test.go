package ui_test

import "testing"

// What is related is gone to from the detail, and everything is found again as it was.
func TestLinksLeadThereAndBack(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "/")
		s.write("metr")
		s.press("enter", "enter")
		s.sees("─ metrics ─", "tab related")
		s.press("tab", "enter") // the attachment
		s.sees("─ analytics → metrics ─")
		s.press("shift+tab", "enter") // its data source
		s.sees("─ analytics ─", "Engine")
		s.press("j", "ctrl+o")
		s.sees("─ analytics → metrics ─")
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
			s.press("j", "j", "j")
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
