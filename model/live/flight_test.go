package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// An operation lasts through all the statuses of its way.
func TestUnderway(t *testing.T) {
	status := func(s model.Status) model.Item {
		return model.Package{Resource: model.Resource{Key: model.PackageKey("F1"), Name: "synonyms", Status: s}, Type: "TXT-DICTIONARY"}
	}
	packages := live.Feed{Kind: live.FeedPackages}
	s := live.NewSnapshot()
	read(s, packages, after(0))
	read(s, packages, after(time.Minute), status("COPYING"))
	read(s, packages, after(2*time.Minute), status("VALIDATING"))
	if since, exact := s.Underway(model.PackageKey("F1")); !since.Equal(after(time.Minute)) || !exact {
		t.Errorf("under way since %v, exact %t", since, exact)
	}
	got := read(s, packages, after(5*time.Minute), status("AVAILABLE"))
	if len(got) != 1 || got[0].Ran != 4*time.Minute || !got[0].RanExact || got[0].After != 3*time.Minute || got[0].Type != "TXT-DICTIONARY" {
		t.Errorf("it ends with %+v", got)
	}
	if since, _ := s.Underway(model.PackageKey("F1")); !since.IsZero() {
		t.Errorf("still under way, since %v", since)
	}
	if got := read(s, packages, after(6*time.Minute)); got[0].Ran != 0 {
		t.Errorf("what had settled ran %v", got[0].Ran)
	}
}

// What an earlier run knew holds as long as nothing has changed since.
func TestRecall(t *testing.T) {
	then := after(-time.Hour)
	created := application("app1", "CREATING")
	created.CreatedAt = after(-2 * time.Minute)
	domains := live.Feed{Kind: live.FeedDomains}
	applications := live.Feed{Kind: live.FeedApplications}
	for _, c := range []struct {
		name       string
		feed       live.Feed
		was        model.Status
		now        model.Item
		since, ran time.Time
		exact      bool
	}{
		{"as it was", domains, "Modifying", domain("a", "Modifying"), then, after(-2 * time.Hour), true},
		{"another status", domains, "Creating", domain("a", "Modifying"), noon, noon, false},
		{"settled", domains, "Active", domain("a", "Active"), then, time.Time{}, true},
		{"named first", domains, "Modifying", domain("a", ""), then, after(-2 * time.Hour), true},
		{"dated by the service", applications, "CREATING", created, created.CreatedAt, created.CreatedAt, true},
	} {
		key := c.now.Common().Key
		s := live.NewSnapshot()
		s.Recall(map[model.Key]live.Recollection{key: {Status: c.was, Since: then, Exact: true, Underway: after(-2 * time.Hour), UnderwayExact: true}})
		read(s, c.feed, noon, c.now)
		if c.now.Common().Status == "" {
			read(s, c.feed, after(time.Second), domain("a", "Modifying"))
		}
		since, exact := s.Since(key)
		ran, ranExact := s.Underway(key)
		if !since.Equal(c.since) || exact != c.exact || !ran.Equal(c.ran) || ranExact != (c.exact && !c.ran.IsZero()) {
			t.Errorf("%s: since %v %t, under way since %v %t", c.name, since, exact, ran, ranExact)
		}
	}
	// It may come after the first reading.
	late := live.NewSnapshot()
	read(late, domains, noon, domain("a", "Modifying"))
	before := late.Version()
	late.Recall(map[model.Key]live.Recollection{{Kind: model.KindDomain, ID: "a"}: {Status: "Modifying", Since: then, Exact: true}})
	if since, exact := late.Since(model.Key{Kind: model.KindDomain, ID: "a"}); !since.Equal(then) || !exact || late.Version() == before {
		t.Errorf("recalled late: since %v, exact %t", since, exact)
	}
	// A recollection is used once: what comes back later begins anew.
	s := live.NewSnapshot()
	s.Recall(map[model.Key]live.Recollection{{Kind: model.KindDomain, ID: "a"}: {Status: "Modifying", Since: then}})
	read(s, domains, noon, domain("a", "Modifying"))
	read(s, domains, after(time.Minute))
	read(s, domains, after(2*time.Minute), domain("a", "Modifying"))
	if since, exact := s.Since(model.Key{Kind: model.KindDomain, ID: "a"}); !since.Equal(after(2*time.Minute)) || !exact {
		t.Errorf("back since %v, exact %t", since, exact)
	}
}

// What is in flight already when it is first seen is told of once: it is no transition.
func TestSightings(t *testing.T) {
	domains := live.Feed{Kind: live.FeedDomains}
	s := live.NewSnapshot()
	if got := read(s, domains, noon, domain("a", "Modifying"), domain("b", "Active"), domain("c", "")); len(got) != 0 {
		t.Errorf("transitions: %+v", got)
	}
	read(s, domains, after(time.Minute), domain("a", "Modifying"), domain("b", "Active"), domain("c", "Creating"), domain("d", "Creating"))
	got := s.Sightings()
	if len(got) != 2 || got[0].Key.ID != "a" || got[0].To != "Modifying" || !got[0].At.Equal(noon) || got[0].Exact || got[1].Key.ID != "c" {
		t.Errorf("sighted: %+v", got)
	}
	if again := s.Sightings(); len(again) != 0 {
		t.Errorf("told again: %+v", again)
	}
}
