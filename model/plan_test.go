package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
)

var caller = model.Feed{Kind: model.FeedCaller}

func TestSettledFeeds(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), domain("a", "Active"), collection("col1", "FAILED"), attachment("app1", "ATTACHED"))
	tl.show(caller, domains)
	tl.run(2 * time.Minute)
	tl.want("on screen", tl.times(domains), "0s 30s 1m0s 1m30s 2m0s")
	tl.run(9 * time.Minute)
	for _, feed := range []model.Feed{applications, collections, attachmentsOf("app1")} {
		tl.want("off screen: "+string(feed.Kind), tl.times(feed), "0s 5m0s 10m0s")
	}
	tl.run(2 * time.Hour)
	tl.want("who the caller is", tl.times(caller), "0s 1h0m0s 2h0m0s")
}

func TestTurningToAnotherView(t *testing.T) {
	tl := begin(t)
	tl.run(20 * time.Second)
	tl.show(domains)
	tl.run(20 * time.Second)
	tl.want("fresh enough at first", tl.times(domains), "0s 30s")
	tl.show(applications)
	tl.run(2 * time.Minute)
	tl.want("stale: read at once", tl.times(applications), "0s 40s 1m10s 1m40s 2m10s 2m40s")
	tl.want("back at its own pace", tl.times(domains), "0s 30s")
}

// A detail is asked for while it is looked at, and costs nothing otherwise.
func TestDetailIsReadWhileOnScreen(t *testing.T) {
	for name, fails := range map[string]bool{"it works": false, "it fails": true} {
		tl := begin(t, application("app1", "ACTIVE"))
		if fails {
			tl.fails[detailOf("app1")] = model.FailurePermission
		}
		tl.Feed(detailOf("app1"))
		tl.run(time.Minute)
		tl.want(name+": never looked at", tl.times(detailOf("app1")), "")
		tl.show(detailOf("app1"))
		tl.run(10 * time.Second)
		tl.show()
		tl.run(time.Hour)
		tl.want(name+": looked at for 10 s", tl.times(detailOf("app1")), "1m0s")
		tl.show(detailOf("app1"))
		tl.run(time.Second)
		tl.want(name+": looked at again", tl.times(detailOf("app1")), "1m0s 1h1m10s")
	}
}

// A detail goes stale with the application's status.
func TestDetailFollowsItsApplication(t *testing.T) {
	tl := begin(t, application("app1", "UPDATING"))
	tl.show(detailOf("app1"))
	tl.Feed(detailOf("app1"))
	tl.run(3 * time.Second)
	tl.set(application("app1", "ACTIVE"))
	tl.run(3 * time.Second)
	tl.want("application", tl.times(applications), "0s 2s 5s")
	tl.want("detail", tl.times(detailOf("app1")), "0s 5s")
}

func TestInFlight(t *testing.T) {
	feed := attachmentsOf("app1")
	tl := begin(t, application("app1", "ACTIVE"), attachment("app1", "PENDING"))
	tl.run(90 * time.Second)
	tl.want("longer and longer", tl.waits(feed), "2s 3s 4.5s 6.75s 10.125s 15s 15s 15s 15s")

	tl.set(model.NewAttachment("app1", collectionARN, "att", "PENDING"))
	tl.forget()
	tl.run(30 * time.Second)
	tl.want("back on a change", tl.waits(feed), "2s 3s 4.5s 6.75s")

	tl.run(time.Hour - 30*time.Second)
	tl.forget()
	tl.run(6 * time.Minute)
	tl.want("longer still when both have taken an hour", tl.waits(feed), "15s 22.5s 33.75s 50.625s 1m0s 1m0s 1m0s")

	tl.set(model.NewAttachment("app1", collectionARN, "att", "FAILED"))
	tl.set(attachment("app1", "ATTACHED"))
	tl.forget()
	tl.run(20 * time.Minute)
	if !strings.HasSuffix(tl.waits(feed), "5m0s 5m0s 5m0s") {
		t.Errorf("settled at last: %s", tl.waits(feed))
	}
}

// What waits for something else is asked for when that has changed.
func TestPendingAttachmentFollowsItsApplicationAndDomain(t *testing.T) {
	for _, end := range []model.Item{application("app1", "ACTIVE"), domain("search", "Active")} {
		tl := begin(t, application("app1", "CREATING"), domain("search", "Creating"), attachment("app1", "PENDING"))
		tl.run(2 * time.Minute)
		tl.set(end)
		tl.set(attachment("app1", "ATTACHED"))
		tl.run(20 * time.Second)
		changed, seen := tl.lastRead(feedOf(end), model.InFlight), tl.lastRead(attachmentsOf("app1"), model.InFlight)
		if seen-changed > 2*time.Second {
			t.Errorf("%s is seen at %v, its attachment at %v", end.Common().Name, changed, seen)
		}
	}
}

