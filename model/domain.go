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
