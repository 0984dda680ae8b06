package ui

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
)

// wheelRows is how far a turn of the wheel moves.
const wheelRows = 3

// span is where on a line something can be clicked, and what that means.
type span struct {
	from, to int
	key      string
}

// mouse handles what is done with the mouse as the keys that do the same.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		key := map[tea.MouseButton]string{tea.MouseWheelUp: "up", tea.MouseWheelDown: "down"}[at.Button]
		if key == "" {
			return nil
		}
		var cmds []tea.Cmd
		for range wheelRows {
			cmds = append(cmds, a.press(key))
		}
		return tea.Batch(cmds...)
	case tea.MouseClickMsg:
		if at.Button == tea.MouseLeft {
			return a.click(at.X, at.Y)
		}
	case tea.MouseMotionMsg:
		if a.grabbed {
			a.Panes.Drag(a.Width-at.X, a.Height-1-at.Y)
		}
	case tea.MouseReleaseMsg:
		a.grabbed = false
	}
	return nil
}

func (a *App) click(x, y int) tea.Cmd {
	switch {
	case y == a.Height-1:
		for _, s := range a.hintSpans {
			if s.from <= x && x < s.to {
				return a.press(s.key)
			}
		}
	case a.Modal():
		return a.clickDialog(&a.dialogs[len(a.dialogs)-1], x, y)
	case y == 1:
		for i, end := range a.tabEnds {
			if x < end {
				return a.turnTo(i)
			}
		}
	case y > 1 && a.view().Grabs(a.office, x, y-2):
		a.grabbed = true
	case y > 1:
		return a.view().Click(a.office, x, y-2)
	}
	return nil
}

// clickDialog tells a dialog what of it has been clicked.
func (a *App) clickDialog(d *opened, x, y int) tea.Cmd {
	c, ok := d.Dialog.(desk.Clicker)
	if !ok || x < d.x || y < d.y {
		return nil
	}
	a.use(d.at)
	return scoped(d.at, c.Click(d.at, x-d.x, y-d.y))
}

// toggleMouse leaves the mouse to the terminal, so that its own selection works, or takes
// it back.
func (a *App) toggleMouse() tea.Cmd {
	a.noMouse = !a.noMouse
	if a.noMouse {
		return a.Toast(desk.Info, "the mouse is the terminal's now: it selects text")
	}
	return a.Toast(desk.Info, "the mouse is for rows, tabs and hints; with shift it selects text")
}

// press does what a key does, by its name or by how a hint spells it. A hint may be of
// several, of which none is pressed then.
func (a *App) press(key string) tea.Cmd {
	if msg, ok := desk.Press(key); ok {
		return a.key(msg)
	}
	return nil
}
