package page

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// Pager is a dialog of lines to read, to scroll through and to search.
type Pager struct {
	Name   string
	Render func(at *desk.Desk, width int) []string
	// Entries are the lines instead where they are of several things, of which one is
	// chosen: a cursor stands there.
	Entries func(at *desk.Desk, width, chosen int) [][]string
	Wants   []live.Feed                                     // what it shows comes from these; none if it reads nothing
	Again   func() []desk.Interest                          // what else r reads again; nil if there is nothing
	Own     func(at *desk.Desk, key string) (tea.Cmd, bool) // keys that it takes besides; nil for none
	Offers  []desk.Hint                                     // what those do

	// ----
	offset        int
	last          int // the greatest offset that makes sense, known once drawn
	width, height int // as last drawn
	entry         int
	follows       bool // the entry is to be in sight; else the chosen one is one that is
	find          find
}

// Title implements desk.Dialog.
func (p *Pager) Title() string { return text.Join(p.Name, p.find.says()) }

// Size implements desk.Dialog.
func (p *Pager) Size(width, height int) (int, int) { return min(width, 110), height }

// Body implements desk.Dialog.
func (p *Pager) Body(at *desk.Desk, width, height int) []string {
	p.width, p.height = width, height
	lines, starts := p.lines(at, width)
	p.last = max(0, len(lines)-height)
	p.offset = max(0, min(p.offset, p.last))
	if len(starts) > 0 {
		before := p.entry
		p.settle(append(starts, len(lines)))
		if p.entry != before {
			lines, _ = p.lines(at, width)
		}
	}
	lines = p.find.mark(at.Theme, lines)[p.offset:]
	if p.find.typing != nil && height > 0 {
		lines = append(layout.Fill(lines, width, height-1), p.find.typing.line(at.Theme, width))
	}
	return lines
}

// lines are all lines, with the first of each entry.
func (p *Pager) lines(at *desk.Desk, width int) (lines []string, starts []int) {
	if p.Entries == nil {
		return p.Render(at, width), nil
	}
	for _, entry := range p.Entries(at, width, p.entry) {
		starts = append(starts, len(lines))
		lines = append(lines, entry...)
	}
	return lines, starts
}

// settle brings the chosen entry into sight, or chooses one that is.
func (p *Pager) settle(starts []int) {
	n := len(starts) - 1
	p.entry = max(0, min(p.entry, n-1))
	start, end := starts[p.entry], starts[p.entry+1]
	switch {
	case p.follows && (start < p.offset || end-start >= p.height):
		p.offset = min(start, p.last)
	case p.follows:
		p.offset = max(p.offset, end-p.height)
	case start < p.offset || start >= p.offset+p.height:
		p.entry = max(0, slices.IndexFunc(starts[:n], func(start int) bool { return start >= p.offset }))
	}
	p.follows = false
}

// Chosen is the entry that the cursor is on.
func (p *Pager) Chosen() int { return p.entry }

// Hints implements desk.Dialog.
func (p *Pager) Hints(at *desk.Desk) []desk.Hint {
	switch {
	case p.find.typing != nil:
		return []desk.Hint{{Key: "enter", Name: "find"}, {Key: "esc", Name: "leave it"}}
	case p.find.text != "":
		return []desk.Hint{{Key: "n", Name: "next"}, {Key: "N", Name: "previous"}, {Key: "esc", Name: "clear"}}
	}
	hints := append([]desk.Hint{{Key: "esc", Name: "close"}, {Key: "↑↓", Name: "scroll"}}, p.Offers...)
	hints = append(hints, desk.Hint{Key: "/", Name: "find"})
	if len(p.refreshes(at)) > 0 {
		hints = append(hints, desk.Hint{Key: "r", Name: "read again"})
	}
	return hints
}

// refreshes returns what r reads again.
func (p *Pager) refreshes(at *desk.Desk) []desk.Interest {
	var all []desk.Interest
	if p.Again != nil {
		all = p.Again()
	}
	if len(p.Wants) > 0 {
		all = append(all, desk.Interest{At: at, Feeds: p.Wants})
	}
	return all
}

// Key implements desk.Dialog.
func (p *Pager) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	if p.find.typing != nil {
		p.typed(at, msg)
		return nil
	}
	if p.Own != nil {
		if cmd, taken := p.Own(at, msg.String()); taken {
			return cmd
		}
	}
	switch key := msg.String(); key {
	case "down", "j", "enter":
		p.move(at, 1)
	case "up", "k":
		p.move(at, -1)
	case "pgdown", "ctrl+f", "ctrl+d", "space":
		p.offset += 10
	case "pgup", "ctrl+b", "ctrl+u":
		p.offset -= 10
	case "home", "g":
		p.offset, p.entry = 0, 0
	case "end", "G":
		p.offset = p.last
	case "/":
		p.find.typing = newSearch(p.find.text)
	case "n":
		p.seek(at, p.offset+1, 1)
	case "N":
		p.seek(at, p.offset-1, -1)
	case "esc":
		if p.find.text != "" {
			p.find = find{}
			return nil
		}
		at.Close(p)
	case "q":
		at.Close(p)
	case "r":
		for _, i := range p.refreshes(at) {
			i.At.Refresh(i.Feeds...)
		}
		return at.Plan()
	default:
		if at.Keys.Is("help", key) || at.Keys.Is("errors", key) { // which may have opened it
			at.Close(p)
		}
	}
	p.offset = max(0, min(p.offset, p.last))
	return nil
}

// move goes to another entry, or by a line where there are none or the one is longer
// than what can be seen.
func (p *Pager) move(at *desk.Desk, by int) {
	_, starts := p.lines(at, p.width)
	to := p.entry + by
	if to < 0 || to >= len(starts) {
		p.offset += by
		return
	}
	if by > 0 && starts[to] > p.offset+p.height {
		p.offset++
		return
	}
	p.entry, p.follows = to, true
}

// Paste implements desk.Dialog.
func (p *Pager) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	if p.find.typing != nil {
		p.find.typing.update(msg)
	}
	return nil
}

// Watches implements Watcher.
func (p *Pager) Watches() []live.Feed { return p.Wants }
