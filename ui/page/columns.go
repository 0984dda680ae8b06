package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui/desk"
	"oscope/ui/table"
)

// Tabled is a page with a table.
type Tabled interface {
	Page
	// Fit fits its columns to what is in them, which otherwise only grow.
	Fit()
	// Columns are all that it has: first those that are shown where there is room, in
	// their order.
	AllColumns() []ColumnState
	// ShowColumns shows columns by their names, in this order, where there is room, and
	// no others. With none of those that there are it shows all, as they are declared.
	ShowColumns(names []string)
}

// ColumnState is a column by the name that filters know it by.
type ColumnState struct {
	Name  string
	Shown bool // where there is room, and it has something to show
	Empty bool // in all rows
}

// columnName is what a column with a title is called.
func columnName(title string) string { return strings.ToLower(title) }

// Fit implements Tabled.
func (v *Resources[R]) Fit() { v.table.Fit() }

// AllColumns implements Tabled.
func (v *Resources[R]) AllColumns() []ColumnState {
	order := v.chosenColumns()
	shown := len(order)
	if order == nil {
		shown = len(v.columns)
	}
	for i := range v.columns {
		if !slices.Contains(order, i) {
			order = append(order, i)
		}
	}
	var all []ColumnState
	for i, column := range order {
		if column >= v.scopeColumns() {
			all = append(all, ColumnState{columnName(v.columns[column].Title), i < shown, v.table.Empty(column)})
		}
	}
	return all
}

// ShowColumns implements Tabled.
func (v *Resources[R]) ShowColumns(names []string) {
	v.picked = names
	v.arrangeColumns()
}

// setWide shows all columns that there is room for, without the detail beside them, or
// only those that were chosen again.
func (v *Resources[R]) setWide(on bool) {
	v.wide = on
	v.arrangeColumns()
}

// nextLayout goes on to the next layout; where the table is wide, back to the one before.
func (v *Resources[R]) nextLayout(at *desk.Desk) tea.Cmd {
	if v.wide {
		v.setWide(false)
		return at.Browsed()
	}
	return nextLayout(at)
}

// arrangeColumns has the table show the columns that are to be shown now.
func (v *Resources[R]) arrangeColumns() {
	if v.wide {
		v.table.Show(nil)
		return
	}
	v.table.Show(v.chosenColumns())
}

// chosenColumns are the indexes of what was chosen, behind what tells scopes apart, which
// is not to be chosen; nil is all.
func (v *Resources[R]) chosenColumns() []int {
	var all []int
	for i := range v.scopeColumns() {
		all = append(all, i)
	}
	scopes := len(all)
	for _, name := range v.picked {
		i := slices.IndexFunc(v.Columns, func(c table.Column[R]) bool { return columnName(c.Title) == name })
		if i >= 0 && !slices.Contains(all, scopes+i) {
			all = append(all, scopes+i)
		}
	}
	if len(all) == scopes {
		return nil
	}
	return all
}

// scopeColumns is how many columns tell scopes apart; they are the first.
func (v *Resources[R]) scopeColumns() int { return len(v.columns) - len(v.Columns) }
