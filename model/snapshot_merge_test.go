package model_test

import (
	"reflect"
	"testing"
	"time"

	"oscope/model"
)

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
	endpoint := func(feed model.Feed, listed string) string {
		a := application("app1", "ACTIVE")
		a.Endpoint = listed
		read(s, feed, after(time.Minute), a)
		item, _ := s.Item(a.Key)
		known, _ := item.(model.Application)
		return known.Endpoint
	}
	for _, c := range []struct {
		feed         model.Feed
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
		feed    model.Feed
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
