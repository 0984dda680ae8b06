package model

import "time"

// Collection is an OpenSearch Serverless collection. Its Key.ID is its id.
type Collection struct {
	Resource
	Type              string // SEARCH, TIMESERIES or VECTORSEARCH; empty until described
	Description       string
	Endpoint          string
	DashboardEndpoint string
	KMSKeyARN         string
	StandbyReplicas   string
	FailureCode       string
	CreatedAt         time.Time
	UpdatedAt         time.Time
}

var collectionFacts = KindFacts{
	Kind:  KindCollection,
	Dates: func(item Item) (Status, time.Time) { c, _ := item.(Collection); return "CREATING", c.CreatedAt },
	Past: func(item Item) []Event {
		c, _ := item.(Collection)
		return createdAndUpdated(c.CreatedAt, c.UpdatedAt)
	},
	Merge: mergeCollections,
	Statuses: []Meaning{
		{"CREATING", InFlight, "being created"},
		{"UPDATING", InFlight, "a change is being applied"},
		{"DELETING", InFlight, "being deleted; it leaves the list when it is gone"},
		{"ACTIVE", Settled, "ready for use"},
		{"FAILED", Failed, "creating it failed"},
		{"UPDATE_FAILED", Failed, "the last change failed"},
	},
}

// mergeCollections keeps what a summary leaves out; the reason of a status goes with
// the status.
func mergeCollections(older, newer Item) Item {
	o, known := older.(Collection)
	n, ok := newer.(Collection)
	if !known || !ok || n.Type != "" {
		return newer
	}
	merged := o
	merged.Resource = n.Resource
	if n.Status == o.Status {
		merged.Reason = o.Reason
	}
	return unlessSame(older, o, merged)
}
