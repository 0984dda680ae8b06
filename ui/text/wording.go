package text

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Count is "1 data source", "2 data sources".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Number is a number with its thousands apart: "1,000".
func Number(n int) string {
	const thousand = 1000
	if n < thousand {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", Number(n/thousand), n%thousand)
}

// Join joins the parts that are not empty with a dot.
func Join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// Clock is a time of day.
func Clock(t time.Time) string { return t.Local().Format(time.TimeOnly) }

// Size is a size with two figures of meaning: "1.2 MB".
func Size(n int64) string {
	const unit = 1000
	if n < unit {
		return fmt.Sprintf("%d B", n)
	}
	value, names := float64(n)/unit, "kMGTPE"
	for value >= unit {
		value, names = value/unit, names[1:]
	}
	return fmt.Sprintf("%.1f %cB", value, names[0])
}

// YesNo is the answer to a question.
func YesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// MomentWidth is how wide a Moment is at most.
const MomentWidth = 11

// Moment is a time of day, with the date where that is another day than today's, and a
// date alone where it is so long ago that the year must be told.
func Moment(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return Clock(t)
	case now.Sub(t).Abs() < 300*24*time.Hour:
		return t.Format("01-02 15:04")
	}
	return t.Format(time.DateOnly)
}
