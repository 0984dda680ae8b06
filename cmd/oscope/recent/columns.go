package recent

import "strings"

// columnsOf is before the names of views, of which the columns are kept in their order.
const columnsOf = "columns of "

// Columns returns the columns that were chosen, by the names of views.
func (f File) Columns() map[string][]string {
	all := map[string][]string{}
	for of, names := range f.Lately() {
		if view, ok := strings.CutPrefix(of, columnsOf); ok {
			all[view] = names
		}
	}
	return all
}

// ChooseColumns keeps the columns of a view; none forgets what was chosen.
func (f File) ChooseColumns(view string, columns []string) {
	f.change(func(known map[string][]string) {
		known[columnsOf+view] = columns
		if len(columns) == 0 {
			delete(known, columnsOf+view)
		}
	})
}
