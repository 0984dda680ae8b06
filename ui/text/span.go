package text

import (
	"strconv"
	"time"
)

// Span returns d in its two greatest units, cut down, never rounded up: "48s",
// "2m10s", "3h05m", "3d4h", and from ten days on "12d". A negative d is "0s".
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	var buf [16]byte
	b := buf[:0]
	switch d = max(d, 0); {
	case d < time.Minute:
		b = appendUnit(b, d/time.Second, 's')
	case d < time.Hour:
		b = appendUnit(b, d/time.Minute, 'm')
		b = appendTwoDigits(b, d%time.Minute/time.Second, 's')
	case d < day:
		b = appendUnit(b, d/time.Hour, 'h')
		b = appendTwoDigits(b, d%time.Hour/time.Minute, 'm')
	case d < 10*day:
		b = appendUnit(b, d/day, 'd')
		b = appendUnit(b, d%day/time.Hour, 'h')
	default:
		b = appendUnit(b, d/day, 'd')
	}
	return string(b)
}

// SpanLasts returns for how long [Span] goes on to return the same as for d, while d
// grows.
func SpanLasts(d time.Duration) time.Duration {
	if d < 0 {
		return time.Second - d
	}
	return unitOf(d) - d%unitOf(d)
}

// unitOf returns the lesser unit in which Span tells of d.
func unitOf(d time.Duration) time.Duration {
	const day = 24 * time.Hour
	switch {
	case d < time.Hour:
		return time.Second
	case d < day:
		return time.Minute
	case d < 10*day:
		return time.Hour
	}
	return day
}

// SpanLeftLasts is SpanLasts while d shrinks; a d that has run out lasts.
func SpanLeftLasts(d time.Duration) time.Duration {
	if d <= 0 {
		return 1 << 62
	}
	return d%unitOf(d) + 1
}

// Ago returns how long ago something was, d being its age: "2m10s ago", and
// "now" below one second.
func Ago(d time.Duration) string {
	if d < time.Second {
		return "now"
	}
	return Span(d) + " ago"
}

func appendUnit(b []byte, n time.Duration, unit byte) []byte {
	return append(strconv.AppendInt(b, int64(n), 10), unit)
}

func appendTwoDigits(b []byte, n time.Duration, unit byte) []byte {
	const digits = "0123456789"
	return append(b, digits[n/10], digits[n%10], unit)
}
