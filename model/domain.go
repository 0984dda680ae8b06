package model

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
}

// MaxDomains is how many names DescribeDomains takes, which no model states.
const MaxDomains = 5

var domainFacts = KindFacts{
	Kind:  KindDomain,
	Merge: mergeDomains,
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

// mergeDomains keeps what is known of a domain that is listed by its name only.
func mergeDomains(older, newer Item) Item {
	if newer.Common().Status == "" {
		return older
	}
	return newer
}
