package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/model"
)

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

// An application that is not found is gone, whatever is still listed of it: that
// is no error to show, and the listing is asked at once.
func TestApplicationThatIsNotFound(t *testing.T) {
	for _, feed := range []model.Feed{attachmentsOf("app1"), detailOf("app1")} {
		tl := begin(t, application("app1", "ACTIVE"))
		tl.show(detailOf("app1"))
		tl.Feed(detailOf("app1"))
		tl.run(10 * time.Second)
		tl.remove(application("app1", ""))
		tl.fails[feed] = model.FailureNotFound
		tl.Refresh(feed)
		tl.run(0)
		tl.want("the listing, not found: "+string(feed.Kind), tl.times(applications), "0s 10s")
		if tl.Len(model.KindApplication) != 0 || len(tl.Errors()) > 0 {
			t.Errorf("%s: %d applications, errors %v", feed.Kind, tl.Len(model.KindApplication), tl.Errors())
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
			tl.down = kind
			tl.run(20 * time.Minute) // everything has become due once
			tl.forget()
			tl.run(10 * time.Minute)
			for _, feed := range others {
				tl.want(fmt.Sprintf("failure %d: %s held back", kind, feed.Kind), tl.times(feed), "")
			}
			if n := len(tl.reads); n != 20 {
				t.Errorf("failure %d: the probe was read %d times in 10 minutes", kind, n)
			}

			tl.down = model.FailureOther
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
	tl.down = model.FailureCredentials
	tl.run(time.Minute)
	tl.want("the probe", tl.times(applications), "0s 2s 6s 14s 30s 1m0s")
	tl.want("the others", tl.times(domains)+tl.times(caller)+tl.times(collections), "0s0s0s")
	tl.down = model.FailureOther
	tl.run(30 * time.Second)
	tl.want("released", tl.times(domains), "0s 1m30s")
	tl.want("found", tl.times(attachmentsOf("app1")), "1m30s")
}

// A feed that had been in trouble before and backs off for long is released too.
func TestShortOutageReleasesAtOnce(t *testing.T) {
	tl := begin(t)
	tl.fails[domains] = model.FailureNetwork
	tl.run(61 * time.Second)
	tl.want("by itself", tl.times(domains), "0s 2s 6s 14s 30s 1m0s")
	tl.down = model.FailureNetwork
	tl.Refresh(applications)
	tl.run(time.Second)
	tl.down = model.FailureOther
	clear(tl.fails)
	tl.forget()
	tl.run(5 * time.Second)
	tl.want("the probe", tl.times(applications), "1m3s")
	tl.want("released", tl.times(domains), "1m3s")
}
