package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// How long a resource has been in its status is exact when oscope saw the status
// begin, or the service dates it; else it is a lower bound.
func TestSince(t *testing.T) {
	created := after(-10 * time.Minute)
	datedApplication := func(status model.Status) model.Application {
		a := application("app1", status)
		a.CreatedAt = created
		return a
	}
	datedCollection := collection("col1", "CREATING")
	datedCollection.CreatedAt = created
	type step struct {
		feed  live.Feed
		items []model.Item
	}
	type items = []model.Item
	const minute = time.Minute // between the steps

	for _, c := range []struct {
		name  string
		steps []step
		since time.Duration // of the first item of the last step, from noon
		exact bool
	}{
		{"there at first", []step{{domains, items{domain("a", "Active")}}}, 0, false},
		{"there at first and ever since", []step{{domains, items{domain("a", "Active")}}, {domains, items{domain("a", "Active")}}}, 0, false},
		{"came later", []step{{domains, nil}, {domains, items{domain("a", "Active")}}}, minute, true},
		{"changed", []step{{domains, items{domain("a", "Active")}}, {domains, items{domain("a", "Modifying")}}}, minute, true},
		{"changed otherwise", []step{{domains, nil}, {domains, items{domain("a", "Active")}}, {domains, items{func() model.Domain { d := domain("a", "Active"); d.InstanceCount = 9; return d }()}}}, minute, true},
		{"named at first, described later", []step{{domains, items{domain("a", "")}}, {domains, items{domain("a", "Active")}}}, minute, false},
		{"named later, described last", []step{{domains, nil}, {domains, items{domain("a", "")}}, {domains, items{domain("a", "Active")}}}, 2 * minute, true},
		{"dated by the service", []step{{applications, items{datedApplication("CREATING")}}}, -10 * minute, true},
		{"dated, but for another status", []step{{applications, items{datedApplication("UPDATING")}}}, 0, false},
		{"summary first, date later", []step{{collections, items{summary("col1", "CREATING")}}, {collections, items{datedCollection}}}, -10 * minute, true},
		{"gone and back", []step{{domains, items{domain("a", "Active")}}, {domains, nil}, {domains, items{domain("a", "Active")}}}, 2 * minute, true},
	} {
		s := live.NewSnapshot()
		for i, step := range c.steps {
			read(s, step.feed, after(time.Duration(i)*minute), step.items...)
		}
		key := c.steps[len(c.steps)-1].items[0].Common().Key
		if since, exact := s.Since(key); !since.Equal(after(c.since)) || exact != c.exact {
			t.Errorf("%s: %v exact %v, want %v %v", c.name, since.Sub(noon), exact, c.since, c.exact)
		}
	}
	if since, exact := live.NewSnapshot().Since(model.Key{}); !since.IsZero() || exact {
		t.Errorf("unknown: %v %v", since, exact)
	}
}

// The service dates a creation by its own clock, which may be ahead of ours.
func TestCreationInTheFutureIsNotBelieved(t *testing.T) {
	a := application("app1", "CREATING")
	a.CreatedAt = after(time.Minute)
	s := scopeOf(a)
	if since, exact := s.Since(a.Key); !since.Equal(noon) || exact {
		t.Errorf("since %v, exact %v", since.Sub(noon), exact)
	}
}

func TestSinceOfWhatAWriteOfOursMade(t *testing.T) {
	feed := attachmentsOf("app1")
	for _, c := range []struct {
		name     string
		before   model.Status // of the attachment when it was first listed; empty if there was none
		expected model.Status
		since    time.Duration
		exact    bool
	}{
		{"new", "", "PENDING", time.Minute, true},
		{"a failed one again", "FAILED", "PENDING", time.Minute, true},
		// AttachDataSource answers with the existing attachment (SERVICE.md §3.2).
		{"already so", "ATTACHED", "ATTACHED", 0, false},
	} {
		s := scopeOf(application("app1", "ACTIVE"))
		if c.before != "" {
			read(s, feed, noon, attachment("app1", c.before))
		}
		s.Expect(feed, attachment("app1", c.expected), after(time.Minute))
		if since, exact := s.Since(attachment("app1", "").Key); !since.Equal(after(c.since)) || exact != c.exact {
			t.Errorf("%s: since %v, exact %v; want %v %v", c.name, since.Sub(noon), exact, c.since, c.exact)
		}
	}
}
