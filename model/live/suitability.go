package live

import (
	"fmt"

	"oscope/model"
)

// Suitability says what attaching a resource would lead to.
type Suitability struct {
	Obstacle string // why it cannot work; empty when it can
	Note     string // what to know beforehand although it can
}

// ApplicationSuitability judges an application as one to attach a data source to.
func ApplicationSuitability(a model.Application) Suitability {
	switch a.Status {
	case "ACTIVE":
		return Suitability{}
	case "CREATING", "UPDATING":
		return Suitability{Note: "will wait as PENDING until it is ACTIVE"}
	}
	return Suitability{Obstacle: "is " + string(a.Status)}
}

// AttachedObstacle says that a data source is attached to an application already, or
// is about to be.
func (s *Snapshot) AttachedObstacle(applicationID, dataSourceARN string) string {
	item, ok := s.Item(model.AttachmentKey(applicationID, dataSourceARN))
	if !ok || applicationID == "" {
		return ""
	}
	switch item.Common().Status {
	case "ATTACHED":
		return "already attached"
	case "PENDING":
		return "attachment already PENDING"
	}
	return ""
}

// DataSourceSuitability judges a data source as one to attach to the application with an
// id.
func (s *Snapshot) DataSourceSuitability(applicationID string, source model.Item) Suitability {
	if obstacle := s.AttachedObstacle(applicationID, source.Common().ARN); obstacle != "" {
		return Suitability{Obstacle: obstacle}
	}
	switch d := source.(type) {
	case model.Domain:
		switch {
		case d.Status == "":
			return Suitability{Obstacle: "not described yet"}
		case d.Status == "Isolated" || d.Status == "Deleting":
			return Suitability{Obstacle: "is " + string(d.Status)}
		case !model.EngineAtLeast(d.EngineVersion, 1, 3):
			return Suitability{Obstacle: d.EngineVersion + "; OpenSearch 1.3 or later is needed"}
		case d.Phase() == model.InFlight:
			return Suitability{Note: "will wait as PENDING until it is Active"}
		}
	case model.Collection:
		switch d.Status {
		case "DELETING", "FAILED":
			return Suitability{Obstacle: "is " + string(d.Status)}
		case "CREATING", "UPDATING":
			return Suitability{Note: "will wait as PENDING until it is ACTIVE"}
		}
		return Suitability{Note: "newer AWS documentation names domains only"}
	case model.DirectQuerySource: // SERVICE.md §3.4
		return Suitability{Obstacle: "cannot be attached; list it among the data sources of an application"}
	}
	return Suitability{}
}

// ListingSuitability judges a data source as one to list among those of an application,
// for which it need not be ready.
func (s *Snapshot) ListingSuitability(source model.Item) Suitability {
	if _, direct := source.(model.DirectQuerySource); direct {
		return Suitability{}
	}
	return Suitability{Obstacle: s.DataSourceSuitability("", source).Obstacle}
}

// DetachObstacle says why an attachment cannot be detached now: the service
// detaches only from an ACTIVE application, and nothing that is PENDING.
func (s *Snapshot) DetachObstacle(a model.Attachment) string {
	if a.Status == "PENDING" {
		return "a PENDING attachment cannot be detached; wait until it has settled"
	}
	item, ok := s.Item(model.Key{Kind: model.KindApplication, ID: a.ApplicationID})
	if ok && item.Common().Status != "ACTIVE" {
		return fmt.Sprintf("application %s is %s; detaching needs it ACTIVE", item.Common().Name, item.Common().Status)
	}
	return ""
}

// AssociationSuitability judges the association of a package with a domain
// (SERVICE.md §4.2).
func (s *Snapshot) AssociationSuitability(p model.Package, d model.Domain) Suitability {
	if obstacle := packageObstacle(p, d); obstacle != "" {
		return Suitability{Obstacle: obstacle}
	}
	item, ok := s.Item(model.AssociationKey(p.Key.ID, d.Name))
	a, _ := item.(model.Association)
	switch {
	case !ok:
	case a.Phase() == model.InFlight:
		return Suitability{Obstacle: "is " + string(a.Status) + " there"}
	case a.Phase() == model.Settled && (p.Version == "" || a.Version == p.Version):
		return Suitability{Obstacle: "is there in its newest version"}
	case a.Phase() == model.Settled:
		return Suitability{Note: a.Version + " is there; " + p.Version + " will be applied"}
	}
	switch {
	case p.Type == model.PluginType:
		return Suitability{Note: "causes a blue/green deployment"}
	case d.Phase() == model.InFlight:
		return Suitability{Note: "need not wait until the domain is Active"}
	}
	return Suitability{}
}

// packageObstacle says why a package can never, or not now, be on a domain.
func packageObstacle(p model.Package, d model.Domain) string {
	switch {
	case p.Status != "AVAILABLE":
		return "the package is " + string(p.Status)
	case d.Status == "":
		return "the domain has not been described yet"
	case !model.TakesPackages(d.Status, p.Type):
		return "the domain is " + string(d.Status)
	}
	return model.PluginObstacle(p, d)
}

// PackageNameObstacle says why a new package of a type, for a plugin also of an engine
// version, cannot have a name: the account has one of that name. Plugins may share one
// as long as each is for another engine (SERVICE.md §4.2).
func (s *Snapshot) PackageNameObstacle(name, packageType, engine string) string {
	for _, item := range s.Items(model.KindPackage) {
		p, _ := item.(model.Package)
		switch {
		case p.Name != name || !p.OwnedBy(s.Caller.Account):
		case p.Type != model.PluginType || packageType != model.PluginType:
			return "is the name of a package that exists (" + p.Key.ID + ")"
		case p.EngineVersion == engine:
			return "is the name of a plugin for " + engine + " that exists (" + p.Key.ID + ")"
		}
	}
	return ""
}
