package model

// Integration is a CloudWatch Logs integration with OpenSearch Service. Its Key.ID
// is its name: there is one in an account.
type Integration struct {
	Resource
	Type  string
	Parts [IntegrationPartCount]IntegrationPart
	// Detailed says that Parts are known: only GetIntegration tells them.
	Detailed bool
}

// IntegrationPartCount is how many resources an integration is made of.
const IntegrationPartCount = 8

// IntegrationPart is one resource that an integration has made. One without a
// status has not been made yet.
type IntegrationPart struct {
	Name     string // what it is: "data source", "lifecycle policy", …
	ID       string // its name, id or ARN
	Endpoint string // a URL; of the application and the collection
	Status   Status
	Message  string
}

// Phase returns the phase of the part's status. A part that is not there yet is
// settled as far as an operator is concerned: there is nothing to mend.
func (p IntegrationPart) Phase() Phase { return MeaningOf(KindIntegrationResource, p.Status).Phase }

// IntegrationKey identifies an integration.
func IntegrationKey(name string) Key { return Key{KindIntegration, name} }

// Healthy returns how many parts are healthy.
func (i Integration) Healthy() int {
	n := 0
	for _, p := range i.Parts {
		if p.Status == "ACTIVE" {
			n++
		}
	}
	return n
}

// Broken returns the parts that were removed or are in error. While the
// integration is being provisioned none counts as broken: they are being made.
func (i Integration) Broken() []IntegrationPart { return broken(i.Resource, i.Parts[:]) }

// Part returns the part with a name, empty if it has not been made.
func (i Integration) Part(name string) IntegrationPart {
	for _, p := range i.Parts {
		if p.Name == name {
			return p
		}
	}
	return IntegrationPart{Name: name}
}

var integrationFacts = KindFacts{
	Kind:  KindIntegration,
	Parts: func(item Item) []IntegrationPart { i, _ := item.(Integration); return i.Parts[:] },
	Merge: mergeIntegrations,
	Statuses: []Meaning{
		{"PROVISIONING", InFlight, "its resources are being made; this takes a few minutes"},
		{"ACTIVE", Settled, "dashboards can be made"},
		{"FAILED", Failed, "could not be provisioned; delete it and put it again"},
	},
}

// mergeIntegrations keeps the parts, which a summary leaves out.
func mergeIntegrations(older, newer Item) Item {
	o, known := older.(Integration)
	n, ok := newer.(Integration)
	if !known || !ok || n.Detailed {
		return newer
	}
	n.Parts, n.Detailed = o.Parts, o.Detailed
	return unlessSame(older, o, n)
}

var integrationResourceFacts = KindFacts{
	Kind:   KindIntegrationResource,
	PartOf: KindIntegration,
	Statuses: []Meaning{
		{"ACTIVE", Settled, "healthy"},
		{"NOT_FOUND", Failed, "was removed behind the integration's back"},
		{"ERROR", Failed, "in error; its message says why"},
	},
}
