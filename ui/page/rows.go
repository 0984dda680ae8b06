package page

import (
	"cmp"
	"slices"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/table"
)

// line is a row of the table with the scope that it belongs to. Nobody changes it once
// it has been made.
type line[R any] struct {
	of    *chunk[R] // nil until it is made
	row   R
	shown bool
}

func (l *line[R]) at() *desk.Desk { return l.of.at }

// ref identifies the line across all scopes.
func (v *Resources[R]) ref(l *line[R]) model.Ref {
	return model.Ref{Scope: l.at().ID, Key: v.Item(l.row).Common().Key}
}

// derived are the lines of all shown scopes, and from what they were made.
type derived[R any] struct {
	once    bool
	version uint64 // of the office
	scopes  []*desk.Desk
	of      map[*desk.Desk]*chunk[R]
}

// chunk are the lines of one scope. Each is made from the roll when the table first comes
// to it; other scopes may change then without its being made again.
type chunk[R any] struct {
	at      *desk.Desk
	place   int    // among the scopes that are shown
	version uint64 // of the scope's snapshot; see stampOf
	account string // which snapshots do not count among their resources
	roll    Roll[R]
	left    int // how many lines have not been made; with the last one the roll goes
	lines   []line[R]
}

// line returns the i-th line, if it is to be shown.
func (c *chunk[R]) line(i int) (*line[R], bool) {
	l := &c.lines[i]
	if l.of == nil {
		l.of = c
		l.row, l.shown = c.roll.At(i)
		c.left--
		if c.left == 0 {
			c.roll = Roll[R]{}
		}
	}
	return l, l.shown
}

// Derive implements Page. Only the rows of scopes that have changed are made anew. While
// the table is busy it waits for that to end, unless scopes have gone: their rows go at
// once, since nothing can be done with them any more.
func (v *Resources[R]) Derive(at *desk.Office) {
	version, scopes, d := at.Version(), at.Shown(), &v.derived
	if v.OfScopes {
		version, scopes = version+at.Beat(), at.All()
	}
	if v.Past {
		version += at.Remembered()
	}
	if d.once && d.version == version {
		return
	}
	gone := !slices.Equal(d.scopes, scopes) && slices.ContainsFunc(d.scopes, func(scope *desk.Desk) bool { return !slices.Contains(scopes, scope) })
	if v.table.Busy() {
		if !gone {
			return
		}
		v.table.Finish()
	}
	d.once, d.version, d.scopes = true, version, scopes
	if v.many != at.Several() {
		v.build(at.Several())
	}
	before := d.of
	d.of = make(map[*desk.Desk]*chunk[R], len(scopes))
	rolls := make([]Roll[*line[R]], 0, len(scopes))
	for place, scope := range scopes {
		c := before[scope]
		if c == nil || c.version != v.stampOf(scope) || c.account != scope.AccountID() {
			c = v.chunkOf(scope)
		}
		c.place = place
		d.of[scope] = c
		rolls = append(rolls, Roll[*line[R]]{len(c.lines), c.line})
	}
	all := chain(rolls)
	v.table.Load(all.Len, all.At)
	if gone {
		v.table.Finish()
	}
}

// stampOf changes whenever the rows of a scope may.
func (v *Resources[R]) stampOf(at *desk.Desk) uint64 {
	switch {
	case v.OfScopes:
		return at.Snapshot.Version() + at.Snapshot.Beat()
	case v.Past:
		return at.Past.Version
	}
	return at.Snapshot.Version()
}

func (v *Resources[R]) chunkOf(at *desk.Desk) *chunk[R] {
	roll := v.Rows(at)
	return &chunk[R]{at: at, version: v.stampOf(at), account: at.AccountID(), roll: roll, left: roll.Len, lines: make([]line[R], roll.Len)}
}

// natural is the order while no column is sorted by: scope by scope, and in each its own.
// Without one of its own that is as they come.
func (v *Resources[R]) natural() func(x, y *line[R]) int {
	if v.Order == nil {
		return nil
	}
	return func(x, y *line[R]) int { return cmp.Or(cmp.Compare(x.of.place, y.of.place), v.Order(x.row, y.row)) }
}

// Again has all rows derived anew, because of something that no snapshot knows.
func (v *Resources[R]) Again() { v.derived = derived[R]{scopes: v.derived.scopes} }

// build makes the table, with the columns that tell scopes apart if there are several.
// What has been typed, sorted, marked and selected in the one before is kept.
func (v *Resources[R]) build(many bool) {
	before, sorted := v.table, ""
	if before != nil {
		if column, _ := before.Sort(); column >= 0 {
			sorted = v.columns[column].Title
		}
	}
	v.many, v.columns = many, nil
	if many {
		v.columns = scopeColumns[R]()
	}
	for _, c := range v.Columns {
		v.columns = append(v.columns, onLines(c))
	}
	v.table = table.New(v.ref, v.natural(), v.columns)
	v.table.SetFacts(v.factsOf)
	v.arrangeColumns()
	if before == nil {
		v.List = NewList(v.table, v.flies, v.needs)
		for i, c := range v.columns {
			if v.Sorted != "" && c.Title == v.Sorted {
				v.table.SortBy(i)
			}
		}
		return
	}
	v.restore(before, sorted)
}

// restore has the table stand as another did, which is not busy.
func (v *Resources[R]) restore(before *table.Table[model.Ref, *line[R]], sorted string) {
	lines := []*line[R]{}
	for _, c := range v.derived.of {
		for i := range c.lines {
			if l, ok := c.line(i); ok {
				lines = append(lines, l)
			}
		}
	}
	v.table.SetRows(lines)
	for _, marked := range before.Marked() {
		if v.table.Select(v.ref(marked)) {
			v.table.ToggleMark()
		}
	}
	if selected, ok := before.Selected(); ok {
		v.table.Select(v.ref(selected))
	}
	v.table.SetFilter(before.Filter())
	v.restrict()
	for i, c := range v.columns {
		if c.Title == sorted {
			v.table.SortBy(i)
		}
	}
	if _, descending := before.Sort(); descending {
		v.table.ReverseSort()
	}
}
