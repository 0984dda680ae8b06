package live_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Trouble of the whole scope is probed by one feed; when it is over, every other
// that had met it is read at once.
func TestOutage(t *testing.T) {
	others := []live.Feed{caller, domains, collections, attachmentsOf("app1"), attachmentsOf("app2")}
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

// Whether a failure meets everybody is asked of the probe at once.
func TestFirstSignOfAnOutage(t *testing.T) {
	for _, kind := range []model.FailureKind{model.FailureNetwork, model.FailureExpired, model.FailureCredentials, model.FailureRegion} {
		tl := begin(t, application("app1", "ACTIVE"))
		tl.run(time.Minute)
		tl.down = kind
		tl.Refresh(domains)
		tl.run(10 * time.Second)
		tl.want(fmt.Sprintf("failure %d: the probe", kind), tl.times(applications), "0s 1m0s 1m2s 1m6s")
		tl.want(fmt.Sprintf("failure %d: the one that met it", kind), tl.times(domains), "0s 1m0s")

		tl = begin(t, application("app1", "ACTIVE"))
		tl.run(time.Minute)
		tl.fails[domains] = kind
		tl.Refresh(domains)
		tl.run(time.Second)
		tl.want(fmt.Sprintf("failure %d of one endpoint: the probe", kind), tl.times(applications), "0s 1m0s")
		tl.run(time.Second)
		tl.want(fmt.Sprintf("failure %d of one endpoint: tried again", kind), tl.times(domains), "0s 1m0s 1m2s")
	}
	tl := begin(t)
	tl.run(time.Minute)
	tl.fails[domains] = model.FailureThrottling
	tl.Refresh(domains)
	tl.run(time.Second)
	tl.want("trouble of one call: the probe", tl.times(applications), "0s")
}
