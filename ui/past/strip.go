package past

import (
	"time"

	"oscope/model/history"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// strip is the bars over the list: how much has settled and failed in each slice of
// time, as far back as there is something.
type strip struct {
	slices []history.Slice
	// cursor is the slice to which the list is narrowed; -1 for all.
	cursor int
	// of is what the slices were made from.
	of stripOf
}

type stripOf struct {
	version uint64
	minute  time.Time // now: bars move on with it
	bars    int
}

// rows is how many lines the strip takes without its frame.
const rows = 3

// furthest is how far back the strip goes at most; the list goes further.
const furthest = 14 * 24 * time.Hour

// derive makes the slices anew if something has changed. The chosen slice stays the one
// with the same time in its middle, as far as there is one.
func (s *strip) derive(entries func() []history.Entry, of stripOf, now time.Time) {
	if s.of == of && s.slices != nil {
		return
	}
	var middle time.Time
	if s.cursor >= 0 && s.cursor < len(s.slices) {
		chosen := s.slices[s.cursor]
		middle = chosen.From.Add(chosen.To.Sub(chosen.From) / 2)
	}
	s.of, s.cursor = of, -1
	all := entries()
	to := now.Truncate(time.Minute).Add(time.Minute)
	from := to.Add(-time.Hour)
	for _, e := range all {
		if e.At.Before(from) {
			from = e.At
		}
	}
	if oldest := to.Add(-furthest); from.Before(oldest) {
		from = oldest
	}
	s.slices = history.Slices(all, from, to, of.bars)
	for i, slice := range s.slices {
		if !middle.Before(slice.From) && middle.Before(slice.To) {
			s.cursor = i
		}
	}
}

// move goes to the next slice in which something happened, in a direction, or off the
// end of the strip to all of them.
func (s *strip) move(by int) {
	i := s.cursor
	if i < 0 && by < 0 {
		i = len(s.slices)
	}
	for i += by; i >= 0 && i < len(s.slices); i += by {
		if happened(s.slices[i]) > 0 {
			s.cursor = i
			return
		}
	}
	s.cursor = -1
}

func happened(s history.Slice) int { return s.Settled + s.Failed + s.Writes }

// holds reports whether the list is to show what happened at a time.
func (s *strip) holds(at time.Time) bool {
	if s.cursor < 0 {
		return true
	}
	slice := s.slices[s.cursor]
	return !at.Before(slice.From) && at.Before(slice.To)
}

// title says which time the list is narrowed to.
func (s *strip) title() string {
	if s.cursor < 0 {
		return "all"
	}
	slice := s.slices[s.cursor]
	return stamp(slice.From) + " to " + stamp(slice.To)
}

func stamp(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// lines draws the bars: what has settled, what has failed, and when that was.
func (s *strip) lines(th *theme.Theme, width int) []string {
	most := 1
	for _, slice := range s.slices {
		most = max(most, slice.Settled+slice.Writes, slice.Failed)
	}
	draw := func(label string, style theme.Style, count func(history.Slice) int) string {
		line := layout.NewLine(width).Skip(1).AddIn(th.Dim, label, labelWidth, text.End)
		for i, slice := range s.slices {
			bar, of := th.Glyphs.Bars[0], style
			if n := count(slice); n > 0 {
				bar = th.Glyphs.Bars[max(1, n*(len(th.Glyphs.Bars)-1)/most)]
			}
			if i == s.cursor {
				of = th.Selected
			}
			line.Add(of, bar)
		}
		return line.String()
	}
	span := layout.NewLine(width).Skip(1 + labelWidth)
	if n := len(s.slices); n > 0 {
		first, last := stamp(s.slices[0].From), stamp(s.slices[n-1].To)
		span.Add(th.Dim, first)
		if gap := n - text.Width(first) - text.Width(last); gap > 0 {
			span.Skip(gap).Add(th.Dim, last)
		}
	}
	return []string{
		draw("settled", th.OK, func(s history.Slice) int { return s.Settled + s.Writes }),
		draw("failed", th.Failed, func(s history.Slice) int { return s.Failed }),
		span.String(),
	}
}

const labelWidth = 9
