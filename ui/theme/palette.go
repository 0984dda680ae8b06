package theme

import (
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
}

// ink is one foreground, on a dark and on a light background. Its contrast is at
// least 4.5:1 on the usual backgrounds of their kind, except for borders, which
// are decoration.
type ink struct {
	dark, light shade
	mono        attributes // added where there is no colour to use
}

// In flight, settled and failed are told apart by blue, green and orange, which
// stay different in the common kinds of colour blindness.
var (
	plain     = ink{}
	dim       = ink{shade{0xb4bac6, 250, nil}, shade{0x4b5261, 240, nil}, dimmed}
	faint     = ink{shade{0x969ca8, 247, nil}, shade{0x646a76, 241, nil}, dimmed}
	border    = ink{shade{0x6a7180, 242, nil}, shade{0xa2a8b4, 248, nil}, dimmed}
	accent    = ink{shade{0x82aaff, 111, ansi.BrightBlue}, shade{0x2457c5, 26, ansi.Blue}, 0}
	cyan      = ink{shade{0x62c4ea, 81, ansi.Cyan}, shade{0x00658c, 24, ansi.Blue}, 0}
	green     = ink{shade{0x86cf8a, 114, ansi.Green}, shade{0x1d6b2f, 22, ansi.Green}, 0}
	vermilion = ink{shade{0xff8f6b, 209, ansi.BrightRed}, shade{0xb03600, 124, ansi.Red}, bold}
	amber     = ink{shade{0xe3bf6e, 179, ansi.Yellow}, shade{0x805500, 94, ansi.Magenta}, bold}
	mark      = ink{shade{0xcba6f7, 183, ansi.BrightMagenta}, shade{0x7030b0, 91, ansi.Magenta}, bold}
)

// ground is a foreground on a background of our own.
type ground struct{ fg, bg shade }

var (
	selectionDark         = ground{shade{0xffffff, 231, nil}, shade{0x2b5a99, 25, nil}}
	selectionLight        = ground{shade{0x0b1f3f, 17, nil}, shade{0xb5d3fa, 153, nil}}
	selectionBlurredDark  = ground{shade{0xe8eaee, 255, nil}, shade{0x434a58, 239, nil}}
	selectionBlurredLight = ground{shade{0x1c2128, 234, nil}, shade{0xdce0e6, 254, nil}}
)

// Text of tags, whose background is an ink.
var (
	tagDark  = shade{0x14171c, 233, nil}
	tagLight = shade{0xffffff, 231, nil}
)

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
func (p painter) selection(dark, light ground, mono attributes) Style {
	switch {
	case p.profile < colorprofile.ANSI256:
		return sequence(nil, nil, mono)
	case p.dark:
		return sequence(p.colour(dark.fg), p.colour(dark.bg), 0)
	}
	return sequence(p.colour(light.fg), p.colour(light.bg), 0)
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
