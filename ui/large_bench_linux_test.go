package ui

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"

	"oscope/model"
	"oscope/model/live"
)

// BenchmarkArrange is a key that asks for all rows anew, with its frame. What it asks
// for comes in portions, between which keys are handled: portion-ms is the longest of
// them, ready-ms how long it takes until the last.
func BenchmarkArrange(b *testing.B) {
	letter := func(c rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: c, Text: string(c)} }
	for _, c := range []struct {
		name        string
		before, per []tea.KeyPressMsg
	}{
		{"filter", []tea.KeyPressMsg{letter('/')}, []tea.KeyPressMsg{letter('7'), {Code: tea.KeyBackspace}}},
		{"in flight", nil, []tea.KeyPressMsg{letter('i')}},
		{"sort", nil, []tea.KeyPressMsg{letter('s')}},
		{"reverse", []tea.KeyPressMsg{letter('s')}, []tea.KeyPressMsg{letter('S')}},
		{"mark", nil, []tea.KeyPressMsg{{Code: tea.KeySpace, Text: " "}, {Code: tea.KeyUp}}},
		{"marked", []tea.KeyPressMsg{{Code: tea.KeySpace, Text: " "}}, walk(10)},
		{"page", nil, []tea.KeyPressMsg{{Code: tea.KeyPgDown}, {Code: tea.KeyPgUp}}},
	} {
		for _, rows := range sizes {
			b.Run(c.name+"/"+strconv.Itoa(rows), func(b *testing.B) {
				a := benchApp(b, "Applications", rows)
				for _, key := range c.before {
					a.Update(key)
				}
				settle(a)
				locked(b)
				var longest, ready time.Duration
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					a.Update(c.per[i%len(c.per)])
					screen = a.View()
					i++
					b.StopTimer()
					began := used()
					for a.view().Busy() {
						start := used()
						a.Update(workMsg{})
						longest = max(longest, used()-start)
					}
					ready += used() - began
					b.StartTimer()
				}
				b.ReportMetric(milliseconds(longest), "portion-ms")
				b.ReportMetric(milliseconds(ready)/float64(i), "ready-ms")
			})
		}
	}
}

// locked gives the benchmark a thread of its own, whose processor time is what it uses:
// on a machine that others use too, that is what can be compared.
func locked(b *testing.B) {
	runtime.LockOSThread()
	b.Cleanup(runtime.UnlockOSThread)
}

// used is how much processor time this thread has used.
func used() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// BenchmarkSlice takes in a slice of five hundred applications that a refresh brings,
// with and without a change in it.
func BenchmarkSlice(b *testing.B) {
	for _, rows := range []int{500, 10_000, 100_000} {
		for _, changed := range []bool{false, true} {
			b.Run(fmt.Sprintf("%d/changed=%v", rows, changed), func(b *testing.B) {
				a := benchApp(b, "Applications", rows)
				parts := [][]model.Item{benchApplications(0, 500), benchApplications(0, 500)}
				if changed {
					application, _ := parts[1][50].(model.Application)
					application.Endpoint = "https://elsewhere"
					parts[1][50] = application
				}
				at := a.scopes.shown[0]
				read := at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, time.Now())
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					a.Update(pageMsg{at: at, listing: live.Listing{Read: read, Items: parts[i%2], More: true, Slice: true, At: time.Now()}})
					screen = a.View()
					i++
					b.StopTimer()
					settle(a)
					b.StartTimer()
				}
			})
		}
	}
}

// BenchmarkLongList takes in a listing of very many applications slice by slice, as
// the client brings them, and presses a key after each: longest-ms is how long a key
// waits at most, in processor time, for a slice and a portion of what the page makes of
// it; end-ms the same for the last slice, after which the scope is planned anew.
func BenchmarkLongList(b *testing.B) {
	const slice = 100
	rows := 100_000
	if testing.Short() {
		rows = 10_000 // that it runs is all that is asked
	}
	items := benchApplications(0, rows)
	failed := slices.Clone(items)
	for i := range failed {
		application, _ := failed[i].(model.Application)
		application.Status = "FAILED"
		failed[i] = application
	}
	for _, c := range []struct {
		title, name string
		rounds      [][]model.Item
	}{
		{"Applications", "come", [][]model.Item{items}},
		{"Applications", "unchanged", [][]model.Item{items, items}},
		{"Applications", "go", [][]model.Item{items, nil}},
		{"Applications", "fail", [][]model.Item{items, failed}},
		{"Overview", "come", [][]model.Item{items}},
		{"Overview", "go", [][]model.Item{items, nil}},
		{"Overview", "fail", [][]model.Item{failed[:10_000]}},
	} {
		b.Run(fmt.Sprintf("%s/%s", c.title, c.name), func(b *testing.B) {
			locked(b)
			var longest, end time.Duration
			for b.Loop() {
				longest = 0
				a := benchApp(b, c.title, 0)
				at := a.scopes.shown[0]
				a.started = true
				runtime.GC()
				feed := live.Feed{Kind: live.FeedApplications}
				for i, items := range c.rounds {
					read := at.Snapshot.Begin(live.Read{Feed: feed}, time.Now())
					for from := 0; from == 0 || from < len(items); from += slice {
						part := items[min(from, len(items)):min(from+slice, len(items))]
						more := from+slice < len(items)
						start := used()
						a.Update(pageMsg{at: at, listing: live.Listing{Read: read, Items: part, More: more, Slice: more, At: time.Now()}})
						a.Update(workMsg{})
						a.Update(tea.KeyPressMsg{Code: tea.KeyDown})
						screen = a.View()
						if !more {
							end = used() - start
						} else if i == len(c.rounds)-1 {
							longest = max(longest, used()-start)
						}
					}
				}
			}
			b.ReportMetric(milliseconds(longest), "longest-ms")
			b.ReportMetric(milliseconds(end), "end-ms")
		})
	}
}

// BenchmarkMemory is what the page takes per row beside the model's own data, with a
// filter and an order.
func BenchmarkMemory(b *testing.B) {
	const rows = 100_000
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for _, title := range []string{"Applications", "Data sources"} {
		b.Run(title, func(b *testing.B) {
			var taken uint64
			for b.Loop() {
				a := benchApp(b, "Overview", rows)
				before := heap()
				a.show(viewOf(a, title))
				for _, key := range "s/7" {
					a.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
					settle(a)
				}
				taken = heap() - before
				runtime.KeepAlive(a)
			}
			b.ReportMetric(float64(taken)/rows, "B/row")
		})
	}
}
