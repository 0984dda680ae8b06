package ui

import (
	"strconv"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
)

// BenchmarkKeyWithChecks is a key in the picker of a form whose checks are in the air, with
// its frame: what they ask for has been asked and not come.
func BenchmarkKeyWithChecks(b *testing.B) {
	for _, rows := range sizes[:2] {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			a := benchApp(b, "Data sources", rows)
			a.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
			a.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) // an application
			if !a.Modal() {
				b.Fatal("the form is not open")
			}
			press(b, a, tea.KeyPressMsg{Code: '7', Text: "7"}, tea.KeyPressMsg{Code: tea.KeyBackspace})
		})
	}
}

// BenchmarkStanding goes through what exists for what needs attention, as it does when
// something has changed.
func BenchmarkStanding(b *testing.B) {
	for _, rows := range sizes[:2] {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			a := benchApp(b, "Overview", rows)
			at := a.scopes.shown[0]
			b.ReportAllocs()
			for b.Loop() {
				for _, name := range []string{"one", "other"} {
					now := time.Now()
					read := at.Snapshot.Begin(live.Read{Feed: live.Feed{Kind: live.FeedCollections}}, now)
					at.Snapshot.Apply(live.Listing{Read: read, At: now, Items: []model.Item{model.Collection{Resource: model.Resource{Key: model.Key{Kind: model.KindCollection, ID: name}, Name: name, Status: "ACTIVE"}}}})
					a.view().Derive(a.office)
				}
			}
		})
	}
}
