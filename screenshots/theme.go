package main

import (
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// theme is the look of a terminal: what the program leaves to it.
type theme struct {
	light                  bool
	foreground, background color.RGBA
	bar, border            color.RGBA // of the window
	ansi                   [16]color.RGBA
}

var (
	dark = theme{
		foreground: rgb(0xd8dce4), background: rgb(0x14161c), bar: rgb(0x1c1f27), border: rgb(0x363b47),
		ansi: [16]color.RGBA{
			rgb(0x2b303b), rgb(0xf0717b), rgb(0x8fc97f), rgb(0xe5c07b), rgb(0x6cb1f2), rgb(0xc792ea), rgb(0x6fc8cf), rgb(0xc5cad4),
			rgb(0x6b7385), rgb(0xff8b94), rgb(0xa8dc98), rgb(0xf2d399), rgb(0x8cc5ff), rgb(0xd9adf5), rgb(0x8bdce2), rgb(0xf4f6fa),
		},
	}
	light = theme{
		light:      true,
		foreground: rgb(0x23272f), background: rgb(0xfcfcfb), bar: rgb(0xf0f0ee), border: rgb(0xd0d2d6),
		ansi: [16]color.RGBA{
			rgb(0x23272f), rgb(0xc3323f), rgb(0x3a7d2c), rgb(0x95660b), rgb(0x1d64b4), rgb(0x8a3fb0), rgb(0x12757e), rgb(0x8a909c),
			rgb(0x6b7280), rgb(0xd9485a), rgb(0x4b9639), rgb(0xb07d1a), rgb(0x2f7dd1), rgb(0xa255c9), rgb(0x1f8d97), rgb(0xe9eaec),
		},
	}
)

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff} //nolint:gosec // bytes of a literal
}

// resolve makes a colour of a cell a real one; absent is what nil stands for.
func (t theme) resolve(c color.Color, absent color.RGBA) color.RGBA {
	switch c := c.(type) {
	case nil:
		return absent
	case ansi.BasicColor:
		return t.ansi[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return t.ansi[c]
		}
	}
	return color.RGBAModel.Convert(c).(color.RGBA)
}

// colours are those that a cell shows.
func (t theme) colours(style *uv.Style) (ink, paper color.RGBA) {
	ink, paper = t.resolve(style.Fg, t.foreground), t.resolve(style.Bg, t.background)
	if style.Attrs&uv.AttrReverse != 0 {
		ink, paper = paper, ink
	}
	if style.Attrs&uv.AttrFaint != 0 {
		ink = blend(ink, paper, 0.45)
	}
	if style.Attrs&uv.AttrConceal != 0 {
		ink = paper
	}
	return ink, paper
}

// blend is a with a share of b in it, 0 to 1.
func blend(a, b color.RGBA, share float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-share) + float64(b)*share + 0.5) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}
