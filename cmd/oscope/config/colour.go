package config

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Colour is one of the terminal's 16 by its name, or #rrggbb; empty for none.
type Colour string

// colours are those of a terminal, in their order.
var colours = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

func (c Colour) check() error {
	if c == "" || c.Color() != nil {
		return nil
	}
	return fmt.Errorf("there is no colour %q; there are #rrggbb, %s", string(c), strings.Join(colours, ", "))
}

// Color returns the colour, a basic one of the terminal's where it has a name; nil for
// none.
func (c Colour) Color() color.Color {
	if i := slices.Index(colours, string(c)); i >= 0 {
		return ansi.BasicColor(i) //nolint:gosec // below 16
	}
	digits, hexadecimal := strings.CutPrefix(string(c), "#")
	value, err := strconv.ParseUint(digits, 16, 24)
	if !hexadecimal || len(digits) != 6 || err != nil {
		return nil
	}
	return color.RGBA{R: uint8(value >> 16), G: uint8(value >> 8 & 0xff), B: uint8(value & 0xff), A: 0xff}
}