// lastRead is when the last change of a feed's resources out of a phase can have
// been seen: its last reading, if none of them are left in it.
func (tl *timeline) lastRead(feed model.Feed, phase model.Phase) time.Duration {
	for _, item := range tl.ItemsOf(feed) {
		if item.Common().Phase() == phase {
			tl.Errorf("%s is still %s", item.Common().Name, item.Common().Status)
		}
	}
	for _, r := range slices.Backward(tl.reads) {
		if r.read.Feed == feed {
			return r.at
		}
	}
	return -1
}

func TestAfterAWriteOfOurs(t *testing.T) {
	feed := attachmentsOf("app1")
	for name, write := range map[string]func(tl *timeline){
		"failed, perhaps": func(tl *timeline) { tl.Written(feed, tl.now) },
		"attached": func(tl *timeline) {
			tl.set(attachment("app1", "ATTACHED"))
			tl.Expect(feed, attachment("app1", "ATTACHED"), tl.now)
		},
		"detached": func(tl *timeline) {
			tl.remove(attachment("app1", ""))
			tl.Forget(feed, attachment("app1", "").Key, tl.now)
		},
	} {
		tl := begin(t, application("app1", "ACTIVE"), attachment("app1", "FAILED"))
		tl.run(10 * time.Second)
		write(tl)
		tl.run(time.Minute)
		tl.want(name+": at once and again", tl.times(feed), "0s 10s 11s")
	}
}

func TestWriteDuringAReading(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"))
	tl.run(time.Second)
	feed := attachmentsOf("app1")
	tl.Refresh(feed)
	before := tl.Begin(tl.Due(tl.now, tl.Attention)[0], tl.now)
	tl.forget()
	tl.set(attachment("app1", "ATTACHED"))
	tl.Expect(feed, attachment("app1", "ATTACHED"), tl.now)
	tl.run(500 * time.Millisecond)
	tl.Apply(model.Listing{Read: before, At: tl.now}) // what was so before the write
	tl.run(time.Minute)
	tl.want("read anew", tl.times(feed), "1s 2s")
	if tl.Len(model.KindAttachment) != 1 {
		t.Error("the reading from before the write removed what it made")
	}
}

// When there was no room at once, one reading late enough is enough.
func TestWriteThatHadToWait(t *testing.T) {
	tl := begin(t)
	tl.run(0)
	tl.Written(domains, tl.now)
	tl.now = tl.now.Add(10 * time.Second)
	tl.forget()
	tl.run(time.Minute)
	tl.want("late", tl.times(domains), "10s")
}

func TestRefresh(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), application("app2", "ACTIVE"))
	tl.fails[domains] = model.FailurePermission
	tl.run(time.Second)
	tl.Refresh(domains, model.Feed{Kind: model.FeedAttachments})
	tl.run(time.Minute)
	for _, feed := range []model.Feed{domains, attachmentsOf("app1"), attachmentsOf("app2")} {
		tl.want(fmt.Sprint(feed), tl.times(feed), "0s 1s")
	}
	tl.want("not asked for", tl.times(collections), "0s")
}

func TestErrors(t *testing.T) {
	const doubling = "2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 5m0s 5m0s"
	const soon = "2s 4s 8s 16s 30s 30s 30s"
	for _, c := range []struct {
		kind model.FailureKind
		feed model.Feed
		run  time.Duration
		want string
	}{
		{model.FailureThrottling, domains, 19 * time.Minute, doubling},
		{model.FailureUnavailable, applications, 19 * time.Minute, doubling},
		{model.FailureUnreadable, collections, 19 * time.Minute, doubling},
		{model.FailureNotFound, attachmentsOf("app1"), 19 * time.Minute, doubling},
		{model.FailurePermission, domains, 16 * time.Minute, "5m0s 5m0s 5m0s"},
		{model.FailurePermission, applications, 16 * time.Minute, "5m0s 5m0s 5m0s"},
		{model.FailureNetwork, applications, 2 * time.Minute, soon},
		{model.FailureExpired, applications, 2 * time.Minute, soon},
		{model.FailureCredentials, applications, 2 * time.Minute, soon},
		{model.FailureNetwork, domains, 2 * time.Minute, soon}, // of its endpoint alone
	} {
		tl := begin(t, application("app1", "ACTIVE"))
		tl.fails[c.feed] = c.kind
		tl.run(c.run)
		tl.want(fmt.Sprintf("failure %d of %s", c.kind, c.feed.Kind), tl.waits(c.feed), c.want)

		delete(tl.fails, c.feed)
		tl.run(5 * time.Minute)
		tl.forget()
		tl.run(11 * time.Minute)
		if waits := tl.waits(c.feed); !strings.HasPrefix(waits, "5m0s") {
			t.Errorf("%s after failure %d: %s", c.feed.Kind, c.kind, waits)
		}
	}
}

