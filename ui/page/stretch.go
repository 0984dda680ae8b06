package page

import (
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Stretch is something that took a part of the time that a whole took.
type Stretch struct {
	Glyph, Name string
	Took        string // how long, in words; empty while it has not begun
	From, To    float64
	Style       theme.Style
}

// Stretch appends a line with a bar over the time of the whole.
func (d *Detail) Stretch(s Stretch) {
	d.facts = append(d.facts, fact{label: s.Name, value: s.Took, stretch: &s})
}

// Columns of a stretch where its bar stands beside its name.
const (
	stretchBeside = 72 // from this width on
	stretchName   = 34
	stretchTook   = 7
)

// lines draws a stretch: on one line where there is room, else with the bar beneath.
func (s *Stretch) lines(th *theme.Theme, width int) []string {
	bar := func(columns int) (theme.Style, string) {
		if s.Took == "" {
			return th.Faint, layout.Bar(columns, 0, 0, th.Glyphs.Empty, th.Glyphs.Empty)
		}
		return s.Style, layout.Bar(columns, s.From, s.To, th.Glyphs.Full, th.Glyphs.Empty)
	}
	name := layout.NewLine(width).Skip(1).Add(s.Style, s.Glyph).Skip(1)
	if width >= stretchBeside {
		name.AddIn("", s.Name, stretchName, text.Middle).Skip(1).AddIn(th.Dim, s.Took, stretchTook, text.End).Skip(1)
		return []string{name.Add(bar(name.Room() - 1)).String()}
	}
	name.AddIn("", s.Name, max(0, width-3-stretchTook-1), text.Middle).Skip(1).AddIn(th.Dim, s.Took, stretchTook, text.End)
	beneath := layout.NewLine(width).Skip(3)
	return []string{name.String(), beneath.Add(bar(beneath.Room() - 1)).String()}
}
