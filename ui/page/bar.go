package page

import (
	"strings"
	"time"

	"oscope/model"
	"oscope/model/history"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// barWidth is how many columns the bars of a detail have.
const barWidth = 16

// Bar draws where a part of a time lies in the whole of it, barWidth columns wide. A part
// that is there at all is seen.
func Bar(th *theme.Theme, from, length, whole time.Duration) string {
	if whole <= 0 {
		return strings.Repeat(th.Glyphs.Empty, barWidth)
	}
	part := func(d time.Duration) float64 { return d.Seconds() / whole.Seconds() }
	return layout.Bar(barWidth, part(from), part(from+length), th.Glyphs.Full, th.Glyphs.Empty)
}

// BandText says how long operations usually take, and where that is known from.
func BandText(b history.Band) string {
	origin := "by " + text.Count(b.Runs, "own run")
	if b.Runs == 0 {
		origin = b.Origin
	}
	return span(b) + " (" + origin + ")"
}

// span is the range of a band, "2m40s–4m00s".
func span(b history.Band) string {
	if b.Median == b.P90 {
		return text.Span(b.P90)
	}
	return text.Span(b.Median) + "–" + text.Span(b.P90)
}

// EstimateText says briefly what is to be expected of a resource that is in flight:
// "usually 2m40s–4m00s", or how long it is over that; empty where nothing is known.
func EstimateText(at *desk.Desk, item model.Item) (says string, late bool) {
	p, exact, ok := at.Progress(item)
	switch {
	case !ok:
		return "", false
	case p.Over > 0 && exact:
		return "+" + text.Span(p.Over) + " over " + span(p.Band), true
	case p.Over > 0:
		return "+" + text.Span(p.Over) + " or more over " + span(p.Band), true
	}
	return "usually " + span(p.Band), false
}

// Progress appends how far an operation is within the time that it usually takes.
func (d *Detail) Progress(at *desk.Desk, item model.Item) {
	p, _, ok := at.Progress(item)
	if !ok {
		return
	}
	d.Add("Usually", BandText(p.Band))
	style := at.Theme.InFlight
	says := Bar(at.Theme, 0, time.Duration(p.Fraction*float64(time.Hour)), time.Hour)
	if p.Over > 0 {
		style = at.Theme.Warn
		late, _ := EstimateText(at, item)
		says += " " + late
	}
	d.Styled("Progress", says, style)
	d.Moves(at.Now, progressLasts(p))
}

// progressLasts returns for how long a progress is drawn as it is: until its bar grows by
// a column, or until how long it is late reads differently.
func progressLasts(p history.Progress) time.Duration {
	if p.Over > 0 {
		return text.SpanLasts(p.Over)
	}
	if column := max(1, int(barWidth*p.Fraction+0.5)); column < barWidth { // the next is reached half a column later
		return max(1, p.P90*time.Duration(2*column+1)/(2*barWidth)-p.Elapsed)
	}
	return max(1, p.P90+1-p.Elapsed)
}
