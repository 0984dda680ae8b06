package overview

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/association"
	"oscope/ui/attachment"
	"oscope/ui/change"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/write"
)

// overview is the first screen: what is in flight, what needs somebody, and what
// has happened lately.
type overview struct {
	pages   []page.Page     // whose resources it is about
	entries []overviewEntry // those that the cursor can stand on
	flying  int             // of them, the first ones are in flight,
	updates int             // and those from here on are behind the newest version
	failed  []failure       // what cannot be read,
	alike   []*alike        // and the same put together
	of      map[*desk.Desk]*part
	version uint64 // of the office that all this is of
	beat    uint64
	derived bool
	rows    []int // the entry on each line that is drawn; -1 for none
	trouble bool  // only what needs attention is shown
	cursor  int
	ref     model.Ref // of the entry under the cursor, once somebody has moved it
}

// part is what one scope has to tell.
type part struct {
	version, beat             uint64 // of its snapshot
	known                     uint64 // version of what its checks know
	flying, troubled, updates []overviewEntry
	failed                    []*model.CallError
}

// overviewEntry is a resource worth a line.
type overviewEntry struct {
	desk.Thing
	since page.Since
	says  func(now time.Time) string
}

// NewPage returns the overview of what some pages show.
func NewPage(pages []page.Page) page.Page { return &overview{pages: pages} }

func (o *overview) Title() string       { return "Overview" }
func (o *overview) Brief() string       { return "Overview" }
func (o *overview) Kinds() []model.Kind { return nil }

// Feeds are those of all its pages.
func (o *overview) Feeds() []live.Feed {
	var feeds []live.Feed
	for _, p := range o.pages {
		for _, feed := range p.Feeds() {
			if !slices.Contains(feeds, feed) {
				feeds = append(feeds, feed)
			}
		}
	}
	return feeds
}

func (o *overview) Busy() bool { return false }
func (o *overview) Work()      {}

// Moves is about the entries near the cursor, as many as a screen may show.
func (o *overview) Moves(at *desk.Office) time.Time {
	const most = 100
	var next time.Time
	for _, e := range o.entries[max(0, min(o.cursor-most, o.flying)):min(o.cursor+most, o.flying)] {
		next = page.Sooner(next, page.Sooner(e.since.Moves(at.Now), e.since.OverMoves(at.Now)))
	}
	return next
}

func (o *overview) Total(*desk.Desk) int { return 0 }

// Also implements Page.
func (o *overview) Also() []live.Feed { return nil }

// DetailFeeds is what it names when that cannot be read, and does not show otherwise.
func (o *overview) DetailFeeds(*desk.Office) []desk.Interest {
	feed := live.Feed{Kind: live.FeedDefault}
	var all []desk.Interest
	for _, f := range o.failed {
		if f.at.Snapshot.Feed(feed).Err != nil {
			all = append(all, desk.Interest{At: f.at, Feeds: []live.Feed{feed}})
		}
	}
	return all
}

// Derive collects what is in flight, the longest first, and then what has failed. Only
// scopes that have changed are looked through.
func (o *overview) Derive(at *desk.Office) {
	version, beat := at.Version(), at.Beat()
	for _, scope := range at.Shown() {
		version += scope.Knowledge.Version()
	}
	if o.derived && o.version == version && o.beat == beat {
		return
	}
	stale := !o.derived || o.version != version
	o.version, o.beat, o.derived = version, beat, true
	before := o.of
	o.of = make(map[*desk.Desk]*part, len(before))
	var flying, troubled, updates []overviewEntry
	o.failed = nil
	for _, scope := range at.Shown() {
		p := o.partOf(scope, before[scope])
		o.of[scope] = p
		for _, err := range p.failed {
			o.failed = append(o.failed, failure{scope, err})
		}
		if stale {
			flying, troubled, updates = append(flying, p.flying...), append(troubled, p.troubled...), append(updates, p.updates...)
		}
	}
	o.alike = group(o.failed)
	if !stale {
		return
	}
	if o.trouble {
		flying, updates = nil, nil
	}
	o.entries = slices.Concat(inOrder(flying), inOrder(troubled), updates)
	o.flying, o.updates = len(flying), len(flying)+len(troubled)
	i := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.Ref() == o.ref })
	if i < 0 {
		i = o.cursor
	}
	o.cursor = max(0, min(i, len(o.entries)-1))
}

