package ui

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// The screen wakes when a time on it reads differently, and for nothing else.
func TestWakesWhenATimeMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := New(t.Context(), Options{Client: awsclient.New(awsclient.Options{})})
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 30})
		fill := func(status model.Status) {
			read := a.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedApplications}}, time.Now())
			item := model.Application{Resource: model.Resource{Key: model.Key{Kind: model.KindApplication, ID: "logs"}, Name: "logs", Status: status}}
			a.Snapshot.Apply(live.Listing{Read: read, Items: []model.Item{item}, At: time.Now()})
		}
		fill("CREATING")
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
		time.Sleep(500 * time.Millisecond)
		wakes("young, on the overview,", 500*time.Millisecond)
		a.Update(tea.KeyPressMsg{Code: '2', Text: "2"})
		wakes("young, in its table,", 500*time.Millisecond)
		a.Update(tea.KeyPressMsg{Code: '4', Text: "4"})
		wakes("out of sight", 0)
		a.Update(tea.KeyPressMsg{Code: '2', Text: "2"})
		time.Sleep(2*time.Hour + 10*time.Second)
		wakes("after hours", 49500*time.Millisecond)
		a.Update(tea.BlurMsg{})
		wakes("while nobody looks", 0)
		a.Update(tea.FocusMsg{})
		wakes("looked at again", 49500*time.Millisecond)
		fill("ACTIVE")
		wakes("arrived", 0)
	})
}
