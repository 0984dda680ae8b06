package text_test

import (
	"math"
	"testing"
	"time"

	"oscope/ui/text"
)

func TestSpan(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		d         time.Duration
		span, ago string
	}{
		{-time.Hour, "0s", "now"},
		{0, "0s", "now"},
		{999 * time.Millisecond, "0s", "now"},
		{48*time.Second + 900*time.Millisecond, "48s", "48s ago"},
		{time.Minute, "1m00s", "1m00s ago"},
		{2*time.Minute + 8*time.Second, "2m08s", "2m08s ago"},
		{time.Hour - 1, "59m59s", "59m59s ago"},
		{3*time.Hour + 5*time.Minute, "3h05m", "3h05m ago"},
		{3*day + 4*time.Hour + 59*time.Minute, "3d4h", "3d4h ago"},
		{10*day + 4*time.Hour, "10d", "10d ago"},
		{math.MaxInt64, "106751d", "106751d ago"},
	}
	for _, tt := range tests {
		if got := text.Span(tt.d); got != tt.span {
			t.Errorf("Span(%v) = %q, want %q", tt.d, got, tt.span)
		}
		if got := text.Ago(tt.d); got != tt.ago {
			t.Errorf("Ago(%v) = %q, want %q", tt.d, got, tt.ago)
		}
	}
}

func TestSpanLasts(t *testing.T) {
	for _, d := range []time.Duration{
		-1500 * time.Millisecond, 0, 1, time.Second - 1, time.Second, 59*time.Second + 5, time.Minute, time.Hour - 1, time.Hour,
		5*time.Hour + 59*time.Second, 24*time.Hour - 1, 24 * time.Hour, 50*time.Hour + 7, 240*time.Hour - 1, 240 * time.Hour, 1000*time.Hour + 3,
	} {
		lasts := text.SpanLasts(d)
		if text.Span(d+lasts-1) != text.Span(d) || text.Span(d+lasts) == text.Span(d) {
			t.Errorf("%v, which reads %s, is said to read so for %v", d, text.Span(d), lasts)
		}
		if d <= 0 {
			continue
		}
		lasts = text.SpanLeftLasts(d)
		if text.Span(d-lasts+1) != text.Span(d) || text.Span(d-lasts) == text.Span(d) && d >= time.Second {
			t.Errorf("%v left, which reads %s, is said to read so for %v", d, text.Span(d), lasts)
		}
	}
}
