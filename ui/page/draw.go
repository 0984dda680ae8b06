package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// paneShown reports whether the detail is on the screen, of which the pages take all but
// three lines.
func (v *Resources[R]) paneShown(at *desk.Facts) bool {
	columns, lines := v.detailSize(at, at.Width, at.Height-3-v.above)
	return v.open || columns+lines > 0
}

// detailSize is how much of a page the detail takes.
func (v *Resources[R]) detailSize(at *desk.Facts, width, height int) (columns, lines int) {
	if v.wide {
		return 0, 0
	}
	return at.Panes.Detail(width, height)
}

// Draw implements Page.
func (v *Resources[R]) Draw(at *desk.Office, width, height int) []layout.Block {
	row, selected := v.table.Selected()
	if selected && v.open {
		v.detail = area{columns: width, lines: height}
		return []layout.Block{v.drawDetail(row, at.Trail(), width, height)}
	}
	columns, lines := v.detailSize(at.Facts, width, height)
	v.width, v.height = width-columns, height-lines
	main := &layout.Box{
		Width: v.width, Height: v.height,
		Title: v.heading(at), TitleStyle: at.Theme.Title,
		Border: at.Theme.BorderFocus,
		Body:   v.body(at, v.width-2, v.height-2),
	}
	main.Note, main.NoteStyle = v.note(at)
	if columns+lines == 0 {
		return []layout.Block{main}
	}
	size := layout.Box{Width: cmp.Or(columns, width), Height: cmp.Or(lines, height), Border: at.Theme.Border}
	detail := &size
	if selected {
		v.detail = area{columns: size.Width, lines: size.Height}
		if columns > 0 {
			v.detail.left = v.width
		} else {
			v.detail.top = v.height
		}
		detail = v.drawDetail(row, at.Trail(), size.Width, size.Height)
	}
	if lines > 0 {
		return []layout.Block{layout.Stack{*main, *detail}}
	}
	return []layout.Block{main, detail}
}

// body is the table, or what there is to say instead of it.
func (v *Resources[R]) body(at *desk.Office, width, height int) []string {
	lines := v.Searching(at.Theme, width)
	if v.table.Len() > 0 {
		v.table.SetSize(width, height-len(lines))
		return append(lines, v.table.Lines(at.Theme, at.Now, !at.Modal())...)
	}
	return append(lines, v.instead(at, width)...)
}

// instead says why there are no rows: a failed call is never "nothing found".
func (v *Resources[R]) instead(at *desk.Office, width int) []string {
	if v.table.Total() > 0 {
		return v.NothingMatches(at.Theme, width)
	}
	switch h := at.Health(); {
	case h.Err != nil:
		return append(FailureLines(at.Facts, h.Err, width), failingLines(at, &h, width)...)
	case !h.Known:
		return layout.Note(at.Theme.Dim, Reading(&h), width)
	case v.Busy():
		return layout.Note(at.Theme.Dim, "Reading…", width)
	}
	return append(layout.Note(at.Theme.Dim, at.Keys.Say(v.Nothing), width), layout.Note(at.Theme.Dim, "This is "+at.Whereabouts()+".", width)[1:]...)
}

// heading is the title of the table: what it shows and in which order.
func (v *Resources[R]) heading(at *desk.Office) string {
	var b strings.Builder
	b.WriteString(v.Name)
	shown, total := v.table.Len(), v.table.Total()
	switch {
	case shown != total:
		b.WriteString(" · " + strconv.Itoa(shown) + " of " + strconv.Itoa(total))
	case total > 0:
		b.WriteString(" · " + strconv.Itoa(total))
	}
	b.WriteString(v.SaysFilter())
	if v.flying {
		b.WriteString(" · in flight")
	}
	if v.trouble {
		b.WriteString(" · needs attention")
	}
	if column, descending := v.table.Sort(); column >= 0 {
		arrow := at.Theme.Glyphs.Ascending
		if descending {
			arrow = at.Theme.Glyphs.Descending
		}
		b.WriteString(" · by " + strings.ToLower(v.columns[column].Title) + " " + arrow)
	}
	b.WriteString(v.SaysMarked())
	return b.String()
}

// note tells beside the title what is wrong or unfinished about the data, and
// otherwise where in the list the screen stands.
func (v *Resources[R]) note(at *desk.Office) (string, theme.Style) {
	h := at.Health()
	when := "" // first, since what does not fit is cut at the end
	if h.Err != nil && !h.Oldest.IsZero() {
		when = AsOf(&h) + " · "
	}
	switch {
	case h.Err != nil && h.Scopes > 1:
		return when + at.Theme.Glyphs.Failed + " " + failingScopes(at, &h) + ": " + h.Err.Brief(), at.Theme.Error
	case h.Failed > 1:
		return when + at.Theme.Glyphs.Failed + " " + strconv.Itoa(h.Failed) + " of " + strconv.Itoa(h.Feeds) + " listings failed: " + h.Err.Brief(), at.Theme.Error
	case h.Failed == 1:
		return when + at.Theme.Glyphs.Failed + " " + h.Err.Operation + ": " + h.Err.Brief(), at.Theme.Error
	case h.Scopes > 1 && !h.Known:
		return ScopesRead(&h), at.Theme.Dim
	case h.Reading:
		return "reading…", at.Theme.Dim
	case v.unmarked(at) != "":
		return at.Theme.Glyphs.Failed + " " + v.unmarked(at), at.Theme.Error
	case v.table.Len() > v.table.Visible() && v.table.Len() > 0:
		return strconv.Itoa(v.table.Index()+1) + "/" + strconv.Itoa(v.table.Len()), at.Theme.Dim
	}
	return "", at.Theme.Dim
}

