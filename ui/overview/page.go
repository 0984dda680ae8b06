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
	"oscope/ui/attachment"
	"oscope/ui/desk"
	"oscope/ui/integration"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// overview is the first screen: what is in flight, what needs somebody, and what
// has happened lately.
type overview struct {
	pages   []page.Page     // whose resources it is about
	entries []overviewEntry // those that the cursor can stand on
	flying  int             // of them, the first ones are in flight
	version uint64
	derived bool
	cursor  int
	key     model.Key // of the entry under the cursor, once somebody has moved it
}

// overviewEntry is a resource worth a line.
type overviewEntry struct {
	item  model.Item
	since page.Since
	says  string
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
func (o *overview) Moves(at *desk.Desk) time.Time {
	const most = 100
	var next time.Time
	for _, e := range o.entries[max(0, min(o.cursor-most, o.flying)):min(o.cursor+most, o.flying)] {
		next = page.Sooner(next, e.since.Moves(at.Now))
	}
	return next
}

func (o *overview) Total(*desk.Desk) int { return 0 }

// DetailFeeds is what it names when that cannot be read, and does not show otherwise.
func (o *overview) DetailFeeds(at *desk.Desk) []live.Feed {
	feed := live.Feed{Kind: live.FeedDefault}
	if at.Snapshot.Feed(feed).Err == nil {
		return nil
	}
	return []live.Feed{feed}
}

// Derive collects what is in flight, the longest first, and then what has failed.
func (o *overview) Derive(at *desk.Desk) {
	if o.derived && o.version == at.Snapshot.Version() {
		return
	}
	o.version, o.derived = at.Snapshot.Version(), true
	o.entries = nil
	var kinds []model.Kind
	for _, p := range o.pages {
		kinds = append(kinds, p.Kinds()...)
	}
	for _, phase := range []model.Phase{model.InFlight, model.Failed} {
		var found []overviewEntry
		for _, kind := range kinds {
			if at.Snapshot.Count(kind, phase) == 0 && kind.Facts().Parts == nil {
				continue
			}
			for _, item := range at.Snapshot.Items(kind) {
				if r := item.Common(); model.Concern(item) == phase {
					found = append(found, overviewEntry{item, page.SinceOf(at, r), saysOf(at, item)})
				}
			}
		}
		slices.SortStableFunc(found, func(x, y overviewEntry) int {
			return cmp.Or(x.since.At.Compare(y.since.At), cmp.Compare(at.Snapshot.Title(x.item), at.Snapshot.Title(y.item)))
		})
		o.entries = append(o.entries, found...)
		if phase == model.InFlight {
			o.flying = len(found)
		}
	}
	i := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.item.Common().Key == o.key })
	if i < 0 {
		i = o.cursor
	}
	o.cursor = max(0, min(i, len(o.entries)-1))
}

// says is one sentence on why a resource is in the state that it is in.
func saysOf(at *desk.Desk, item model.Item) string {
	r := item.Common()
	if tie, ok := item.(model.Attachment); ok && r.Phase() == model.InFlight {
		return at.Snapshot.Waiting(tie)
	}
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return integration.BrokenText(i)
	}
	return cmp.Or(r.Reason, model.MeaningOf(r.Key.Kind, r.Status).Explain)
}

func (o *overview) moveTo(i int) {
	o.cursor = max(0, min(i, len(o.entries)-1))
	if o.cursor < len(o.entries) {
		o.key = o.entries[o.cursor].item.Common().Key
	}
}

func (o *overview) SelectKey(*desk.Desk, model.Key) bool { return false }

func (o *overview) Selected(*desk.Desk) (model.Item, bool) {
	if o.cursor >= len(o.entries) {
		return nil, false
	}
	return o.entries[o.cursor].item, true
}

func (o *overview) Chosen(at *desk.Desk) []model.Item {
	if item, ok := o.Selected(at); ok {
		return []model.Item{item}
	}
	return nil
}

func (o *overview) Actions() []desk.Action {
	return []desk.Action{
		{Name: "open", Keys: []string{"enter"}, Help: "go to the resource", Hint: true, Obstacle: page.NeedsSelection, Run: o.open},
		attachment.Attach,
		{Name: "copy", Keys: []string{"y"}, Help: "copy the ARN to the clipboard", Obstacle: page.NeedsSelection, Run: page.CopyARN},
	}
}

func (o *overview) open(at *desk.Desk) tea.Cmd {
	item, _ := o.Selected(at)
	cmd := at.Reveal(item.Common().Key)
	at.ShowDetail()
	return tea.Batch(cmd, at.Plan())
}

