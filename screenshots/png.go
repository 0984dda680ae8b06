package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// encode returns a picture as a PNG with a palette, which is a third of the
// size of one without.
func encode(picture *image.RGBA) ([]byte, error) {
	bounds := picture.Bounds()
	counts := map[color.RGBA]int{}
	count(picture, counts)
	colours, nearest := palette(counts)
	paletted := image.NewPaletted(bounds, colours)
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			paletted.SetColorIndex(x, y, nearest[picture.RGBAAt(x, y)])
		}
	}
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, paletted)
	return b.Bytes(), err
}

// count adds how often a picture has each colour.
func count(picture *image.RGBA, counts map[color.RGBA]int) {
	for y := range picture.Rect.Dy() {
		for x := range picture.Rect.Dx() {
			counts[picture.RGBAAt(x, y)]++
		}
	}
}

// palette chooses at most 256 colours and says which of them stands for each.
// The most frequent ones stay as they are: those are all flat areas; what
// becomes something near are the edges of letters.
func palette(counts map[color.RGBA]int) (chosen color.Palette, nearest map[color.RGBA]uint8) {
	frequent := make([]color.RGBA, 0, len(counts))
	for c := range counts {
		frequent = append(frequent, c)
	}
	slices.SortFunc(frequent, func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B), int(a.A)-int(b.A))
	})
	for apart := 1; ; apart *= 2 { // the least squared distance between two of them
		var kept []color.RGBA
		nearest = make(map[color.RGBA]uint8, len(counts))
		for _, c := range frequent {
			i, distance := closest(kept, c)
			if distance >= apart {
				i, kept = len(kept), append(kept, c)
			}
			if len(kept) > 256 {
				break
			}
			nearest[c] = uint8(i) //nolint:gosec // below 256
		}
		if len(kept) <= 256 {
			for _, c := range kept {
				chosen = append(chosen, c)
			}
			return chosen, nearest
		}
	}
}

// closest is the index of the candidate that is most like c and the square of
// its distance; far away when there are none.
func closest(candidates []color.RGBA, c color.RGBA) (index, distance int) {
	distance = 1 << 30
	for i, o := range candidates {
		dr, dg, db, da := int(o.R)-int(c.R), int(o.G)-int(c.G), int(o.B)-int(c.B), int(o.A)-int(c.A)
		if d := dr*dr + dg*dg + db*db + da*da; d < distance {
			index, distance = i, d
		}
	}
	return index, distance
}
