package desk

import (
	"fmt"
	"slices"
	"strings"
)

// Layout is how a table and the detail of the row under the cursor share a page.
type Layout string

// The layouts.
const (
	Beside    Layout = "beside" // the detail at the right of the table
	Below     Layout = "below"
	TableOnly Layout = "table"
)

// layouts are all, in the order in which a key goes through them.
var layouts = []Layout{Beside, Below, TableOnly}

// Check says why there is no such layout; nil if there is.
func (l Layout) Check() error {
	if slices.Contains(layouts, l) {
		return nil
	}
	var names []string
	for _, known := range layouts {
		names = append(names, string(known))
	}
	return fmt.Errorf("there is no layout %q; there are %s", string(l), strings.Join(names, ", "))
}

// Panes are how tables and details share pages, on all pages alike.
type Panes struct {
	Layout         Layout // empty for the usual one
	columns, lines int    // of the detail, where the divider has been dragged; 0 as usual
}

// Next goes on to the next layout, and returns it.
func (p *Panes) Next() Layout {
	p.Layout = layouts[(slices.Index(layouts, p.layout())+1)%len(layouts)]
	return p.Layout
}

func (p *Panes) layout() Layout {
	if p.Layout == "" {
		return Beside
	}
	return p.Layout
}

// Where a detail fits, in columns and lines of the page, and the least of each part.
const (
	besideFrom    = 110
	belowFrom     = 16
	detailColumns = 44
	detailLines   = 5
	tableColumns  = 40
	tableLines    = 6
)

// Detail returns how much of a page the detail takes: columns at the right of it, or lines
// at its bottom; nothing where there is no room for it.
func (p *Panes) Detail(width, height int) (columns, lines int) {
	switch layout := p.layout(); {
	case layout == Beside && width >= besideFrom:
		return share(p.columns, max(detailColumns, width*7/20), detailColumns, width-tableColumns), 0
	case layout == Below && height >= belowFrom:
		return 0, share(p.lines, height*2/5, detailLines, height-tableLines)
	}
	return 0, 0
}

func share(dragged, usual, least, most int) int {
	if dragged == 0 {
		return usual
	}
	return max(least, min(dragged, most))
}

// Drag moves the divider: the detail takes so many columns, or lines.
func (p *Panes) Drag(columns, lines int) {
	if p.layout() == Below {
		p.lines = max(1, lines)
		return
	}
	p.columns = max(1, columns)
}
