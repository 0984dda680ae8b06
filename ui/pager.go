package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

// pager is a dialog of lines to read and scroll through.
type pager struct {
	name   string
	render func(a *Desk, width int) []string
	wants  []model.Feed             // what it shows comes from these; none if it reads nothing
	again  func(*Desk) []model.Feed // what else r reads again; nil if there is nothing
	offset int
	last   int // the greatest offset that makes sense, known once drawn
}

func (p *pager) title() string { return p.name }

func (p *pager) size(width, height int) (int, int) { return min(width, 110), height }

func (p *pager) body(a *Desk, width, height int) []string {
	lines := p.render(a, width)
	p.last = max(0, len(lines)-height)
	p.offset = min(p.offset, p.last)
	return lines[p.offset:]
}

func (p *pager) hints(a *Desk) []Hint {
	hints := []Hint{{key: "esc", name: "close"}, {key: "↑↓", name: "scroll"}}
	if len(p.refreshes(a)) > 0 {
		hints = append(hints, Hint{key: "r", name: "read again"})
	}
	return hints
}

// refreshes returns what r reads again.
func (p *pager) refreshes(a *Desk) []model.Feed {
	if p.again == nil {
		return p.wants
	}
	return append(p.again(a), p.wants...)
}

func (p *pager) key(a *Desk, msg tea.KeyPressMsg) tea.Cmd {
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
		a.Close(p)
	case "r":
		a.Snapshot.Refresh(p.refreshes(a)...)
		return a.Plan()
	}
	p.offset = max(0, min(p.offset, p.last))
	return nil
}

func (p *pager) paste(*Desk, tea.PasteMsg) tea.Cmd { return nil }

// Watches implements Watcher.
func (p *pager) Watches() []model.Feed { return p.wants }
