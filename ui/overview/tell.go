package overview

import (
	"slices"

	"oscope/ui/desk"
	"oscope/ui/page"
)

// Tell implements page.Page: its entries are the rows, each with the part that it is in.
func (o *overview) Tell(at *desk.Office) page.Told {
	const (
		width  = 4000 // nothing is cut
		recent = 10
	)
	t := page.Told{Heading: o.Title(), Len: len(o.entries)}
	t.Notes = o.failures(at, width)
	switch {
	case o.flying == 0 && o.updates == 0:
		t.Notes = append(append(t.Notes, o.calm(at, width, "Nothing is in flight.")), o.content(at, width)...)
	case o.flying == 0:
		t.Notes = append(t.Notes, o.calm(at, width, "Nothing is in flight."))
	}
	t.Notes = slices.Compact(page.Flat(t.Notes))
	t.Row = func(i int) page.Row {
		part := pane{from: 0, to: len(o.entries)}
		said := page.Flat(o.entryLines(at, width, part, i, i+1))
		return page.Row{Ref: o.entries[i].Ref(), Text: o.partName(i) + ": " + said[0]}
	}
	t.After = append([]string{"Recently:"}, page.Flat(o.recentLines(at, width, recent))...)
	return t
}

// partName is in which part of the overview an entry stands.
func (o *overview) partName(entry int) string {
	switch {
	case entry < o.flying:
		return "In flight"
	case entry < o.updates:
		return "Needs attention"
	}
	return "Update available"
}