func (o *overview) OpenDetail(*desk.Desk) {}

func (o *overview) Unmark() {}

func (o *overview) Typing() bool { return false }

func (o *overview) Hints(*desk.Desk) []desk.Hint { return nil }

func (o *overview) Typed(_ *desk.Desk, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch msg.String() {
	case "down", "j":
		o.moveTo(o.cursor + 1)
	case "up", "k":
		o.moveTo(o.cursor - 1)
	case "home", "g":
		o.moveTo(0)
	case "end", "G":
		o.moveTo(len(o.entries) - 1)
	default:
		return nil, false
	}
	return nil, true
}

func (o *overview) Pasted(*desk.Desk, tea.PasteMsg) tea.Cmd { return nil }

// Draw stacks three panes.
func (o *overview) Draw(at *desk.Desk, width, height int) []layout.Block {
	inner := width - 2
	inFlight := pane{title: "In flight", to: o.flying, at: o.cursor}
	if o.flying == 0 {
		inFlight.lines = []string{o.calm(at, inner, "Nothing is in flight.")}
	}
	attention := pane{title: "Needs attention", lines: o.failures(at, inner), from: o.flying, to: len(o.entries)}
	attention.at = o.cursor - o.flying + len(attention.lines)
	if attention.len() == 0 {
		attention.lines = o.content(at, inner)
	}
	recent := pane{title: "Recently", lines: o.recentLines(at, inner, height)}

	// Each pane gets what it needs as far as there is room; the last takes the
	// rest of the screen.
	room := height - 6
	most := max(2, room-3)
	inFlight.size = min(inFlight.len(), max(room*2/5, most-attention.len()))
	attention.size = min(attention.len(), max(1, most-inFlight.size))
	recent.size = max(0, room-inFlight.size-attention.size)
	stack := make(layout.Stack, 0, 3)
	for _, p := range []pane{inFlight, attention, recent} {
		box := layout.Box{Width: width, Height: p.size + 2, Title: p.title, TitleStyle: at.Theme.Title, Border: at.Theme.Border, Body: o.window(at, inner, p)}
		if hidden := p.len() - p.size; hidden > 0 {
			box.Note, box.NoteStyle = strconv.Itoa(hidden)+" more", at.Theme.Dim
		}
		stack = append(stack, box)
	}
	return []layout.Block{stack}
}

// pane is one of the three: some lines, and then one for each of some entries.
type pane struct {
	title    string
	lines    []string
	from, to int // entries
	size     int // how many lines fit
	at       int // the line that must be in sight
}

func (p *pane) len() int { return len(p.lines) + p.to - p.from }

// window draws what is in sight of a pane.
func (o *overview) window(at *desk.Desk, width int, p pane) []string {
	start := 0
	if p.len() > p.size {
		start = max(0, min(p.at-p.size+1, p.len()-p.size))
	}
	end := min(start+p.size, p.len())
	before := len(p.lines)
	lines := p.lines[min(start, before):min(end, before)]
	return append(slices.Clip(lines), o.entryLines(at, width, p, p.from+max(0, start-before), p.from+max(0, end-before))...)
}

func (o *overview) calm(at *desk.Desk, width int, says string) string {
	switch h := at.Health(); {
	case h.Err != nil:
		says = "Not everything could be read."
	case !h.Known:
		says = "Reading…"
	}
	return layout.NewLine(width).Skip(1).Add(at.Theme.Dim, says).String()
}

