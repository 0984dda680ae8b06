package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// The least terminal on which the screens make sense, in cells.
const (
	leastWidth  = 60
	leastHeight = 15
)

func (a *App) tooSmall() bool { return a.width < leastWidth || a.height < leastHeight }

// View implements tea.Model.
func (a *App) View() tea.View {
	v := tea.NewView(a.screen())
	v.AltScreen = true
	v.ReportFocus = true
	v.WindowTitle = "oscope"
	return v
}

// screen draws everything: header, tabs, the view, footer, and over them the
// toasts and dialogs.
func (a *App) screen() string {
	if a.tooSmall() {
		return a.plea()
	}
	var b strings.Builder
	b.Grow(a.width * a.height * 2)
	b.WriteString(a.top())
	height := a.height - 3
	boxes := a.view().draw(a, a.width, height)
	for y := range height {
		for i := range boxes {
			boxes[i].WriteRow(&b, y)
		}
		b.WriteByte('\n')
	}
	b.WriteString(a.footer())
	if len(a.toasts) == 0 && len(a.dialogs) == 0 {
		return b.String()
	}
	lines := strings.Split(b.String(), "\n")
	for _, d := range a.dialogs {
		a.drawDialog(lines, d)
	}
	a.drawToasts(lines)
	return strings.Join(lines, "\n")
}

// topOf is what header and tabs are made from: they change with nothing else.
type topOf struct {
	version, beat  uint64
	width, current int
	unread         int
	theme          *theme.Theme
}

// top is the header and the tabs, which are drawn anew only when they change.
func (a *App) top() string {
	of := topOf{a.snapshot.Version(), a.snapshot.Beat(), a.width, a.current, a.journal.unread, a.theme}
	if a.topOf != of || a.topLines == "" {
		a.topOf, a.topLines = of, a.header()+"\n"+a.tabs()+"\n"
	}
	return a.topLines
}

// plea asks for a larger terminal, on one of any size.
func (a *App) plea() string {
	if a.width < 1 || a.height < 1 {
		return ""
	}
	lines := text.Wrap(fmt.Sprintf("oscope needs %d×%d; this terminal is %d×%d.", leastWidth, leastHeight, a.width, a.height), a.width)
	return strings.Join(lines[:min(len(lines), a.height)], "\n")
}

func (a *App) header() string {
	th := a.theme
	line := layout.NewLine(a.width).Add(th.Bold, " oscope").Skip(2)
	if a.option.Demo {
		line.Add(th.ModeDemo, " DEMO ").Skip(2)
	}
	if endpoint := a.snapshot.Caller.Endpoint; endpoint != "" {
		line.Add(th.ModeLive, " "+text.CutMiddle(endpoint, max(12, a.width/5))+" ").Skip(2)
	}
	if a.readOnly() {
		line.Add(th.ModeReadOnly, " READ-ONLY ").Skip(2)
	}
	// The scope gives way to the signals: first who we are, then the account.
	// The Region stays, and signals that do not fit beside it go.
	caller := a.snapshot.Caller
	right := a.signals(line.Room() - text.Width(caller.Region) - 2)
	scope := joinNonEmpty(caller.Account, caller.Region, caller.Role())
	for _, shorter := range []string{joinNonEmpty(caller.Account, caller.Region), caller.Region} {
		if text.Width(scope)+2+right.Used() > line.Room() {
			scope = shorter
		}
	}
	return line.Add(th.Scope, scope).RightLine(right).String()
}

// signals are the right end of the header: what needs an eye, and how fresh the
// screen is. Of what does not fit into room columns the least important goes.
func (a *App) signals(room int) *layout.Line {
	th := a.theme
	type signal struct {
		text  string
		style theme.Style
	}
	var all []signal // the most important last
	for _, service := range slices.Sorted(maps.Keys(a.live.slowed)) {
		all = append(all, signal{fmt.Sprintf("%s slowed to %.1f/s", service, a.live.slowed[service]), th.Warn})
	}
	if n := a.journal.unread; n > 0 {
		all = append(all, signal{fmt.Sprintf("! %d", n), th.Error})
	}
	if n := a.countInFlight(); n > 0 {
		all = append(all, signal{fmt.Sprintf("%s %d in flight", th.Glyphs.InFlight, n), th.InFlight})
	}
	if n := a.countFailed(); n > 0 {
		all = append(all, signal{fmt.Sprintf("%s %d failed", th.Glyphs.Failed, n), th.Failed})
	}
	fresh, style := a.freshness()
	all = append(all, signal{fresh, style})

	used := 1
	for _, s := range all {
		used += text.Width(s.text) + 2
	}
	for len(all) > 0 && used > room {
		used -= text.Width(all[0].text) + 2
		all = all[1:]
	}
	line := layout.NewLine(max(room, 0))
	for _, s := range all {
		line.Skip(2).Add(s.style, s.text)
	}
	return line.Skip(1)
}

