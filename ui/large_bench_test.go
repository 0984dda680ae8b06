package ui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
)

// BenchmarkLongList takes in a listing of very many applications slice by slice, as
// the client brings them, and presses a key after each: longest-ms is how long a key
// waits at most.
func BenchmarkLongList(b *testing.B) {
	const rows, slice = 100_000, 500
	items := benchApplications(0, rows)
	for _, title := range []string{"Applications", "Overview"} {
		b.Run(fmt.Sprintf("%s/%d", title, rows), func(b *testing.B) {
			var longest time.Duration
			for b.Loop() {
				a := benchApp(b, title, 0)
				a.started = true
				feed := live.Feed{Kind: live.FeedApplications}
				for round := range 2 {
					at := a.scopes.shown[0]
					read := at.Snapshot.Begin(live.Read{Feed: feed}, time.Now())
					for from := 0; from < rows; from += slice {
						part, more := items[from:from+slice], from+slice < rows
						if round == 1 {
							part, more = nil, false // all are gone at once
							from = rows
						}
						start := time.Now()
						a.Update(pageMsg{at: at, listing: live.Listing{Read: read, Items: part, More: more, Slice: more, At: time.Now()}})
						a.Update(tea.KeyPressMsg{Code: tea.KeyDown})
						screen = a.View()
						longest = max(longest, time.Since(start))
					}
				}
			}
			b.ReportMetric(float64(longest.Milliseconds()), "longest-ms")
		})
	}
}
