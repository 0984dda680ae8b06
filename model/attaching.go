package model

import (
	"fmt"
	"strings"
	"time"
)

// AttachmentTimeout is how long an attachment may be PENDING before the service
// gives it up as FAILED. Only the older documentation names a time (SERVICE.md §3.3).
const AttachmentTimeout = 24 * time.Hour

// Waiting says why an attachment is PENDING, from what is known of its two ends;
// empty when it is not.
func (s *Snapshot) Waiting(a Attachment) string {
	if a.Status != "PENDING" {
		return ""
	}
	var waits []string
	if item, ok := s.Item(Key{KindApplication, a.ApplicationID}); ok && item.Common().Phase() != Settled {
		waits = append(waits, "application "+nameAndStatus(item))
	}
	item, ok := s.DataSource(a.DataSourceARN)
	switch {
	case ok && item.Common().Status == "":
		waits = append(waits, fmt.Sprintf("%s %s (status unknown)", item.Common().Key.Kind, item.Common().Name))
	case ok && item.Common().Phase() != Settled:
		waits = append(waits, string(item.Common().Key.Kind)+" "+nameAndStatus(item))
	case !ok && !s.dataSourcesKnown(a.DataSourceARN):
		waits = append(waits, ARNName(a.DataSourceARN)+", which has not been read yet")
	case !ok:
		waits = append(waits, ARNName(a.DataSourceARN)+", which is not seen in this account and Region")
	}
	if len(waits) == 0 {
		return "both ends are ACTIVE; the service is completing it"
	}
	return "waits for " + strings.Join(waits, " and ")
}

// dataSourcesKnown reports whether the listing that would hold a data source has
// been read.
func (s *Snapshot) dataSourcesKnown(arn string) bool {
	if s.Caller.Account != "" && !s.Caller.Owns(arn) {
		return true // no listing of ours ever holds it
	}
	if ARNKind(arn) == KindCollection {
		return s.Feed(Feed{Kind: FeedCollections}).Known()
	}
	return s.Feed(Feed{Kind: FeedDomains}).Known()
}

func nameAndStatus(item Item) string {
	r := item.Common()
	return fmt.Sprintf("%s (%s)", r.Name, r.Status)
}

// Suitability says what attaching a resource would lead to.
type Suitability struct {
	Obstacle string // why it cannot work; empty when it can
	Note     string // what to know beforehand although it can
}

// ApplicationSuitability judges an application as one to attach a data source to.
func ApplicationSuitability(a Application) Suitability {
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
	item, ok := s.Item(AttachmentKey(applicationID, dataSourceARN))
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

// DataSourceSuitability judges a domain or collection as one to attach to the
// application with an id.
func (s *Snapshot) DataSourceSuitability(applicationID string, source Item) Suitability {
	if obstacle := s.AttachedObstacle(applicationID, source.Common().ARN); obstacle != "" {
		return Suitability{Obstacle: obstacle}
	}
	switch d := source.(type) {
	case Domain:
		switch {
		case d.Status == "":
			return Suitability{Obstacle: "not described yet"}
		case d.Status == "Isolated" || d.Status == "Deleting":
			return Suitability{Obstacle: "is " + string(d.Status)}
		case !engineAtLeast(d.EngineVersion, 1, 3):
			return Suitability{Obstacle: d.EngineVersion + "; OpenSearch 1.3 or later is needed"}
		case d.Phase() == InFlight:
			return Suitability{Note: "will wait as PENDING until it is Active"}
		}
	case Collection:
		switch d.Status {
		case "DELETING", "FAILED":
			return Suitability{Obstacle: "is " + string(d.Status)}
		case "CREATING", "UPDATING":
			return Suitability{Note: "will wait as PENDING until it is ACTIVE"}
		}
		return Suitability{Note: "newer AWS documentation names domains only"}
	}
	return Suitability{}
}

// DetachObstacle says why an attachment cannot be detached now: the service
// detaches only from an ACTIVE application, and nothing that is PENDING.
func (s *Snapshot) DetachObstacle(a Attachment) string {
	if a.Status == "PENDING" {
		return "a PENDING attachment cannot be detached; wait until it has settled"
	}
	item, ok := s.Item(Key{KindApplication, a.ApplicationID})
	if ok && item.Common().Status != "ACTIVE" {
		return fmt.Sprintf("application %s is %s; detaching needs it ACTIVE", item.Common().Name, item.Common().Status)
	}
	return ""
}