func joinNonEmpty(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// freshness says of when the data on the screen is: the oldest of its feeds. It
// is a time of day and not an age, so that an idle screen stands still.
func (a *App) freshness() (string, theme.Style) {
	h := a.health()
	switch {
	case h.Err != nil:
		says := a.theme.Glyphs.Failed + " " + cmp.Or(h.Err.Kind.Word(), "failed")
		if !h.Oldest.IsZero() {
			says += " · " + asOf(h)
		}
		return says, a.theme.Error
	case !h.Known:
		return "reading…", a.theme.Dim
	}
	return asOf(h), a.theme.Dim
}

// asOf says of when some feeds are. Of several it is the oldest that counts, and
// events on the screen may be newer.
func asOf(h live.Health) string {
	if h.Feeds > 1 {
		return "oldest " + clock(h.Oldest)
	}
	return "as of " + clock(h.Oldest)
}

// health sums up the feeds of the view on screen. It is asked for with every
// frame and changes only when a reading begins or ends.
func (a *App) health() live.Health {
	if want := (healthOf{a.current, a.snapshot.Beat()}); a.live.healthOf != want {
		a.live.healthOf, a.live.health = want, a.snapshot.Health(a.view().feeds()...)
	}
	return a.live.health
}

// healthOf is what a summary of feeds was made of.
type healthOf struct {
	view int
	beat uint64
}

func clock(t time.Time) string { return t.Local().Format(time.TimeOnly) }

// tabs lists the views with how many resources each has, how many of them are in
// flight and how many failed. Where the whole does not fit, the titles
// become brief, then the views that are not on screen lose their totals, then all
// their numbers, then the titles of those that are not on screen.
func (a *App) tabs() string {
	looks := []tabLook{{view.title, true, true}, {view.brief, true, true}, {view.brief, false, true}, {view.brief, false, false}, {func(view) string { return "" }, false, false}}
	for _, look := range looks {
		if a.drawTabs(layout.NewLine(2*a.width), look).Used() <= a.width {
			return a.drawTabs(layout.NewLine(a.width), look).String()
		}
	}
	return a.drawTabs(layout.NewLine(a.width), looks[len(looks)-1]).String()
}

// tabLook is how tabs are drawn.
type tabLook struct {
	name   func(view) string
	totals bool // how many there are
	counts bool // how many are in flight and failed, not only that some are
}

func (l tabLook) badge(glyph string, n int) string {
	if l.counts {
		return glyph + strconv.Itoa(n) + " "
	}
	return glyph + " "
}

func (a *App) drawTabs(line *layout.Line, look tabLook) *layout.Line {
	th := a.theme
	for i, v := range a.views {
		style, title := th.Dim, look.name(v)
		if i == a.current {
			style = th.Selected
			if title == "" {
				title = v.title()
			}
		}
		label := strings.TrimRight(" "+strconv.Itoa(i+1)+" "+title, " ")
		total, inFlight, failed := v.total(a), 0, 0
		for _, kind := range v.kinds() {
			inFlight += a.snapshot.Count(kind, model.InFlight)
			failed += a.failed(kind)
		}
		if total > 0 && (look.totals || i == a.current) {
			label += " " + strconv.Itoa(total)
		}
		flying, broken := th.InFlight, th.Failed
		if i == a.current {
			flying, broken = style, style
		}
		line.Add(style, label+" ")
		if inFlight > 0 {
			line.Add(flying, look.badge(th.Glyphs.InFlight, inFlight))
		}
		if failed > 0 {
			line.Add(broken, look.badge(th.Glyphs.Failed, failed))
		}
	}
	return line
}

func (a *App) footer() string {
	if n := len(a.dialogs); n > 0 {
		return a.hints(a.dialogs[n-1].hints(a))
	}
	if hints := a.view().hints(a); hints != nil {
		return a.hints(hints)
	}
	return a.hints(a.actionHints(a.actions()))
}

// actionHints are those of the actions that have a place in the footer.
func (a *App) actionHints(actions []action) []hint {
	var hints []hint
	for _, x := range actions {
		if !x.hint || x.writes && a.readOnly() || len(x.keys) == 0 {
			continue
		}
		off := a.obstacleTo(x) != ""
		if !off || !x.rare {
			hints = append(hints, hint{key: x.shown(), name: x.name, off: off, last: x.last})
		}
	}
	return hints
}

// hint is a key and what it does, for the footer.
type hint struct {
	key, name string
	off       bool // makes no sense at the moment
	last      bool // keeps its place at the end, whatever else does not fit
}

func (h hint) width() int { return text.Width(h.key) + text.Width(h.name) + 3 }

func (a *App) hints(all []hint) string {
	line := layout.NewLine(a.width)
	kept := 0 // for those at the end
	for _, h := range all {
		if h.last {
			kept += h.width()
		}
	}
	for _, h := range all {
		if h.last {
			kept -= h.width()
		}
		if h.width()+kept > line.Room() {
			continue
		}
		keyStyle, nameStyle := a.theme.Key, a.theme.Dim
		if h.off {
			keyStyle, nameStyle = a.theme.Faint, a.theme.Faint
		}
		line.Skip(1).Add(keyStyle, h.key).Skip(1).Add(nameStyle, h.name).Skip(1)
	}
	return line.String()
}
