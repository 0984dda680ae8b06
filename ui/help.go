package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// openHelp shows every key that does something here, from the actions that act,
// and what the badges mean.
func (a *App) openHelp() tea.Cmd {
	return a.openOwn(&page.Pager{Name: "Help", Render: func(_ *desk.Desk, width int) []string { return a.helpLines(width) }})
}

func (a *App) helpLines(width int) []string {
	h := helpText{th: a.Theme, width: width}
	h.heading(a.view().Title())
	for _, x := range a.view().Actions() {
		h.action(a, x)
	}
	h.heading("Moving")
	h.line("↑ ↓ j k", "one row", "")
	h.line("g G", "first and last row", "")
	h.line("ctrl+d ctrl+u", "half a screen; pgdown and pgup a whole one", "")
	h.line("1…"+strconv.Itoa(a.digit(len(a.pages())-1)), "go to a view", "")
	h.line("esc", "back: closes, clears marks and filters, never quits", "")
	h.heading("Everywhere")
	for _, x := range a.global {
		h.action(a, x)
	}
	h.heading("Badges")
	for _, p := range []struct {
		phase model.Phase
		says  string
	}{
		{model.Settled, "settled: nothing will change by itself"},
		{model.InFlight, "in flight: oscope keeps asking until it has settled"},
		{model.Failed, "failed: somebody has to act; the detail says why"},
		{model.Gone, "about to disappear from the list"},
	} {
		glyph, style := a.Theme.Badge(p.phase, "x")
		h.line(glyph, p.says, style)
	}
	h.line("≥2m10s", "at least so long: oscope did not see the beginning", "")
	return h.lines
}

// helpText collects the lines of the help.
type helpText struct {
	th    *theme.Theme
	width int
	lines []string
}

func (h *helpText) heading(title string) {
	if len(h.lines) > 0 {
		h.lines = append(h.lines, layout.Blank(h.width, 1)...)
	}
	h.lines = append(h.lines, layout.NewLine(h.width).Skip(1).Add(h.th.Bold, title).String())
}

func (h *helpText) action(a *App, x desk.Action) {
	of := a.Keys.Of(&x)
	if len(of) == 0 {
		return // the page has given them another meaning, or the operator taken them away
	}
	keys := make([]string, len(of))
	for i, key := range of {
		keys[i] = desk.KeyName(key)
	}
	says := a.Keys.Say(x.Help)
	if x.Writes && a.subject().at.ReadOnly() {
		says += " (off: read-only)"
	}
	h.line(strings.Join(keys, " "), says, h.th.Key)
}

const helpKeyWidth = 15

func (h *helpText) line(keys, says string, style theme.Style) {
	if style == "" {
		style = h.th.Key
	}
	for i, part := range text.Wrap(says, max(1, h.width-helpKeyWidth-4)) {
		if i > 0 {
			keys = ""
		}
		h.lines = append(h.lines, layout.NewLine(h.width).Skip(3).AddIn(style, keys, helpKeyWidth, text.End).Add("", part).String())
	}
}
