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
	"oscope/ui/desk"
	"oscope/ui/page"
)

// The figures that these are held to: 100 µs and 80 allocations for a key with its
// frame at 200×50, the same for ten rows as for a hundred thousand.

var screen tea.View // keeps the compiler from leaving work out

// benchApp returns an App of 200×50 with rows applications or domains, all
// settled, that shows the view with a title.
func benchApp(b *testing.B, title string, rows int) *App {
	b.Helper()
	a := newBenchApp(b)
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	now := time.Now()
	fill := func(feed live.Feed, items []model.Item) {
		at := a.scopes.shown[0]
		read := at.Snapshot.Begin(live.Read{Feed: feed}, now)
		at.Snapshot.Apply(live.Listing{Read: read, Items: items, At: now})
		a.use(at)
	}
	fill(live.Feed{Kind: live.FeedApplications}, benchApplications(0, rows))
	fill(live.Feed{Kind: live.FeedDomains}, benchDomains(rows))
	fill(live.Feed{Kind: live.FeedCollections}, nil)
	a.show(viewOf(a, title))
	settle(a)
	return a
}

func viewOf(a *App, title string) int {
	return slices.IndexFunc(a.views, func(v page.Page) bool { return v.Title() == title })
}

// settle lets a large page be arranged.
func settle(a *App) {
	for a.view().Busy() {
		a.Update(workMsg{})
	}
	screen = a.View()
}

var sizes = []int{10, 10_000, 100_000}

func newBenchApp(b *testing.B) *App {
	b.Helper()
	world, err := emulator.ParseWorld([]byte(`{}`))
	if err != nil {
		b.Fatal(err)
	}
	source := awsclient.InProcess(emulator.New(world, emulator.Options{}).Transport(), world.Region)
	ctx, cancel := context.WithCancel(b.Context())
	b.Cleanup(cancel)
	return New(ctx, Options{Clients: awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return source }})})
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
		for _, rows := range sizes {
			b.Run(fmt.Sprintf("%s/%d", title, rows), func(b *testing.B) {
				press(b, benchApp(b, title, rows), walk(rows)...)
			})
		}
	}
}

// BenchmarkStart goes from nothing to the first frame.
func BenchmarkStart(b *testing.B) {
	source := newBenchApp(b).option.Clients
	b.ReportAllocs()
	for b.Loop() {
		a := New(b.Context(), Options{Clients: source})
		a.Init()
		a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
		screen = a.View()
	}
}

// On no page has a key two meanings.
func TestNoKeyHasTwoMeanings(t *testing.T) {
	t.Parallel()
	a := New(t.Context(), Options{Clients: awsclient.NewFleet(awsclient.FleetOptions{})})
	for _, v := range a.views {
		meaning := map[string]string{}
		for _, x := range slices.Concat(v.Actions(), a.global) {
			for _, key := range x.Keys {
				if other, taken := meaning[key]; taken && other != x.Name && !slices.ContainsFunc(v.Actions(), func(own desk.Action) bool { return own.Name == other }) {
					t.Errorf("%s: %s is %s and %s", v.Title(), key, other, x.Name)
				}
				meaning[key] = x.Name
			}
		}
	}
}

// A key in the palette, and each portion of what follows it, with their frames: both are
// to stay within 10 ms over 100,000 resources, since the next key waits for one of them.
func BenchmarkPaletteKey(b *testing.B) {
	for _, rows := range sizes {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			a := benchApp(b, "Applications", rows)
			press := func(text string) { a.Update(tea.KeyPressMsg{Text: text, Code: rune(text[0])}) }
			var key, portion time.Duration
			keys, portions := 0, 0
			for b.Loop() {
				press(":")
				for _, letter := range []string{"a", "p", "l", "9"} {
					began := time.Now()
					press(letter)
					screen = a.View()
					key += time.Since(began)
					keys++
					for a.worker().Busy() {
						began := time.Now()
						a.Update(workMsg{})
						screen = a.View()
						portion += time.Since(began)
						portions++
					}
				}
				a.Close(a.dialogs[0].Dialog)
			}
			b.ReportMetric(float64(key.Microseconds())/float64(keys), "µs/key")
			b.ReportMetric(float64(portion.Microseconds())/float64(max(1, portions)), "µs/portion")
		})
	}
}

// BenchmarkOverviewKey is a key on the overview of applications of which half are in flight
// and half have failed.
func BenchmarkOverviewKey(b *testing.B) {
	for _, rows := range sizes {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			a := newBenchApp(b)
			a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
			items := benchApplications(0, rows)
			for i := range items {
				application, _ := items[i].(model.Application)
				application.Status = []model.Status{"CREATING", "FAILED"}[i%2]
				items[i] = application
			}
			at, now := a.scopes.shown[0], time.Now()
			at.Snapshot.Apply(live.Listing{Read: at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, now), Items: items, At: now})
			a.use(at)
			a.show(0)
			a.Update(nil)
			settle(a)
			press(b, a, walk(rows)...)
		})
	}
}
