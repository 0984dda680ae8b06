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

func TestErrors(t *testing.T) {
	const doubling = "2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 5m0s 5m0s"
	const soon = "2s 4s 8s 16s 30s 30s 30s"
	for _, c := range []struct {
		kind model.FailureKind
		feed live.Feed
		run  time.Duration
		want string
	}{
		{model.FailureThrottling, domains, 19 * time.Minute, doubling},
		{model.FailureUnavailable, applications, 19 * time.Minute, doubling},
		{model.FailureUnreadable, collections, 19 * time.Minute, doubling},
		{model.FailureConflict, attachmentsOf("app1"), 19 * time.Minute, doubling},
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

// What is not found is gone, whatever is still listed of it: that is no error to
// show, and the listing is asked at once.
func TestNotFound(t *testing.T) {
	app, pack := application("app1", "ACTIVE"), dictionary("F1", "AVAILABLE")
	for _, c := range []struct {
		feed, parent live.Feed
		of           model.Item
	}{
		{attachmentsOf("app1"), applications, app},
		{detailOf("app1"), applications, app},
		{tagsOf(app), applications, app},
		{versionsOf("F1"), packages, pack},
	} {
		tl := begin(t, app, pack)
		tl.show(c.feed)
		tl.run(10 * time.Second)
		tl.fails[c.feed] = model.FailureNotFound
		tl.Refresh(c.feed)
		tl.run(time.Minute)
		name := string(c.feed.Kind)
		tl.want(name+", still listed: backs off", tl.times(c.feed), "0s 10s 12s 16s 24s 40s")
		tl.want(name+", still listed: the listing", tl.times(c.parent), "0s 10s")
		if h := tl.Health(c.feed); h.Failed > 0 || h.Err != nil || len(tl.Errors()) > 0 || len(tl.news) > 0 {
			t.Errorf("%s: health %+v, errors %v, news %v", name, h, tl.Errors(), tl.news)
		}
		if tl.Feed(c.feed).Err == nil {
			t.Errorf("%s has no error of its own", name)
		}

		tl.remove(c.of)
		tl.show()
		tl.Refresh(c.parent)
		tl.run(0)
		if _, ok := tl.Item(c.of.Common().Key); ok || len(tl.FeedsOf(c.feed.Kind)) > 0 {
			t.Errorf("%s, no longer listed: it is there %v, its feeds %v", name, ok, tl.FeedsOf(c.feed.Kind))
		}
	}
}

// After a success, what is not found is asked of the listing once more.
func TestNotFoundAgain(t *testing.T) {
	feed := attachmentsOf("app1")
	tl := begin(t, application("app1", "ACTIVE"))
	tl.run(time.Second)
	for range 2 {
		tl.fails[feed] = model.FailureNotFound
		tl.Refresh(feed)
		tl.run(time.Second)
		delete(tl.fails, feed)
		tl.run(9 * time.Second)
	}
	tl.want("the listing", tl.times(applications), "0s 1s 11s")
}

// Of a listing of the whole scope it is a failure like any other.
func TestNotFoundListing(t *testing.T) {
	tl := begin(t)
	tl.fails[domains] = model.FailureNotFound
	tl.run(time.Second)
	if len(tl.Errors()) != 1 || tl.Health(domains).Failed != 1 || !slices.Equal(tl.news, []live.Feed{domains}) {
		t.Errorf("errors %v, health %+v, news %v", tl.Errors(), tl.Health(domains), tl.news)
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
	tl.Apply(live.Listing{Read: broken, Items: tl.holds[feed], More: true, At: tl.now})
	tl.Fail(broken, &model.CallError{Kind: model.FailureThrottling}, tl.now)
	tl.forget()
	tl.run(7 * time.Second)
	tl.want("after the error", tl.waits(feed), "3s")
}