// content says that nothing needs attention, or why not: that there is nothing.
func (o *overview) content(at *desk.Desk, width int) []string {
	if h := at.Health(); !at.Empty() || !h.Known || h.Err != nil {
		return []string{o.calm(at, width, "Nothing needs attention.")}
	}
	var lines []string
	for _, part := range text.Wrap("There is nothing at all in "+at.Whereabouts()+".", width-2) {
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

// columns returns how wide the status, the title and the time of some entries are
// to be; the time has no column where none has one to show. Of very many entries the
// first ones tell.
func (o *overview) columns(at *desk.Desk, entries []overviewEntry, width int) (status, title, since int) {
	entries = entries[:min(len(entries), 200)]
	status = 14 // that the panes line up where they can
	for _, e := range entries {
		status = max(status, text.Width(overviewWord(e.item))+3)
		title = max(title, text.Width(text.Clean(at.Snapshot.Title(e.item)))+2)
		if e.since.WorthSaying() {
			since = overviewSince + 2
		}
	}
	if width < overviewWhole {
		status = min(status, overviewStatus)
	}
	return status, min(title, width*2/5), since
}

// overviewWord is the status as the overview names it: of what is ACTIVE and needs
// somebody all the same, it says how much of it is healthy.
func overviewWord(item model.Item) string {
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return fmt.Sprintf("%d/%d healthy", i.Healthy(), model.IntegrationPartCount)
	}
	return string(item.Common().Status)
}

// entryLines draws some of the entries of a pane.
func (o *overview) entryLines(at *desk.Desk, width int, p pane, from, to int) []string {
	th := at.Theme
	var lines []string
	statusWidth, titleWidth, sinceWidth := o.columns(at, o.entries[p.from:p.to], width)
	for i := from; i < to; i++ {
		e := o.entries[i]
		r := e.item.Common()
		glyph, style := th.Badge(model.Concern(e.item), r.Status)
		plain, dim, cursor := th.Text, th.Dim, " "
		if i == o.cursor {
			style, plain, dim, cursor = th.Selected, th.Selected, th.Selected, th.Glyphs.Cursor
		}
		line := layout.NewLine(width).
			AddIn(plain, cursor, 1, text.End).
			AddIn(style, glyph+" "+overviewWord(e.item), statusWidth-1, text.End).AddIn(plain, "", 1, text.End)
		if width >= overviewWide {
			line.AddIn(dim, string(r.Key.Kind), overviewKind, text.End)
		}
		line.AddIn(plain, at.Snapshot.Title(e.item), titleWidth-1, text.Middle).AddIn(plain, "", 1, text.End)
		if sinceWidth > 0 {
			since := ""
			if e.since.WorthSaying() {
				since = e.since.Elapsed(at.Now)
			}
			line.AddIn(plain, strings.Repeat(" ", max(0, sinceWidth-2-text.Width(since)))+since, sinceWidth, text.End)
		}
		lines = append(lines, line.AddIn(dim, e.says, line.Room(), text.End).String())
	}
	return lines
}

// failures are the listings that cannot be read: what they would show is not
// known, which an operator has to know. Those that fail alike share a line.
func (o *overview) failures(at *desk.Desk, width int) []string {
	var kinds []*model.CallError // the first of each
	calls := map[string][]string{}
	for _, err := range at.Snapshot.Errors() {
		brief := err.Brief()
		if calls[brief] == nil {
			kinds = append(kinds, err)
		}
		if !slices.Contains(calls[brief], err.Operation) {
			calls[brief] = append(calls[brief], err.Operation)
		}
	}
	var lines []string
	for _, err := range kinds {
		lines = append(lines, layout.NewLine(width).Skip(1).
			Add(at.Theme.Error, at.Theme.Glyphs.Failed+" "+err.Brief()).Skip(2).
			Add(at.Theme.Dim, strings.Join(calls[err.Brief()], ", ")+" · press ! for the whole error").String())
		for _, part := range text.Wrap(err.Explain(), width-4) {
			lines = append(lines, layout.NewLine(width).Skip(3).Add(at.Theme.Text, part).String())
		}
	}
	return lines
}

func (o *overview) recentLines(at *desk.Desk, width, most int) []string {
	th := at.Theme
	var lines []string
	for _, t := range slices.Backward(at.Transitions()) {
		if len(lines) == most {
			break
		}
		lines = append(lines, recentLine(th, width, t))
	}
	if len(lines) == 0 {
		lines = append(lines, layout.NewLine(width).Skip(1).Add(th.Dim, "Nothing has changed since oscope was started.").String())
	}
	return lines
}

func recentLine(th *theme.Theme, width int, t live.Transition) string {
	line := layout.NewLine(width).Skip(1).
		Add(th.Dim, text.Clock(t.At)).Skip(2).
		AddIn(th.Dim, string(t.Key.Kind), overviewKind, text.End).
		AddIn("", t.Title, max(20, min(46, width/3)), text.Middle).Skip(2)
	glyph, style := th.Badge(t.Phase(), t.To)
	switch {
	case t.From == "":
		line.Add(th.Dim, "new: ").Add(style, glyph+" "+string(t.To))
	case t.To == "":
		line.Add(th.Dim, string(t.From)+" → gone")
	default:
		line.Add(th.Dim, string(t.From)+" → ").Add(style, glyph+" "+string(t.To))
	}
	return line.Skip(2).Add(th.Dim, page.AfterText(t)).String()
}
