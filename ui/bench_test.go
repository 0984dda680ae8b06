package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/page"
)

// The figures that these are held to stand in the design, §7: 150 µs and 100
// allocations for a key, the same for ten rows as for ten thousand.

var screen tea.View // keeps the compiler from leaving work out

// benchApp returns an App of 200×50 with rows applications or domains, all
// settled, that shows the view with a title.
func benchApp(b *testing.B, title string, rows int) *App {
	b.Helper()
	a := newBenchApp(b)
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	now := time.Now()
	fill := func(feed live.Feed, items []model.Item) {
		read := a.Snapshot.Begin(live.Read{Feed: feed}, now)
		a.Snapshot.Apply(live.Listing{Read: read, Items: items, At: now})
	}
	fill(live.Feed{Kind: live.FeedApplications}, benchApplications(0, rows))
	fill(live.Feed{Kind: live.FeedDomains}, benchDomains(rows))
	fill(live.Feed{Kind: live.FeedCollections}, nil)
	a.show(slices.IndexFunc(a.views, func(v page.Page) bool { return v.Title() == title }))
	screen = a.View()
	return a
}

func newBenchApp(b *testing.B) *App {
	b.Helper()
	world, err := emulator.ParseWorld([]byte(`{}`))
	if err != nil {
		b.Fatal(err)
	}
	source := awsclient.InProcess(emulator.New(world, emulator.Options{}).Transport(), world.Region)
	ctx, cancel := context.WithCancel(b.Context())
	b.Cleanup(cancel)
	return New(ctx, Options{Client: awsclient.New(awsclient.Options{Source: source})})
}

func benchApplications(from, n int) []model.Item {
	items := make([]model.Item, n)
	for i := range items {
		id := fmt.Sprintf("app%017d", from+i)
		items[i] = model.Application{
			Resource: model.Resource{
				Key:  model.Key{Kind: model.KindApplication, ID: id},
				Name: fmt.Sprintf("application-%06d", from+i), ARN: "arn:aws:opensearch:us-east-1:123456789012:application/" + id, Status: "ACTIVE",
			},
			Endpoint:  "https://application-" + id + ".us-east-1.opensearch.amazonaws.com",
			CreatedAt: time.Unix(1e9, 0), UpdatedAt: time.Unix(1.2e9, 0),
		}
	}
	return items
}

func benchDomains(n int) []model.Item {
	items := make([]model.Item, n)
	for i := range items {
		name := fmt.Sprintf("domain-%06d", i)
		items[i] = model.Domain{
			Resource: model.Resource{
				Key:  model.Key{Kind: model.KindDomain, ID: name},
				Name: name, ARN: "arn:aws:es:us-east-1:123456789012:domain/" + name, Status: "Active",
			},
			EngineVersion: "OpenSearch_2.19", InstanceType: "r6g.large.search", InstanceCount: 3,
		}
	}
	return items
}

// press hands keys to the App as often as the benchmark loops, each with a frame.
func press(b *testing.B, a *App, keys ...tea.KeyPressMsg) {
	b.Helper()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		a.Update(keys[i%len(keys)])
		screen = a.View()
		i++
	}
}

// walk is a cursor that goes down and, in small worlds, up again.
func walk(rows int) []tea.KeyPressMsg {
	var keys []tea.KeyPressMsg
	steps := min(rows-1, 200)
	for range steps {
		keys = append(keys, tea.KeyPressMsg{Code: tea.KeyDown})
	}
	for range steps {
		keys = append(keys, tea.KeyPressMsg{Code: tea.KeyUp})
	}
	return keys
}

func BenchmarkKey(b *testing.B) {
	for _, title := range []string{"Applications", "Data sources"} {
		for _, rows := range []int{10, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", title, rows), func(b *testing.B) {
				press(b, benchApp(b, title, rows), walk(rows)...)
			})
		}
	}
}

// BenchmarkFilter types into a filter and takes the letter back.
func BenchmarkFilter(b *testing.B) {
	for _, rows := range []int{10, 10_000, 100_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			a := benchApp(b, "Data sources", rows)
			a.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
			press(b, a, tea.KeyPressMsg{Code: '7', Text: "7"}, tea.KeyPressMsg{Code: tea.KeyBackspace})
		})
	}
}

// BenchmarkPage takes in a page of a hundred applications that a refresh brings,
// with and without a change in it.
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{100, 10_000} {
		for _, changed := range []bool{false, true} {
			b.Run(fmt.Sprintf("%d/changed=%v", rows, changed), func(b *testing.B) {
				a := benchApp(b, "Applications", rows)
				feed := live.Feed{Kind: live.FeedApplications}
				pages := [][]model.Item{benchApplications(0, 100), benchApplications(0, 100)}
				if changed {
					application, _ := pages[1][50].(model.Application)
					application.Endpoint = "https://elsewhere"
					pages[1][50] = application
				}
				read := a.Snapshot.Begin(live.Read{Feed: feed}, time.Now())
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					a.Update(pageMsg{of: a.Snapshot, listing: live.Listing{Read: read, Items: pages[i%2], More: true, At: time.Now()}})
					screen = a.View()
					i++
				}
			})
		}
	}
}

// BenchmarkStart goes from nothing to the first frame.
func BenchmarkStart(b *testing.B) {
	source := newBenchApp(b).Client
	b.ReportAllocs()
	for b.Loop() {
		a := New(b.Context(), Options{Client: source})
		a.Init()
		a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
		screen = a.View()
	}
}
