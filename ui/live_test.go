package ui

import (
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// Every kind of resource has a page that shows it and what it is read from, so that
// none is left out of the tabs and of the overview.
func TestEveryKindHasAPage(t *testing.T) {
	a := New(t.Context(), Options{Clients: noClients()})
	shown, read := map[model.Kind]int{}, map[live.FeedKind]bool{}
	for _, p := range a.views {
		for _, kind := range p.Kinds() {
			shown[kind]++
		}
		for _, feed := range p.Feeds() {
			read[feed.Kind] = true
		}
	}
	for _, kind := range model.Kinds {
		want := 1
		if kind.PartOf != "" {
			want = 0
		}
		if shown[kind.Kind] != want {
			t.Errorf("%s is counted by %d pages, want %d", kind.Kind, shown[kind.Kind], want)
		}
	}
	for _, feed := range live.Feeds {
		if feed.Holds != "" && feed.Adds == nil && !read[feed.Kind] {
			t.Errorf("no page is read from %s", feed.Kind)
		}
	}
}

// The numbers of two scopes may be the same; that a reading of the one ends does not
// end the other's.
func TestReadingsOfTwoScopes(t *testing.T) {
	wire := emulator.New(emulator.World{}, emulator.Options{}).Transport()
	clients := awsclient.NewFleet(awsclient.FleetOptions{Source: func(model.Scope) awsclient.Source { return awsclient.InProcess(wire, "us-east-1") }})
	read := live.Read{Feed: live.Feed{Kind: live.FeedApplications}}
	for name, end := range map[string]func(a *App, at *desk.Desk, read live.Read){
		"ended": func(a *App, at *desk.Desk, read live.Read) {
			a.takePage(pageMsg{at: at, listing: live.Listing{Read: read}})
		},
		"failed": func(a *App, at *desk.Desk, read live.Read) {
			a.takeFailure(failedMsg{at: at, read: read, err: &model.CallError{}})
		},
		"abandoned": func(a *App, at *desk.Desk, _ live.Read) {
			at.Snapshot.Written(read.Feed, time.Now())
			a.cancelStale()
		},
		"removed": func(a *App, at *desk.Desk, _ live.Read) {
			at.Snapshot.Written(read.Feed, time.Now())
			a.RemoveScope(at.ID)
			a.leave()
		},
	} {
		a := New(t.Context(), Options{Clients: clients, Scopes: []model.Scope{{Region: "us-east-1"}, {Region: "us-east-2"}}})
		ours, theirs := a.scopes.shown[0], a.scopes.shown[1]
		readOurs, readTheirs := ours.Snapshot.Begin(read, time.Now()), theirs.Snapshot.Begin(read, time.Now())
		a.begin(theirs, readTheirs)
		page := a.begin(ours, readOurs)
		end(a, theirs, readTheirs)
		if got, ok := page().(pageMsg); !ok || got.at != ours || !ours.Snapshot.Current(readOurs) || theirs.Snapshot.Current(readTheirs) {
			t.Errorf("%s: the other brings %+v; still read: %v and %v", name, got, ours.Snapshot.Current(readOurs), theirs.Snapshot.Current(readTheirs))
		}
	}
}
