package ui

import (
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// Every kind of resource has a page that shows it and what it is read from, so that
// none is left out of the tabs and of the overview.
func TestEveryKindHasAPage(t *testing.T) {
	a := New(t.Context(), Options{Client: awsclient.New(awsclient.Options{})})
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

// The numbers of two snapshots may be the same; that a reading of the one ends does
// not end the other's.
func TestReadingsOfTwoSnapshots(t *testing.T) {
	wire := emulator.New(emulator.World{}, emulator.Options{}).Transport()
	client := awsclient.New(awsclient.Options{Source: awsclient.InProcess(wire, "us-east-1")})
	read := live.Read{Feed: live.Feed{Kind: live.FeedApplications}}
	for name, end := range map[string]func(a *App, of *live.Snapshot, read live.Read){
		"ended": func(a *App, of *live.Snapshot, read live.Read) {
			a.takePage(pageMsg{of: of, listing: live.Listing{Read: read}})
		},
		"failed": func(a *App, of *live.Snapshot, read live.Read) {
			a.takeFailure(failedMsg{of: of, read: read, err: &model.CallError{}})
		},
		"abandoned": func(a *App, of *live.Snapshot, _ live.Read) {
			of.Written(read.Feed, time.Now())
			a.cancelStale()
		},
	} {
		a := New(t.Context(), Options{Client: client})
		ours, theirs := a.Snapshot, live.NewSnapshot()
		readOurs, readTheirs := ours.Begin(read, time.Now()), theirs.Begin(read, time.Now())
		a.begin(theirs, readTheirs)
		page := a.begin(ours, readOurs)
		end(a, theirs, readTheirs)
		if got, ok := page().(pageMsg); !ok || got.of != ours || !ours.Current(readOurs) || theirs.Current(readTheirs) {
			t.Errorf("%s: the other brings %+v; still read: %v and %v", name, got, ours.Current(readOurs), theirs.Current(readTheirs))
		}
	}
}
