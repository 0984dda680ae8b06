package layout

import "strings"

// over is a box with blocks below it, side by side.
type over struct {
	top   *Box
	below []Block
}

// Over returns a box with blocks below it that stand side by side and are together as
// wide.
func Over(top *Box, below []Block) Block { return over{top, below} }

// WriteRow implements Block.
func (o over) WriteRow(b *strings.Builder, y int) {
	if y < o.top.Height {
		o.top.WriteRow(b, y)
		return
	}
	for _, block := range o.below {
		block.WriteRow(b, y-o.top.Height)
	}
}
