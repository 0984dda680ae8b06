package overview

import (
	"strings"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// indent is how far what unfolds below a row stands to the right of it.
const indent = 3

// unfold is what stands below the row under the cursor: its whole reason, unless that has
// room in the row, and what to do next.
func (o *overview) unfold(at *desk.Office, width int, e *overviewEntry, look look) []string {
	if e.event != nil {
		return o.unfoldEvent(at, width, e.event, look)
	}
	var lines []string
	if says, _ := o.says(at, e); text.Width(text.Clean(says)) > width-look.taken() {
		lines = append(lines, o.unfolded(at, says, width)...)
	}
	for _, next := range o.next(e.At) {
		arrow := at.Theme.Glyphs.Right + " "
		for _, part := range text.Wrap(next, width-indent-text.Width(arrow)-1) {
			lines = append(lines, layout.NewLine(width).Skip(indent).Add(at.Theme.Accent, arrow+part).String())
			arrow = "  "
		}
	}
	return lines
}

// unfoldEvent is unfold of something that has happened.
func (o *overview) unfoldEvent(at *desk.Office, width int, t *desk.Event, look look) []string {
	var b strings.Builder
	for _, w := range happened(at, t) {
		b.WriteString(w.says)
	}
	var lines []string
	if says := strings.TrimSpace(b.String()); text.Width(text.Clean(says)) > width-1-look.mark-text.MomentWidth-2-kindWidth-eventTitle(width)-2 {
		lines = append(lines, o.unfolded(at, says, width)...)
	}
	if t.Reason != "" {
		lines = append(lines, o.unfolded(at, t.Reason, width)...)
	}
	return lines
}

// unfolded is a text below its row, in which what a filter finds stands out as in rows.
func (o *overview) unfolded(at *desk.Office, says string, width int) []string {
	var lines []string
	for _, part := range text.Wrap(says, width-indent-1) {
		l := o.line(at, width)
		l.Skip(indent)
		l.cell(reasonColumn, at.Theme.Text, part, l.Room(), text.End)
		lines = append(lines, l.String())
	}
	return lines
}

// next is what to do about the row under the cursor: what mends it, or why that does not
// yet.
func (o *overview) next(at *desk.Desk) []string {
	var steps []string
	actions := o.Actions()
	for i := range actions {
		x := &actions[i]
		if x.Mends == nil || x.Writes && at.ReadOnly() {
			continue
		}
		if x.Obstacle != nil && o.Rows().MarkedLen() == 0 {
			if why := x.Obstacle(at); why != "" {
				steps = append(steps, why)
				continue
			}
		}
		steps = append(steps, at.Keys.Shown(x)+" "+x.Help)
	}
	return steps
}
