package page

import "testing"

func TestBreadcrumb(t *testing.T) {
	way := []string{"Overview", "field-masking", "logs"}
	for room, want := range map[int]string{
		80: "Overview › field-masking › logs", 31: "Overview › field-masking › logs",
		30: "… › field-masking › logs", 24: "… › field-masking › logs", 23: "… › logs", 3: "… › logs",
	} {
		if got := breadcrumb(way, room); got != want {
			t.Errorf("in %d columns: %q, want %q", room, got, want)
		}
	}
	if got := breadcrumb([]string{"logs"}, 2); got != "logs" {
		t.Errorf("alone: %q", got)
	}
}
