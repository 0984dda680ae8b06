package page

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
	"oscope/ui/desk"
)

// Pager is a dialog of lines to read and scroll through.
type Pager struct {
	Name   string
	Render func(at *desk.Desk, width int) []string
	Wants  []live.Feed            // what it shows comes from these; none if it reads nothing
	Again  func() []desk.Interest // what else r reads again; nil if there is nothing
	offset int
	last   int // the greatest offset that makes sense, known once drawn
}

// Title implements desk.Dialog.
func (p *Pager) Title() string { return p.Name }

// Size implements desk.Dialog.
func (p *Pager) Size(width, height int) (int, int) { return min(width, 110), height }

// Body implements desk.Dialog.
func (p *Pager) Body(at *desk.Desk, width, height int) []string {
	lines := p.Render(at, width)
	p.last = max(0, len(lines)-height)
	p.offset = min(p.offset, p.last)
	return lines[p.offset:]
}

// Hints implements desk.Dialog.
func (p *Pager) Hints(at *desk.Desk) []desk.Hint {
	hints := []desk.Hint{{Key: "esc", Name: "close"}, {Key: "↑↓", Name: "scroll"}}
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
	switch msg.String() {
	case "down", "j", "enter":
		p.offset++
	case "up", "k":
		p.offset--
	case "pgdown", "ctrl+f", "ctrl+d", "space":
		p.offset += 10
	case "pgup", "ctrl+b", "ctrl+u":
		p.offset -= 10
	case "home", "g":
		p.offset = 0
	case "end", "G":
		p.offset = p.last
	case "esc", "q", "?", "!":
		at.Close(p)
	case "r":
		for _, i := range p.refreshes(at) {
			i.At.Refresh(i.Feeds...)
		}
		return at.Plan()
	}
	p.offset = max(0, min(p.offset, p.last))
	return nil
}

// Paste implements desk.Dialog.
func (p *Pager) Paste(*desk.Desk, tea.PasteMsg) tea.Cmd { return nil }

// Watches implements Watcher.
func (p *Pager) Watches() []live.Feed { return p.Wants }
