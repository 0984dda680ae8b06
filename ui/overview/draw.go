package overview

import (
	"slices"
	"strconv"
	"strings"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Draw stacks three panes.
func (o *overview) Draw(at *desk.Office, width, height int) []layout.Block {
	inner := width - 2
	inFlight := pane{title: "In flight", to: o.flying, at: o.cursor}
	if o.flying == 0 {
		inFlight.lines = []string{o.calm(at, inner, "Nothing is in flight.")}
	}
	attention := pane{title: "Needs attention", lines: o.failures(at, inner), from: o.flying, to: o.updates}
	attention.at = o.cursor - o.flying + len(attention.lines)
	if attention.len() == 0 {
		attention.lines = o.content(at, inner)
	}
	updates := pane{title: "Updates available", from: o.updates, to: len(o.entries), at: o.cursor - o.updates}
	recent := pane{title: "Recently", lines: o.recentLines(at, inner, height)}

	// Each pane gets what it needs as far as there is room; the last takes the
	// rest of the screen.
	panes := []*pane{&inFlight, &attention, &updates, &recent}
	if updates.len() == 0 || height < roomForUpdates {
		panes = slices.Delete(panes, 2, 3)
	}
	if o.trouble {
		inFlight.lines, attention.title = nil, text.Join(attention.title, at.Keys.Say("{trouble} shows the rest"))
		panes = panes[1:]
	}
	room := height - 2*len(panes)
	if slices.Contains(panes, &updates) {
		updates.size = min(updates.len(), max(1, room/5))
		room -= updates.size
	}
	most := max(2, room-3)
	inFlight.size = min(inFlight.len(), max(room*2/5, most-attention.len()))
	attention.size = min(attention.len(), max(1, most-inFlight.size))
	recent.size = max(0, room-inFlight.size-attention.size)
	stack := make(layout.Stack, 0, len(panes))
	o.rows = o.rows[:0]
	for _, p := range panes {
		o.rows = append(o.rows, o.entriesIn(*p)...)
		box := layout.Box{Width: width, Height: p.size + 2, Title: p.title, TitleStyle: at.Theme.Title, Border: at.Theme.Border, Body: o.window(at, inner, *p)}
		if hidden := p.len() - p.size; hidden > 0 {
			box.Note, box.NoteStyle = strconv.Itoa(hidden)+" more", at.Theme.Dim
		}
		stack = append(stack, box)
	}
	return []layout.Block{stack}
}

// roomForUpdates is how many lines it takes that there are four panes.
const roomForUpdates = 20

// pane is one of them: some lines, and then one for each of some entries.
type pane struct {
	title    string
	lines    []string
	from, to int // entries
	size     int // how many lines fit
	at       int // the line that must be in sight
}

func (p *pane) len() int { return len(p.lines) + p.to - p.from }

// entriesIn is which entry stands on each line of a pane, its frame included.
func (o *overview) entriesIn(p pane) []int {
	rows := make([]int, p.size+2)
	start := 0
	if p.len() > p.size {
		start = max(0, min(p.at-p.size+1, p.len()-p.size))
	}
	for i := range rows {
		rows[i] = -1
		if n := start + i - 1 - len(p.lines); i > 0 && i <= p.size && n >= 0 && p.from+n < p.to {
			rows[i] = p.from + n
		}
	}
	return rows
}

// window draws what is in sight of a pane.
func (o *overview) window(at *desk.Office, width int, p pane) []string {
	start := 0
	if p.len() > p.size {
		start = max(0, min(p.at-p.size+1, p.len()-p.size))
	}
	end := min(start+p.size, p.len())
	before := len(p.lines)
	lines := p.lines[min(start, before):min(end, before)]
	return append(slices.Clip(lines), o.entryLines(at, width, p, p.from+max(0, start-before), p.from+max(0, end-before))...)
}

func (o *overview) calm(at *desk.Office, width int, says string) string {
	switch h := at.Health(); {
	case h.Err != nil:
		says = "Not everything could be read."
	case !h.Known:
		says = page.Reading(&h)
	}
	return layout.NewLine(width).Skip(1).Add(at.Theme.Dim, says).String()
}

// content says that nothing needs attention, or why not: that there is nothing.
func (o *overview) content(at *desk.Office, width int) []string {
	if h := at.Health(); !at.Empty() || !h.Known || h.Err != nil {
		return []string{o.calm(at, width, "Nothing needs attention.")}
	}
	var lines []string
	for _, part := range text.Wrap("Nothing at all here: 0 applications, 0 domains, 0 packages in "+at.Whereabouts()+at.Keys.Say(". Wrong Region? {regions}"), width-2) {
		lines = append(lines, layout.NewLine(width).Skip(1).Add(at.Theme.Dim, part).String())
	}
	return lines
}

// Widths of an overview's columns.
const (
	overviewStatus = 22  // at most,
	overviewWhole  = 140 // unless there is so much room
	overviewKind   = 13
	overviewSince  = 8
	overviewWide   = 96 // from here on there is room for the kind
)

// telling is how many entries of a pane tell how wide its columns are to be.
const telling = 200

// columns returns how wide the status, the title and the time of some entries are
// to be; the time has no column where none has one to show.
func (o *overview) columns(entries []overviewEntry, width int) (status, title, since int) {
	status = 14 // that the panes line up where they can
	for _, e := range entries {
		status = max(status, text.Width(overviewWord(e.Item))+3)
		title = max(title, text.Width(text.Clean(e.title()))+2)
		if e.since.WorthSaying() {
			since = overviewSince + 2
		}
	}
	if width < overviewWhole {
		status = min(status, overviewStatus)
	}
	return status, min(title, width*2/5), since
}

// scopeColumn returns how wide the names of the scopes of some entries are to be.
func scopeColumn(entries []overviewEntry, width int) int {
	widest := 0
	for _, e := range entries {
		widest = max(widest, text.Width(text.Clean(e.At.Name())))
	}
	return min(widest, width/4) + 2
}

// entryLines draws some of the entries of a pane.
func (o *overview) entryLines(at *desk.Office, width int, p pane, from, to int) []string {
	th := at.Theme
	var lines []string
	tell := o.entries[p.from:min(p.to, p.from+telling)]
	statusWidth, titleWidth, sinceWidth := o.columns(tell, width)
	scopeWidth := 0
	if at.Several() {
		scopeWidth = scopeColumn(tell, width)
	}
	for i := from; i < to; i++ {
		e := o.entries[i]
		r := e.Item.Common()
		glyph, style := th.Badge(model.Concern(e.Item), r.Status)
		plain, dim, cursor := th.Text, th.Dim, " "
		if i == o.cursor {
			style, plain, dim, cursor = th.Selected, th.Selected, th.Selected, th.Glyphs.Cursor
		}
		line := layout.NewLine(width).
			AddIn(plain, cursor, 1, text.End).
			AddIn(style, glyph+" "+overviewWord(e.Item), statusWidth-1, text.End).AddIn(plain, "", 1, text.End)
		if width >= overviewWide {
			line.AddIn(dim, string(r.Key.Kind), overviewKind, text.End)
		}
		line.AddIn(plain, e.title(), titleWidth-1, text.Middle).AddIn(plain, "", 1, text.End)
		if sinceWidth > 0 {
			since := e.elapsed(at.Now)
			line.AddIn(plain, strings.Repeat(" ", max(0, sinceWidth-2-text.Width(since)))+since, sinceWidth, text.End)
		}
		if scopeWidth > 0 {
			where := e.At.AccountStyle()
			if i == o.cursor || where == "" {
				where = plain
			}
			line.AddIn(where, e.At.Name(), scopeWidth-2, text.Middle).AddIn(plain, "", 2, text.End)
		}
		says := e.says(at.Now)
		if model.Concern(e.Item) == model.InFlight {
			estimate, late := page.EstimateText(e.At, e.Item)
			if late {
				says, estimate = estimate, says
				if i != o.cursor {
					dim = th.Warn
				}
			}
			says = text.Join(says, estimate)
		}
		lines = append(lines, line.AddIn(dim, says, line.Room(), text.End).String())
	}
	return lines
}

func (o *overview) recentLines(at *desk.Office, width, most int) []string {
	th := at.Theme
	var lines []string
	for _, t := range slices.Backward(at.Events()) {
		if len(lines) == most {
			break
		}
		lines = append(lines, recentLine(at, width, t))
	}
	if len(lines) == 0 {
		lines = append(lines, layout.NewLine(width).Skip(1).Add(th.Dim, "Nothing has happened that oscope knows of.").String())
	}
	return lines
}

func recentLine(at *desk.Office, width int, t desk.Event) string {
	th := at.Theme
	line := layout.NewLine(width).Skip(1).
		AddIn(th.Dim, text.Moment(t.At, at.Now), text.MomentWidth, text.End).Skip(2).
		AddIn(th.Dim, string(t.Key.Kind), overviewKind, text.End).
		AddIn("", t.Title, max(20, min(46, width/3)), text.Middle).Skip(2)
	says, style := page.EntryText(th, &t.Entry)
	switch {
	case t.Write() || t.Inferred || t.To == "":
	case t.From == "":
		line.Add(th.Dim, "new: ")
	default:
		line.Add(th.Dim, string(t.From)+" "+th.Glyphs.Right+" ")
	}
	line.Add(style, says).Skip(2).Add(th.Dim, page.AfterText(t.From, t.After, t.AfterExact))
	if at.Several() {
		line.Skip(2).Add(th.Dim, t.Where)
	}
	return line.String()
}
