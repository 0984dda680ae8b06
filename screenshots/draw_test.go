package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// screenOf is what a terminal of two rows shows after output.
func screenOf(t *testing.T, width int, output string) screen {
	t.Helper()
	e := vt.NewEmulator(width, 2)
	if _, err := e.WriteString(output); err != nil {
		t.Fatal(err)
	}
	s := screen{cells: make([][]uv.Cell, 2), cursor: uv.Pos(-1, -1), title: "test"}
	for y := range s.cells {
		for x := range width {
			s.cells[y] = append(s.cells[y], *e.CellAt(x, y))
		}
	}
	return s
}

// Each arm of a box must reach the edge of its cell at full strength, in the
// middle, and nothing else may: then two cells that belong together join.
func TestBoxesReachTheEdges(t *testing.T) {
	edges := map[int][2]image.Point{
		left:  {{0, cellHeight/2 - 1}, {0, cellHeight / 2}},
		right: {{cellWidth - 1, cellHeight/2 - 1}, {cellWidth - 1, cellHeight / 2}},
		up:    {{cellWidth/2 - 1, 0}, {cellWidth / 2, 0}},
		down:  {{cellWidth/2 - 1, cellHeight - 1}, {cellWidth / 2, cellHeight - 1}},
	}
	check := func(r rune, arms int) {
		mask := shape(r)
		for arm, points := range edges {
			want := uint8(0)
			if arms&arm != 0 {
				want = 255
			}
			for _, p := range points {
				if got := mask.AlphaAt(p.X, p.Y).A; got != want {
					t.Errorf("%c has ink %d at %v, want %d", r, got, p, want)
				}
			}
		}
	}
	for i, r := range lightBoxes {
		check(r, arms[i])
	}
	for i, r := range heavyBoxes {
		check(r, arms[i])
	}
	for i, r := range corners {
		check(r, arms[2+i])
	}
}

// Ink is how much of a cell is covered, in percent.
func ink(mask *image.Alpha) int {
	sum := 0
	for _, a := range mask.Pix {
		sum += int(a)
	}
	return sum * 100 / 255 / len(mask.Pix)
}

func TestBlocksCoverTheirShare(t *testing.T) {
	for r, want := range map[rune]int{
		'█': 100, '▀': 50, '▄': 50, '▌': 50, '▐': 50, '▖': 25, '▜': 75, '▞': 50, '▟': 75, '░': 25, '▒': 50, '▓': 75, '▔': 13, '▂': 26,
	} {
		if got := ink(shape(r)); got != want {
			t.Errorf("%c covers %d%% of its cell, want %d%%", r, got, want)
		}
	}
}

func TestHalfDiscsFillTheirHalf(t *testing.T) {
	const y = baseline - 8 // of the centre
	left, right := image.Pt(cellWidth/2-3, y), image.Pt(cellWidth/2+2, y)
	above, below := image.Pt(cellWidth/2, y-3), image.Pt(cellWidth/2, y+2)
	for r, want := range map[rune]struct{ full, empty []image.Point }{
		'●': {full: []image.Point{left, right, above, below}},
		'○': {empty: []image.Point{left, right, above, below}},
		'◐': {[]image.Point{left}, []image.Point{right}},
		'◑': {[]image.Point{right}, []image.Point{left}},
		'◒': {[]image.Point{below}, []image.Point{above}},
		'◓': {[]image.Point{above}, []image.Point{below}},
	} {
		mask := shape(r)
		for _, p := range want.full {
			if mask.AlphaAt(p.X, p.Y).A != 255 {
				t.Errorf("%c is not filled at %v", r, p)
			}
		}
		for _, p := range want.empty {
			if mask.AlphaAt(p.X, p.Y).A != 0 {
				t.Errorf("%c is filled at %v", r, p)
			}
		}
	}
}

