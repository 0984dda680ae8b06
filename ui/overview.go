package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// overview is the first screen: what is in flight, what needs somebody, and what
// has happened lately.
type overview struct {
	entries []overviewEntry // those that the cursor can stand on
	version uint64
	derived bool
	cursor  int
	key     model.Key // of the entry under the cursor, once somebody has moved it
}

// overviewEntry is a resource worth a line.
type overviewEntry struct {
	item  model.Item
	since since
	says  string
}

func newOverview() view { return &overview{} }

func (o *overview) title() string       { return "Overview" }
func (o *overview) brief() string       { return "Overview" }
func (o *overview) kinds() []model.Kind { return nil }

// feeds are all there are.
func (o *overview) feeds() []live.Feed {
	return []live.Feed{{Kind: live.FeedApplications}, {Kind: live.FeedAttachments}, {Kind: live.FeedPackages}, {Kind: live.FeedDomainPackages}, {Kind: live.FeedPackageDomains}, {Kind: live.FeedIntegrations}, {Kind: live.FeedDomains}, {Kind: live.FeedCollections}}
}

func (o *overview) total(*App) int { return 0 }

// detailFeeds is what it names when that cannot be read, and does not show otherwise.
func (o *overview) detailFeeds(a *App) []live.Feed {
	feed := live.Feed{Kind: live.FeedDefault}
	if a.snapshot.Feed(feed).Err == nil {
		return nil
	}
	return []live.Feed{feed}
}

// derive collects what is in flight, the longest first, and then what has failed.
func (o *overview) derive(a *App) {
	if o.derived && o.version == a.snapshot.Version() {
		return
	}
	o.version, o.derived = a.snapshot.Version(), true
	o.entries = nil
	for _, phase := range []model.Phase{model.InFlight, model.Failed} {
		var found []overviewEntry
		for _, kind := range []model.Kind{model.KindApplication, model.KindAttachment, model.KindPackage, model.KindAssociation, model.KindIntegration, model.KindDomain, model.KindCollection} {
			if a.snapshot.Count(kind, phase) == 0 && kind != model.KindIntegration {
				continue
			}
			for _, item := range a.snapshot.Items(kind) {
				if r := item.Common(); concern(item) == phase {
					found = append(found, overviewEntry{item, a.since(r), a.says(item)})
				}
			}
		}
		slices.SortStableFunc(found, func(x, y overviewEntry) int {
			return cmp.Or(x.since.at.Compare(y.since.at), cmp.Compare(a.snapshot.Title(x.item), a.snapshot.Title(y.item)))
		})
		o.entries = append(o.entries, found...)
	}
	at := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return e.item.Common().Key == o.key })
	if at < 0 {
		at = o.cursor
	}
	o.cursor = max(0, min(at, len(o.entries)-1))
}

// concern is the phase of a resource as an operator has to care about it: an
// integration may be ACTIVE although something it rests on is gone.
func concern(item model.Item) model.Phase {
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return model.Failed
	}
	return item.Common().Phase()
}

// says is one sentence on why a resource is in the state that it is in.
func (a *App) says(item model.Item) string {
	r := item.Common()
	if attachment, ok := item.(model.Attachment); ok && r.Phase() == model.InFlight {
		return a.snapshot.Waiting(attachment)
	}
	if i, ok := item.(model.Integration); ok && len(i.Broken()) > 0 {
		return brokenText(i)
	}
	return cmp.Or(r.Reason, model.MeaningOf(r.Key.Kind, r.Status).Explain)
}

func (o *overview) moveTo(i int) {
	o.cursor = max(0, min(i, len(o.entries)-1))
	if o.cursor < len(o.entries) {
		o.key = o.entries[o.cursor].item.Common().Key
	}
}

func (o *overview) selectKey(*App, model.Key) bool { return false }

func (o *overview) selected(*App) (model.Item, bool) {
	if o.cursor >= len(o.entries) {
		return nil, false
	}
	return o.entries[o.cursor].item, true
}

func (o *overview) chosen(a *App) []model.Item {
	if item, ok := o.selected(a); ok {
		return []model.Item{item}
	}
	return nil
}

func (o *overview) actions() []action {
	return []action{
		{name: "open", keys: []string{"enter"}, help: "go to the resource", hint: true, obstacle: needsSelection, run: o.open},
		attachAction,
		{name: "copy", keys: []string{"y"}, help: "copy the ARN to the clipboard", obstacle: needsSelection, run: copyARN},
	}
}

func (o *overview) open(a *App) tea.Cmd {
	item, _ := o.selected(a)
	cmd := a.reveal(item.Common().Key)
	a.view().openDetail(a)
	return tea.Batch(cmd, a.plan())
}

func (o *overview) openDetail(*App) {}

func (o *overview) unmark() {}

func (o *overview) typing() bool { return false }

func (o *overview) hints(*App) []hint { return nil }

