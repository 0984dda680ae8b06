package live_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

var (
	caller   = live.Feed{Kind: live.FeedCaller}
	standard = live.Feed{Kind: live.FeedDefault} // the default application
	packages = live.Feed{Kind: live.FeedPackages}

	integrations = live.Feed{Kind: live.FeedIntegrations}
)

func TestSettledFeeds(t *testing.T) {
	tl := begin(t, application("app1", "ACTIVE"), domain("a", "Active"), collection("col1", "FAILED"), attachment("app1", "ATTACHED"), dictionary("F1", "AVAILABLE"))
	tl.show(caller, domains)
	tl.run(2 * time.Minute)
	tl.want("on screen", tl.times(domains), "0s 30s 1m0s 1m30s 2m0s")
	tl.run(9 * time.Minute)
	for _, feed := range []live.Feed{applications, collections, packages, integrations, standard, attachmentsOf("app1")} {
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

// What only concerns one application or package is asked for while it is looked
// at, from which it begins to exist, and costs nothing otherwise.
func TestDetailIsReadWhileOnScreen(t *testing.T) {
	for _, feed := range []live.Feed{detailOf("app1"), {Kind: live.FeedTags, Of: "arn"}, versionsOf("F1")} {
		for _, failure := range []model.FailureKind{model.FailureOther, model.FailurePermission, model.FailureThrottling} {
			tl := begin(t, application("app1", "ACTIVE"), dictionary("F1", "AVAILABLE"))
			name := fmt.Sprintf("%s, failure %d: ", feed.Kind, failure)
			tl.fails[feed] = failure
			tl.run(time.Minute)
			tl.want(name+"never looked at", tl.times(feed), "")
			if n := len(tl.FeedsOf(feed.Kind)); n != 0 {
				t.Errorf("%s%d of them exist", name, n)
			}
			tl.show(feed)
			tl.run(time.Second)
			tl.show()
			tl.run(time.Hour)
			tl.want(name+"looked at for 1 s", tl.times(feed), "1m0s")
			tl.show(feed)
			tl.run(time.Second)
			tl.want(name+"looked at again", tl.times(feed), "1m0s 1h1m1s")
		}
	}
}

// A detail goes stale with the application's status.
func TestDetailFollowsItsApplication(t *testing.T) {
	tl := begin(t, application("app1", "UPDATING"))
	tl.show(detailOf("app1"))
	tl.run(3 * time.Second)
	tl.set(application("app1", "ACTIVE"))
	tl.run(3 * time.Second)
	tl.want("application", tl.times(applications), "0s 2s 5s")
	tl.want("detail", tl.times(detailOf("app1")), "0s 5s")
}

func TestVersionsFollowTheirPackage(t *testing.T) {
	tl := begin(t, dictionary("F1", "VALIDATING"))
	tl.show(versionsOf("F1"))
	tl.run(3 * time.Second)
	tl.show()
	tl.set(dictionary("F1", "AVAILABLE"))
	tl.run(3 * time.Second)
	tl.want("package", tl.times(packages), "0s 2s 5s")
	tl.want("versions, no longer shown", tl.times(versionsOf("F1")), "0s 5s")
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

// What has been on its way for an hour is asked for every minute, but no more
// seldom for it than what is settled: the screen shows the rest of the listing too.
func TestLongInFlightOnScreen(t *testing.T) {
	for name, items := range map[string][]model.Item{
		"attachments": {application("app1", "ACTIVE"), attachment("app1", "PENDING")},
		"packages":    {dictionary("F1", "COPYING"), dictionary("F2", "AVAILABLE")},
	} {
		feed := feedOf(items[len(items)-1])
		tl := begin(t, items...)
		tl.run(2 * time.Hour)
		tl.forget()
		tl.run(3*time.Minute + time.Second)
		tl.want(name+" off screen", tl.waits(feed), "1m0s 1m0s")
		tl.show(feed)
		tl.run(time.Second)
		tl.forget()
		tl.run(3 * time.Minute)
		tl.want(name+" on screen", tl.waits(feed), "30s 30s 30s 30s 30s")
		tl.Blurred = true
		tl.run(time.Minute)
		tl.forget()
		tl.run(3 * time.Minute)
		tl.want(name+" on a blurred screen", tl.waits(feed), "1m0s 1m0s")
	}
}

// An attachment waits for its application and its data source: where one of them
// is seen to have changed, the others are looked at without waiting their turn.
func TestWhatHangsTogetherIsReadTogether(t *testing.T) {
	feed := attachmentsOf("app1")
	for _, c := range []struct {
		name    string
		changed []model.Item
		seen    live.Feed // where it is seen first
		follow  []live.Feed
	}{
		{"application", []model.Item{application("app1", "ACTIVE")}, applications, []live.Feed{feed}},
		{"domain", []model.Item{domain("search", "Active")}, domains, []live.Feed{feed}},
		{"attachment", []model.Item{attachment("app1", "ATTACHED")}, feed, []live.Feed{applications, domains}},
		{"nothing", nil, feed, nil},
	} {
		tl := begin(t, application("app1", "CREATING"), domain("search", "Creating"), attachment("app1", "PENDING"))
		tl.run(2 * time.Minute)
		for _, item := range c.changed {
			tl.set(item)
		}
		tl.forget()
		tl.Refresh(c.seen)
		tl.run(0)
		for _, f := range []live.Feed{applications, domains, feed} {
			want := ""
			if f == c.seen || slices.Contains(c.follow, f) {
				want = "2m0s"
			}
			tl.want(fmt.Sprintf("%s changed: %s", c.name, f.Kind), tl.times(f), want)
		}
	}
}

// An idle scope of 20 applications, 100 domains and 5 packages, its applications on
// screen for an hour. Readings: the applications every 30 s (120); 20 listings of
// attachments, 5 of associations, the domains, the collections, the packages, the
// integrations, the direct queries and the default application every 5 min
// (240 + 60 + 6·12); the caller once. A reading of 100 domains is 21 calls, any other is
// one: 733 calls, one in 5 s. With nothing on screen it would be 625, blurred 0.
func TestCallsOfAnIdleScope(t *testing.T) {
	// The caller; the associations, the collections, the packages, the integrations, the
	// direct queries and the default application.
	const hourly = 1 + 5*12 + 5*12
	for _, c := range []struct {
		name            string
		show            []live.Feed
		readings, calls int
	}{
		{"applications on screen", []live.Feed{caller, applications}, 120 + 240 + 12 + hourly, 120 + 240 + 12*21 + hourly},
		{"nothing on screen", nil, 12 + 240 + 12 + hourly, 12 + 240 + 12*21 + hourly},
		// 21 calls are too many for every 30 s: they come every 63 s.
		{"domains on screen", []live.Feed{domains}, 12 + 240 + 57 + hourly, 12 + 240 + 57*21 + hourly},
		// So are 20 listings of attachments: they come every minute.
		{"attachments on screen", []live.Feed{{Kind: live.FeedAttachments}}, 12 + 20*60 + 12 + hourly, 12 + 20*60 + 12*21 + hourly},
	} {
		tl := begin(t, slices.Concat(someApplications(20), someDomains(100), somePackages(5))...)
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
