package overview

import (
	"strings"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
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
		lines = unfolded(lines, at.Theme.Text, says, indent, width)
	}
	for _, next := range o.next(e.At) {
		lines = unfolded(lines, at.Theme.Accent, at.Theme.Glyphs.Right+" "+next, indent+2, width)
	}
	return lines
}

// unfoldEvent is unfold of something that has happened.
func (o *overview) unfoldEvent(at *desk.Office, width int, t *desk.Event, look look) []string {
	says := ""
	for _, w := range happened(at, t) {
		says += w.says
	}
	var lines []string
	if says = strings.TrimSpace(says); text.Width(text.Clean(says)) > width-1-look.mark-text.MomentWidth-2-kindWidth-eventTitle(width)-2 {
		lines = unfolded(lines, at.Theme.Text, says, indent, width)
	}
	if t.Reason != "" {
		lines = unfolded(lines, at.Theme.Text, t.Reason, indent, width)
	}
	return lines
}

// unfolded appends a text that hangs: its first line begins at indent, the others at hang.
func unfolded(lines []string, style theme.Style, says string, hang, width int) []string {
	for i, part := range text.Wrap(says, width-hang-1) {
		begin := hang
		if i == 0 {
			begin = indent
		}
		lines = append(lines, layout.NewLine(width).Skip(begin).Add(style, part).String())
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
		steps = append(steps, x.Shown()+" "+x.Help)
	}
	return steps
}
