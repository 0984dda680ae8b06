package form_test

import (
	"fmt"
	"strings"
	"testing"

	"oscope/ui/form"
	"oscope/ui/theme"
)

// reviewOf is a form that is nothing but a review of n lines.
func reviewOf(n int) *form.Form {
	name := form.NewText("Name", "anything", func(string) string { return "" })
	return form.New(func() []form.Field { return []form.Field{name} }, func(_ *theme.Theme, width int) ([]string, string) {
		lines := make([]string, n)
		for i := range lines {
			lines[i] = fmt.Sprintf("%-*s", width, fmt.Sprintf("line %d.", i+1))
		}
		return lines, fmt.Sprintf("%-*s", width, "Do it")
	})
}

func TestLongReviewScrollsAndKeepsItsButton(t *testing.T) {
	f := reviewOf(40)
	f.Focus(nil)
	first := screen(f, 60, 12)
	if !strings.Contains(first, "line 1.") || !strings.Contains(first, "pgdn") || !strings.Contains(first, "Do it") {
		t.Errorf("before scrolling:\n%s", first)
	}
	for range 10 {
		f.Key(key("pgdown"))
	}
	last := screen(f, 60, 12)
	if !strings.Contains(last, "line 40.") || strings.Contains(last, "pgdn") || !strings.Contains(last, "Do it") {
		t.Errorf("at the end:\n%s", last)
	}
	for range 10 {
		f.Key(key("pgup"))
	}
	if got := screen(f, 60, 12); got != first {
		t.Errorf("back at the beginning:\n%s", got)
	}
}

func TestReviewOfAnySizeInAnyHeight(t *testing.T) {
	for _, lines := range []int{0, 1, 5, 30} {
		f := reviewOf(lines)
		f.Focus(nil)
		for height := range 40 {
			drawn := f.Lines(theme.New(true, 0), 50, height)
			if len(drawn) != height {
				t.Fatalf("a review of %d lines draws %d lines in %d", lines, len(drawn), height)
			}
		}
	}
}
