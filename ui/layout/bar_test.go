package layout_test

import (
	"math"
	"testing"
	"unicode/utf8"

	"oscope/ui/layout"
)

func TestBar(t *testing.T) {
	for _, c := range []struct {
		width    int
		from, to float64
		want     string
	}{
		{10, 0, 1, "=========="},
		{10, 0, 0.5, "=====....."},
		{10, 0.5, 1, ".....====="},
		{10, 0.2, 0.4, "..==......"},
		{10, 0.21, 0.22, "..=......."}, // however short
		{10, 1, 1, ".........="},
		{10, 0, 0, "=........."},
		{10, -3, 7, "=========="},
		{10, 0.8, 0.2, "........=."},
		{10, math.NaN(), math.NaN(), "=........."},
		{1, 0.4, 0.5, "="},
		{0, 0, 1, ""},
		{-2, 0, 1, ""},
	} {
		if got := layout.Bar(c.width, c.from, c.to, "=", "."); got != c.want {
			t.Errorf("%d columns from %v to %v: %q, want %q", c.width, c.from, c.to, got, c.want)
		}
	}
	for width := range 200 {
		if got := utf8.RuneCountInString(layout.Bar(width, float64(width)/200, 0.9, "━", "·")); got != width {
			t.Errorf("%d columns instead of %d", got, width)
		}
	}
}
