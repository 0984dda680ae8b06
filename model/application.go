package model

import (
	"cmp"
	"time"
)

// Application is an OpenSearch UI application. Its Key.ID is the application id.
type Application struct {
	Resource
	Endpoint  string    // a URL; absent until the service has provisioned one
	CreatedAt time.Time // zero when the service did not say
	UpdatedAt time.Time
	// Detail is what only GetApplication returns; nil until it has been asked.
	Detail *ApplicationDetail
	// Tags are what ListTags returns; nil until it has been asked.
	Tags *[]Tag
}

// ApplicationDetail is the part of an application that listings leave out.
type ApplicationDetail struct {
	DataSources    []ApplicationDataSource
	Configs        []ApplicationConfig
	IdentityCenter IdentityCenter
	KMSKeyARN      string
}

// ApplicationDataSource is one entry of an application's data sources.
type ApplicationDataSource struct {
	ARN         string `json:"dataSourceArn"`
	Description string `json:"dataSourceDescription,omitempty"`
	RoleARN     string `json:"iamRoleForDataSourceArn,omitempty"`
}

// ApplicationConfig is one setting of an application. Keys outside the model
// occur (SERVICE.md §2.3).
type ApplicationConfig struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// IdentityCenter is how an application is tied to IAM Identity Center.
type IdentityCenter struct {
	Enabled        bool   `json:"enabled"`
	InstanceARN    string `json:"iamIdentityCenterInstanceArn,omitempty"`
	RoleARN        string `json:"iamRoleForIdentityCenterApplicationArn,omitempty"`
	ApplicationARN string `json:"-"` // set by the service
}

var applicationFacts = KindFacts{
	Kind:  KindApplication,
	Dates: func(item Item) (Status, time.Time) { a, _ := item.(Application); return "CREATING", a.CreatedAt },
	Past: func(item Item) []Event {
		a, _ := item.(Application)
		return createdAndUpdated(a.CreatedAt, a.UpdatedAt)
	},
	Merge: mergeApplications,
	Statuses: []Meaning{
		{"CREATING", InFlight, "being created; ready for use when it is ACTIVE"},
		{"UPDATING", InFlight, "a change is being applied; ACTIVE when it is done"},
		{"DELETING", InFlight, "being deleted; it leaves the list when it is gone"},
		{"ACTIVE", Settled, "ready for use"},
		{"FAILED", Failed, "creating or updating it failed; delete it and create it again"},
		{"DELETED", Gone, "deleted"},
	},
}

// mergeApplications keeps what only a detailed answer tells.
func mergeApplications(older, newer Item) Item {
	o, known := older.(Application)
	n, ok := newer.(Application)
	if !known || !ok {
		return newer
	}
	n.Detail, n.Tags = cmp.Or(n.Detail, o.Detail), cmp.Or(n.Tags, o.Tags)
	n.Endpoint = cmp.Or(n.Endpoint, o.Endpoint)
	return unlessSame(older, o, n)
}
