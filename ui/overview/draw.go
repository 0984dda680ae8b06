package overview

import (
	"strconv"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
)

// pane is a section as it is drawn: some lines, and then its rows.
type pane struct {
	section  section
	title    string
	lines    []string
	from, to int // its rows, of those that are shown
	look     look
	cursor   int      // which of its lines the cursor is on; -1 if on none
	unfolded []string // below that line
	size     int      // how many lines there is room for
}

func (p *pane) len() int { return len(p.lines) + p.to - p.from + len(p.unfolded) }

// Draw implements Page: it stacks the sections.
func (o *overview) Draw(at *desk.Office, width, height int) []layout.Block {
	inner := width - 2
	o.Rows().SetSize(inner, height-2) // how far a key turns the page
	o.cache.keepFor(frame{
		arranged: o.Rows().Arranged(), version: o.version, filter: o.Rows().Filter(), theme: at.Theme, second: at.Now.Unix(),
		width: inner, marks: o.Rows().MarkedLen() > 0, several: at.Several(),
	})
	panes := o.panes(at, inner)
	share(panes, height-2*len(panes))
	stack := make(layout.Stack, 0, len(panes))
	o.drawn = o.drawn[:0]
	for i := range panes {
		p := &panes[i]
		top := o.scroll(p)
		box := layout.Box{Width: width, Height: p.size + 2, Title: p.title, TitleStyle: at.Theme.Title, Border: at.Theme.Border, Body: o.body(at, inner, p, top)}
		if hidden := p.len() - p.size; hidden > 0 {
			box.Note, box.NoteStyle = strconv.Itoa(hidden)+" more", at.Theme.Dim
		}
		stack = append(stack, box)
	}
	return []layout.Block{stack}
}

// titles are those of the sections.
var titles = [sections]string{inFlight: "In flight", attention: "Needs attention", updates: "Updates available", recently: "Recently"}

// panes are the sections that there are. Those without a row say so where everybody looks
// for it, unless something keeps rows from being shown.
func (o *overview) panes(at *desk.Office, width int) []pane {
	narrowed := o.Rows().Len() < o.Rows().Total()
	panes := make([]pane, 0, sections)
	b := o.bounds()
	for s := range sections {
		p := pane{section: s, title: titles[s], from: b[s], to: b[s+1], cursor: -1}
		if s == attention {
			p.lines = o.failures(at, width)
		}
		if p.len() == 0 {
			alone := o.Rows().Filter() == "" && (s == attention && o.Trouble() || s == inFlight && o.Flying())
			if narrowed && !alone || s == updates {
				continue
			}
			p.lines = o.nothing(at, s, width)
		}
		p.look = o.lookOf(at, &p, width)
		if i := o.Rows().Index(); p.from <= i && i < p.to {
			p.cursor = len(p.lines) + i - p.from
			p.unfolded = o.unfold(at, width, o.Rows().At(i), p.look)
		}
		panes = append(panes, p)
	}
	if len(panes) == 0 {
		panes = append(panes, pane{title: "Overview", lines: o.NothingMatches(at.Theme, width), cursor: -1})
	}
	first := &panes[0]
	first.title += o.SaysFilter() + o.SaysMarked()
	switch {
	case o.Trouble():
		first.title = text.Join(first.title, at.Keys.Say("{trouble} shows the rest"))
	case o.Flying():
		first.title = text.Join(first.title, at.Keys.Say("{in_flight} shows the rest"))
	}
	if typed := o.Searching(at.Theme, width); typed != nil {
		first.lines = append(typed, first.lines...)
		if first.cursor >= 0 {
			first.cursor++
		}
	}
	return panes
}

// weights are how the sections share the room where there is too little: the lines of one
// to those of another.
var weights = [sections]int{inFlight: 2, attention: 3, updates: 1, recently: 1}

// share gives each pane the lines that it needs, as far as there is room: first one to
// each, then what the row under the cursor unfolds, then the rest by weight. What nobody
// needs is the last one's.
func share(panes []pane, room int) {
	give := func(p *pane, n int) {
		n = max(0, min(n, p.len()-p.size, room))
		p.size, room = p.size+n, room-n
	}
	for i := range panes {
		if panes[i].cursor >= 0 {
			give(&panes[i], 1)
		}
	}
	for i := range panes {
		if panes[i].size == 0 {
			give(&panes[i], 1)
		}
	}
	for i := range panes {
		give(&panes[i], len(panes[i].unfolded))
	}
	for room > 0 {
		var least *pane
		for i := range panes {
			if p := &panes[i]; p.size < p.len() && (least == nil || p.size*weights[least.section] < least.size*weights[p.section]) {
				least = p
			}
		}
		if least == nil {
			panes[len(panes)-1].size += room
			return
		}
		give(least, 1)
	}
}

// scroll returns how many lines of a pane are above what is in sight: as many as before,
// as far as the row under the cursor is in sight with what it unfolds, and no line stays
// empty. A pane above the cursor's shows its end, one below its beginning.
func (o *overview) scroll(p *pane) int {
	top := &o.tops[p.section]
	if p.cursor >= 0 {
		*top = min(max(*top, p.cursor+len(p.unfolded)-p.size+1), p.cursor)
		if p.cursor == len(p.lines) && len(p.lines) < p.size-len(p.unfolded) {
			*top = 0 // the lines above the first row come with it
		}
	}
	*top = max(0, min(*top, p.len()-p.size))
	return *top
}

// body draws what is in sight of a pane, and notes which row each line belongs to, its
// frame included.
func (o *overview) body(at *desk.Office, width int, p *pane, top int) []string {
	o.drawn = append(o.drawn, -1)
	lines := make([]string, 0, p.size)
	for i := top; i < min(top+p.size, p.len()); i++ {
		row := i - len(p.lines)
		below := i - p.cursor // how far below the row under the cursor
		switch {
		case row < 0:
			lines, row = append(lines, p.lines[i]), -1
		case p.cursor >= 0 && 0 < below && below <= len(p.unfolded):
			lines, row = append(lines, p.unfolded[below-1]), p.from+p.cursor-len(p.lines)
		default:
			if p.cursor >= 0 && below > 0 {
				row -= len(p.unfolded)
			}
			row += p.from
			lines = append(lines, o.row(at, width, row, p.look))
		}
		o.drawn = append(o.drawn, row)
	}
	for len(lines) < p.size {
		lines = append(lines, layout.Blank(width, 1)...)
		o.drawn = append(o.drawn, -1)
	}
	o.drawn = append(o.drawn, -1)
	return lines
}

// nothing says that a section has no row, or why that is not known.
func (o *overview) nothing(at *desk.Office, s section, width int) []string {
	switch s {
	case inFlight:
		return []string{o.calm(at, width, "Nothing is in flight.")}
	case attention:
		return o.content(at, width)
	case updates, recently, sections:
	}
	return []string{layout.NewLine(width).Skip(1).Add(at.Theme.Dim, "Nothing has happened that oscope knows of.").String()}
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
