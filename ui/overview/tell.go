package overview

import (
	"slices"
	"strings"

	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Tell implements page.Page: each row says in which section it is.
func (o *overview) Tell(at *desk.Office) page.Told {
	const width = 4000 // nothing is cut
	t := page.Told{Heading: o.Title() + o.SaysFilter() + o.SaysMarked(), Len: o.Rows().Len()}
	switch {
	case o.Trouble():
		t.Heading = text.Join(t.Heading, "needs attention")
	case o.Flying():
		t.Heading = text.Join(t.Heading, "in flight")
	}
	for _, p := range o.panes(at, width) {
		t.Notes = append(t.Notes, p.lines...)
	}
	t.Notes = slices.Compact(page.Flat(t.Notes))
	t.Row = func(i int) page.Row {
		e := o.Rows().At(i)
		is := placeOf(e)
		return page.Row{Ref: is.Ref, Event: is.event, Text: o.words(at, e)}
	}
	return t
}

// words are a row.
func (o *overview) words(at *desk.Office, e *overviewEntry) string {
	var parts []string
	if t := e.event; t != nil {
		var says strings.Builder
		for _, w := range happened(at, t) {
			says.WriteString(w.says)
		}
		parts = []string{text.Moment(t.At, at.Now), string(t.Key.Kind), e.title, strings.Join(strings.Fields(says.String()), " ")}
	} else {
		says, _ := o.says(at, e)
		parts = []string{e.word(), string(e.kind()), e.title, e.since.Elapsed(at.Now)}
		if at.Several() {
			parts = append(parts, e.where())
		}
		parts = append(parts, says)
	}
	if o.Rows().IsMarked(e) {
		parts = append(parts, "marked")
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return titles[e.section] + ": " + strings.Join(parts, ", ")
}
