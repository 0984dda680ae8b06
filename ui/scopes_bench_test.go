package ui

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
)

// benchFleet returns an App of 200×50 with so many scopes, each with so many
// applications, that shows the view with a title.
func benchFleet(b *testing.B, title string, scopes, rows int) *App {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	b.Cleanup(cancel)
	var all []model.Scope
	for i := range scopes {
		all = append(all, model.Scope{Profile: fmt.Sprintf("account-%03d", i/10), Region: fmt.Sprintf("eu-central-%d", i%10)})
	}
	a := New(ctx, Options{Clients: noClients(), Scopes: all})
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	now := time.Now()
	for _, at := range a.scopes.shown {
		read := at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, now)
		at.Snapshot.Apply(live.Listing{Read: read, Items: benchApplications(0, rows), At: now})
		a.use(at)
	}
	a.show(viewOf(a, title))
	a.Update(nil)
	settle(a)
	return a
}

// BenchmarkKeyOfScopes is a cursor key with the frame that follows, over many scopes.
func BenchmarkKeyOfScopes(b *testing.B) {
	for _, title := range []string{"Overview", "Applications"} {
		for _, scopes := range []int{1, 1000} {
			b.Run(fmt.Sprintf("%s/%d", title, scopes), func(b *testing.B) {
				press(b, benchFleet(b, title, scopes, 100), walk(100)...)
			})
		}
	}
}

// BenchmarkPageOfScopes takes in a page of one scope, that changes a resource or
// nothing, and draws.
func BenchmarkPageOfScopes(b *testing.B) {
	for _, title := range []string{"Overview", "Applications"} {
		for _, changed := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/changed=%v", title, changed), func(b *testing.B) {
				a := benchFleet(b, title, 1000, 100)
				at := a.scopes.shown[500]
				pages := [][]model.Item{benchApplications(0, 100), benchApplications(0, 100)}
				if changed {
					application, _ := pages[1][50].(model.Application)
					application.Endpoint = "https://elsewhere"
					pages[1][50] = application
				}
				read := at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, time.Now())
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					a.Update(pageMsg{at: at, listing: live.Listing{Read: read, Items: pages[i%2], More: true, At: time.Now()}})
					screen = a.View()
					i++
				}
			})
		}
	}
}
