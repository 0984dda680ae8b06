package table_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"oscope/ui/table"
)

// While a large table is being arranged it is the one of before, whole, and keys find
// it so.
func TestLargeTableStandsUntilItIsArranged(t *testing.T) {
	tab := newTable(plain, 80, 10, resources(5000))
	tab.Finish()
	tab.Move(3)
	tab.SetFilter("failed")
	if !tab.Busy() {
		t.Fatal("five thousand rows were filtered within a key")
	}
	if tab.Len() != 5000 || tab.Filter() != "failed" {
		t.Errorf("%d rows by %q", tab.Len(), tab.Filter())
	}
	tab.Move(1)
	tab.ToggleMark()
	tab.Work()
	if got := selected(tab); tab.Busy() && got != "id-00004" {
		t.Errorf("on %s", got)
	}
	portions := 1
	for tab.Busy() {
		tab.Work()
		portions++
	}
	if portions < 3 {
		t.Errorf("%d portions", portions)
	}
	if got := selected(tab); tab.Len() != 1250 || got != "id-00006" || tab.HiddenMarks() != 1 {
		t.Errorf("%d rows, on %s, %d hidden marks", tab.Len(), got, tab.HiddenMarks())
	}
}

// A portion is bounded, however many rows there are.
func TestPortionsAreBounded(t *testing.T) {
	most := 0
	for _, n := range []int{5000, 100_000} {
		cells, longest := 0, 0
		cols := columns(plain)
		text, compare := cols[0].Text, cols[0].Compare
		cols[0].Text = func(r resource) string { cells++; return text(r) }
		cols[0].Compare = func(a, b resource) int { cells++; return compare(a, b) }
		tab := table.New(resource.key, nil, cols)
		tab.SetSize(80, 10)
		rows := resources(n)
		tab.Load(n, func(i int) (resource, bool) { cells++; return rows[i], true })
		tab.SortBy(0)
		tab.SetFilter("7")
		for tab.Busy() {
			cells = 0
			tab.Work()
			longest = max(longest, cells)
		}
		if most > 0 && longest > most*3/2 {
			t.Errorf("a portion of %d rows looks at %d, of five thousand at %d", n, longest, most)
		}
		most = max(most, longest)
	}
}

// Whatever is asked for between two portions, in the end all is as if it had been
// asked for at leisure.
func TestPortionsEndAsOneWould(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 1))
		hurried := newTable(plain, 80, 12, resources(3000))
		calm := newTable(plain, 80, 12, resources(3000))
		hurried.Finish()
		calm.Finish()
		var steps []string
		for range 12 {
			var step func(*table.Table[string, resource])
			var name string
			switch n := random.IntN(5); n {
			case 0:
				filter := []string{"", "failed", "7", "status:creating 1", "!active"}[random.IntN(5)]
				name, step = "filter "+filter, func(t *table.Table[string, resource]) { t.SetFilter(filter) }
			case 1:
				name, step = "sort", (*table.Table[string, resource]).NextSort
			case 2:
				name, step = "reverse", (*table.Table[string, resource]).ReverseSort
			case 3:
				rows := resources(2000 + random.IntN(2000))
				random.Shuffle(len(rows)/100, func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
				name, step = fmt.Sprint("rows ", len(rows)), func(t *table.Table[string, resource]) { t.SetRows(rows) }
			case 4:
				show := func(r resource) bool { return r.nodes != 2 }
				name, step = "predicate", func(t *table.Table[string, resource]) { t.SetPredicate(show) }
			}
			steps = append(steps, name)
			step(hurried)
			for range random.IntN(4) {
				hurried.Work()
			}
			step(calm)
			calm.Finish()
		}
		hurried.Finish()
		if got, want := all(hurried), all(calm); !slices.Equal(got, want) {
			t.Errorf("seed %d: %s: %d rows %.100v, want %d %.100v", seed, strings.Join(steps, ", "), len(got), got, len(want), want)
		}
	}
}

// all returns the keys of all rows that are shown.
func all(t *table.Table[string, resource]) []string {
	var keys []string
	for t.Top(); ; t.Move(1) {
		keys = append(keys, selected(t))
		if t.Index() >= t.Len()-1 {
			return keys
		}
	}
}
