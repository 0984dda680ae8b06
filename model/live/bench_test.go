package live_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

const many = 10_000

// benchmarkApply measures taking in a reading of many domains. change makes the
// listing of one round out of that of the round before.
func benchmarkApply(b *testing.B, pages int, fresh bool, change func(items []model.Item, round int)) {
	items := someDomains(many)
	chunks := slices.Collect(slices.Chunk(items, len(items)/pages))
	s := live.NewSnapshot()
	round := 0
	take := func() {
		round++
		reading := s.Begin(live.Read{Feed: domains}, noon)
		for i, chunk := range chunks {
			s.Apply(live.Listing{Read: reading, Items: chunk, More: i < len(chunks)-1, At: after(time.Duration(round) * time.Second)})
		}
	}
	take()
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		if fresh {
			s = live.NewSnapshot()
		}
		change(items, round) // the chunks are parts of items
		b.StartTimer()
		take()
	}
	if s.Len(model.KindDomain) != many {
		b.Fatalf("%d domains", s.Len(model.KindDomain))
	}
}

func BenchmarkApply(b *testing.B) {
	same := func([]model.Item, int) {}
	onePercent := func(items []model.Item, round int) {
		for i := round % 100; i < len(items); i += 100 {
			status := model.Status("Active")
			if items[i].Common().Status == status {
				status = "Modifying"
			}
			items[i] = domain(items[i].Common().Name, status)
		}
	}
	for _, pages := range []int{1, 100} {
		b.Run(fmt.Sprintf("first/pages=%d", pages), func(b *testing.B) { benchmarkApply(b, pages, true, same) })
		b.Run(fmt.Sprintf("unchanged/pages=%d", pages), func(b *testing.B) { benchmarkApply(b, pages, false, same) })
		b.Run(fmt.Sprintf("changed=1%%/pages=%d", pages), func(b *testing.B) { benchmarkApply(b, pages, false, onePercent) })
	}
}

// BenchmarkPlan measures the planner with 500 feeds, none of them due, or all.
func BenchmarkPlan(b *testing.B) {
	apps := someApplications(496)
	s := scopeOf(apps...)
	for _, app := range apps {
		id := app.Common().Key.ID
		read(s, attachmentsOf(id), noon, attachment(id, "PENDING"))
	}
	read(s, caller, noon)
	read(s, standard, noon)
	attention := live.Attention{OnScreen: map[live.Feed]bool{applications: true}}
	for _, c := range []struct {
		name string
		at   time.Time
		due  int
	}{{"idle", noon, 0}, {"busy", after(time.Hour), 8}} {
		b.Run("Due/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got := len(s.Due(c.at, attention)); got != c.due {
					b.Fatalf("%d due", got)
				}
			}
		})
	}
	b.Run("Next", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if at, ok := s.Next(attention); !ok || !at.Equal(after(2*time.Second)) {
				b.Fatalf("%v %v", at, ok)
			}
		}
	})
}

func BenchmarkItems(b *testing.B) {
	s := scopeOf(someDomains(many)...)
	b.Run("Items", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if len(s.Items(model.KindDomain)) != many {
				b.Fatal("not all")
			}
		}
	})
	b.Run("ItemsOf", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if len(s.ItemsOf(domains)) != many {
				b.Fatal("not all")
			}
		}
	})
}