// partOf returns what a scope has to tell, and before if it still tells that.
func (o *overview) partOf(at *desk.Desk, before *part) *part {
	version, beat := at.Snapshot.Version(), at.Snapshot.Beat()
	if before == nil {
		before = &part{}
	} else if before.version == version && before.beat == beat && before.known == at.Knowledge.Version() {
		return before
	}
	p := &part{version: version, known: at.Knowledge.Version(), beat: beat, flying: before.flying, troubled: before.troubled, updates: before.updates, failed: at.Snapshot.Errors()}
	if before.version != version || before.known != at.Knowledge.Version() {
		p.flying, p.troubled, p.updates = o.entriesOf(at, model.InFlight), o.entriesOf(at, model.Failed), updatesOf(at)
	}
	return p
}

// updatesOf are the associations of a scope that are behind the newest version of their
// packages and stand still, by their packages.
func updatesOf(at *desk.Desk) []overviewEntry {
	var found []overviewEntry
	for _, item := range at.Snapshot.Items(model.KindAssociation) {
		tie, ok := item.(model.Association)
		newer := at.Snapshot.Newer(tie)
		if !ok || newer == "" || tie.Phase() != model.Settled {
			continue
		}
		says := "has " + tie.Version + ", " + newer + " is available: u applies it"
		found = append(found, overviewEntry{desk.Thing{At: at, Item: item}, page.Since{}, func(time.Time) string { return says }})
	}
	slices.SortStableFunc(found, func(x, y overviewEntry) int { return cmp.Compare(x.title(), y.title()) })
	return found
}

// entriesOf are the resources of a scope that are in a phase.
func (o *overview) entriesOf(at *desk.Desk, phase model.Phase) []overviewEntry {
	var found []overviewEntry
	for _, p := range o.pages {
		for _, kind := range p.Kinds() {
			if at.Snapshot.Count(kind, phase) == 0 && !kind.Facts().TroubledBesides() && kind != model.KindAttachment {
				continue
			}
			for _, item := range at.Snapshot.Items(kind) {
				if r := item.Common(); concern(at, item) == phase {
					found = append(found, overviewEntry{desk.Thing{At: at, Item: item}, page.SinceOf(at, r), SaysOf(at, item)})
				}
			}
		}
	}
	return found
}

// concern is model.Concern, and a failure of what is of no use although it stands.
func concern(at *desk.Desk, item model.Item) model.Phase {
	if a, ok := item.(model.Attachment); ok && write.Trouble(at, attachment.Standing(a)) != "" {
		return model.Failed
	}
	return model.Concern(item)
}

// inOrder sorts entries by how long they have been what they are.
func inOrder(entries []overviewEntry) []overviewEntry {
	slices.SortStableFunc(entries, func(x, y overviewEntry) int {
		return cmp.Or(x.since.At.Compare(y.since.At), cmp.Compare(x.title(), y.title()))
	})
	return entries
}

func (e overviewEntry) title() string { return e.At.Snapshot.Title(e.Item) }

// SaysOf is one sentence on why a resource is in the state that it is in. It depends on
// the time where it tells how long something has lasted.
func SaysOf(at *desk.Desk, item model.Item) func(now time.Time) string {
	r := item.Common()
	explained := cmp.Or(r.Reason, model.MeaningOf(r.Key.Kind, r.Status).Explain)
	switch of := item.(type) {
	case model.Attachment:
		if r.Phase() == model.InFlight {
			explained = at.Snapshot.Waiting(of)
		}
		explained = cmp.Or(write.Trouble(at, attachment.Standing(of)), explained)
	case model.Integration:
		if len(of.Broken()) > 0 {
			explained = integration.BrokenText(of)
		}
	case model.Domain:
		return func(now time.Time) string { return cmp.Or(change.Of(of, now), explained) }
	case model.Association:
		if why, known := model.FindValidationFailure(of.ErrorType); known && r.Phase() == model.Failed {
			explained = change.FailureText(why)
		}
		return func(now time.Time) string { return cmp.Or(change.OfAssociation(at.Snapshot, of, now), explained) }
	}
	return func(time.Time) string { return explained }
}

