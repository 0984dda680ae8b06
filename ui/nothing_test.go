package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"oscope/model/live"
)

// Whatever is pressed on pages on which nothing is selected, nothing begins to be
// read of it.
func TestKeysOnNothingHaveNothingRead(t *testing.T) {
	kinds := []live.FeedKind{live.FeedApplication, live.FeedAttachments, live.FeedTags, live.FeedVersions, live.FeedDomainPackages, live.FeedPackageDomains}
	a := New(t.Context(), Options{Clients: noClients()})
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	for number := range a.views {
		for key := '!'; key <= '~'; key++ {
			a.show(number)
			a.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
			screen := a.View()
			for range 3 { // out of whatever it has opened
				a.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
			}
			for _, kind := range kinds {
				if feeds := a.scopes.shown[0].Snapshot.FeedsOf(kind); len(feeds) > 0 {
					t.Fatalf("%q on %s has %v read\n%s", key, a.views[number].Title(), feeds[0].Feed, screen.Content)
				}
			}
		}
	}
}
