package main

import (
	"image"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/vector"
)

// Characters that must meet their neighbours without a gap, and those that
// must agree in size, are drawn here instead of being taken from the font.

// lineWidth is that of light box drawing; heavy is twice that.
const lineWidth = 2

// Box drawing in the order of arms, which has the directions in which each goes;
// rounded corners are in that of the light ones.
var (
	lightBoxes  = []rune("─│┌┐└┘├┤┬┴┼╴╵╶╷")
	heavyBoxes  = []rune("━┃┏┓┗┛┣┫┳┻╋╸╹╺╻")
	doubleBoxes = []rune("═║╔╗╚╝╠╣╦╩╬")
	corners     = []rune("╭╮╰╯")
)

const (
	left = 1 << iota
	up
	right
	down
)

var arms = []int{
	left | right, up | down,
	right | down, left | down, up | right, left | up,
	up | right | down, left | up | down, left | right | down, left | up | right, left | up | right | down,
	left, up, right, down,
}

// shape is the mask of a character that is drawn, nil for any other.
func shape(r rune) *image.Alpha {
	if i := slices.Index(lightBoxes, r); i >= 0 {
		return cell(func(p pen) { p.box(arms[i], lineWidth) })
	}
	if i := slices.Index(heavyBoxes, r); i >= 0 {
		return cell(func(p pen) { p.box(arms[i], 2*lineWidth) })
	}
	if i := slices.Index(doubleBoxes, r); i >= 0 {
		return double(arms[i])
	}
	if i := slices.Index(corners, r); i >= 0 {
		return cell(func(p pen) { p.corner(arms[2+i]) })
	}
	switch {
	case r >= '▀' && r <= '▟':
		return block(r)
	case r >= '⠀' && r <= '⣿':
		return cell(func(p pen) { p.braille(int(r - '⠀')) })
	case strings.ContainsRune("●○◐◑◒◓", r):
		return cell(func(p pen) { p.disc(r) })
	case r == '┄':
		return cell(func(p pen) {
			p.dashes(cellWidth, func(from, to float32) { p.rect(from, (cellHeight-lineWidth)/2, to, (cellHeight+lineWidth)/2) })
		})
	case r == '┆':
		return cell(func(p pen) {
			p.dashes(cellHeight, func(from, to float32) { p.rect((cellWidth-lineWidth)/2, from, (cellWidth+lineWidth)/2, to) })
		})
	}
	return nil
}

// block is the mask of a character from ▀ to ▟.
func block(r rune) *image.Alpha {
	const w, h = cellWidth, cellHeight
	eighths := func(n rune, of float32) float32 { return float32(math.Round(float64(of) * float64(n) / 8)) }
	switch {
	case r == '▀':
		return cell(func(p pen) { p.rect(0, 0, w, h/2) })
	case r <= '█':
		return cell(func(p pen) { p.rect(0, h-eighths(r-'▀', h), w, h) })
	case r <= '▏':
		return cell(func(p pen) { p.rect(0, 0, eighths('▐'-r, w), h) })
	case r == '▐':
		return cell(func(p pen) { p.rect(w/2, 0, w, h) })
	case r <= '▓':
		return shade([]uint8{64, 128, 192}[r-'░'])
	case r == '▔':
		return cell(func(p pen) { p.rect(0, 0, w, eighths(1, h)) })
	case r == '▕':
		return cell(func(p pen) { p.rect(w-eighths(1, w), 0, w, h) })
	default:
		return cell(func(p pen) { p.quadrants(quadrants[r-'▖']) })
	}
}

// double is the mask of a box whose lines are double: a heavy one less a light
// one.
func double(arms int) *image.Alpha {
	mask := cell(func(p pen) { p.box(arms, 3*lineWidth) })
	for i, between := range cell(func(p pen) { p.box(arms, lineWidth) }).Pix {
		mask.Pix[i] -= between
	}
	return mask
}

// missing is the mask of a character that the font does not have: a box, to be
// noticed.
func missing(width int) *image.Alpha {
	right, bottom := float32(width*cellWidth-2), float32(baseline)
	return outline(width*cellWidth, cellHeight, func(p pen) {
		p.rect(2, 6, right, 8)
		p.rect(2, bottom-2, right, bottom)
		p.rect(2, 8, 4, bottom-2)
		p.rect(right-2, 8, right, bottom-2)
	})
}

// shade is the mask of a cell that is inked evenly, but not fully.
func shade(ink uint8) *image.Alpha {
	mask := image.NewAlpha(image.Rect(0, 0, cellWidth, cellHeight))
	for i := range mask.Pix {
		mask.Pix[i] = ink
	}
	return mask
}

func cell(draw func(pen)) *image.Alpha { return outline(cellWidth, cellHeight, draw) }

// outline is the mask of the area within what draw outlines.
func outline(width, height int, draw func(pen)) *image.Alpha {
	p := pen{vector.NewRasterizer(width, height)}
	draw(p)
	mask := image.NewAlpha(image.Rect(0, 0, width, height))
	p.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return mask
}

