package rule

var (
	accountDigits = Pattern{Source: `^[0-9]+$`, Says: "digits"}
	regionWord    = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "a Region"}
)

// UIService is the principal of OpenSearch UI: who is to reach what an application is
// attached to.
const UIService = "application.opensearchservice.amazonaws.com"

// The members of a request that lets a principal in, or shuts it out.
var principalMembers = []Member{
	theDomain,
	{Name: "Account", Pattern: &accountDigits},
	{Name: "Service", Enum: []string{UIService}},
	{Name: "ServiceOptions", Type: Structure, Members: []Member{
		{Name: "SupportedRegions", Type: List, Element: &Member{Min: 5, Max: 30, Pattern: &regionWord}},
	}},
}

// Who may reach a domain in a VPC by an endpoint (SERVICE.md §12.1).
var (
	ListVpcEndpointAccess = Operation{Service: OpenSearch, Name: "ListVpcEndpointAccess", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		theDomain,
		{Name: "nextToken"},
	}}
	AuthorizeVpcEndpointAccess = Operation{
		Service: OpenSearch, Name: "AuthorizeVpcEndpointAccess", Effect: Repeatable, Where: "checks: mends VPC access", Optional: true, Members: principalMembers,
	}
	RevokeVpcEndpointAccess = Operation{
		Service: OpenSearch, Name: "RevokeVpcEndpointAccess", Effect: Once, Members: principalMembers,
	}
)

// VpcEndpointAccessRequest is the request of AuthorizeVpcEndpointAccess and of
// RevokeVpcEndpointAccess. Without Regions it is about the domain's own.
type VpcEndpointAccessRequest struct {
	Domain  string              `json:"DomainName,omitempty"`
	Account string              `json:"Account,omitempty"`
	Service string              `json:"Service,omitempty"`
	Options *VpcEndpointService `json:"ServiceOptions,omitempty"`
}

// VpcEndpointService says from which Regions a service may come.
type VpcEndpointService struct {
	Regions []string `json:"SupportedRegions,omitempty"`
}