// What a failing reading brought before it failed counts: the next wait is short.
func TestErrorInTheMiddleOfAReading(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), attachment("app1", "ATTACHED"))
	feed := attachmentsOf("app1")
	tl.run(time.Hour)
	tl.Refresh(feed)
	tl.set(attachment("app1", "PENDING"))
	broken := tl.Begin(tl.Due(tl.now, tl.Attention)[0], tl.now)
	tl.Apply(model.Listing{Read: broken, Items: tl.holds[feed], More: true, At: tl.now})
	tl.Fail(broken, &model.CallError{Kind: model.FailureThrottling}, tl.now)
	tl.forget()
	tl.run(7 * time.Second)
	tl.want("after the error", tl.waits(feed), "3s")
}

// Trouble of the whole scope is probed by one feed; when it is over, every other
// that had met it is read at once.
func TestOutage(t *testing.T) {
	others := []model.Feed{caller, domains, collections, attachmentsOf("app1"), attachmentsOf("app2")}
	for _, kind := range []model.FailureKind{model.FailureNetwork, model.FailureExpired, model.FailureCredentials, model.FailureRegion} {
		for name, recovery := range map[string]func(*timeline){
			"over": func(*timeline) {},
			// Another answer than the outage is an answer.
			"over, with no permission for the probe": func(tl *timeline) { tl.fails[applications] = model.FailurePermission },
		} {
			tl := begin(t, application("app1", "ACTIVE"), application("app2", "ACTIVE"), attachment("app1", "PENDING"))
			tl.show(caller, applications)
			tl.run(time.Hour - 20*time.Second)
			tl.outage(kind)
			tl.run(20 * time.Minute) // everything has become due once
			tl.forget()
			tl.run(10 * time.Minute)
			for _, feed := range others {
				tl.want(fmt.Sprintf("failure %d: %s held back", kind, feed.Kind), tl.times(feed), "")
			}
			if n := len(tl.reads); n != 20 {
				t.Errorf("failure %d: the probe was read %d times in 10 minutes", kind, n)
			}

			tl.outage(model.FailureOther)
			recovery(tl)
			tl.forget()
			tl.run(31 * time.Second)
			for _, feed := range others {
				first, _, _ := strings.Cut(tl.times(feed), " ")
				probed, _, _ := strings.Cut(tl.times(applications), " ")
				tl.want(fmt.Sprintf("failure %d %s: %s released", kind, name, feed.Kind), first, probed)
			}
		}
	}
}

// A scope that cannot be reached from the start is probed by one call at a time.
func TestOutageFromTheStart(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), domain("a", "Active"))
	tl.outage(model.FailureCredentials)
	tl.run(time.Minute)
	tl.want("the probe", tl.times(applications), "0s 2s 6s 14s 30s 1m0s")
	tl.want("the others", tl.times(domains)+tl.times(caller)+tl.times(collections), "0s0s0s")
	tl.outage(model.FailureOther)
	tl.run(30 * time.Second)
	tl.want("released", tl.times(domains), "0s 1m30s")
	tl.want("found", tl.times(attachmentsOf("app1")), "1m30s")
}

func TestBlurredTerminalAsksOnlyForWhatIsInFlight(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), application("app2", "ACTIVE"), domain("a", "Active"),
		attachment("app1", "PENDING"), attachment("app2", "ATTACHED"))
	tl.show(caller, applications, domains)
	tl.run(15 * time.Second)
	tl.Blurred = true
	tl.forget()
	tl.run(3 * time.Hour)
	for _, r := range tl.reads {
		if r.read.Feed != attachmentsOf("app1") {
			t.Fatalf("%s was read at %v", r.read.Feed.Kind, r.at)
		}
	}
	if len(tl.reads) < 180 {
		t.Errorf("what is in flight was read %d times in 3 hours", len(tl.reads))
	}
	tl.set(attachment("app1", "ATTACHED"))
	tl.run(2 * time.Minute)
	tl.forget()
	tl.run(time.Hour)
	tl.want("everything settled", fmt.Sprint(tl.reads), "[]")

	tl.Blurred = false
	now := tl.now.Sub(noon).String()
	tl.run(time.Second)
	for _, feed := range []model.Feed{caller, applications, domains, collections, attachmentsOf("app2")} {
		tl.want("looked at again: "+string(feed.Kind), tl.times(feed), now)
	}
}

// A write of ours is followed up without the focus too.
func TestBlurredTerminalFollowsUpAWrite(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"))
	tl.run(time.Minute)
	tl.Blurred = true
	tl.Written(attachmentsOf("app1"), tl.now)
	tl.run(time.Hour)
	tl.want("attachments", tl.times(attachmentsOf("app1")), "0s 1m0s 1m1s")
}

