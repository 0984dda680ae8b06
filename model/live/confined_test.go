package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Where nobody will look at anything else, nothing else is read: in one scope, in
// several, and when it fails for a reason that others would fail for too.
func TestConfinedReadsWhatIsSeen(t *testing.T) {
	for name, c := range map[string]struct {
		scopes int
		down   model.FailureKind
	}{"one": {scopes: 1}, "several": {scopes: 3}, "signed out": {1, model.FailureExpired}, "several signed out": {3, model.FailureExpired}} {
		fl := beginFleet(t)
		for i := range c.scopes {
			fl.scope(i, estate(1)...).down = c.down
		}
		fl.Confined, fl.OnScreen = true, map[live.Feed]bool{packages: true}
		read := map[live.Feed]int{}
		fl.onBegin = func(r live.ScopedRead) { read[r.Feed]++ }
		fl.run(10 * time.Minute)
		if len(read) != 1 || read[packages] < 2*c.scopes {
			t.Errorf("%s: %v", name, read)
		}
		for _, scope := range fl.Scopes() {
			if s := fl.Snapshot(scope); !s.Heard(packages) || s.Heard(packages, domains) {
				t.Errorf("%s: heard of packages %t, of domains too %t", name, s.Heard(packages), s.Heard(packages, domains))
			}
		}
	}
}

// All has been heard when what can be read is, and what cannot has failed.
func TestHeard(t *testing.T) {
	attachments := live.Feed{Kind: live.FeedAttachments}
	associations := []live.Feed{packages, domains, {Kind: live.FeedDomainPackages}, {Kind: live.FeedPackageDomains}}
	for name, fails := range map[string][]live.Feed{
		"well": nil, "no applications": {applications}, "no packages": {packages}, "no domains": {domains}, "neither": {packages, domains},
	} {
		tl := begin(t, estate(1)...)
		if tl.Heard(packages) || tl.Heard(applications, attachments) || tl.Heard(associations...) {
			t.Errorf("%s: heard before anything was read", name)
		}
		for _, feed := range fails {
			tl.fails[feed] = model.FailurePermission
		}
		tl.run(time.Minute)
		if !tl.Heard(packages) || !tl.Heard(applications, attachments) || !tl.Heard(associations...) {
			t.Errorf("%s: %t %t %t", name, tl.Heard(packages), tl.Heard(applications, attachments), tl.Heard(associations...))
		}
	}
}