func (o *overview) moveTo(i int) {
	o.cursor = max(0, min(i, len(o.entries)-1))
	if o.cursor < len(o.entries) {
		o.ref = o.entries[o.cursor].Ref()
	}
}

func (o *overview) Select(*desk.Office, model.Ref) bool { return false }

func (o *overview) Selected(*desk.Office) (desk.Thing, bool) {
	if o.cursor >= len(o.entries) {
		return desk.Thing{}, false
	}
	return o.entries[o.cursor].Thing, true
}

func (o *overview) Chosen(at *desk.Office) []desk.Thing {
	if thing, ok := o.Selected(at); ok {
		return []desk.Thing{thing}
	}
	return nil
}

func (o *overview) Actions() []desk.Action {
	return []desk.Action{
		{Name: "open", Keys: []string{"enter"}, Help: "go to the resource", Hint: true, Obstacle: page.NeedsSelection, Run: o.open},
		{Name: "trouble", Keys: []string{"x"}, Help: "show only what needs attention, or all again", Run: func(*desk.Desk) tea.Cmd { o.setTrouble(!o.trouble); return nil }},
		attachment.Attach,
		association.Apply,
		{Name: "copy", Keys: []string{"y"}, Help: "copy the ARN to the clipboard", Obstacle: page.NothingToCopy, Run: page.CopyARN},
		page.ShowReturned,
		page.Console,
	}
}

func (o *overview) open(at *desk.Desk) tea.Cmd {
	item, _ := at.Subject()
	return at.GoTo(item.Common().Key)
}

func (o *overview) OpenDetail(*desk.Office) {}

func (o *overview) Unmark() {}

// Stand implements Page.
func (o *overview) Stand() page.Stand {
	var s page.Stand
	if o.cursor < len(o.entries) {
		s.Ref = o.entries[o.cursor].Ref()
	}
	return s
}

// Return implements Page.
func (o *overview) Return(_ *desk.Office, s page.Stand) {
	if i := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.Ref() == s.Ref }); i >= 0 {
		o.moveTo(i)
	}
}

func (o *overview) setTrouble(on bool) { o.trouble, o.derived = on, false }

func (o *overview) Filter(string) bool { return false }

func (o *overview) Typing() bool { return false }

func (o *overview) Hints(*desk.Office) []desk.Hint { return nil }

func (o *overview) Typed(_ *desk.Office, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch msg.String() {
	case "down", "j":
		o.moveTo(o.cursor + 1)
	case "up", "k":
		o.moveTo(o.cursor - 1)
	case "home", "g":
		o.moveTo(0)
	case "end", "G":
		o.moveTo(len(o.entries) - 1)
	case "esc":
		if !o.trouble {
			return nil, false
		}
		o.setTrouble(false)
	default:
		return nil, false
	}
	return nil, true
}

func (o *overview) Pasted(*desk.Office, tea.PasteMsg) tea.Cmd { return nil }

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
		inFlight.lines, attention.title = nil, text.Join(attention.title, "x shows the rest")
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

// Click implements Page.
func (o *overview) Click(_ *desk.Office, _, y int) tea.Cmd {
	if y >= len(o.rows) || o.rows[y] < 0 {
		return nil
	}
	if e := o.entries[o.rows[y]]; o.rows[y] == o.cursor {
		return e.At.GoTo(e.Item.Common().Key)
	}
	o.moveTo(o.rows[y])
	return nil
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
	for _, part := range text.Wrap("Nothing at all here: 0 applications, 0 domains, 0 packages in "+at.Whereabouts()+". Wrong Region? ctrl+r", width-2) {
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

// overviewWord is the status as the overview names it: of what is ACTIVE and needs
// somebody all the same, it says how much of it is healthy.
func overviewWord(item model.Item) string {
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return fmt.Sprintf("%d/%d healthy", i.Healthy(), model.IntegrationPartCount)
	}
	return string(item.Common().Status)
}

// elapsed is since when the entry is what it is, where that tells something.
func (e overviewEntry) elapsed(now time.Time) string {
	if !e.since.WorthSaying() {
		return ""
	}
	return e.since.Elapsed(now)
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
