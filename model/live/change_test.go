package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func aboutDomain(kind live.FeedKind, name string) live.Feed { return live.Feed{Kind: kind, Of: name} }

// busyDomain is a domain in a change that began at noon.
func busyDomain(name string, status model.Status) model.Domain {
	d := domain(name, status)
	d.Change = model.Change{ID: "c1", Status: "ApplyingChanges", StartedAt: noon}
	return d
}

// countOf returns how often feeds of a kind were read.
func (tl *timeline) countOf(kind live.FeedKind) int {
	n := 0
	for _, r := range tl.reads {
		if r.read.Feed.Kind == kind {
			n++
		}
	}
	return n
}

// One call for each poll of a domain that is busy, and none for those that rest.
func TestTheChangeOfABusyDomainIsReadAlongWithIt(t *testing.T) {
	for _, blurred := range []bool{false, true} {
		tl := begin(t, someDomains(197)...)
		for _, name := range []string{"x", "y", "z"} {
			tl.set(busyDomain(name, "Modifying"))
		}
		tl.run(0)
		tl.Blurred = blurred
		tl.run(10 * time.Minute)
		polls := 0
		for _, r := range tl.reads {
			if r.read.Feed == domains {
				polls++
			}
		}
		for _, name := range []string{"x", "y", "z"} {
			tl.want("along with the domains", tl.times(aboutDomain(live.FeedChange, name)), tl.times(domains))
		}
		if n := tl.countOf(live.FeedChange); n != 3*polls || polls < 30 {
			t.Errorf("%d calls in %d polls", n, polls)
		}
		if n := tl.countOf(live.FeedUpgrade) + tl.countOf(live.FeedHealth); n != 0 {
			t.Errorf("%d calls about upgrades and health", n)
		}
		for _, name := range []string{"x", "y", "z"} {
			tl.set(domain(name, "Active"))
		}
		tl.run(time.Minute)
		tl.forget()
		tl.run(time.Hour)
		if n := tl.countOf(live.FeedChange); n != 0 {
			t.Errorf("%d calls about domains that rest", n)
		}
	}
}

func TestAnUpgradeIsReadWhileThereIsOne(t *testing.T) {
	tl := begin(t, busyDomain("a", "UpgradingEngineVersion"), busyDomain("b", "Modifying"))
	tl.run(30 * time.Second)
	tl.want("of the one", tl.times(aboutDomain(live.FeedUpgrade, "a")), tl.times(domains))
	tl.want("of the other", tl.times(aboutDomain(live.FeedUpgrade, "b")), "")
}

// The health of a domain is asked for where its detail is on the screen, or where a
// stage lasts too long, and no more than once a minute.
func TestTheHealthOfADomain(t *testing.T) {
	health := aboutDomain(live.FeedHealth, "a")
	tl := begin(t, busyDomain("a", "Modifying"))
	told := busyDomain("a", "Modifying")
	told.Progress = &model.ChangeProgress{ID: "c1", StartedAt: noon, Stages: []model.Stage{{Name: "Validation", Status: "IN_PROGRESS", UpdatedAt: noon}}}
	tl.holds[aboutDomain(live.FeedChange, "a")] = []model.Item{told}
	tl.run(model.StuckAfter)
	tl.want("not yet", tl.times(health), "")
	tl.run(10 * time.Minute)
	if n := tl.countOf(live.FeedHealth); n < 9 || n > 11 {
		t.Errorf("stuck for ten minutes it was read %d times", n)
	}

	tl = begin(t, domain("a", "Active"))
	tl.run(time.Second)
	tl.show(domains, health)
	tl.run(3*time.Minute + time.Second)
	tl.want("on the screen", tl.times(health), "1s 1m1s 2m1s 3m1s")
}

