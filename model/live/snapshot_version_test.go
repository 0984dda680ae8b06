package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Views derive their rows anew when the version changes, so it must change with
// every resource and must not without.
func TestVersion(t *testing.T) {
	described := application("app1", "ACTIVE")
	described.Detail = &model.ApplicationDetail{KMSKeyARN: keyARN, DataSources: []model.ApplicationDataSource{{ARN: domainARN}}}
	again := described
	again.Detail = &model.ApplicationDetail{KMSKeyARN: keyARN, DataSources: []model.ApplicationDataSource{{ARN: domainARN}}}
	edited := described
	edited.Detail = &model.ApplicationDetail{KMSKeyARN: keyARN}
	renamed := domain("a", "Active")
	renamed.InstanceCount = 3

	s := scopeOf(application("app1", "ACTIVE"), domain("a", "Active"))
	for _, c := range []struct {
		name    string
		feed    live.Feed
		item    model.Item
		changes bool
	}{
		{"the same application", applications, application("app1", "ACTIVE"), false},
		{"the same domain", domains, domain("a", "Active"), false},
		{"its name alone", domains, domain("a", ""), false},
		{"more instances", domains, renamed, true},
		{"a first detail", detailOf("app1"), described, true},
		{"the same detail", detailOf("app1"), again, false},
		{"a listing without detail", applications, application("app1", "ACTIVE"), false},
		{"another detail", detailOf("app1"), edited, true},
		{"another status", applications, application("app1", "UPDATING"), true},
	} {
		before := s.Version()
		read(s, c.feed, after(time.Minute), c.item)
		if changed := s.Version() != before; changed != c.changes {
			t.Errorf("%s: version changed %v, want %v", c.name, changed, c.changes)
		}
	}
	before := s.Version()
	read(s, domains, after(time.Minute))
	if s.Version() == before {
		t.Error("a domain went and the version stayed")
	}
}

// What is drawn of the readings themselves is drawn anew when the beat changes.
func TestBeat(t *testing.T) {
	s := scopeOf(domain("a", "Active"))
	beat := s.Beat()
	ticks := func(what string, want bool) {
		t.Helper()
		if got := s.Beat() != beat; got != want {
			t.Errorf("%s: the beat changed %v, want %v", what, got, want)
		}
		beat = s.Beat()
	}
	reading := s.Begin(live.Read{Feed: domains}, noon)
	ticks("a reading begins", true)
	s.Apply(live.Listing{Read: reading, More: true, At: noon})
	ticks("a page", false)
	s.Apply(live.Listing{Read: reading, At: noon})
	ticks("it ends", true)
	s.Apply(live.Listing{Read: reading, At: noon})
	ticks("a late page", false)
	s.Fail(s.Begin(reading, noon), &model.CallError{}, noon)
	ticks("another fails", true)
	s.Next(live.Attention{})
	s.Due(after(time.Hour), live.Attention{})
	ticks("planning", false)
}

func TestHealth(t *testing.T) {
	all := live.Feed{Kind: live.FeedAttachments}
	s := scopeOf(application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	check := func(what string, want live.Health, feeds ...live.Feed) {
		t.Helper()
		if got := s.Health(feeds...); got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	check("nothing", live.Health{Known: true})
	check("never read", live.Health{Feeds: 2}, all)
	first := s.Begin(live.Read{Feed: attachmentsOf("app1")}, noon)
	check("being read", live.Health{Feeds: 2, Reading: true}, all)
	s.Apply(live.Listing{Read: first, At: after(time.Minute)})
	check("half of it read", live.Health{Feeds: 2, Oldest: after(time.Minute), Newest: after(time.Minute)}, all)
	read(s, attachmentsOf("app2"), after(2*time.Minute))
	check("all read", live.Health{Feeds: 2, Known: true, Oldest: after(time.Minute), Newest: after(2 * time.Minute)}, all)
	check("two kinds", live.Health{Feeds: 3, Known: true, Oldest: noon, Newest: after(2 * time.Minute)}, all, domains)

	trouble := &model.CallError{Kind: model.FailureThrottling}
	s.Fail(s.Begin(live.Read{Feed: attachmentsOf("app2")}, noon), trouble, noon)
	check("one fails", live.Health{Feeds: 2, Failed: 1, Err: trouble, Known: true, Oldest: after(time.Minute), Newest: after(2 * time.Minute)}, all)
	if errs := s.Errors(); len(errs) != 1 || errs[0] != trouble {
		t.Errorf("errors: %v", errs)
	}
	s.Begin(first, noon)
	check("read again", live.Health{Feeds: 2, Failed: 1, Err: trouble, Known: true, Oldest: after(time.Minute), Newest: after(2 * time.Minute)}, all)
}
