package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/model/live"
	"oscope/ui/layout"
)

// dialog has the keys while it is open. Data goes past it: see Update.
type dialog interface {
	title() string
	// size returns how many columns and lines the body wants; it is given what
	// there is.
	size(width, height int) (columns, lines int)
	// body returns the lines, of exactly width columns.
	body(a *App, width, height int) []string
	hints(*App) []hint
	key(*App, tea.KeyPressMsg) tea.Cmd
	paste(*App, tea.PasteMsg) tea.Cmd
}

// dialogGrace keeps a key that was already on its way from confirming a dialog that
// has just opened.
const dialogGrace = 250 * time.Millisecond

func (a *App) open(d dialog) tea.Cmd {
	a.dialogs = append(a.dialogs, d)
	return nil
}

// closer is a dialog that has something to end when it is closed.
type closer interface{ closed() }

// closeDialog closes d, and nothing if it is closed already.
func (a *App) closeDialog(d dialog) {
	for i, other := range a.dialogs {
		if other == d {
			a.dialogs = append(a.dialogs[:i:i], a.dialogs[i+1:]...)
			if c, ok := d.(closer); ok {
				c.closed()
			}
			return
		}
	}
}

// drawDialog lays a dialog over the middle of the body, which steps back behind
// it. Header, tabs and footer stay as they are.
func (a *App) drawDialog(screen []string, d dialog) {
	body := screen[2 : len(screen)-1]
	for i, line := range body {
		body[i] = a.theme.Faint.Render(ansi.Strip(line))
	}
	roomX, roomY := a.width-4, len(body)-2
	if a.width < fullWidthBelow {
		roomX = a.width - 2 // a frame within a frame helps nobody
	}
	columns, lines := d.size(roomX, roomY)
	columns, lines = min(columns, roomX), min(lines, roomY)
	box := layout.Box{
		Width: columns + 2, Height: lines + 2,
		Title: d.title(), TitleStyle: a.theme.Title,
		Border: a.theme.BorderFocus,
		Body:   layout.Fill(d.body(a, columns, lines), columns, lines),
	}
	x, y := (a.width-box.Width)/2, (len(body)-box.Height)/2
	layout.Overlay(body, box.Lines(), x, y, box.Width)
}

// fullWidthBelow is the width of terminals on which dialogs take all of it.
const fullWidthBelow = 100

// pager is a dialog of lines to read and scroll through.
type pager struct {
	name   string
	render func(a *App, width int) []string
	wants  []live.Feed            // what it shows comes from these; none if it reads nothing
	again  func(*App) []live.Feed // what else r reads again; nil if there is nothing
	offset int
	last   int // the greatest offset that makes sense, known once drawn
}

func (p *pager) title() string { return p.name }

func (p *pager) size(width, height int) (int, int) { return min(width, 110), height }

func (p *pager) body(a *App, width, height int) []string {
	lines := p.render(a, width)
	p.last = max(0, len(lines)-height)
	p.offset = min(p.offset, p.last)
	return lines[p.offset:]
}

func (p *pager) hints(a *App) []hint {
	hints := []hint{{key: "esc", name: "close"}, {key: "↑↓", name: "scroll"}}
	if len(p.refreshes(a)) > 0 {
		hints = append(hints, hint{key: "r", name: "read again"})
	}
	return hints
}

// refreshes returns what r reads again.
func (p *pager) refreshes(a *App) []live.Feed {
	if p.again == nil {
		return p.wants
	}
	return append(p.again(a), p.wants...)
}

func (p *pager) key(a *App, msg tea.KeyPressMsg) tea.Cmd {
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
		a.closeDialog(p)
	case "r":
		a.snapshot.Refresh(p.refreshes(a)...)
		return a.plan()
	}
	p.offset = max(0, min(p.offset, p.last))
	return nil
}

func (p *pager) paste(*App, tea.PasteMsg) tea.Cmd { return nil }
