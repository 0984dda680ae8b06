package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
)

var (
	caller   = model.Feed{Kind: model.FeedCaller}
	standard = model.Feed{Kind: model.FeedDefault} // the default application
)

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

// What only concerns one application is asked for while it is looked at, and
// costs nothing otherwise.
func TestDetailIsReadWhileOnScreen(t *testing.T) {
	for _, feed := range []model.Feed{detailOf("app1"), {Kind: model.FeedTags, Of: "arn"}} {
		for _, failure := range []model.FailureKind{model.FailureOther, model.FailurePermission, model.FailureThrottling} {
			tl := begin(t, application("app1", "ACTIVE"))
			name := fmt.Sprintf("%s, failure %d: ", feed.Kind, failure)
			tl.fails[feed] = failure
			tl.Feed(feed)
			tl.run(time.Minute)
			tl.want(name+"never looked at", tl.times(feed), "")
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

// An attachment waits for its application and its data source: where one of them
// is seen to have changed, the others are looked at without waiting their turn.
func TestWhatHangsTogetherIsReadTogether(t *testing.T) {
	feed := attachmentsOf("app1")
	for _, c := range []struct {
		name    string
		changed []model.Item
		seen    model.Feed // where it is seen first
		follow  []model.Feed
	}{
		{"application", []model.Item{application("app1", "ACTIVE")}, applications, []model.Feed{feed}},
		{"domain", []model.Item{domain("search", "Active")}, domains, []model.Feed{feed}},
		{"attachment", []model.Item{attachment("app1", "ATTACHED")}, feed, []model.Feed{applications, domains}},
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
		for _, f := range []model.Feed{applications, domains, feed} {
			want := ""
			if f == c.seen || slices.Contains(c.follow, f) {
				want = "2m0s"
			}
			tl.want(fmt.Sprintf("%s changed: %s", c.name, f.Kind), tl.times(f), want)
		}
	}
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

// An idle scope of 20 applications and 100 domains, its applications on screen
// for an hour. Readings: the applications every 30 s (120); 20 listings of
// attachments, the domains, the collections and the default application every
// 5 min (240 + 12 + 12 + 12); the caller once. A reading of 100 domains is 21
// calls, any other is one: 637 calls, one in 6 s. With nothing on screen it would
// be 529, blurred 0.
func TestCallsOfAnIdleScope(t *testing.T) {
	const hourly = 1 + 12 + 12 // the caller, the collections and the default application
	for _, c := range []struct {
		name            string
		show            []model.Feed
		readings, calls int
	}{
		{"applications on screen", []model.Feed{caller, applications}, 120 + 240 + 12 + hourly, 120 + 240 + 12*21 + hourly},
		{"nothing on screen", nil, 12 + 240 + 12 + hourly, 12 + 240 + 12*21 + hourly},
		// 21 calls are too many for every 30 s: they come every 63 s.
		{"domains on screen", []model.Feed{domains}, 12 + 240 + 57 + hourly, 12 + 240 + 57*21 + hourly},
		// So are 20 listings of attachments: they come every minute.
		{"attachments on screen", []model.Feed{{Kind: model.FeedAttachments}}, 12 + 20*60 + 12 + hourly, 12 + 20*60 + 12*21 + hourly},
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
