package layout

import "github.com/charmbracelet/x/ansi"

// Overlay puts lines, all width columns wide, over a screen at column x and row
// y. The screen's lines are changed in place.
func Overlay(screen, lines []string, x, y, width int) {
	for i, line := range lines {
		if y+i < 0 || y+i >= len(screen) {
			continue
		}
		below := screen[y+i]
		screen[y+i] = ansi.Cut(below, 0, x) + line + ansi.Cut(below, x+width, ansi.StringWidth(below))
	}
}
