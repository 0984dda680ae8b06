package table_test

import (
	"fmt"
	"testing"

	"oscope/ui/table"
)

var sizes = []int{10, 10_000, 100_000}

// BenchmarkKey is one cursor key and the lines that follow from it, at 200×50.
func BenchmarkKey(b *testing.B) {
	keys := map[string]func(*table.Table[string, resource]){
		"move": func(t *table.Table[string, resource]) {
			t.Move(1)
			if t.Index() == t.Len()-1 {
				t.Top()
			}
		},
		"page": func(t *table.Table[string, resource]) {
			t.Page(1)
			if t.Index() == t.Len()-1 {
				t.Top()
			}
		},
	}
	for name, press := range keys {
		for _, n := range sizes {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				tab := newTable(full, 200, 50, resources(n))
				tab.SortBy(0)
				tab.Finish()
				tab.Lines(full, noon, true)
				b.ReportAllocs()
				for b.Loop() {
					press(tab)
					tab.Lines(full, noon, true)
				}
			})
		}
	}
}

// BenchmarkSecond draws all lines again, as happens once a second.
func BenchmarkSecond(b *testing.B) {
	tab := newTable(full, 200, 50, resources(10_000))
	tab.Finish()
	now := noon
	b.ReportAllocs()
	for b.Loop() {
		now = now.Add(1e9)
		tab.Lines(full, now, true)
	}
}

func BenchmarkSetRows(b *testing.B) {
	for _, filter := range []string{"", "status:failed"} {
		for _, column := range []int{-1, 0} {
			b.Run(fmt.Sprintf("filter=%s/sort=%d", filter, column), func(b *testing.B) {
				rows := [2][]resource{resources(10_000), resources(10_000)}
				tab := newTable(full, 200, 50, rows[0])
				tab.SortBy(column)
				tab.SetFilter(filter)
				tab.Finish()
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					i++
					rows[i%2][i%10_000].name = fmt.Sprint("renamed-", i)
					tab.SetRows(rows[i%2])
					tab.Finish()
				}
			})
		}
	}
}

// BenchmarkTypeFilter is one more letter in the filter, all that it makes the table do,
// and the lines that follow.
func BenchmarkTypeFilter(b *testing.B) {
	tab := newTable(full, 200, 50, resources(10_000))
	tab.SortBy(0)
	const filter = "search !status:failed 42"
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i = i%len(filter) + 1
		tab.SetFilter(filter[:i])
		tab.Finish()
		tab.Lines(full, noon, true)
	}
}

func BenchmarkSort(b *testing.B) {
	tab := newTable(full, 200, 50, resources(10_000))
	b.ReportAllocs()
	for b.Loop() {
		tab.NextSort()
		tab.Finish()
	}
}
