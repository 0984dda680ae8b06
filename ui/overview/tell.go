package overview

import (
	"slices"
	"strings"

	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Tell implements page.Page: its entries are the rows, each with the part that it is in.
func (o *overview) Tell(at *desk.Office) page.Told {
	const width = 4000 // nothing is cut
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
	t.After = []string{"Recently:"}
	for _, e := range slices.Backward(at.Events()) {
		if t.After = append(t.After, recentText(at, e)); len(t.After) > recentSaid {
			break
		}
	}
	return t
}

// recentSaid is how many events are told.
const recentSaid = 10

// recentText is an event in words.
func recentText(at *desk.Office, e desk.Event) string {
	says, _ := page.EntryText(at.Theme, &e.Entry)
	parts := []string{text.Moment(e.At, at.Now), string(e.Key.Kind), e.Title, strings.TrimSpace(says), page.AfterText(e.From, e.After, e.AfterExact)}
	if at.Several() {
		parts = append(parts, e.Where)
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
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
