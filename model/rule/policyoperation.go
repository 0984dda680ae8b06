package rule

var (
	policyName    = Pattern{Source: `[a-z][a-z0-9-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	policyVersion = Pattern{Source: `^([0-9a-zA-Z+/]{4})*(([0-9a-zA-Z+/]{2}==)|([0-9a-zA-Z+/]{3}=))?$`, Says: "the version that was read"}

	securityTypes = Member{Name: "type", Required: true, Enum: []string{"encryption", "network"}}
	accessTypes   = Member{Name: "type", Required: true, Enum: []string{"data"}}
	namesPolicy   = Member{Name: "name", Required: true, Min: 3, Max: 32, Pattern: &policyName}
)

func listPolicies(of Member) []Member {
	return []Member{
		of,
		{Name: "resource", Type: List, Min: 1, Max: 1000, Element: &Member{}},
		{Name: "nextToken"},
		{Name: "maxResults", Type: Integer, Min: 1, Max: 100},
	}
}

// The policies of collections (SERVICE.md §12.2).
var (
	ListSecurityPolicies = Operation{
		Service: Serverless, Name: "ListSecurityPolicies", Effect: Reads, Where: "checks", Optional: true, Members: listPolicies(securityTypes),
	}
	GetSecurityPolicy = Operation{
		Service: Serverless, Name: "GetSecurityPolicy", Effect: Reads, Where: "checks", Optional: true, Members: []Member{securityTypes, namesPolicy},
	}
	UpdateSecurityPolicy = Operation{
		Service: Serverless, Name: "UpdateSecurityPolicy", Effect: Repeatable, Where: "checks: mends a network policy", Optional: true,
		Members: []Member{
			securityTypes,
			namesPolicy,
			{Name: "policyVersion", Required: true, Min: 20, Max: 36, Pattern: &policyVersion},
			{Name: "description", Max: 1000},
			{Name: "policy", Min: 1, Max: 20480},
			{Name: "clientToken", Min: 1, Max: 512},
		},
	}
	ListAccessPolicies = Operation{
		Service: Serverless, Name: "ListAccessPolicies", Effect: Reads, Where: "checks", Optional: true, Members: listPolicies(accessTypes),
	}
	GetAccessPolicy = Operation{
		Service: Serverless, Name: "GetAccessPolicy", Effect: Reads, Where: "checks", Optional: true, Members: []Member{accessTypes, namesPolicy},
	}
)

// UpdateSecurityPolicyRequest is the request of UpdateSecurityPolicy. The version is
// the one that was read: the service refuses it when the policy has changed since.
type UpdateSecurityPolicyRequest struct {
	Type        string `json:"type,omitempty"`
	Name        string `json:"name,omitempty"`
	Version     string `json:"policyVersion,omitempty"`
	Description string `json:"description,omitempty"`
	Policy      string `json:"policy,omitempty"` // JSON
	ClientToken string `json:"clientToken,omitempty"`
}
