package overview

import (
	"cmp"
	"strings"

	"oscope/model"
	"oscope/model/filter"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Widths of a row's columns.
const (
	statusLeast = 14  // so that the sections line up where they can,
	statusMost  = 22  // at most,
	statusWhole = 140 // unless there is so much room
	kindWidth   = 13
	sinceWidth  = 8
	kindFrom    = 96 // from here on there is room for the kind
)

// telling is how many rows of a section tell how wide its columns are to be.
const telling = 200

// look is how the rows of a section are drawn: how wide their columns are, 0 for one that
// there is not. What they leave is the reason's.
type look struct{ mark, status, kind, title, scope int }

// taken is the width of all columns but the reason's.
func (l look) taken() int { return 1 + l.mark + l.status + l.kind + l.title + sinceWidth + 2 + l.scope }

// lookOf is that of a pane.
func (o *overview) lookOf(at *desk.Office, p *pane, width int) look {
	l := &o.cache.looks[p.section]
	if *l == (look{}) {
		*l = o.measure(at, p, width)
	}
	return *l
}

// measure finds the look of a pane. Names take at most 40 % of the width.
func (o *overview) measure(at *desk.Office, p *pane, width int) look {
	l := look{status: statusLeast}
	if o.Rows().MarkedLen() > 0 {
		l.mark = 1
	}
	if width >= kindFrom {
		l.kind = kindWidth
	}
	for i := p.from; i < min(p.to, p.from+telling); i++ {
		e := o.Rows().At(i)
		l.status = max(l.status, text.Width(e.word())+3)
		l.title = max(l.title, text.Width(text.Clean(e.title))+2)
		if at.Several() {
			l.scope = max(l.scope, min(text.Width(text.Clean(e.where())), width/4)+2)
		}
	}
	if width < statusWhole {
		l.status = min(l.status, statusMost)
	}
	l.title = min(l.title, width*2/5)
	return l
}

// rowLine is a row that is being drawn.
type rowLine struct {
	*layout.Line
	o        *overview
	over     theme.Style // of the whole row, if it is under the cursor
	match    theme.Style
	filtered bool // so that what is found is to stand out
}

func (o *overview) line(at *desk.Office, width int) rowLine {
	return rowLine{Line: layout.NewLine(width), o: o, match: at.Theme.Match, filtered: o.Rows().Filter() != ""}
}

// cell appends a text in exactly width columns; what a filter finds in it stands out.
func (l rowLine) cell(column int, style theme.Style, s string, width int, cut text.Cut) {
	style = cmp.Or(l.over, style)
	if !l.filtered {
		l.AddIn(style, s, width, cut)
		return
	}
	l.AddFound(style, l.match, s, width, cut, func(shown string) []filter.Span { return l.o.Rows().Found(column, shown) })
}

// plain is cell for what no filter looks into.
func (l rowLine) plain(style theme.Style, s string, width int) {
	l.AddIn(cmp.Or(l.over, style), s, width, text.End)
}

// gap appends blanks.
func (l rowLine) gap(width int) { l.plain("", "", width) }

// row returns the line of one of the shown rows.
func (o *overview) row(at *desk.Office, width, i int, look look) string {
	d := drawnRow{i, i == o.Rows().Index(), o.Rows().IsMarked(o.Rows().At(i))}
	line, drawn := o.cache.rows[d]
	if !drawn {
		line = o.draw(at, width, d, look)
		o.cache.rows[d] = line
	}
	return line
}

func (o *overview) draw(at *desk.Office, width int, d drawnRow, look look) string {
	th, e := at.Theme, o.Rows().At(d.index)
	l := o.line(at, width)
	cursor := " "
	if d.cursor {
		l.over, cursor = th.Selected, th.Glyphs.Cursor
	}
	l.plain("", cursor, 1)
	if look.mark > 0 {
		sign := ""
		if d.marked {
			sign = th.Glyphs.Mark
		}
		l.plain(th.Marked, sign, 1)
	}
	if e.event != nil {
		o.event(at, l, e)
	} else {
		o.resource(at, l, e, look)
	}
	if l.over != "" {
		l.gap(l.Room())
	}
	return l.String()
}

// resource draws the row of a resource, without its reason where that unfolds below it.
func (o *overview) resource(at *desk.Office, l rowLine, e *overviewEntry, look look) {
	th := at.Theme
	glyph, style := th.Badge(model.Concern(e.Item), e.Item.Common().Status)
	l.cell(statusColumn, style, glyph+" "+e.word(), look.status-1, text.End)
	l.gap(1)
	l.cell(kindColumn, th.Dim, string(e.kind()), look.kind, text.End)
	l.cell(nameColumn, th.Text, e.title, look.title-1, text.Middle)
	l.gap(1)
	since := e.since.Elapsed(at.Now)
	l.plain(th.Text, strings.Repeat(" ", max(0, sinceWidth-text.Width(since)))+since, sinceWidth)
	l.gap(2)
	if look.scope > 0 {
		l.cell(accountColumn, e.At.AccountStyle(), e.where(), look.scope-2, text.Middle)
		l.gap(2)
	}
	says, style := o.says(at, e)
	if l.over != "" && text.Width(text.Clean(says)) > l.Room() {
		return
	}
	l.cell(reasonColumn, style, says, l.Room(), text.End)
}

// says is what a row says of why it is there, and how that looks.
func (o *overview) says(at *desk.Office, e *overviewEntry) (says string, style theme.Style) {
	says = e.says(at.Now)
	if e.event != nil || model.Concern(e.Item) != model.InFlight {
		return says, at.Theme.Dim
	}
	estimate, late := page.EstimateText(e.At, e.Item)
	if late {
		return text.Join(estimate, says), at.Theme.Warn
	}
	return text.Join(says, estimate), at.Theme.Dim
}

// eventTitle is how wide the names are of what has happened.
func eventTitle(width int) int { return max(20, min(46, width/3)) }

// event draws the row of something that has happened.
func (o *overview) event(at *desk.Office, l rowLine, e *overviewEntry) {
	th, t := at.Theme, e.event
	l.plain(th.Dim, text.Moment(t.At, at.Now), text.MomentWidth)
	l.gap(2)
	l.cell(kindColumn, th.Dim, string(t.Key.Kind), kindWidth, text.End)
	l.cell(nameColumn, th.Text, t.Title, eventTitle(l.Used()+l.Room()), text.Middle)
	l.gap(2)
	for _, w := range happened(at, t) {
		l.cell(w.column, w.style, w.says, text.Width(text.Clean(w.says)), text.End)
	}
}

// word is a part of what a row says, and what filters know it as.
type word struct {
	column int
	style  theme.Style
	says   string
}

// happened is what has happened, in words.
func happened(at *desk.Office, t *desk.Event) []word {
	th := at.Theme
	says, style := page.EntryText(th, &t.Entry)
	words := make([]word, 0, 4)
	switch {
	case t.Write() || t.Inferred || t.To == "":
	case t.From == "":
		words = append(words, word{reasonColumn, th.Dim, "new: "})
	default:
		words = append(words, word{reasonColumn, th.Dim, string(t.From) + " " + th.Glyphs.Right + " "})
	}
	words = append(words, word{statusColumn, style, says}, word{reasonColumn, th.Dim, "  " + page.AfterText(t.From, t.After, t.AfterExact)})
	if at.Several() {
		words = append(words, word{accountColumn, th.Dim, "  " + t.Where})
	}
	return words
}