func (o *overview) typed(_ *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
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

func (o *overview) pasted(*App, tea.PasteMsg) tea.Cmd { return nil }

// draw stacks three panes.
func (o *overview) draw(a *App, width, height int) []layout.Block {
	inner := width - 2
	flying := slices.IndexFunc(o.entries, func(e overviewEntry) bool { return concern(e.item) != model.InFlight })
	if flying < 0 {
		flying = len(o.entries)
	}
	inFlight := o.entryLines(a, inner, 0, flying)
	if len(inFlight) == 0 {
		inFlight = []string{o.calm(a, inner, "Nothing is in flight.")}
	}
	attention := append(o.failures(a, inner), o.entryLines(a, inner, flying, len(o.entries))...)
	if len(attention) == 0 {
		attention = o.content(a, inner)
	}
	recent := o.recentLines(a, inner, height)

	// Each pane gets what it needs as far as there is room; the last takes the
	// rest of the screen.
	room := height - 6
	most := max(2, room-3)
	first := min(len(inFlight), max(room*2/5, most-len(attention)))
	second := min(len(attention), max(1, most-first))
	third := max(0, room-first-second)
	panes := []struct {
		title string
		body  []string
		size  int
		at    int // the line that must be in sight
	}{
		{"In flight", inFlight, first, o.cursor},
		{"Needs attention", attention, second, o.cursor - flying + len(attention) - (len(o.entries) - flying)},
		{"Recently", recent, third, 0},
	}
	stack := make(layout.Stack, 0, len(panes))
	for _, p := range panes {
		body := window(p.body, p.size, p.at)
		box := layout.Box{Width: width, Height: p.size + 2, Title: p.title, TitleStyle: a.theme.Title, Border: a.theme.Border, Body: body}
		if hidden := len(p.body) - p.size; hidden > 0 {
			box.Note, box.NoteStyle = itoa(hidden)+" more", a.theme.Dim
		}
		stack = append(stack, box)
	}
	return []layout.Block{stack}
}

// window returns size of the lines such that the one at index is among them.
func window(lines []string, size, index int) []string {
	if len(lines) <= size {
		return lines
	}
	start := max(0, min(index-size+1, len(lines)-size))
	return lines[start : start+size]
}

func (o *overview) calm(a *App, width int, says string) string {
	switch h := a.health(); {
	case h.Err != nil:
		says = "Not everything could be read."
	case !h.Known:
		says = "Reading…"
	}
	return layout.NewLine(width).Skip(1).Add(a.theme.Dim, says).String()
}

// content says that nothing needs attention, or why not: that there is nothing.
func (o *overview) content(a *App, width int) []string {
	if h := a.health(); !a.empty() || !h.Known || h.Err != nil {
		return []string{o.calm(a, width, "Nothing needs attention.")}
	}
	var lines []string
	for _, part := range text.Wrap("There is nothing at all in "+a.whereabouts()+".", width-2) {
		lines = append(lines, layout.NewLine(width).Skip(1).Add(a.theme.Dim, part).String())
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
// to be; the time has no column where none has one to show.
func (o *overview) columns(a *App, entries []overviewEntry, width int) (status, title, since int) {
	status = 14 // that the panes line up where they can
	for _, e := range entries {
		status = max(status, text.Width(overviewWord(e.item))+3)
		title = max(title, text.Width(text.Clean(a.snapshot.Title(e.item)))+2)
		if e.since.worthSaying() {
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

func (o *overview) entryLines(a *App, width, from, to int) []string {
	th := a.theme
	var lines []string
	statusWidth, titleWidth, sinceWidth := o.columns(a, o.entries[from:to], width)
	for i := from; i < to; i++ {
		e := o.entries[i]
		r := e.item.Common()
		glyph, style := th.Badge(concern(e.item), r.Status)
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
		line.AddIn(plain, a.snapshot.Title(e.item), titleWidth-1, text.Middle).AddIn(plain, "", 1, text.End)
		if sinceWidth > 0 {
			since := ""
			if e.since.worthSaying() {
				since = e.since.elapsed(a.now)
			}
			line.AddIn(plain, strings.Repeat(" ", max(0, sinceWidth-2-text.Width(since)))+since, sinceWidth, text.End)
		}
		lines = append(lines, line.AddIn(dim, e.says, line.Room(), text.End).String())
	}
	return lines
}

// failures are the listings that cannot be read: what they would show is not
// known, which an operator has to know. Those that fail alike share a line.
func (o *overview) failures(a *App, width int) []string {
	var kinds []*model.CallError // the first of each
	calls := map[string][]string{}
	for _, err := range a.snapshot.Errors() {
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
			Add(a.theme.Error, a.theme.Glyphs.Failed+" "+err.Brief()).Skip(2).
			Add(a.theme.Dim, strings.Join(calls[err.Brief()], ", ")+" · press ! for the whole error").String())
		for _, part := range text.Wrap(err.Explain(), width-4) {
			lines = append(lines, layout.NewLine(width).Skip(3).Add(a.theme.Text, part).String())
		}
	}
	return lines
}

func (o *overview) recentLines(a *App, width, most int) []string {
	th := a.theme
	var lines []string
	for _, t := range slices.Backward(a.journal.transitions) {
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
		Add(th.Dim, clock(t.At)).Skip(2).
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
	return line.Skip(2).Add(th.Dim, afterText(t)).String()
}
