package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// What we have just made is kept although listings do not show it yet.
func TestGraceAfterExpect(t *testing.T) {
	for _, c := range []struct {
		listed time.Duration
		kept   bool
	}{{0, true}, {59 * time.Second, true}, {time.Minute, false}} {
		s := scopeOf(application("app1", "ACTIVE"))
		read(s, attachmentsOf("app1"), noon)
		wantBrief(t, s.Expect(attachmentsOf("app1"), attachment("app1", "PENDING"), noon), "search → app1-name: →PENDING")
		got := read(s, attachmentsOf("app1"), after(c.listed))
		if kept := s.Len(model.KindAttachment) == 1; kept != c.kept || kept != (len(got) == 0) {
			t.Errorf("listed without it after %v: kept %v, %s", c.listed, kept, brief(got))
		}
	}
}

// What was there before the write goes with the next listing without it: the write
// has not made it, so that no listing is too early for it.
func TestNoGraceForWhatWasThere(t *testing.T) {
	for _, c := range []struct {
		name   string
		status model.Status // that the write brings; it was ATTACHED
		want   string
	}{
		{"the write changed it", "PENDING", "search → app1-name: PENDING→ after 1s"},
		{"the write changed nothing", "ATTACHED", "search → app1-name: ATTACHED→ after 1m1s+"},
	} {
		s := scopeOf(application("app1", "ACTIVE"))
		feed := attachmentsOf("app1")
		read(s, feed, noon, attachment("app1", "ATTACHED"))
		s.Expect(feed, attachment("app1", c.status), after(time.Minute))
		if got := brief(read(s, feed, after(61*time.Second))); got != c.want || s.Len(model.KindAttachment) != 0 {
			t.Errorf("%s: %q, want %q; %d attachments", c.name, got, c.want, s.Len(model.KindAttachment))
		}
	}
}

// Nor is what a write ends kept, although it was never listed before.
func TestNoGraceForWhatEnds(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	feed := attachmentsOf("app1")
	read(s, feed, noon)
	s.Expect(feed, attachment("app1", "DELETING"), noon)
	if got := brief(read(s, feed, after(time.Second))); got != "search → app1-name: DELETING→ after 1s" || s.Len(model.KindAttachment) != 0 {
		t.Errorf("%q; %d attachments", got, s.Len(model.KindAttachment))
	}
}

