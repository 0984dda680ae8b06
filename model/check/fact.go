package check

import (
	"oscope/model"
	"oscope/model/rule"
)

// Fact is one sort of thing to know of a resource.
type Fact struct {
	Name string
	// Operations are those that bring it; their permissions are what is missing when it
	// cannot be had.
	Operations []*rule.Operation
}

// Ask is a fact of one resource: what is asked, and at most once a minute.
type Ask struct {
	Fact *Fact
	Of   string
}

// Typed is a fact with the type of its values.
type Typed[T any] struct{ *Fact }

// About asks for the fact of a resource.
func (t Typed[T]) About(of string) Ask { return Ask{t.Fact, of} }

// In returns what is known of a resource, or why it could not be had. ok is false before
// there is an answer.
func (t Typed[T]) In(k *Knowledge, of string) (value T, err *model.CallError, ok bool) {
	e := k.facts[t.About(of)]
	value, _ = e.value.(T)
	return value, e.err, e.there
}

// get returns the fact, if it is known; otherwise the case notes what is lacking.
func (t Typed[T]) get(c *Case, of string) (T, bool) {
	value, ok := c.value(t.About(of))
	typed, fits := value.(T)
	return typed, ok && fits
}

func fact[T any](name string, operations ...*rule.Operation) Typed[T] {
	return Typed[T]{&Fact{name, operations}}
}

// The facts, with what they are of. Those of a list of everything are of "".
var (
	Domain       = fact[model.Domain]("domain", &rule.DescribeDomains)                                            // a name
	Collection   = fact[model.Collection]("collection", &rule.BatchGetCollection)                                 // an id
	Application  = fact[model.Application]("application", &rule.GetApplication)                                   // an id
	Applications = fact[[]model.Application]("applications", &rule.ListApplications)                              // everything
	Tags         = fact[[]model.Tag]("tags", &rule.ListTags)                                                      // an ARN
	Attachments  = fact[[]model.Attachment]("attachments", &rule.ListDataSourceAttachments)                       // an application's id
	Default      = fact[string]("default application", &rule.GetDefaultApplicationSetting)                        // everything; an ARN
	Packages     = fact[[]model.Package]("packages", &rule.DescribePackages)                                      // everything
	OnDomain     = fact[[]model.Association]("packages of a domain", &rule.ListPackagesForDomain)                 // a name
	OfPackage    = fact[[]model.Association]("domains of a package", &rule.ListDomainsForPackage)                 // an id
	Integrations = fact[[]model.Integration]("integrations", &rule.ListIntegrations, &rule.GetIntegration)        // everything
	Health       = fact[model.DomainHealth]("health", &rule.DescribeDomainHealth)                                 // a domain
	Scheduled    = fact[[]model.ScheduledAction]("scheduled actions", &rule.ListScheduledActions)                 // a domain
	Versions     = fact[[]string]("versions to upgrade to", &rule.GetCompatibleVersions)                          // a domain
	VPCAccess    = fact[[]model.Principal]("VPC access", &rule.ListVpcEndpointAccess)                             // a domain
	DirectQuery  = fact[[]model.DirectQuerySource]("direct-query data sources", &rule.ListDirectQueryDataSources) // everything
	Role         = fact[model.IAMRole]("role", &rule.GetRole)                                                     // an ARN
	Denied       = fact[[]string]("what policies do not allow", &rule.SimulatePrincipalPolicy)                    // Simulation
	BucketRegion = fact[string]("Region of a bucket", &rule.GetBucketLocation)                                    // a name
	Object       = fact[model.Object]("object", &rule.HeadObject)                                                 // bucket/key
	Archive      = fact[model.PluginArchive]("archive", &rule.HeadObject, &rule.GetObject)                        // bucket/key
	Key          = fact[model.KMSKey]("key", &rule.DescribeKey)                                                   // any name of it

	NetworkPolicies = fact[[]model.CollectionPolicy]("network policies", &rule.ListSecurityPolicies, &rule.GetSecurityPolicy) // a collection's name
	AccessPolicies  = fact[[]model.CollectionPolicy]("data access policies", &rule.ListAccessPolicies, &rule.GetAccessPolicy) // a collection's name
)

// Facts are all of them.
var Facts = []*Fact{
	Domain.Fact, Collection.Fact, Application.Fact, Applications.Fact, Tags.Fact, Attachments.Fact, Default.Fact, Packages.Fact, OnDomain.Fact,
	OfPackage.Fact, Integrations.Fact, Health.Fact, Scheduled.Fact, Versions.Fact, VPCAccess.Fact, DirectQuery.Fact, Role.Fact, Denied.Fact,
	BucketRegion.Fact, Object.Fact, Archive.Fact, Key.Fact, NetworkPolicies.Fact, AccessPolicies.Fact,
}
