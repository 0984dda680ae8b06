package theme

import (
	"image/color"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// attributes are text attributes that every terminal has.
type attributes uint8

const (
	bold attributes = 1 << iota
	dimmed
	underline
	reverse
)

// rgb is a colour as it is written: 0xrrggbb.
type rgb uint32

// RGBA implements color.Color.
func (c rgb) RGBA() (r, g, b, a uint32) {
	const opaque, repeat = 0xffff, 0x101 // a byte twice, as color.Color has it
	return (uint32(c) >> 16 & 0xff) * repeat, (uint32(c) >> 8 & 0xff) * repeat, (uint32(c) & 0xff) * repeat, opaque
}

// shade is one colour in every depth of colour.
type shade struct {
	rgb     rgb
	indexed ansi.IndexedColor // chosen by eye: the nearest one often has another hue
	basic   ansi.Color        // of the terminal's own 16; nil where none is legible in every palette
	own     color.Color       // chosen by the operator, in the depth that the terminal has
}

func tone(exact rgb, indexed ansi.IndexedColor, basic ansi.Color) shade {
	return shade{rgb: exact, indexed: indexed, basic: basic}
}

// ink is one foreground, on a dark and on a light background. Its contrast is at
// least 4.5:1 on the usual backgrounds of their kind, except for borders, which
// are decoration.
type ink struct {
	dark, light shade
	mono        attributes // added where there is no colour to use
}

// ground is a foreground on a background of our own.
type ground struct{ fg, bg shade }

// Text of tags, whose background is an ink.
var (
	tagDark  = tone(0x14171c, 233, nil)
	tagLight = tone(0xffffff, 231, nil)
)

// palette is what a theme is painted with, on a dark and on a light background.
type palette struct {
	dim, faint, border, accent, mark ink

	inFlight, settled, failed, warn ink

	selection, blurred backgrounds // of the cursor's row, with the focus and without
}

// backgrounds are those of the cursor's row.
type backgrounds struct{ dark, light ground }

// plain is text in the terminal's own colours.
var plain = ink{}

// painter makes styles for one background and one depth of colour.
type painter struct {
	dark    bool
	profile colorprofile.Profile
}

// style returns the style of text in i.
func (p painter) style(i ink, attrs attributes) Style {
	fg := p.colour(p.shade(i))
	if fg == nil {
		attrs |= i.mono
	}
	return sequence(fg, nil, attrs)
}

// tag returns the style of a small tag: i becomes its background.
func (p painter) tag(i ink) Style {
	bg := p.colour(p.shade(i))
	switch {
	case p.profile < colorprofile.ANSI256: // the terminal's own background becomes the text
		return sequence(bg, nil, bold|reverse)
	case p.dark:
		return sequence(p.colour(tagDark), bg, bold)
	}
	return sequence(p.colour(tagLight), bg, bold)
}

// selection returns the style of a cursor row, which has to show without colour.
func (p painter) selection(g backgrounds, mono attributes) Style {
	switch {
	case p.profile < colorprofile.ANSI256:
		return sequence(nil, nil, mono)
	case p.dark:
		return sequence(p.colour(g.dark.fg), p.colour(g.dark.bg), 0)
	}
	return sequence(p.colour(g.light.fg), p.colour(g.light.bg), 0)
}

func (p painter) shade(i ink) shade {
	if p.dark {
		return i.dark
	}
	return i.light
}

// colour returns s as the terminal can show it, nil for its own foreground.
func (p painter) colour(s shade) ansi.Color {
	switch {
	case s == shade{} || p.profile < colorprofile.ANSI:
		return nil
	case s.own != nil:
		return s.own
	case p.profile == colorprofile.ANSI:
		return s.basic
	case p.profile == colorprofile.ANSI256:
		return s.indexed
	}
	return s.rgb
}

func sequence(fg, bg ansi.Color, attrs attributes) Style {
	var s ansi.Style
	if attrs&bold != 0 {
		s = s.Bold()
	}
	if attrs&dimmed != 0 {
		s = s.Faint()
	}
	if attrs&underline != 0 {
		s = s.Underline(true)
	}
	if attrs&reverse != 0 {
		s = s.Reverse(true)
	}
	if fg != nil {
		s = s.ForegroundColor(fg)
	}
	if bg != nil {
		s = s.BackgroundColor(bg)
	}
	if len(s) == 0 {
		return ""
	}
	return Style(s.String())
}