// Within the grace a listing may still show the status from before the write, and
// only that one is not believed.
func TestStaleListingAfterExpect(t *testing.T) {
	feed := attachmentsOf("app1")
	for _, c := range []struct {
		name   string
		before model.Status // of the attachment when it was listed; the write makes it PENDING
		listed model.Status
		at     time.Duration // after the write
		want   string
	}{
		{"as before", "FAILED", "FAILED", 0, ""},
		{"as before, at last", "FAILED", "FAILED", 59 * time.Second, ""},
		{"as before, too long", "FAILED", "FAILED", time.Minute, "search → app1-name: PENDING→FAILED after 1m0s"},
		{"gone on", "FAILED", "ATTACHED", time.Second, "search → app1-name: PENDING→ATTACHED after 1s"},
		{"as written", "FAILED", "PENDING", time.Second, ""},
		{"nothing was before", "", "FAILED", time.Second, "search → app1-name: PENDING→FAILED after 1s"},
		{"the write changed nothing", "PENDING", "ATTACHED", time.Second, "search → app1-name: PENDING→ATTACHED after 1m1s+"},
	} {
		s := scopeOf(application("app1", "ACTIVE"))
		if c.before != "" {
			read(s, feed, noon, attachment("app1", c.before))
		}
		wrote := after(time.Minute)
		s.Expect(feed, attachment("app1", "PENDING"), wrote)
		if got := brief(read(s, feed, wrote.Add(c.at), attachment("app1", c.listed))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if n := s.Len(model.KindAttachment); n != 1 {
			t.Errorf("%s: %d attachments", c.name, n)
		}
	}
}

// What has changed beside the status is believed: the write did not change that.
func TestListingInTheGrace(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	s.Expect(applications, application("app1", "ACTIVE"), noon)
	listed := application("app1", "ACTIVE")
	listed.UpdatedAt = after(time.Second)
	read(s, applications, after(time.Second), listed)
	if got, _ := s.Item(listed.Key); got != listed {
		t.Errorf("%+v", got)
	}
}

// So it is in the status from before the write: then the listing is not from before, but
// what the write began is over already.
func TestOverBeforeItWasSeen(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	s.Expect(applications, application("app1", "UPDATING"), noon)
	wantBrief(t, read(s, applications, after(time.Second), application("app1", "ACTIVE")), "")
	updated := application("app1", "ACTIVE")
	updated.UpdatedAt = after(time.Second)
	wantBrief(t, read(s, applications, after(2*time.Second), updated), "app1-name: UPDATING→ACTIVE after 2s")
}

// A stale page shows that the resource exists: it does not go although the grace
// ends between that page and the last.
func TestStalePageKeepsTheResource(t *testing.T) {
	feed := attachmentsOf("app1")
	s := scopeOf(application("app1", "ACTIVE"))
	read(s, feed, noon, attachment("app1", "FAILED"))
	s.Expect(feed, attachment("app1", "PENDING"), noon)
	reading := s.Begin(live.Read{Feed: feed}, after(59*time.Second))
	wantBrief(t, s.Apply(live.Listing{Read: reading, Items: []model.Item{attachment("app1", "FAILED")}, More: true, At: after(59 * time.Second)}), "")
	wantBrief(t, s.Apply(live.Listing{Read: reading, At: after(61 * time.Second)}), "")
	if s.Count(model.KindAttachment, model.InFlight) != 1 {
		t.Errorf("attachments: %v", s.Items(model.KindAttachment))
	}
}

// The answer to a second write is believed, also when it is the status from before
// the first.
func TestExpectTwice(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	wantBrief(t, s.Expect(applications, application("app1", "UPDATING"), after(time.Second)), "app1-name: ACTIVE→UPDATING after 1s+")
	wantBrief(t, s.Expect(applications, application("app1", "ACTIVE"), after(2*time.Second)), "app1-name: UPDATING→ACTIVE after 1s")
	wantBrief(t, read(s, applications, after(3*time.Second), application("app1", "UPDATING")), "")
}

func TestForget(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"))
	feed := attachmentsOf("app1")
	read(s, feed, noon, attachment("app1", "ATTACHED"))
	wantBrief(t, s.Forget(feed, attachment("app1", "").Key, after(time.Minute)), "search → app1-name: ATTACHED→ after 1m0s+")
	wantBrief(t, s.Forget(feed, attachment("app1", "").Key, after(time.Minute)), "")
	if s.Len(model.KindAttachment) != 0 || s.Count(model.KindAttachment, model.Settled) != 0 || s.Feed(feed).Size() != 0 {
		t.Error("it is still there")
	}
}

// What a write of ours has ended does not come back with a listing from before,
// for a minute or until we make it again.
func TestStaleListingAfterForget(t *testing.T) {
	feed, key := attachmentsOf("app1"), attachment("app1", "").Key
	for _, c := range []struct {
		name  string
		again bool // we make it again after half a minute
		at    time.Duration
		want  string
	}{
		{"at once", false, 0, ""},
		{"at last", false, 59 * time.Second, ""},
		{"too long", false, time.Minute, "search → app1-name: →ATTACHED"},
		{"made again", true, 59 * time.Second, "search → app1-name: PENDING→ATTACHED after 29s"},
	} {
		s := scopeOf(application("app1", "ACTIVE"))
		read(s, feed, noon, attachment("app1", "ATTACHED"))
		s.Forget(feed, key, noon)
		if c.again {
			wantBrief(t, s.Expect(feed, attachment("app1", "PENDING"), after(30*time.Second)), "search → app1-name: →PENDING")
		}
		version := s.Version()
		got := brief(read(s, feed, after(c.at), attachment("app1", "ATTACHED")))
		if got != c.want || (s.Version() != version) != (c.want != "") {
			t.Errorf("%s: %q, want %q; version %d after %d", c.name, got, c.want, s.Version(), version)
		}
		if n := s.Len(model.KindAttachment); (n == 1) != (c.want != "") {
			t.Errorf("%s: %d attachments", c.name, n)
		}
	}
}

// An application that we delete stays away with all that belongs to it.
func TestForgetAnApplication(t *testing.T) {
	s := scopeOf(application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	read(s, attachmentsOf("app1"), noon, attachment("app1", "ATTACHED"))
	wantBrief(t, s.Forget(applications, application("app1", "").Key, after(time.Second)), "app1-name: ACTIVE→ after 1s+")
	wantBrief(t, read(s, applications, after(2*time.Second), application("app1", "DELETING"), application("app2", "ACTIVE")), "")
	if got := names(s.Items(model.KindApplication)); got != "app2-name" || s.Len(model.KindAttachment) != 0 || len(s.FeedsOf(live.FeedAttachments)) != 1 {
		t.Errorf("applications %q, %d attachments, feeds %v", got, s.Len(model.KindAttachment), s.FeedsOf(live.FeedAttachments))
	}
}