// Of domains and collections, which the service describes by name, only those in
// flight are asked for, until the whole listing is due.
func TestFocusedReads(t *testing.T) {
	for name, items := range map[string][3]model.Item{
		"domains":     {domain("a", "Creating"), domain("b", "Active"), domain("b", "Modifying")},
		"collections": {collection("a", "CREATING"), collection("b", "ACTIVE"), collection("b", "UPDATING")},
	} {
		flying, settled, changed := items[0], items[1], items[2]
		feed := feedOf(flying)
		tl := begin(t, flying, settled)
		tl.show(feed)
		tl.run(28 * time.Second)
		tl.want(name, tl.focus(feed), "all a a a a a")
		tl.set(changed) // not asked for, so not seen
		tl.run(14 * time.Second)
		tl.want(name+", the whole being due", tl.focus(feed), "all a a a a a all")
		tl.run(3 * time.Second)
		tl.want(name+", two of them", tl.focus(feed), "all a a a a a all a,b")

		tl.remove(flying)
		tl.set(settled)
		tl.forget()
		tl.run(10 * time.Second)
		tl.want(name+", one gone and one settled", tl.focus(feed), "a,b")
		if got := tl.ItemsOf(feed); !slices.Equal(got, []model.Item{settled}) {
			t.Errorf("%s: %v", name, got)
		}
		tl.Refresh(feed)
		tl.set(changed)
		tl.forget()
		tl.run(time.Second)
		tl.Refresh(feed)
		tl.run(time.Second)
		tl.want(name+", asked for by hand", tl.focus(feed), "all all")
	}
}

// A blurred terminal has no use for the whole.
func TestFocusedReadsWhileBlurred(t *testing.T) {
	tl := begin(t, domain("a", "Creating"), domain("b", "Active"))
	tl.run(0)
	tl.Blurred = true
	tl.forget()
	tl.run(30 * time.Minute)
	if focus := tl.focus(domains); strings.Contains(focus, "all") || len(tl.reads) < 100 {
		t.Errorf("%d readings: %s", len(tl.reads), focus)
	}
}

// focus is what readings of a feed were about: "all a,b".
func (tl *timeline) focus(feed model.Feed) string {
	var all []string
	for _, r := range tl.reads {
		switch {
		case r.read.Feed != feed:
		case r.read.Only == nil:
			all = append(all, "all")
		default:
			all = append(all, strings.Join(r.read.Only, ","))
		}
	}
	return strings.Join(all, " ")
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
	read(s, caller, noon)
	later := after(6 * time.Minute)
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
	s := scopeOf(someApplications(40)...)
	read(s, caller, noon)
	turns := map[model.Feed]int{}
	for round := range 10 {
		now := after(time.Duration(round) * 20 * time.Second)
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

// An idle scope of 20 applications and 100 domains, its applications on screen
// for an hour. Readings: the applications every 30 s (120), 20 listings of
// attachments, the domains and the collections every 5 min (240 + 12 + 12), the
// caller once. A reading of 100 domains is 21 calls, any other one: 625 calls,
// one in 6 s. With nothing at all on screen it would be 517.
func TestCallsOfAnIdleScope(t *testing.T) {
	for _, c := range []struct {
		name            string
		show            []model.Feed
		readings, calls int
	}{
		{"applications on screen", []model.Feed{caller, applications}, 120 + 240 + 12 + 12 + 1, 120 + 240 + 12*21 + 12 + 1},
		{"nothing on screen", nil, 12 + 240 + 12 + 12 + 1, 12 + 240 + 12*21 + 12 + 1},
		// 21 calls are too many for every 30 s: they come every 63 s.
		{"domains on screen", []model.Feed{domains}, 12 + 240 + 57 + 12 + 1, 12 + 240 + 57*21 + 12 + 1},
		// So are 20 listings of attachments: they come every minute.
		{"attachments on screen", []model.Feed{{Kind: model.FeedAttachments}}, 12 + 20*60 + 12 + 12 + 1, 12 + 20*60 + 12*21 + 12 + 1},
	} {
		tl := begin(t, append(someApplications(20), someDomains(100)...)...)
		tl.show(c.show...)
		tl.run(0)
		tl.forget()
		version := tl.Version()
		tl.run(time.Hour)
		calls := 0
		for _, r := range tl.reads {
			calls++
			if r.read.Feed == domains {
				calls += 100 / model.MaxDomains
			}
		}
		if len(tl.reads) != c.readings || calls != c.calls {
			t.Errorf("%s: %d readings with %d calls, want %d with %d", c.name, len(tl.reads), calls, c.readings, c.calls)
		}
		if tl.Version() != version {
			t.Errorf("%s: the version changed, so that an idle screen is drawn anew", c.name)
		}
	}
}
