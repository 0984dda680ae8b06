package main

import (
	"image"
	"image/color"
	"image/draw"

	uv "github.com/charmbracelet/ultraviolet"
)

// All lengths are in pixels. A picture has two for each pixel of a page, for
// dense displays; even numbers keep the lines of box drawing on whole ones.
const (
	cellWidth, cellHeight = 14, 30
	padding               = 24 // between the window's edge and the cells
	barHeight             = 56
	radius                = 20 // of the window's corners
	borderWidth           = 2
	buttonRadius          = 8
)

// paint draws a screen in a window whose corners are transparent.
func paint(s screen, look theme) *image.RGBA {
	width := len(s.cells[0])*cellWidth + 2*padding
	height := len(s.cells)*cellHeight + barHeight + 2*padding
	c := canvas{image.NewRGBA(image.Rect(0, 0, width, height)), newTypeface()}
	c.window(s.title, look)
	for y, row := range s.cells {
		for x := range row {
			cell := &row[x]
			if cell.Width == 0 { // the second half of a wide character
				continue
			}
			style := cell.Style
			if s.cursor == uv.Pos(x, y) {
				style.Attrs ^= uv.AttrReverse
			}
			ink, paper := look.colours(&style)
			at := image.Pt(padding+x*cellWidth, barHeight+padding+y*cellHeight)
			area := image.Rectangle{at, at.Add(image.Pt(cell.Width*cellWidth, cellHeight))}
			if paper != look.background {
				c.fill(area, paper)
			}
			c.stamp(at, ink, c.mask(glyph{cell.Content, cell.Width, style.Attrs & (uv.AttrBold | uv.AttrItalic)}))
			c.lines(area, &style, ink, look)
		}
	}
	return c.RGBA
}

// canvas is a picture in the making.
type canvas struct {
	*image.RGBA
	*typeface
}

func (c canvas) fill(area image.Rectangle, ink color.RGBA) {
	draw.Draw(c.RGBA, area, image.NewUniform(ink), image.Point{}, draw.Src)
}

// stamp inks what mask covers, its origin at a point.
func (c canvas) stamp(at image.Point, ink color.RGBA, mask *image.Alpha) {
	if mask != nil {
		draw.DrawMask(c.RGBA, mask.Bounds().Add(at), image.NewUniform(ink), image.Point{}, mask, mask.Bounds().Min, draw.Over)
	}
}

// window draws all but the cells.
func (c canvas) window(title string, look theme) {
	width, height := c.Bounds().Dx(), c.Bounds().Dy()
	panel := func(inset float32) *image.Alpha {
		return outline(width, height, func(p pen) {
			p.roundedRect(inset, inset, float32(width)-inset, float32(height)-inset, radius-inset)
		})
	}
	c.stamp(image.Point{}, look.border, panel(0))
	inside := panel(borderWidth)
	bar := inside.SubImage(image.Rect(0, 0, width, barHeight)).(*image.Alpha)
	c.stamp(image.Point{}, look.background, inside)
	c.stamp(image.Point{}, look.bar, bar)
	for i := range 3 {
		c.stamp(image.Pt(padding+i*3*buttonRadius, (barHeight-2*buttonRadius)/2), look.border,
			outline(2*buttonRadius, 2*buttonRadius, func(p pen) { p.circle(buttonRadius, buttonRadius, buttonRadius) }))
	}
	at := image.Pt((width-len([]rune(title))*cellWidth)/2, (barHeight-cellHeight)/2)
	for _, r := range title {
		c.stamp(at, blend(look.foreground, look.bar, 0.4), c.mask(glyph{text: string(r), width: 1}))
		at.X += cellWidth
	}
}

// lines draws under and through a cell's text.
func (c canvas) lines(area image.Rectangle, style *uv.Style, ink color.RGBA, look theme) {
	rule := func(y int, ink color.RGBA) {
		c.fill(image.Rect(area.Min.X, area.Min.Y+y, area.Max.X, area.Min.Y+y+lineWidth), ink)
	}
	if style.Underline != uv.UnderlineNone {
		under := look.resolve(style.UnderlineColor, ink)
		rule(baseline+2*lineWidth, under)
		if style.Underline == uv.UnderlineDouble {
			rule(baseline+4*lineWidth, under)
		}
	}
	if style.Attrs&uv.AttrStrikethrough != 0 {
		rule(baseline-7, ink)
	}
}
