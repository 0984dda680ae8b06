package live_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// timeline runs the planner of one scope against a pretended service on a clock
// that jumps from one due time to the next. Answers take no time.
type timeline struct {
	*testing.T
	*live.Snapshot
	live.Attention
	now   time.Time
	holds map[live.Feed][]model.Item
	fails map[live.Feed]model.FailureKind // feeds that fail, and how
	down  model.FailureKind               // how all of them fail; FailureOther when they do not
	reads []reading
	news  []live.Feed // whose failures were news
}

type reading struct {
	at   time.Duration // from noon
	read live.Read
}

// begin is a timeline at noon of a scope that holds some items. Attachments are
// given with their application.
func begin(t *testing.T, items ...model.Item) *timeline {
	tl := &timeline{
		T: t, Snapshot: live.NewSnapshot(), now: noon,
		Attention: live.Attention{OnScreen: map[live.Feed]bool{}},
		holds:     map[live.Feed][]model.Item{}, fails: map[live.Feed]model.FailureKind{},
	}
	for _, item := range items {
		tl.set(item)
	}
	return tl
}

func feedOf(item model.Item) live.Feed {
	switch item := item.(type) {
	case model.Attachment:
		return attachmentsOf(item.ApplicationID)
	case model.Domain:
		return domains
	case model.Collection:
		return collections
	case model.Package:
		return packages
	}
	return applications
}

// set has the service hold an item from now on, in place of one with its key.
func (tl *timeline) set(item model.Item) {
	feed := feedOf(item)
	for i, old := range tl.holds[feed] {
		if old.Common().Key == item.Common().Key {
			tl.holds[feed][i] = item
			return
		}
	}
	tl.holds[feed] = append(tl.holds[feed], item)
}

// remove has the service hold an item no longer.
func (tl *timeline) remove(item model.Item) {
	feed := feedOf(item)
	tl.holds[feed] = slices.DeleteFunc(tl.holds[feed], func(i model.Item) bool { return i.Common().Key == item.Common().Key })
}

// show brings feeds on the screen.
func (tl *timeline) show(feeds ...live.Feed) {
	clear(tl.OnScreen)
	for _, feed := range feeds {
		tl.OnScreen[feed] = true
	}
}

// run lets time pass. It reads what is due whenever the planner says so, and
// only then.
func (tl *timeline) run(d time.Duration) {
	tl.Helper()
	end := tl.now.Add(d)
	for range 100_000 {
		for _, read := range tl.Due(tl.now, tl.Attention) {
			tl.answer(tl.Begin(read, tl.now))
		}
		at, ok := tl.Next(tl.Attention)
		if !ok || at.After(end) {
			tl.now = end
			return
		}
		if at.After(tl.now) {
			tl.now = at
		} else if len(tl.Due(tl.now, tl.Attention)) == 0 {
			tl.Fatalf("at %v something is due since %v, and nothing is to be read", tl.now.Sub(noon), at.Sub(noon))
		}
	}
	tl.Fatal("the planner does not let time pass")
}

func (tl *timeline) answer(read live.Read) {
	tl.reads = append(tl.reads, reading{tl.now.Sub(noon), read})
	if kind := cmp.Or(tl.down, tl.fails[read.Feed]); kind != model.FailureOther {
		if tl.Fail(read, &model.CallError{Kind: kind}, tl.now) {
			tl.news = append(tl.news, read.Feed)
		}
		return
	}
	items := slices.Clone(tl.holds[read.Feed])
	switch read.Feed.Kind {
	case live.FeedApplication, live.FeedTags:
		items = []model.Item{application(read.Feed.Of, "ACTIVE")}
	case live.FeedVersions:
		items = []model.Item{dictionary(read.Feed.Of, "AVAILABLE")}
	default:
	}
	if read.Only != nil {
		items = slices.DeleteFunc(items, func(i model.Item) bool { return !slices.Contains(read.Only, i.Common().Key.ID) })
	}
	tl.Apply(live.Listing{Read: read, Items: items, At: tl.now})
}

// times is when a feed was read, from noon: "0s 30s 1m0s".
func (tl *timeline) times(feed live.Feed) string {
	var all []string
	for _, r := range tl.reads {
		if r.read.Feed == feed {
			all = append(all, r.at.String())
		}
	}
	return strings.Join(all, " ")
}

// waits is the time between the readings of a feed.
func (tl *timeline) waits(feed live.Feed) string {
	var all []string
	last := time.Duration(-1)
	for _, r := range tl.reads {
		if r.read.Feed != feed {
			continue
		}
		if last >= 0 {
			all = append(all, (r.at - last).String())
		}
		last = r.at
	}
	return strings.Join(all, " ")
}

// forget drops the readings so far from the record.
func (tl *timeline) forget() { tl.reads = nil }

func (tl *timeline) want(what, got, want string) {
	tl.Helper()
	if got != want {
		tl.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func someDomains(n int) []model.Item {
	all := make([]model.Item, n)
	for i := range all {
		all[i] = domain(fmt.Sprintf("domain-%05d", i), "Active")
	}
	return all
}

func someApplications(n int) []model.Item {
	all := make([]model.Item, n)
	for i := range all {
		all[i] = application(fmt.Sprintf("app%05d", i), "ACTIVE")
	}
	return all
}

func somePackages(n int) []model.Item {
	all := make([]model.Item, n)
	for i := range all {
		all[i] = dictionary(fmt.Sprintf("F%d", i), "AVAILABLE")
	}
	return all
}