// What may not be read is not asked for with every poll.
func TestAChangeThatCannotBeRead(t *testing.T) {
	feed := aboutDomain(live.FeedChange, "a")
	tl := begin(t, busyDomain("a", "Modifying"))
	tl.fails[feed] = model.FailurePermission
	tl.run(11 * time.Minute)
	tl.want("denied", tl.times(feed), "0s 5m0s 10m0s")
	if len(tl.Errors()) != 1 {
		t.Errorf("it is not said: %v", tl.Errors())
	}
	delete(tl.fails, feed)
	tl.run(10 * time.Minute)
	if len(tl.Errors()) != 0 {
		t.Error("it is allowed, and still said to fail")
	}
	item, _ := tl.Item(model.Key{Kind: model.KindDomain, ID: "a"})
	if item.Common().Status != "Modifying" {
		t.Errorf("the domain became %s", item.Common().Status)
	}
}

// What the calls about one domain tell is added; the status is the listing's alone.
func TestWhatIsAddedToADomain(t *testing.T) {
	tl := begin(t, busyDomain("a", "UpgradingEngineVersion"))
	told := busyDomain("a", "Active")
	told.Progress, told.Upgrade = &model.ChangeProgress{ID: "c1"}, &model.Upgrade{Step: "SNAPSHOT"}
	tl.holds[aboutDomain(live.FeedChange, "a")] = []model.Item{told}
	tl.holds[aboutDomain(live.FeedUpgrade, "a")] = []model.Item{told}
	tl.run(time.Minute)
	item, _ := tl.Item(model.Key{Kind: model.KindDomain, ID: "a"})
	d, _ := item.(model.Domain)
	if d.Status != "UpgradingEngineVersion" || d.Progress == nil || d.Upgrade == nil {
		t.Errorf("got %+v", d)
	}
	version := tl.Version()
	tl.run(time.Minute)
	if tl.Version() != version {
		t.Error("what says the same counts as news")
	}
}

func TestWhichChangeAPluginBelongsTo(t *testing.T) {
	association := func(typ string, status model.Status, at time.Duration) model.Association {
		return model.Association{Resource: model.Resource{Key: model.AssociationKey("F1", "a"), Status: status}, PackageID: "F1", Domain: "a", Type: typ, UpdatedAt: noon.Add(at)}
	}
	service := busyDomain("a", "Modifying")
	service.Change.By = "SERVICE"
	untold := busyDomain("a", "Modifying")
	untold.Change = model.Change{}
	for name, c := range map[string]struct {
		domain   model.Item
		a        model.Association
		any, own bool
	}{
		"its own":              {busyDomain("a", "Modifying"), association(model.PluginType, "ASSOCIATING", 0), true, true},
		"begun a little later": {busyDomain("a", "Modifying"), association(model.PluginType, "DISSOCIATING", -time.Minute), true, true},
		"clocks that differ":   {busyDomain("a", "Modifying"), association(model.PluginType, "ASSOCIATING", time.Second), true, true},
		"another one's":        {busyDomain("a", "Modifying"), association(model.PluginType, "ASSOCIATING", time.Minute), true, false},
		"an upgrade":           {busyDomain("a", "UpgradingEngineVersion"), association(model.PluginType, "ASSOCIATING", -time.Minute), true, false},
		"AWS's own":            {service, association(model.PluginType, "ASSOCIATING", -time.Minute), true, false},
		"a dictionary":         {busyDomain("a", "Modifying"), association("TXT-DICTIONARY", "ASSOCIATING", 0), false, false},
		"over":                 {busyDomain("a", "Modifying"), association(model.PluginType, "ACTIVE", 0), false, false},
		"at rest":              {domain("a", "Active"), association(model.PluginType, "ASSOCIATING", 0), false, false},
		"of an older service":  {untold, association(model.PluginType, "ASSOCIATING", 0), false, false},
		"of an unknown domain": {domain("b", "Modifying"), association(model.PluginType, "ASSOCIATING", 0), false, false},
	} {
		tl := begin(t, c.domain)
		tl.run(0)
		got, ok := tl.Deployment(c.a)
		if ok != c.any || got.Own != c.own || ok && got.Domain.Key.ID != "a" {
			t.Errorf("%s: %t, own %t", name, ok, got.Own)
		}
	}
}
