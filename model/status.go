package model

import "fmt"

// Status is a status word exactly as the service spells it ("PENDING",
// "Modifying"). The empty Status means that it is not known yet, as for a domain
// that has been listed by name but not described.
type Status string

// Phase is what a status means to an operator.
type Phase int

// The phases. Every status has exactly one; an unknown status is Settled,
// because polling for the end of something we do not understand would never end.
const (
	Settled  Phase = iota // steady: nothing will change by itself
	InFlight              // on its way to another status; worth watching
	Failed                // the service gave up; an operator has to act
	Gone                  // the record is about to disappear from listings
)

func (p Phase) String() string {
	switch p {
	case Settled:
		return "settled"
	case InFlight:
		return "in flight"
	case Failed:
		return "failed"
	case Gone:
		return "gone"
	}
	return fmt.Sprintf("Phase(%d)", int(p))
}

// Kind is a kind of thing that has a status.
type Kind string

// The kinds, in the service's own words. IntegrationResource is one of the parts
// that an integration made (its collection, its policies, …).
const (
	KindApplication         Kind = "application"
	KindAttachment          Kind = "attachment"
	KindDomain              Kind = "domain"
	KindCollection          Kind = "collection"
	KindPackage             Kind = "package"
	KindAssociation         Kind = "association"
	KindIntegration         Kind = "integration"
	KindIntegrationResource Kind = "integration resource"
)

// Meaning is what one status of one kind stands for.
type Meaning struct {
	Status  Status
	Phase   Phase
	Explain string // one sentence for an operator: what it is, what comes next
}

// meanings has every status of the service (SERVICE.md §8.1).
var meanings = map[Kind][]Meaning{
	KindApplication: {
		{"CREATING", InFlight, "being created; ready for use when it is ACTIVE"},
		{"UPDATING", InFlight, "a change is being applied; ACTIVE when it is done"},
		{"DELETING", InFlight, "being deleted; it leaves the list when it is gone"},
		{"ACTIVE", Settled, "ready for use"},
		{"FAILED", Failed, "creating or updating it failed; delete it and create it again"},
		{"DELETED", Gone, "deleted"},
	},
	KindAttachment: {
		{"PENDING", InFlight, "waits until both the application and the data source are ACTIVE"},
		{"ATTACHED", Settled, "the application can use the data source"},
		{"FAILED", Failed, "timed out or met an error that is not retried; attach again"},
	},
	KindDomain: {
		{"Creating", InFlight, "being created; this takes some 15 minutes"},
		{"Active", Settled, "ready for use"},
		{"Modifying", InFlight, "a configuration change is being applied"},
		{"UpgradingEngineVersion", InFlight, "the engine version is being upgraded"},
		{"UpdatingServiceSoftware", InFlight, "the service software is being updated"},
		{"Isolated", Failed, "suspended by the service; contact AWS Support"},
		{"Deleting", InFlight, "being deleted; it leaves the list when it is gone"},
	},
	KindCollection: {
		{"CREATING", InFlight, "being created"},
		{"UPDATING", InFlight, "a change is being applied"},
		{"DELETING", InFlight, "being deleted; it leaves the list when it is gone"},
		{"ACTIVE", Settled, "ready for use"},
		{"FAILED", Failed, "creating it failed"},
		{"UPDATE_FAILED", Failed, "the last change failed"},
	},
	KindPackage: {
		{"COPYING", InFlight, "being imported from Amazon S3"},
		{"COPY_FAILED", Failed, "the object in Amazon S3 could not be read"},
		{"VALIDATING", InFlight, "being checked; plugins are scanned for vulnerabilities"},
		{"VALIDATION_FAILED", Failed, "the check refused it; the error says why"},
		{"AVAILABLE", Settled, "can be associated with domains"},
		{"DELETING", InFlight, "being deleted"},
		{"DELETED", Gone, "deleted"},
		{"DELETE_FAILED", Failed, "deleting it failed; delete it again"},
	},
	KindAssociation: {
		{"ASSOCIATING", InFlight, "being installed on the domain"},
		{"ASSOCIATION_FAILED", Failed, "could not be installed on the domain; the error says why"},
		{"ACTIVE", Settled, "installed on the domain"},
		{"DISSOCIATING", InFlight, "being removed from the domain"},
		{"DISSOCIATION_FAILED", Failed, "could not be removed, for example because an index still uses it"},
	},
	KindIntegration: {
		{"PROVISIONING", InFlight, "its resources are being made; this takes a few minutes"},
		{"ACTIVE", Settled, "dashboards can be made"},
		{"FAILED", Failed, "could not be provisioned; delete it and put it again"},
	},
	KindIntegrationResource: {
		{"ACTIVE", Settled, "healthy"},
		{"NOT_FOUND", Failed, "was removed behind the integration's back"},
		{"ERROR", Failed, "in error; its message says why"},
	},
}

// MeaningOf returns what status means for a resource of kind. A status that the
// service model does not list keeps its word, is Settled and has no explanation.
func MeaningOf(kind Kind, status Status) Meaning {
	for _, m := range meanings[kind] {
		if m.Status == status {
			return m
		}
	}
	return Meaning{Status: status}
}

// Statuses returns the status words that the service has for kind.
func Statuses(kind Kind) []Status {
	all := make([]Status, 0, len(meanings[kind]))
	for _, m := range meanings[kind] {
		all = append(all, m.Status)
	}
	return all
}
