package palette

import (
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// Title implements desk.Dialog.
func (p *Palette) Title() string {
	if p.command != nil {
		return text.Join("Palette", p.command.Name+" "+p.command.Takes)
	}
	return "Palette"
}

// Size implements desk.Dialog. It stays as it is whatever is typed.
func (p *Palette) Size(width, height int) (int, int) {
	const columns, lines = 110, 22
	return min(width, columns), min(height, lines)
}

// Body implements desk.Dialog.
func (p *Palette) Body(at *desk.Desk, width, height int) []string {
	th, s := at.Theme, p.now()
	says := text.Number(s.count)
	if s.busy() {
		says = "…"
	}
	p.input.SetWidth(width - 6 - text.Width(says))
	head := layout.NewLine(width).Skip(1).Add(th.Key, "› ").Styled(p.input.View())
	lines := []string{head.Right(th.Dim, says+" ").String()}
	rows := max(1, height-2)
	from := max(0, p.cursor-rows+1)
	p.from = from
	for i := from; i < min(len(s.best), from+rows); i++ {
		e := s.entry(i)
		lines = append(lines, p.row(at, &e, i == p.cursor, width))
	}
	if len(s.best) == 0 && !s.busy() {
		lines = append(lines, layout.Paragraph(th.Dim, p.nothing(), 2, width)...)
	}
	lines = layout.Fill(lines[:min(len(lines), height-1)], width, height-1)
	return append(lines, p.foot(at, width))
}

// foot says of what the cursor is on what its row may have no room for.
func (p *Palette) foot(at *desk.Desk, width int) string {
	e, _ := p.under()
	if e.Off != "" {
		return layout.NewLine(width).Skip(1).Add(at.Theme.Warn, e.Off).String()
	}
	return layout.NewLine(width).Skip(1).Add(at.Theme.Dim, e.Note).String()
}

func (p *Palette) nothing() string {
	if p.command != nil {
		return "Type " + p.command.Takes + "."
	}
	return "Nothing has these letters in this order."
}

// Widths of the columns of a row.
const (
	sortWidth = 12
	keyWidth  = 6
)

func (p *Palette) row(at *desk.Desk, e *Entry, under bool, width int) string {
	th := at.Theme
	sign, plain, dim, key := " ", th.Text, th.Dim, th.Key
	if e.Off != "" {
		plain, dim, key = th.Faint, th.Faint, th.Faint
	}
	if under {
		sign, plain, dim, key = th.Glyphs.Cursor, th.Selected, th.Selected, th.Selected
	}
	note := e.Note
	if e.Off != "" {
		note = "off: " + e.Off
	}
	line := layout.NewLine(width).Add(plain, sign).AddIn(dim, e.Sort, sortWidth, text.End).Add(plain, " ").
		AddIn(plain, e.Title, width*2/5, text.Middle).Add(plain, " ")
	return line.AddIn(dim, note, max(0, line.Room()-keyWidth-1), text.End).Add(plain, " ").AddIn(key, e.Key, keyWidth, text.End).String()
}

// Hints implements desk.Dialog.
func (p *Palette) Hints(*desk.Desk) []desk.Hint {
	e, ok := p.under()
	return []desk.Hint{
		{Key: "enter", Name: "choose", Off: !ok || e.Off != ""},
		{Key: "tab", Name: "complete", Off: !ok},
		{Key: "↑↓", Name: "move"},
		{Key: "esc", Name: "close"},
	}
}
