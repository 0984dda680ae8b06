package page

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/table"
)

// line is a row of the table with the desk of its scope.
type line[R any] struct {
	at     *desk.Desk
	row    R
	ref    model.Ref
	flying bool
}

// derived are the lines of all shown scopes, and from what they were made.
type derived[R any] struct {
	once    bool
	version uint64 // of the office
	of      map[*desk.Desk]*chunk[R]
}

// chunk are the lines of one scope.
type chunk[R any] struct {
	version uint64 // of the scope's snapshot; see stampOf
	account string // which snapshots do not count among their resources
	lines   []line[R]
}

// Derive implements Page. Only the rows of scopes that have changed are made anew.
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
	d.once, d.version = true, version
	if v.many != at.Several() {
		v.build(at.Several())
	}
	before := d.of
	d.of = make(map[*desk.Desk]*chunk[R], len(before))
	total := 0
	for _, scope := range scopes {
		c := before[scope]
		if c == nil || c.version != v.stampOf(scope) || c.account != scope.AccountID() {
			c = v.chunkOf(scope)
		}
		d.of[scope] = c
		total += len(c.lines)
	}
	lines := make([]*line[R], 0, total)
	for _, scope := range scopes {
		c := d.of[scope]
		for i := range c.lines {
			lines = append(lines, &c.lines[i])
		}
	}
	v.table.SetRows(lines)
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
	rows := v.Rows(at)
	c := &chunk[R]{version: v.stampOf(at), account: at.AccountID(), lines: make([]line[R], len(rows))}
	for i, row := range rows {
		r := v.Item(row).Common()
		c.lines[i] = line[R]{at, row, model.Ref{Scope: at.ID, Key: r.Key}, r.Phase() == model.InFlight}
	}
	return c
}

// Again has all rows derived anew, because of something that no snapshot knows.
func (v *Resources[R]) Again() { v.derived = derived[R]{} }

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
	v.table = table.New(func(l *line[R]) model.Ref { return l.ref }, v.columns)
	if before == nil {
		for i, c := range v.columns {
			if v.Sorted != "" && c.Title == v.Sorted {
				v.table.SortBy(i)
			}
		}
		return
	}
	v.restore(before, sorted)
}

// restore has the table stand as another did.
func (v *Resources[R]) restore(before *table.Table[model.Ref, *line[R]], sorted string) {
	lines := []*line[R]{}
	for _, c := range v.derived.of {
		for i := range c.lines {
			lines = append(lines, &c.lines[i])
		}
	}
	v.table.SetRows(lines)
	for _, marked := range before.Marked() {
		if v.table.Select(marked.ref) {
			v.table.ToggleMark()
		}
	}
	if selected, ok := before.Selected(); ok {
		v.table.Select(selected.ref)
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