// pen outlines areas. All its outlines go clockwise, so that those that overlap
// add up, unless they say otherwise.
type pen struct{ *vector.Rasterizer }

type point struct{ x, y float32 }

func (p pen) polygon(points ...point) {
	p.MoveTo(points[0].x, points[0].y)
	for _, at := range points[1:] {
		p.LineTo(at.x, at.y)
	}
	p.ClosePath()
}

func (p pen) rect(x0, y0, x1, y1 float32) {
	p.polygon(point{x0, y0}, point{x1, y0}, point{x1, y1}, point{x0, y1})
}

// arc is a part of a circle as points, angles in quarter turns clockwise from
// three o'clock; it goes anticlockwise when from is after to.
func arc(x, y, radius, from, to float64) []point {
	const steps = 24
	points := make([]point, steps+1)
	for i := range points {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/steps) * math.Pi / 2)
		points[i] = point{float32(x + radius*cos), float32(y + radius*sin)}
	}
	return points
}

func (p pen) circle(x, y, radius float64) { p.polygon(arc(x, y, radius, 0, 4)...) }

func (p pen) roundedRect(x0, y0, x1, y1, radius float32) {
	var points []point
	for quarter, corner := range []point{{x1 - radius, y1 - radius}, {x0 + radius, y1 - radius}, {x0 + radius, y0 + radius}, {x1 - radius, y0 + radius}} {
		from := float64(quarter)
		points = append(points, arc(float64(corner.x), float64(corner.y), float64(radius), from, from+1)...)
	}
	p.polygon(points...)
}

// box draws arms from the middle of the cell to its edges.
func (p pen) box(arms int, width float32) {
	const w, h = cellWidth, cellHeight
	x0, x1 := (w-width)/2, (w+width)/2
	y0, y1 := (h-width)/2, (h+width)/2
	if arms&left != 0 {
		p.rect(0, y0, x1, y1)
	}
	if arms&up != 0 {
		p.rect(x0, 0, x1, y1)
	}
	if arms&right != 0 {
		p.rect(x0, y0, w, y1)
	}
	if arms&down != 0 {
		p.rect(x0, y0, x1, h)
	}
}

// corner draws a light line that turns from one side of the cell to another in
// a quarter of a circle.
func (p pen) corner(arms int) {
	const w, h, r, half = cellWidth, cellHeight, cellWidth/2 - 1, lineWidth / 2
	// As ╭, from its right end to its lower one and back, mirrored as needed.
	points := append([]point{{w, h/2 - half}}, arc(w/2+r, h/2+r, r+half, 3, 2)...)
	points = append(points, point{w/2 - half, h}, point{w/2 + half, h})
	points = append(points, arc(w/2+r, h/2+r, r-half, 2, 3)...)
	points = append(points, point{w, h/2 + half})
	for i := range points {
		if arms&left != 0 {
			points[i].x = w - points[i].x
		}
		if arms&up != 0 {
			points[i].y = h - points[i].y
		}
	}
	p.polygon(points...)
}

// dashes calls draw for each of three dashes over a length.
func (p pen) dashes(length float32, draw func(from, to float32)) {
	for i := float32(0); i < 3; i++ {
		draw((i+0.2)*length/3, (i+0.8)*length/3)
	}
}

// quadrants of ▖▗▘▙▚▛▜▝▞▟: upper left 1, upper right 2, lower left 4, lower right 8.
var quadrants = [...]int{4, 8, 1, 13, 9, 7, 11, 2, 6, 14}

func (p pen) quadrants(set int) {
	const w, h = cellWidth / 2, cellHeight / 2
	for i := range 4 {
		if set>>i&1 != 0 {
			x, y := float32(i%2*w), float32(i/2*h)
			p.rect(x, y, x+w, y+h)
		}
	}
}

// braille draws the dots of a pattern's bits: 1 to 3 down the left, 4 to 6 down
// the right, then the lowest two.
func (p pen) braille(bits int) {
	for i, at := range [8]image.Point{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}} {
		if bits>>i&1 != 0 {
			p.circle(4+6*float64(at.X), 6+6*float64(at.Y), 1.8)
		}
	}
}

// disc draws a circle, as much of it filled as the character says.
func (p pen) disc(r rune) {
	// Between the baseline and the height of a capital, as a letter stands.
	const x, y, radius, rim = cellWidth / 2, baseline - 8.5, 6.4, 1.8
	p.circle(x, y, radius)
	if r == '●' {
		return
	}
	// The other way round, so that it takes away.
	hole := map[rune][2]float64{'○': {4, 0}, '◐': {1, -1}, '◑': {3, 1}, '◒': {4, 2}, '◓': {2, 0}}[r]
	p.polygon(arc(x, y, radius-rim, hole[0], hole[1])...)
}