// Every character that oscope draws with must be in the font or drawn here.
func TestCharacters(t *testing.T) {
	face := newTypeface()
	lack := missing(1).Pix
	for _, attrs := range []uint8{0, uv.AttrBold, uv.AttrItalic, uv.AttrBold | uv.AttrItalic} {
		for _, r := range "aZ09✓✗◐●○▌▲▼→←↑↓…·×!│─╭╮╰╯█░⠋–" {
			if mask := face.mask(glyph{string(r), 1, attrs}); mask == nil || ink(mask) == 0 || bytes.Equal(mask.Pix, lack) {
				t.Errorf("there is no %c with attributes %d", r, attrs)
			}
		}
	}
	if !bytes.Equal(face.mask(glyph{"\U0001f600", 1, 0}).Pix, lack) {
		t.Error("a character that the font does not have is not marked as missing")
	}
}

func TestColours(t *testing.T) {
	for output, want := range map[string][2]color.RGBA{ // ink and paper of █ without its right half
		"▌":                                {dark.foreground, dark.background},
		"\x1b[31;44m▌":                     {dark.ansi[1], dark.ansi[4]},
		"\x1b[91m▌":                        {dark.ansi[9], dark.background},
		"\x1b[38;5;2;48;5;208m▌":           {dark.ansi[2], rgb(0xff8700)},
		"\x1b[7m▌":                         {dark.background, dark.foreground},
		"\x1b[38;2;1;2;3;48;2;4;5;6m▌":     {rgb(0x010203), rgb(0x040506)},
		"\x1b[8m▌":                         {dark.background, dark.background},
		"\x1b[2;38;2;200;0;0;48;2;0;0;0m▌": {blend(rgb(0xc80000), rgb(0), 0.45), rgb(0)},
	} {
		picture := paint(screenOf(t, 3, output), dark)
		at := func(x int) color.RGBA { return picture.RGBAAt(padding+x, barHeight+padding+3) }
		if got := [2]color.RGBA{at(2), at(cellWidth - 2)}; got != want {
			t.Errorf("%q shows as %v, want %v", output, got, want)
		}
	}
}

func TestCursorIsReversed(t *testing.T) {
	s := screenOf(t, 3, "▌")
	s.cursor = uv.Pos(0, 0)
	if got := paint(s, light).RGBAAt(padding+2, barHeight+padding+2); got != light.background {
		t.Errorf("under the cursor, ink is %v", got)
	}
}

func TestWindow(t *testing.T) {
	picture := paint(screenOf(t, 10, ""), light)
	if got, want := picture.Bounds().Size(), image.Pt(10*cellWidth+2*padding, 2*cellHeight+barHeight+2*padding); got != want {
		t.Errorf("the picture is %v, want %v", got, want)
	}
	if got := picture.RGBAAt(0, 0); got.A != 0 {
		t.Errorf("the corner is %v, want it transparent", got)
	}
	if got := picture.RGBAAt(0, picture.Bounds().Dy()/2); got != light.border {
		t.Errorf("the edge is %v, want %v", got, light.border)
	}
}

func TestEncodeKeepsFlatColours(t *testing.T) {
	// More colours than a palette holds, most of them on one pixel each.
	picture := image.NewRGBA(image.Rect(0, 0, 100, 100))
	for i := range 10000 {
		c := dark.background
		if i < 3000 {
			c = color.RGBA{uint8(i), uint8(i >> 4), uint8(i >> 8), 255}
		}
		picture.SetRGBA(i%100, i/100, c)
	}
	first, err := encode(picture)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, _ := encode(picture); !bytes.Equal(first, again) {
			t.Fatal("the same picture became other bytes")
		}
	}
	decoded, err := png.Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	palette, ok := decoded.(*image.Paletted)
	if !ok {
		t.Fatalf("the PNG is a %T", decoded)
	}
	if got := color.RGBAModel.Convert(palette.At(99, 99)); got != dark.background {
		t.Errorf("the background became %v", got)
	}
	for i := range 3000 {
		want := picture.RGBAAt(i%100, i/100)
		got, _ := color.RGBAModel.Convert(palette.At(i%100, i/100)).(color.RGBA)
		if _, distance := closest([]color.RGBA{got}, want); distance > 40*40 {
			t.Fatalf("%v became %v", want, got)
		}
	}
}
