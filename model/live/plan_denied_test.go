package live_test

import (
	"fmt"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// What cannot be read and is looked at is asked for every minute at the latest,
// whatever the reason.
func TestFailuresOnTheScreen(t *testing.T) {
	for kind, want := range map[model.FailureKind]string{
		model.FailurePermission:  "1m0s 1m0s 1m0s 1m0s 1m0s",
		model.FailureThrottling:  "2s 4s 8s 16s 32s 1m0s 1m0s 1m0s 1m0s",
		model.FailureUnavailable: "2s 4s 8s 16s 32s 1m0s 1m0s 1m0s 1m0s",
	} {
		for _, feed := range []live.Feed{applications, domains, collections, packages, attachmentsOf("app1"), {Kind: live.FeedDefault}} {
			tl := begin(t, application("app1", "ACTIVE"))
			tl.show(feed)
			tl.fails[feed] = kind
			tl.run(5*time.Minute + 10*time.Second)
			tl.want(fmt.Sprintf("failure %d of %s", kind, feed.Kind), tl.waits(feed), want)

			delete(tl.fails, feed)
			tl.run(time.Minute)
			if tl.Feed(feed).Err != nil {
				t.Errorf("failure %d of %s: not read again a minute after it was over", kind, feed.Kind)
			}
		}
	}
}

// Of many that are denied one is asked for all each minute, which costs no more than
// if it were alone; when it may be read, so are the others.
func TestManyDenied(t *testing.T) {
	const many = 200
	var items []model.Item
	for i := range many {
		items = append(items, application(fmt.Sprintf("app%03d", i), "ACTIVE"))
	}
	tl := begin(t, items...)
	tl.show(live.Feed{Kind: live.FeedAttachments})
	for i := range many {
		tl.fails[attachmentsOf(fmt.Sprintf("app%03d", i))] = model.FailurePermission
	}
	tl.run(time.Second)
	tl.forget()
	tl.run(4 * time.Minute)
	calls := 0
	for _, r := range tl.reads {
		if r.read.Feed.Kind == live.FeedAttachments {
			calls++
		}
	}
	if calls != 4 {
		t.Errorf("%d calls in 4 minutes", calls)
	}
	for feed := range tl.fails {
		delete(tl.fails, feed)
	}
	tl.run(time.Minute)
	if errs := tl.Errors(); len(errs) > 0 {
		t.Errorf("a minute after they may be read %d are not", len(errs))
	}
}
