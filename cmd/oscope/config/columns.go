package config

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"oscope/ui"
)

// columnNames are the columns that there are, by views.
var columnNames = sync.OnceValue(ui.ColumnNames)

// View is the name of a view with a table.
type View string

func (v View) check() error {
	if columnNames()[string(v)] == nil {
		return fmt.Errorf("there is no view %q with columns%s", string(v), meant(string(v), slices.Sorted(maps.Keys(columnNames()))))
	}
	return nil
}

// Column is the name of a column of a view.
type Column string

func (c Column) checkIn(view string) error {
	known := columnNames()[view]
	if known == nil || slices.Contains(known, string(c)) {
		return nil
	}
	return fmt.Errorf("there is no column %q%s", string(c), meant(string(c), known))
}
