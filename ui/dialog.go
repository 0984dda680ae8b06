package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"oscope/ui/desk"
	"oscope/ui/layout"
)

// Open implements Program.
func (a *App) Open(d desk.Dialog) tea.Cmd {
	a.dialogs = append(a.dialogs, d)
	return nil
}

// Close closes d, and nothing if it is closed already.
func (a *App) Close(d desk.Dialog) {
	for i, other := range a.dialogs {
		if other == d {
			a.dialogs = append(a.dialogs[:i:i], a.dialogs[i+1:]...)
			if c, ok := d.(desk.Closer); ok {
				c.Closed()
			}
			return
		}
	}
}

// drawDialog lays a dialog over the middle of the body, which steps back behind
// it. Header, tabs and footer stay as they are.
func (a *App) drawDialog(screen []string, d desk.Dialog) {
	body := screen[2 : len(screen)-1]
	for i, line := range body {
		body[i] = a.Theme.Faint.Render(ansi.Strip(line))
	}
	roomX, roomY := a.Width-4, len(body)-2
	if a.Width < fullWidthBelow {
		roomX = a.Width - 2 // a frame within a frame helps nobody
	}
	columns, lines := d.Size(roomX, roomY)
	columns, lines = min(columns, roomX), min(lines, roomY)
	box := layout.Box{
		Width: columns + 2, Height: lines + 2,
		Title: d.Title(), TitleStyle: a.Theme.Title,
		Border: a.Theme.BorderFocus,
		Body:   layout.Fill(d.Body(a.Desk, columns, lines), columns, lines),
	}
	x, y := (a.Width-box.Width)/2, (len(body)-box.Height)/2
	layout.Overlay(body, box.Lines(), x, y, box.Width)
}

// fullWidthBelow is the width of terminals on which dialogs take all of it.
const fullWidthBelow = 100

// IsOpen implements Program.
func (a *App) IsOpen(d desk.Dialog) bool { return slices.Contains(a.dialogs, d) }

// Modal implements Program.
func (a *App) Modal() bool { return len(a.dialogs) > 0 }
