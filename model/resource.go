package model

import (
	"strings"
	"time"
)

// Key identifies a resource within a scope, across refreshes.
type Key struct {
	Kind Kind
	ID   string
}

// Resource is what resources of every kind have in common.
type Resource struct {
	Key    Key
	Name   string
	ARN    string
	Status Status
	// Reason is the service's own words on a failure; empty when it gave none.
	Reason string
}

// Common returns the resource itself; through it every kind is an Item.
func (r Resource) Common() Resource { return r }

// Phase returns the phase of the resource's status.
func (r Resource) Phase() Phase { return MeaningOf(r.Key.Kind, r.Status).Phase }

// Item is a resource of any kind as a listing returns it.
type Item interface{ Common() Resource }

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

// Tag is a tag of a resource; the tags are the service's member names.
type Tag struct {
	Key   string `json:"Key"`
	Value string `json:"Value"`
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

// Attachment ties a data source to an application. Its Key is AttachmentKey.
type Attachment struct {
	Resource
	AttachmentID  string
	ApplicationID string
	DataSourceARN string
}

// AttachmentKey identifies the attachment of a data source to an application;
// there is at most one of a pair, whatever its attachment id.
func AttachmentKey(applicationID, dataSourceARN string) Key {
	return Key{KindAttachment, applicationID + " " + dataSourceARN}
}

// NewAttachment returns the attachment of a pair, named after its data source.
func NewAttachment(applicationID, dataSourceARN, attachmentID string, status Status) Attachment {
	return Attachment{
		Resource: Resource{
			Key:    AttachmentKey(applicationID, dataSourceARN),
			Name:   ARNName(dataSourceARN),
			ARN:    dataSourceARN,
			Status: status,
		},
		AttachmentID:  attachmentID,
		ApplicationID: applicationID,
		DataSourceARN: dataSourceARN,
	}
}

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

// Caller is who the credentials of a scope belong to, and where. All but account
// and ARN are the configuration's own: they are known before the service answers,
// and when it refuses to.
type Caller struct {
	Account string
	ARN     string
	Region  string
	// Profile is the one of the shared configuration whose credentials are used;
	// empty when they come from elsewhere, as from the environment.
	Profile string
	// Endpoint is where calls go instead of to AWS, without what is private of it:
	// "127.0.0.1:4566", or "s3: 127.0.0.1:9000" where that is not so of all services.
	Endpoint string
}

// Owns reports whether an ARN is of the caller's account and Region.
func (c Caller) Owns(arn string) bool {
	return strings.Contains(arn, ":"+c.Region+":"+c.Account+":")
}

// Role returns the part of the caller's ARN that a person recognises:
// "role/Operator" for an assumed role, "user/jane" for a user.
func (c Caller) Role() string {
	_, resource, _ := strings.Cut(c.ARN, c.Account+":")
	if rest, ok := strings.CutPrefix(resource, "assumed-role/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return "role/" + name
	}
	return resource
}

// PrincipalARN returns the ARN of who we are as policies name it: the role, not
// the session of it. It is empty while unknown.
func (c Caller) PrincipalARN() string {
	prefix, session, ok := strings.Cut(c.ARN, ":assumed-role/")
	if !ok {
		return c.ARN
	}
	role, _, _ := strings.Cut(session, "/")
	return strings.Replace(prefix, ":sts:", ":iam:", 1) + ":role/" + role
}

// ARNName returns the last part of an ARN, by which people know the resource.
func ARNName(arn string) string {
	if i := strings.LastIndexAny(arn, "/:"); i >= 0 && i+1 < len(arn) {
		return arn[i+1:]
	}
	return arn
}

// ARNKind returns the kind of data source that an ARN names, or "" when it is
// neither a domain nor a collection (a direct-query data source, for example).
func ARNKind(arn string) Kind {
	switch a, _ := ParseARN(arn); a.Service + ":" + a.Type {
	case "es:domain":
		return KindDomain
	case "aoss:collection":
		return KindCollection
	}
	return ""
}
