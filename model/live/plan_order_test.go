package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Attachments do not compete with the pages of a long list of applications.
func TestAttachmentsWaitForAllApplications(t *testing.T) {
	s := live.NewSnapshot()
	listing := s.Begin(live.Read{Feed: applications}, noon)
	due := func() (n int) {
		for _, read := range s.Due(noon, live.Attention{}) {
			if read.Feed.Kind == live.FeedAttachments {
				n++
			}
		}
		return n
	}
	s.Apply(live.Listing{Read: listing, Items: someApplications(3), More: true, At: noon})
	if n := due(); n != 0 {
		t.Errorf("%d are due before the last page", n)
	}
	s.Apply(live.Listing{Read: listing, At: noon})
	if n := due(); n != 3 {
		t.Errorf("%d of 3 are due after it", n)
	}
}

// When the rest of the list does not come, those that have come are enough.
func TestAttachmentsWaitForNoFailedListing(t *testing.T) {
	s := live.NewSnapshot()
	listing := s.Begin(live.Read{Feed: applications}, noon)
	s.Apply(live.Listing{Read: listing, Items: someApplications(1), More: true, At: noon})
	s.Fail(listing, &model.CallError{Kind: model.FailureThrottling}, noon)
	for _, read := range s.Due(noon, live.Attention{}) {
		if read.Feed == attachmentsOf("app00000") {
			return
		}
	}
	t.Error("the attachments of what was listed are not due")
}

func TestAtMostEightReadingsAtOnce(t *testing.T) {
	s := scopeOf(someApplications(30)...)
	var under []live.Read
	due := func(want int) []live.Read {
		t.Helper()
		reads := s.Due(noon, live.Attention{})
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
	s.Apply(live.Listing{Read: under[0], At: noon})
	s.Fail(under[1], &model.CallError{}, noon)
	s.Written(under[2].Feed, noon) // abandoned: its room is free, and it comes first
	if again := due(3); again[0].Feed != under[2].Feed {
		t.Errorf("first of all comes %v", again[0].Feed)
	}
	due(0)
	if at, ok := s.Next(live.Attention{}); !ok || at.After(noon) {
		t.Errorf("the rest is due at %v (%v)", at, ok)
	}
}

// What is in flight or on the screen is due more often; it is not more urgent.
func TestMostUrgentFirst(t *testing.T) {
	apps := someApplications(5)
	s := scopeOf(apps...)
	id := func(i int) string { return apps[i].Common().Key.ID }
	for i, status := range []model.Status{"PENDING", "ATTACHED", "ATTACHED", "ATTACHED"} {
		read(s, attachmentsOf(id(i)), after(time.Duration(3-i)*time.Second), attachment(id(i), status))
	}
	later := after(6 * time.Minute)
	read(s, caller, later)
	onScreen := map[live.Feed]bool{standard: true, attachmentsOf(id(1)): true}
	failing := s.Begin(live.Read{Feed: applications}, noon)
	s.Fail(failing, &model.CallError{}, after(time.Minute))
	s.Written(attachmentsOf(id(3)), later)

	got := s.Due(later, live.Attention{OnScreen: onScreen})
	want := []live.Feed{
		attachmentsOf(id(3)), // written
		applications,         // failing: the others hang on it
		standard,             // on screen and never read
		attachmentsOf(id(4)), // never read
		// Read at noon; the attachments of the others later, which leaves no room.
		collections, directs, domains, integrations,
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
	read(s, standard, noon)
	read(s, directs, noon)
	turns := map[live.Feed]int{}
	for round := range 10 {
		now := after(time.Duration(round+1) * 20 * time.Second)
		for _, read := range s.Due(now, live.Attention{}) {
			turns[read.Feed]++
			s.Apply(live.Listing{Read: s.Begin(read, now), Items: []model.Item{attachment(read.Feed.Of, "PENDING")}, At: now})
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

// Forty listings with something in flight keep every place taken when answers are
// slow. They have as many turns as there are, and so has everything else that
// becomes due meanwhile.
func TestNoFeedStarves(t *testing.T) {
	const answer, end = 3 * time.Second, 12 * time.Minute
	apps := someApplications(40)
	s := scopeOf(apps...)
	read(s, caller, noon)
	for _, app := range apps {
		id := app.Common().Key.ID
		read(s, attachmentsOf(id), noon, attachment(id, "PENDING"))
	}
	on := live.Attention{OnScreen: map[live.Feed]bool{applications: true, {Kind: live.FeedAttachments}: true}}
	last, longest := map[live.Feed]time.Duration{}, map[live.Feed]time.Duration{}
	var under []live.Read
	for now := time.Duration(0); now < end; now += time.Second {
		if now%answer == 0 {
			for _, r := range under {
				var items []model.Item
				switch r.Feed.Kind {
				case live.FeedAttachments:
					items = []model.Item{attachment(r.Feed.Of, "PENDING")}
				case live.FeedApplications:
					items = apps
				default:
				}
				s.Apply(live.Listing{Read: r, Items: items, At: after(now)})
			}
			under = nil
		}
		for _, r := range s.Due(after(now), on) {
			longest[r.Feed] = max(longest[r.Feed], now-last[r.Feed])
			last[r.Feed] = now
			under = append(under, s.Begin(r, after(now)))
		}
	}
	for _, f := range append(s.FeedsOf(live.FeedAttachments), s.Feed(applications)) {
		// A round of 41 feeds takes six answers; the applications are due every 30 s.
		if wait := max(longest[f.Feed], end-last[f.Feed]); wait > 30*time.Second+6*answer {
			t.Errorf("%v was not read for %v", f.Feed, wait)
		}
	}
	for _, feed := range []live.Feed{standard, packages, integrations, domains, collections} {
		if wait := max(longest[feed], end-last[feed]); wait > 5*time.Minute+6*answer {
			t.Errorf("%v was not read for %v", feed, wait)
		}
	}
}