// unmarked says why rows are not marked that perhaps should be; empty if they are.
func (v *Resources[R]) unmarked(at *desk.Office) string {
	if len(v.Marks) == 0 {
		return ""
	}
	row, ok := v.table.Selected() // of whose scope it is said: no frame asks every scope
	scope := at.Shown()[0]
	if ok {
		scope = row.at()
	}
	for _, feed := range v.Marks {
		if err := scope.Snapshot.Feed(feed).Err; err != nil {
			return string(feed.Kind) + ": " + err.Brief()
		}
	}
	return ""
}

// Moves implements Page.
func (v *Resources[R]) Moves(at *desk.Office) time.Time {
	var next time.Time
	if !v.open {
		for l := range v.table.OnScreen() {
			next = Sooner(next, SinceOf(l.at(), v.Item(l.row).Common()).Moves(at.Now))
		}
	}
	if l, ok := v.table.Selected(); ok && v.paneShown(at.Facts) {
		next = Sooner(next, v.paneMoves(l))
	}
	return next
}

// paneClock is when the times of a pane next read differently, which needs the whole
// of it to say.
type paneClock struct {
	ref           model.Ref
	at            *desk.Desk
	version, beat uint64
	next          time.Time
}

func (v *Resources[R]) paneMoves(l *line[R]) time.Time {
	at := l.at()
	c := paneClock{ref: v.ref(l), at: at, version: at.Snapshot.Version(), beat: at.Snapshot.Beat(), next: v.clock.next}
	if v.clock != c || !c.next.IsZero() && !at.Now.Before(c.next) {
		d := v.Detail(at, l.row)
		c.next = d.moves
		v.clock = c
	}
	return c.next
}

// paneCache keeps the lines of a detail pane, which change only with what they
// are made from.
type paneCache struct {
	ref     model.Ref
	at      *desk.Desk
	many    bool
	version uint64
	beat    uint64
	second  time.Time
	width   int
	theme   *theme.Theme
	under   int // which link the cursor is on
	lines   []string
	links   []linkLine
}

// serves reports whether the lines are still those of what is wanted.
func (c *paneCache) serves(want *paneCache) bool {
	return c.lines != nil && c.ref == want.ref && c.at == want.at && c.many == want.many && c.version == want.version && c.beat == want.beat &&
		c.second.Equal(want.second) && c.width == want.width && c.theme == want.theme && c.under == want.under
}

// whole is all that is said of a line, where it is first.
func (v *Resources[R]) whole(l *line[R]) Detail {
	var d Detail
	at := l.at()
	if v.many {
		d.Styled("Account", text.Join(at.AccountName(), at.AccountID()), at.AccountStyle())
		d.Add("Region", at.Region())
	}
	of := v.Detail(at, l.row)
	if v.Asked == nil {
		of.checks(at, v.Item(l.row))
	}
	d.facts = append(d.facts, of.facts...)
	return d
}

func (v *Resources[R]) drawDetail(l *line[R], trail []string, width, height int) *layout.Box {
	at := l.at()
	want := paneCache{ref: v.ref(l), at: at, many: v.many, version: at.Snapshot.Version() + at.Knowledge.Version() + at.Past.Version, beat: at.Snapshot.Beat(), second: at.Now.Truncate(time.Second), width: width, theme: at.Theme, under: v.link}
	if !v.pane.serves(&want) {
		d := v.whole(l)
		d.under = v.link
		want.lines, want.links = d.draw(at.Theme, width-2)
		v.pane = want
	}
	if v.seek { // the link that the cursor has gone to
		v.seek = false
		seen := 0
		if i := slices.IndexFunc(v.pane.links, func(l linkLine) bool { return l.link == v.link }); i >= 0 {
			seen = v.pane.links[i].line
		}
		v.scroll = max(min(v.scroll, seen), seen-(height-2)+1)
	}
	v.scroll = max(0, min(v.scroll, len(v.pane.lines)-(height-2)))
	box := &layout.Box{
		Width: width, Height: height,
		TitleStyle: at.Theme.Title,
		Border:     at.Theme.Border,
		Body:       v.pane.lines[v.scroll:],
	}
	if v.open {
		box.Border = at.Theme.BorderFocus
	}
	if below := len(v.pane.lines) - v.scroll - (height - 2); below > 0 {
		box.Note, box.NoteStyle = strconv.Itoa(below)+" more lines", at.Theme.Dim
	}
	box.Title = breadcrumb(append(trail, at.Snapshot.Title(v.Item(l.row))), width-text.Width(box.Note)-9)
	return box
}
