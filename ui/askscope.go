package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// scopeQuestion asks in which of several scopes something is to be done, where no row
// tells.
type scopeQuestion struct {
	app    *App
	action desk.Action
	input  form.Input
	fits   []*desk.Desk
	cursor int
}

func (a *App) askScope(x desk.Action) tea.Cmd {
	q := &scopeQuestion{app: a, action: x, input: form.NewInput("")}
	q.match()
	return a.openOwn(q)
}

// match finds the scopes that what is typed fits.
func (q *scopeQuestion) match() {
	q.fits, q.cursor = nil, 0
	typed := strings.Fields(strings.ToLower(q.input.Value()))
	for _, at := range q.app.scopes.shown {
		name := strings.ToLower(at.Name() + " " + at.AccountID())
		fits := true
		for _, word := range typed {
			fits = fits && strings.Contains(name, word)
		}
		if fits {
			q.fits = append(q.fits, at)
		}
	}
}

// Title implements desk.Dialog.
func (q *scopeQuestion) Title() string {
	return text.Join(q.action.Name, "in which account and Region?")
}

// Size implements desk.Dialog.
func (q *scopeQuestion) Size(width, height int) (int, int) {
	const most = 20
	return min(width, 70), min(height, most, len(q.app.scopes.shown)+2)
}

// Body implements desk.Dialog.
func (q *scopeQuestion) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	q.input.SetWidth(width - 4)
	lines := []string{layout.NewLine(width).Skip(1).Add(th.Key, "› ").Styled(q.input.View()).String()}
	rows := max(1, height-1)
	from := max(0, q.cursor-rows+1)
	for i := from; i < min(len(q.fits), from+rows); i++ {
		scope := q.fits[i]
		sign, style := " ", scope.AccountStyle()
		if i == q.cursor {
			sign, style = th.Glyphs.Cursor, th.Selected
		}
		line := layout.NewLine(width).Add(th.Text, sign).Skip(1).Add(style, scope.Name()).Skip(2).Add(th.Dim, scope.AccountID())
		if scope.ReadOnly() {
			line.Skip(2).Add(th.Dim, "read-only")
		}
		lines = append(lines, line.String())
	}
	if len(q.fits) == 0 {
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Dim, "No scope of that name.").String())
	}
	return lines
}

// Hints implements desk.Dialog.
func (q *scopeQuestion) Hints(*desk.Desk) []desk.Hint {
	return []desk.Hint{{Key: "enter", Name: "choose", Off: len(q.fits) == 0}, {Key: "↑↓", Name: "move"}, {Key: "esc", Name: "close"}}
}

// Key implements desk.Dialog.
func (q *scopeQuestion) Key(_ *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc":
		q.app.Close(q)
	case "down":
		q.cursor = max(0, min(q.cursor+1, len(q.fits)-1))
	case "up":
		q.cursor = max(0, q.cursor-1)
	case "enter":
		if len(q.fits) > 0 {
			return q.Take(q.cursor)
		}
	default:
		q.input, _ = q.input.Update(msg)
		q.match()
	}
	return nil
}

// Offers implements desk.Lister.
func (q *scopeQuestion) Offers() []desk.Offer {
	var all []desk.Offer
	for _, at := range q.fits {
		o := desk.Offer{Title: at.Name(), Note: at.AccountID()}
		if at.ReadOnly() {
			o.Note = text.Join(o.Note, "read-only")
		}
		all = append(all, o)
	}
	return all
}

// Take implements desk.Lister.
func (q *scopeQuestion) Take(i int) tea.Cmd {
	q.app.Close(q)
	return q.app.doAt(subject{at: q.fits[i]}, &q.action)
}

// Paste implements desk.Dialog.
func (q *scopeQuestion) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	q.input, _ = q.input.Update(msg)
	q.match()
	return nil
}
