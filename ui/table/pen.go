package table

import (
	"strings"

	"oscope/model/filter"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// pen draws one line of a known width, from left to right, in runs of one style
// that are as long as they can be: every change of style is bytes that the
// terminal has to be sent.
type pen struct {
	b       strings.Builder
	over    theme.Style // if set, the style of the whole line
	style   theme.Style // of what was written last
	blanks  int         // owed; they take the style that suits what follows
	columns int         // left
}

func newPen(width int) *pen {
	p := &pen{columns: width}
	p.b.Grow(width + width/2 + 32) // room for some escape sequences and glyphs
	return p
}

// blank leaves n columns empty.
func (p *pen) blank(n int) {
	n = min(n, p.columns)
	p.columns -= n
	p.blanks += n
}

// sign draws a glyph of one column, or leaves its place empty.
func (p *pen) sign(glyph string, show bool, style theme.Style) {
	if !show || p.columns == 0 {
		p.blank(1)
		return
	}
	p.to(style)
	p.b.WriteString(glyph)
	p.columns--
}

// cell draws clean text with a suffix that is not cut, in width columns.
func (p *pen) cell(s, suffix string, width int, right bool, cut text.Cut, style theme.Style) {
	width = min(width, p.columns)
	wide := text.Width(suffix)
	if wide > width {
		suffix, wide = "", 0
	}
	n := min(text.Width(s), width-wide)
	empty := width - wide - n
	if right {
		p.blank(empty)
	}
	if n+wide > 0 {
		p.to(style)
		text.Fit(&p.b, s, n, cut)
		p.b.WriteString(suffix)
		p.columns -= n + wide
	}
	if !right {
		p.blank(empty)
	}
}

// found draws clean text that fits, with mark besides on what a filter has found in it.
func (p *pen) found(s string, found []filter.Span, width int, right bool, style, mark theme.Style) {
	width = min(width, p.columns)
	empty := width - text.Width(s)
	if right {
		p.blank(empty)
	}
	if s != "" {
		p.to(style)
		p.style.WriteFound(&p.b, s, found, mark)
		p.columns -= width - empty
	}
	if !right {
		p.blank(empty)
	}
}

// to changes to style and writes the blanks that are owed.
func (p *pen) to(style theme.Style) {
	if p.over != "" {
		style = p.over
	}
	if style != p.style {
		if p.style != "" {
			p.b.WriteString(theme.Reset)
		}
		if p.over == "" { // blanks between two styles have neither
			p.settle()
		}
		p.b.WriteString(string(style))
		p.style = style
	}
	p.settle()
}

func (p *pen) settle() {
	text.Blanks(&p.b, p.blanks)
	p.blanks = 0
}

// end fills the line and returns it.
func (p *pen) end() string {
	p.blank(p.columns)
	p.to("")
	if p.style != "" {
		p.b.WriteString(theme.Reset)
	}
	return p.b.String()
}
