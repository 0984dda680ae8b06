package model

import "slices"

// Domain is an OpenSearch or Elasticsearch domain. Its Key.ID is its name, the
// only thing that ListDomainNames tells.
type Domain struct {
	Resource
	EngineVersion string // "OpenSearch_2.19"; the engine alone until it is described
	Endpoint      string // host name without a scheme
	VPC           bool
	Created       bool
	Deleted       bool
	Processing    bool
	// What custom plugins demand of a domain (SERVICE.md §5.3).
	NodeToNodeEncryption bool
	EncryptionAtRest     bool
	EnforceHTTPS         bool
	TLSPolicy            string
	FineGrainedAccess    bool
	InstanceType         string
	InstanceCount        int

	// Change is the change that it is in, or was in last; of Modifying it is what.
	Change    Change
	Modifying *[]Property // what the change is of; nil when nothing is being changed
	// What only calls about the one domain tell, while it has been asked; nil before.
	Progress *ChangeProgress // of Change
	Upgrade  *Upgrade
	Health   *DomainHealth
	Sources  *[]DomainSource
}

// Busy reports whether a change of the domain is under way.
func (d Domain) Busy() bool { return d.Phase() == InFlight }

// Failure returns why a change of the domain does not go on, as far as that is known:
// also where the status says that it is under way, or that nothing is. A validation that
// failed may have no code that is documented: then what the service says is all.
func (d Domain) Failure() (why ValidationFailure, failed bool) {
	stage := d.failedStage()
	if d.Change.Status.Over() || !d.Change.Status.Waits() && stage == nil {
		return ValidationFailure{}, false
	}
	says := d.Change.Message
	if stage != nil && stage.Description != "" {
		says = stage.Description
	}
	if known, ok := FindValidationFailure(says); ok {
		return known, true
	}
	why = ValidationFailure{Cause: says, Action: "Cancel the change or make it anew; until then the domain takes no other."}
	switch {
	case d.Change.Status == ChangeNeedsInput:
		why.Action = "Edit the change, for example to another instance type, or cancel it."
	case says == "":
		why.Cause = "The validation of the change failed."
	}
	return why, true
}

// failedStage returns the stage that has failed of the change.
func (d Domain) failedStage() *Stage {
	if d.Progress == nil || d.Progress.ID != d.Change.ID {
		return nil
	}
	for i := range d.Progress.Stages {
		if s := &d.Progress.Stages[i]; s.State() == StageFailed {
			return s
		}
	}
	return nil
}

// MaxDomains is how many names DescribeDomains takes, which no model states.
const MaxDomains = 5

var domainFacts = KindFacts{
	Kind:  KindDomain,
	Merge: mergeDomains,
	Troubled: func(item Item) bool {
		d, _ := item.(Domain)
		_, failed := d.Failure()
		return failed
	},
	Statuses: []Meaning{
		{"Creating", InFlight, "being created; this takes some 15 minutes"},
		{"Active", Settled, "ready for use"},
		{"Modifying", InFlight, "a configuration change is being applied"},
		{"UpgradingEngineVersion", InFlight, "the engine version is being upgraded"},
		{"UpdatingServiceSoftware", InFlight, "the service software is being updated"},
		{"Isolated", Failed, "suspended by the service; contact AWS Support"},
		{"Deleting", InFlight, "being deleted; it leaves the list when it is gone"},
	},
}

// mergeDomains keeps what is known of a domain that is listed by its name only, and what
// only calls about the one domain tell, of a change as long as it is the same one.
func mergeDomains(older, newer Item) Item {
	o, known := older.(Domain)
	n, ok := newer.(Domain)
	switch {
	case newer.Common().Status == "":
		return older
	case !known || !ok:
		return newer
	}
	n.Health, n.Sources = o.Health, o.Sources
	if o.Progress != nil && o.Progress.ID == n.Change.ID {
		n.Progress = o.Progress
	}
	if o.Change.ID == n.Change.ID {
		n.Upgrade = o.Upgrade
	}
	if o.Modifying != nil && n.Modifying != nil && slices.Equal(*o.Modifying, *n.Modifying) {
		n.Modifying = o.Modifying
	}
	return unlessSame(older, o, n)
}
