package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/gif"
	"time"
)

// frame is a screen that a film shows for a while.
type frame struct {
	screen
	lasts time.Duration
}

// film has a shot be a moving picture: it adds the present screen, which is shown for
// some time, however long the program has taken to get there.
func film(lasts time.Duration) step {
	return func(ctx context.Context, s *session) error {
		if err := settle()(ctx, s); err != nil {
			return err
		}
		s.frames = append(s.frames, frame{s.snapshot(), lasts})
		return nil
	}
}

// animate returns frames as a GIF that begins anew when it has ended. Each frame after the
// first holds no more than what has changed: most of a screen has not.
func animate(frames []frame, look theme) ([]byte, error) {
	pictures := make([]*image.RGBA, len(frames))
	counts := map[color.RGBA]int{{}: 1} // the corners, and what stays as it is
	for i, f := range frames {
		pictures[i] = paint(f.screen, look)
		count(pictures[i], counts)
	}
	colours, nearest := palette(counts)
	var all gif.GIF
	for i, picture := range pictures {
		area := picture.Bounds()
		if i > 0 {
			area = changed(pictures[i-1], picture)
		}
		shown := image.NewPaletted(area, colours)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				c := picture.RGBAAt(x, y)
				if i > 0 && c == pictures[i-1].RGBAAt(x, y) {
					c = color.RGBA{}
				}
				shown.SetColorIndex(x, y, nearest[c])
			}
		}
		all.Image = append(all.Image, shown)
		all.Delay = append(all.Delay, int(frames[i].lasts/(10*time.Millisecond)))
		all.Disposal = append(all.Disposal, gif.DisposalNone)
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &all)
	return b.Bytes(), err
}

// changed is the smallest area outside of which two pictures are the same.
func changed(before, after *image.RGBA) (area image.Rectangle) {
	for y := after.Rect.Min.Y; y < after.Rect.Max.Y; y++ {
		for x := after.Rect.Min.X; x < after.Rect.Max.X; x++ {
			if before.RGBAAt(x, y) != after.RGBAAt(x, y) {
				area = area.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if area.Empty() {
		return image.Rect(0, 0, 1, 1) // a frame has to have something
	}
	return area
}
