package overview

import (
	"slices"
	"strings"
	"time"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/table"
)

// part is what one scope has to tell.
type part struct {
	version, beat uint64 // of its snapshot
	known         uint64 // version of what its checks know
	entries       []*overviewEntry
	failed        []*model.CallError
}

// newList makes the list of all rows. Its columns are what filters look into.
func newList() page.List[place, *overviewEntry] {
	column := func(title string, text func(*overviewEntry) string) table.Column[*overviewEntry] {
		return table.Column[*overviewEntry]{Title: title, Text: text}
	}
	columns := make([]table.Column[*overviewEntry], columnCount)
	columns[statusColumn] = column("STATUS", func(e *overviewEntry) string { return e.word() })
	columns[kindColumn] = column("KIND", func(e *overviewEntry) string { return string(e.kind()) })
	columns[nameColumn] = column("NAME", func(e *overviewEntry) string { return e.title })
	columns[nameColumn].Loose = true
	columns[accountColumn] = column("ACCOUNT", func(e *overviewEntry) string {
		if e.At == nil {
			return e.event.Where
		}
		return page.AccountText(e.At)
	})
	columns[regionColumn] = column("REGION", func(e *overviewEntry) string { return placeOf(e).Scope.Region })
	columns[reasonColumn] = column("REASON", (*overviewEntry).reason)
	rows := table.New(placeOf, inOrder, columns)
	rows.SetFacts((*overviewEntry).facts)
	return page.NewList(rows,
		func(e *overviewEntry) bool { return e.facts().Phase == model.InFlight },
		func(e *overviewEntry) bool { return e.facts().Phase == model.Failed })
}

// What filters look into, in their order.
const (
	statusColumn = iota
	kindColumn
	nameColumn
	accountColumn
	regionColumn
	reasonColumn
	columnCount
)

// reason is what a filter finds a row by, of what it says.
func (e *overviewEntry) reason() string {
	says := e.says(e.now())
	if e.event != nil {
		says = strings.Join([]string{string(e.event.From), e.event.Operation, e.event.Says, says}, " ")
	}
	return says
}

// Derive collects what there is to tell. Only scopes that have changed are looked through,
// and nothing is while the table is busy, unless scopes have gone.
func (o *overview) Derive(at *desk.Office) {
	version, beat := at.Version()+at.Remembered(), at.Beat()
	for _, scope := range at.Shown() {
		version += scope.Knowledge.Version()
	}
	late := !o.lateFrom.IsZero() && at.Now.After(o.lateFrom)
	if o.derived && o.version == version && o.beat == beat && !late {
		o.stayOnTop()
		return
	}
	gone := slices.ContainsFunc(o.scopes, func(scope *desk.Desk) bool { return !slices.Contains(at.Shown(), scope) })
	if o.Busy() {
		if !gone {
			return
		}
		o.Rows().Finish()
	}
	stale := !o.derived || o.version != version || late
	o.version, o.beat, o.derived, o.scopes = version, beat, true, at.Shown()
	o.collect(at, stale)
	if gone {
		o.Rows().Finish()
	}
	o.stayOnTop()
}

func (o *overview) collect(at *desk.Office, stale bool) {
	before := o.of
	o.of = make(map[*desk.Desk]*part, len(before))
	var entries []*overviewEntry
	o.failed = nil
	for _, scope := range at.Shown() {
		p := o.partOf(scope, before[scope])
		o.of[scope] = p
		for _, err := range p.failed {
			o.failed = append(o.failed, failure{scope, err})
		}
		if stale {
			entries = append(entries, p.entries...)
		}
	}
	o.alike = group(o.failed)
	if !stale {
		return
	}
	o.lateFrom = time.Time{}
	for _, e := range entries {
		if e.late = e.since.Late(at.Now); !e.late {
			o.lateFrom = page.Sooner(o.lateFrom, e.since.Due())
		}
	}
	entries = append(entries, eventsOf(at)...)
	o.Rows().Load(len(entries), func(i int) (*overviewEntry, bool) { return entries[i], true })
}

// stayOnTop keeps the cursor on the first row until somebody has moved it: rows that come
// later may be more urgent.
func (o *overview) stayOnTop() {
	if !o.moved {
		o.Rows().Top()
	}
}

// partOf returns what a scope has to tell, and before if it still tells that.
func (o *overview) partOf(at *desk.Desk, before *part) *part {
	version, beat, known := at.Snapshot.Version(), at.Snapshot.Beat(), at.Knowledge.Version()
	if before == nil {
		before = &part{}
	} else if before.version == version && before.beat == beat && before.known == known {
		return before
	}
	p := &part{version: version, known: known, beat: beat, entries: before.entries, failed: at.Snapshot.Lacks()}
	if before.version != version || before.known != known {
		p.entries = append(o.entriesOf(at), updatesOf(at)...)
	}
	return p
}

// bounds are where among the shown rows each section begins, and where the last ends.
func (o *overview) bounds() [sections + 1]int {
	var b [sections + 1]int
	rows := o.Rows()
	for s := range sections {
		from, to := b[s], rows.Len()
		for from < to {
			if middle := (from + to) / 2; rows.At(middle).section <= s {
				from = middle + 1
			} else {
				to = middle
			}
		}
		b[s+1] = from
	}
	return b
}
