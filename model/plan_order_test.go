package model_test

import (
	"testing"
	"time"

	"oscope/model"
)

// Attachments do not compete with the pages of a long list of applications.
func TestAttachmentsWaitForAllApplications(t *testing.T) {
	s := model.NewSnapshot()
	listing := s.Begin(model.Read{Feed: applications}, noon)
	due := func() (n int) {
		for _, read := range s.Due(noon, model.Attention{}) {
			if read.Feed.Kind == model.FeedAttachments {
				n++
			}
		}
		return n
	}
	s.Apply(model.Listing{Read: listing, Items: someApplications(3), More: true, At: noon})
	if n := due(); n != 0 {
		t.Errorf("%d are due before the last page", n)
	}
	s.Apply(model.Listing{Read: listing, At: noon})
	if n := due(); n != 3 {
		t.Errorf("%d of 3 are due after it", n)
	}
}

func TestAtMostEightReadingsAtOnce(t *testing.T) {
	s := scopeOf(someApplications(30)...)
	var under []model.Read
	due := func(want int) []model.Read {
		t.Helper()
		reads := s.Due(noon, model.Attention{})
		if len(reads) != want {
			t.Fatalf("%d readings to begin with %d under way, want %d", len(reads), len(under), want)
		}
		for _, read := range reads {
			under = append(under, s.Begin(read, noon))
		}
		return reads
	}
	due(8)
	due(0)
	s.Apply(model.Listing{Read: under[0], At: noon})
	s.Fail(under[1], &model.CallError{}, noon)
	s.Written(under[2].Feed, noon) // abandoned: its room is free, and it comes first
	if again := due(3); again[0].Feed != under[2].Feed {
		t.Errorf("first of all comes %v", again[0].Feed)
	}
	due(0)
	if at, ok := s.Next(model.Attention{}); !ok || at.After(noon) {
		t.Errorf("the rest is due at %v (%v)", at, ok)
	}
}

func TestMostUrgentFirst(t *testing.T) {
	apps := someApplications(4)
	s := scopeOf(apps...)
	id := func(i int) string { return apps[i].Common().Key.ID }
	for i, status := range []model.Status{"ATTACHED", "PENDING", "ATTACHED", "ATTACHED"} {
		read(s, attachmentsOf(id(i)), noon, attachment(id(i), status))
	}
	later := after(6 * time.Minute)
	read(s, caller, later)
	read(s, standard, later)
	failing := s.Begin(model.Read{Feed: applications}, noon)
	s.Fail(failing, &model.CallError{}, noon)
	s.Written(attachmentsOf(id(3)), later)

	got := s.Due(later, model.Attention{OnScreen: map[model.Feed]bool{attachmentsOf(id(2)): true}})
	want := []model.Feed{
		attachmentsOf(id(3)), // written
		applications,         // failing: the others hang on it
		attachmentsOf(id(2)), // on screen
		attachmentsOf(id(1)), // in flight
		attachmentsOf(id(0)), collections, domains,
	}
	for i, read := range got {
		if i >= len(want) || read.Feed != want[i] || len(got) != len(want) {
			t.Fatalf("order %v, want %v", got, want)
		}
	}
}

// When more is due than there is room for, feeds take turns: 40 of them that are
// always due have each had two turns after 80.
func TestTheLongestWaitingComesFirst(t *testing.T) {
	apps := someApplications(40)
	s := scopeOf(apps...)
	for _, app := range apps {
		id := app.Common().Key.ID
		read(s, attachmentsOf(id), noon, attachment(id, "PENDING"))
	}
	read(s, caller, noon)
	turns := map[model.Feed]int{}
	for round := range 10 {
		now := after(time.Duration(round+1) * 20 * time.Second)
		for _, read := range s.Due(now, model.Attention{}) {
			turns[read.Feed]++
			s.Apply(model.Listing{Read: s.Begin(read, now), Items: []model.Item{attachment(read.Feed.Of, "PENDING")}, At: now})
		}
	}
	for feed, n := range turns {
		if n != 2 {
			t.Errorf("%v had %d turns", feed, n)
		}
	}
	if len(turns) != 40 {
		t.Errorf("%d feeds had turns", len(turns))
	}
}
