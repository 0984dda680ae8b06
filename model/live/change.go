package live

import (
	"cmp"
	"time"

	"oscope/model"
)

// healthEvery is how often the health of a domain is read, while its detail is on the
// screen or a change of it is stuck.
const healthEvery = time.Minute

// changing reports whether a domain is in a change whose stages are worth a call.
func changing(item model.Item, _ time.Time) bool { return item.Common().Phase() == model.InFlight }

func upgrading(item model.Item, _ time.Time) bool {
	return item.Common().Status == "UpgradingEngineVersion"
}

// stuck reports whether the change of a domain has been in one stage for so long that
// the domain may be ill.
func stuck(item model.Item, now time.Time) bool {
	d, _ := item.(model.Domain)
	return d.Busy() && d.Progress.Stuck(now)
}

// addChange adds what DescribeDomainChangeProgress tells. The status of the domain stays
// the listing's, as with all that is added.
func addChange(item, detail model.Item) model.Item {
	return addToDomain(item, detail, func(known, told *model.Domain) {
		known.Progress = cmp.Or(told.Progress, known.Progress)
	})
}

// addUpgrade adds what GetUpgradeStatus and GetUpgradeHistory tell.
func addUpgrade(item, detail model.Item) model.Item {
	return addToDomain(item, detail, func(known, told *model.Domain) {
		known.Upgrade = cmp.Or(told.Upgrade, known.Upgrade)
	})
}

// addHealth adds what DescribeDomainHealth tells.
func addHealth(item, detail model.Item) model.Item {
	return addToDomain(item, detail, func(known, told *model.Domain) {
		known.Health = cmp.Or(told.Health, known.Health)
	})
}

// sourcesEvery is how often the data sources that live in a domain are read, while its
// detail is on the screen: none of them changes by itself.
const sourcesEvery = 5 * time.Minute

// addSources adds what ListDataSources tells.
func addSources(item, detail model.Item) model.Item {
	return addToDomain(item, detail, func(known, told *model.Domain) {
		known.Sources = cmp.Or(told.Sources, known.Sources)
	})
}

func addToDomain(item, detail model.Item, add func(known, told *model.Domain)) model.Item {
	known, ok := item.(model.Domain)
	told, same := detail.(model.Domain)
	if !ok || !same {
		return item
	}
	add(&known, &told)
	return known
}

// Deployment is the change of a domain as it concerns a plugin that is being installed
// on it or removed from it.
type Deployment struct {
	Domain model.Domain
	// Own says that the change installs or removes the plugin; otherwise that has to
	// wait until the change is over.
	Own bool
}

// clockSlack is how much earlier than an association the change that it has begun may
// seem to have begun: two parts of the service note the two times.
const clockSlack = 5 * time.Second

// Deployment returns the change that installs or removes the plugin of an association,
// or behind which that waits. There is none for what is no plugin, for what is not in
// flight, and while the domain rests or is not known.
func (s *Snapshot) Deployment(a model.Association) (Deployment, bool) {
	item, _ := s.Item(model.Key{Kind: model.KindDomain, ID: a.Domain})
	d, ok := item.(model.Domain)
	if !ok || !d.Busy() || a.Type != model.PluginType || a.Phase() != model.InFlight || d.Change.StartedAt.IsZero() {
		return Deployment{}, false
	}
	later := !a.UpdatedAt.IsZero() && !d.Change.StartedAt.Before(a.UpdatedAt.Add(-clockSlack))
	return Deployment{d, later && d.Status == "Modifying" && !d.Change.ByService()}, true
}
