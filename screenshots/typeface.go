package main

import (
	"image"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavusansmonobold"
	"github.com/go-fonts/dejavu/dejavusansmonoboldoblique"
	"github.com/go-fonts/dejavu/dejavusansmonooblique"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const (
	// fontSize makes DejaVu Sans Mono's advance, 1233/2048 em, exactly a cell.
	fontSize = cellWidth * 2048. / 1233
	// baseline is where letters stand, from the top of a cell; capitals are then in
	// its middle.
	baseline = 23
)

// glyph is what a cell shows, without its colours.
type glyph struct {
	text  string // one grapheme cluster
	width int    // in cells
	attrs uint8  // bold and italic
}

// typeface makes masks of glyphs, each once.
type typeface struct {
	fonts map[uint8]*sfnt.Font
	faces map[uint8]font.Face
	masks map[glyph]*image.Alpha
}

func newTypeface() *typeface {
	t := &typeface{map[uint8]*sfnt.Font{}, map[uint8]font.Face{}, map[glyph]*image.Alpha{}}
	for attrs, data := range map[uint8][]byte{
		0:                           dejavusansmono.TTF,
		uv.AttrBold:                 dejavusansmonobold.TTF,
		uv.AttrItalic:               dejavusansmonooblique.TTF,
		uv.AttrBold | uv.AttrItalic: dejavusansmonoboldoblique.TTF,
	} {
		parsed, err := opentype.Parse(data)
		if err != nil {
			panic(err) // part of this program
		}
		t.fonts[attrs] = parsed
		t.faces[attrs], err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			panic(err)
		}
	}
	return t
}

// mask is where a glyph has ink, in cells from the origin; nil for nothing.
func (t *typeface) mask(g glyph) *image.Alpha {
	if g.text == "" || g.text == " " {
		return nil
	}
	mask, known := t.masks[g]
	if !known {
		mask = t.render(g)
		t.masks[g] = mask
	}
	return mask
}

func (t *typeface) render(g glyph) *image.Alpha {
	first, size := utf8.DecodeRuneInString(g.text)
	if size == len(g.text) {
		if mask := shape(first); mask != nil {
			return mask
		}
	}
	for _, attrs := range []uint8{g.attrs, g.attrs &^ uv.AttrItalic} { // the oblique fonts lack many symbols
		if i, err := t.fonts[attrs].GlyphIndex(nil, first); err == nil && i != 0 {
			mask := image.NewAlpha(image.Rect(0, 0, g.width*cellWidth, cellHeight))
			d := font.Drawer{Dst: mask, Src: image.Opaque, Face: t.faces[attrs], Dot: fixed.P(0, baseline)}
			d.DrawString(g.text)
			return mask
		}
	}
	return missing(g.width)
}
