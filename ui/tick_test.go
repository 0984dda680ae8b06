package ui

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
)

// The screen wakes when a time on it reads differently, and for nothing else.
func TestWakesWhenATimeMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := New(t.Context(), Options{Clients: noClients()})
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 30})
		at := a.scopes.shown[0]
		fill := func(status model.Status) {
			read := at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, time.Now())
			item := model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: "logs"}, Name: "logs", Status: status}, Endpoint: time.Now().String()}
			at.Snapshot.Apply(live.Listing{Read: read, Items: []model.Item{item}, At: time.Now()})
			a.use(at)
		}
		press := func(key rune) { a.Update(tea.KeyPressMsg{Code: key, Text: string(key)}) }
		wakes := func(when string, want time.Duration) {
			t.Helper()
			a.tickAt = time.Time{}
			a.Update(nil)
			got := time.Duration(0)
			if !a.tickAt.IsZero() {
				got = time.Until(a.tickAt)
			}
			if got != want {
				t.Errorf("%s it wakes after %v, want %v", when, got, want)
			}
		}
		fill("CREATING")
		time.Sleep(500 * time.Millisecond)
		wakes("young, on the overview,", 500*time.Millisecond)
		press('2')
		wakes("young, in its table,", 500*time.Millisecond)
		press('4')
		wakes("out of sight, for the bar of the window,", 59500*time.Millisecond)
		press('2')
		time.Sleep(2*time.Hour + 10*time.Second)
		wakes("after hours", 49500*time.Millisecond)
		a.Update(tea.BlurMsg{})
		wakes("while nobody looks", 0)
		a.Update(tea.FocusMsg{})
		wakes("looked at again", 49500*time.Millisecond)
		press('8')
		wakes("with the strip of the past", 49500*time.Millisecond)

		// By now 2h0m10.5s have passed of the 2h0m20s that this usually takes.
		for range 5 {
			a.Durations.Add(history.Run{Operation: history.Operation{Kind: model.KindApplication, Status: "CREATING"}, Took: 2*time.Hour + 20*time.Second, Exact: true})
		}
		fill("CREATING")
		press('2')
		wakes("about to be late", 10500*time.Millisecond)
		press('1')
		wakes("about to be late, on the overview,", 10500*time.Millisecond)
		time.Sleep(12 * time.Second)
		press('2')
		wakes("late, in a table that does not say by how much,", 37500*time.Millisecond)
		press('1')
		wakes("late, on the overview, which says by how much,", 500*time.Millisecond)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 30})
		press('2')
		wakes("late, beside its detail, which says so too,", 500*time.Millisecond)
		fill("ACTIVE")
		wakes("arrived", 0)
	})
}
