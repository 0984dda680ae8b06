package live_test

import (
	"reflect"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// listed is an item that holds what == cannot compare.
type listed struct {
	model.Resource

	Names  []string
	Limits map[string]int
}

// An item is compared by what it says, whatever it is made of: one that is read again
// unchanged is no change, and one that has changed is.
func TestItemsWithLists(t *testing.T) {
	item := func(limit int, names ...string) model.Item {
		return listed{
			Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "search"}, Status: "Active"},
			Names:    names, Limits: map[string]int{"most": limit},
		}
	}
	s := live.NewSnapshot()
	read(s, domains, noon, item(1, "a", "b"))
	for _, step := range []struct {
		item    model.Item
		changed bool
	}{
		{item(1, "a", "b"), false},
		{item(1, "a", "c"), true},
		{item(2, "a", "c"), true},
		{item(2, "a", "c"), false},
		{item(2), true},
		{domain("search", "Active"), true}, // another type altogether
		{item(2), true},
	} {
		before := s.Version()
		read(s, domains, noon, step.item)
		if changed := s.Version() != before; changed != step.changed {
			t.Errorf("%+v: changed %v, want %v", step.item, changed, step.changed)
		}
	}
	if s.Count(model.KindDomain, model.Settled) != 1 {
		t.Error("it is counted more than once")
	}
}

// The listing of integrations lacks their parts, which a refresh must not lose.
func TestIntegrationSummaryKeepsItsParts(t *testing.T) {
	s := live.NewSnapshot()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	feed := live.Feed{Kind: live.FeedIntegrations}
	full := integrationOf("PROVISIONING", model.IntegrationPart{Name: "collection", Status: "ACTIVE"})
	for _, item := range []model.Integration{full, {Resource: model.Resource{Key: full.Key, Name: "main", Status: "ACTIVE"}}} {
		read := s.Begin(live.Read{Feed: feed}, now)
		s.Apply(live.Listing{Read: read, Items: []model.Item{item}, At: now})
	}
	item, _ := s.Item(full.Key)
	if got, _ := item.(model.Integration); got.Status != "ACTIVE" || got.Healthy() != 1 || !got.Detailed {
		t.Errorf("%+v", got)
	}
}

// A listing leaves out what a detailed answer has told: it stays.
func TestMerge(t *testing.T) {
	detailed := collection("col1", "FAILED")
	detailed.Reason, detailed.Description, detailed.CreatedAt = "no capacity", "text", noon
	described := application("app1", "ACTIVE")
	described.Detail, described.Endpoint = &model.ApplicationDetail{KMSKeyARN: keyARN}, "https://endpoint"

	s := scopeOf(domain("a", "Active"), detailed, application("app1", "CREATING"))
	read(s, detailOf("app1"), noon, described)
	read(s, domains, noon, domain("a", ""))
	read(s, collections, noon, summary("col1", "FAILED"))
	read(s, applications, noon, application("app1", "UPDATING"))

	if got, _ := s.Item(model.Key{Kind: model.KindDomain, ID: "a"}); got != domain("a", "Active") {
		t.Errorf("a domain listed by name: %+v", got)
	}
	if got, _ := s.Item(detailed.Key); got != detailed {
		t.Errorf("a collection listed in summary: %+v", got)
	}
	got, _ := s.Item(described.Key)
	if a, _ := got.(model.Application); a.Detail != described.Detail || a.Status != "UPDATING" {
		t.Errorf("an application listed: %+v", got)
	}

	// The reason of a status goes with the status.
	read(s, collections, noon, summary("col1", "DELETING"))
	changed, _ := s.Item(detailed.Key)
	if c, _ := changed.(model.Collection); c.Status != "DELETING" || c.Reason != "" || c.Description != "text" {
		t.Errorf("a collection with another status: %+v", changed)
	}
}

// Two sources of one status would make it flicker: it is the listing's.
func TestDetailDoesNotChangeTheStatus(t *testing.T) {
	s := scopeOf(application("app1", "UPDATING"))
	wantBrief(t, read(s, detailOf("app1"), noon, application("app1", "ACTIVE")), "")
	if s.Count(model.KindApplication, model.InFlight) != 1 {
		t.Error("the detail has changed the status")
	}
}

// An endpoint that a listing lacks has not vanished: only the detail may know it.
func TestEndpointStays(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	endpoint := func(feed live.Feed, listed string) string {
		a := application("app1", "ACTIVE")
		a.Endpoint = listed
		read(s, feed, after(time.Minute), a)
		item, _ := s.Item(a.Key)
		known, _ := item.(model.Application)
		return known.Endpoint
	}
	for _, c := range []struct {
		feed         live.Feed
		listed, want string
	}{
		{applications, "", ""},
		{detailOf("app1"), "https://one", "https://one"},
		{applications, "", "https://one"},
		{detailOf("app1"), "", "https://one"},
		{tagsOf(application("app1", "")), "", "https://one"},
		{applications, "https://two", "https://two"},
		{applications, "", "https://two"},
	} {
		if got := endpoint(c.feed, c.listed); got != c.want {
			t.Errorf("%s with %q: %q, want %q", c.feed.Kind, c.listed, got, c.want)
		}
	}
}

// The versions of a package come from a call of their own and outlive its listings.
func TestPackageVersions(t *testing.T) {
	one, two := &[]model.PackageVersion{{Version: "v1"}}, &[]model.PackageVersion{{Version: "v1"}, {Version: "v2"}}
	with := func(status model.Status, versions *[]model.PackageVersion) model.Package {
		p := dictionary("F1", status)
		p.Versions = versions
		return p
	}
	s := scopeOf(dictionary("F1", "AVAILABLE"))
	for _, c := range []struct {
		name    string
		feed    live.Feed
		item    model.Package
		want    model.Package
		changes bool
	}{
		{"nothing yet", packages, dictionary("F1", "AVAILABLE"), dictionary("F1", "AVAILABLE"), false},
		{"one version", versionsOf("F1"), with("", one), with("AVAILABLE", one), true},
		{"the same version", versionsOf("F1"), with("", &[]model.PackageVersion{{Version: "v1"}}), with("AVAILABLE", one), false},
		{"a listing", packages, dictionary("F1", "COPYING"), with("COPYING", one), true},
		{"two versions", versionsOf("F1"), with("", two), with("COPYING", two), true},
		// A feed that is read for the first time is news by itself.
		{"of another package", versionsOf("F2"), dictionary("F2", "AVAILABLE"), with("COPYING", two), true},
	} {
		version := s.Version()
		read(s, c.feed, after(time.Minute), c.item)
		got, _ := s.Item(model.PackageKey("F1"))
		if !reflect.DeepEqual(got, model.Item(c.want)) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
		if changed := s.Version() != version; changed != c.changes {
			t.Errorf("%s: version changed %v", c.name, changed)
		}
	}
	if n := s.Len(model.KindPackage); n != 1 {
		t.Errorf("%d packages: a detail has brought one", n)
	}
}
