package model

import "time"

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
