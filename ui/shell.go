package ui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// The least terminal on which the screens make sense, in cells.
const (
	leastWidth  = 60
	leastHeight = 15
)

func (a *App) tooSmall() bool { return a.Width < leastWidth || a.Height < leastHeight }

// View implements tea.Model.
func (a *App) View() tea.View {
	screen := a.screen()
	if a.option.ASCII {
		screen = theme.InASCII(screen)
	}
	v := tea.NewView(screen)
	v.AltScreen = true
	v.ReportFocus = true
	if !a.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle, v.ProgressBar = a.outside.title, a.outside.bar
	return v
}

// screen draws everything: header, tabs, the view, footer, and over them the
// toasts and dialogs.
func (a *App) screen() string {
	if a.tooSmall() {
		return a.plea()
	}
	var b strings.Builder
	b.Grow(a.Width * a.Height * 2)
	b.WriteString(a.top())
	height := a.Height - 3
	boxes := a.view().Draw(a.office, a.Width, height)
	for y := range height {
		for i := range boxes {
			boxes[i].WriteRow(&b, y)
		}
		b.WriteByte('\n')
	}
	b.WriteString(a.footer())
	if len(a.toasts) == 0 && !a.Modal() {
		return b.String()
	}
	lines := strings.Split(b.String(), "\n")
	for i := range a.dialogs {
		a.drawDialog(lines, &a.dialogs[i])
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
	of := topOf{a.Version(), a.Beat(), a.Width, a.current, a.journal.unread, a.Theme}
	if a.topOf != of || a.topLines == "" {
		a.topOf, a.topLines = of, a.header()+"\n"+a.tabs()+"\n"
	}
	return a.topLines
}

// plea asks for a larger terminal, on one of any size.
func (a *App) plea() string {
	if a.Width < 1 || a.Height < 1 {
		return ""
	}
	lines := text.Wrap(fmt.Sprintf("oscope needs %d×%d; this terminal is %d×%d.", leastWidth, leastHeight, a.Width, a.Height), a.Width)
	return strings.Join(lines[:min(len(lines), a.Height)], "\n")
}

// tabs lists the views with how many resources each has, how many of them are in
// flight and how many failed. Where the whole does not fit, the titles
// become brief, then the views that are not on screen lose their totals, then all
// their numbers, then the titles of those that are not on screen.
func (a *App) tabs() string {
	looks := []tabLook{{page.Page.Title, true, true}, {page.Page.Brief, true, true}, {page.Page.Brief, false, true}, {page.Page.Brief, false, false}, {func(page.Page) string { return "" }, false, false}}
	for _, look := range looks {
		if a.drawTabs(layout.NewLine(2*a.Width), look).Used() <= a.Width {
			return a.drawTabs(layout.NewLine(a.Width), look).String()
		}
	}
	return a.drawTabs(layout.NewLine(a.Width), looks[len(looks)-1]).String()
}

// tabLook is how tabs are drawn.
type tabLook struct {
	name   func(page.Page) string
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
	th := a.Theme
	a.tabEnds = a.tabEnds[:0]
	for i, v := range a.pages() {
		style, title := th.Dim, look.name(v)
		if i == a.current {
			style = th.Selected
			if title == "" {
				title = v.Title()
			}
		}
		label := strings.TrimRight(" "+strconv.Itoa(a.digit(i))+" "+title, " ")
		counts := a.scopes.tallies[i]
		if counts.total > 0 && (look.totals || i == a.current) {
			label += " " + strconv.Itoa(counts.total)
		}
		flying, broken := th.InFlight, th.Failed
		if i == a.current {
			flying, broken = style, style
		}
		line.Add(style, label+" ")
		if counts.inFlight > 0 {
			line.Add(flying, look.badge(th.Glyphs.InFlight, counts.inFlight))
		}
		if counts.failed > 0 {
			line.Add(broken, look.badge(th.Glyphs.Failed, counts.failed))
		}
		a.tabEnds = append(a.tabEnds, line.Used())
	}
	return line
}

func (a *App) footer() string {
	if n := len(a.dialogs); n > 0 {
		return a.hints(a.dialogs[n-1].Hints(a.dialogs[n-1].at))
	}
	if hints := a.view().Hints(a.office); hints != nil {
		return a.hints(hints)
	}
	return a.hints(a.Hints(a.actions()))
}

// Hints implements desk.Whole.
func (a *App) Hints(actions []desk.Action) []desk.Hint {
	var hints []desk.Hint
	about := a.subject()
	readOnly := about.at.ReadOnly()
	for i := range actions {
		x := &actions[i]
		key := a.Keys.Shown(x)
		if !x.Hint || x.Writes && readOnly || key == "" {
			continue
		}
		off := about.obstacleTo(x) != ""
		if !off || !x.Rare {
			hints = append(hints, desk.Hint{Key: key, Name: x.Name, Off: off, Last: x.Last})
		}
	}
	return hints
}

func hintWidth(h desk.Hint) int { return text.Width(h.Key) + text.Width(h.Name) + 3 }

func (a *App) hints(all []desk.Hint) string {
	line := layout.NewLine(a.Width)
	a.hintSpans = a.hintSpans[:0]
	kept := 0 // for those at the end
	for _, h := range all {
		if h.Last {
			kept += hintWidth(h)
		}
	}
	for _, h := range all {
		if h.Last {
			kept -= hintWidth(h)
		}
		if hintWidth(h)+kept > line.Room() {
			continue
		}
		keyStyle, nameStyle := a.Theme.Key, a.Theme.Dim
		if h.Off {
			keyStyle, nameStyle = a.Theme.Faint, a.Theme.Faint
		}
		a.hintSpans = append(a.hintSpans, span{line.Used(), line.Used() + hintWidth(h), h.Key})
		line.Skip(1).Add(keyStyle, h.Key).Skip(1).Add(nameStyle, h.Name).Skip(1)
	}
	return line.String()
}
