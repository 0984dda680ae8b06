package rule

var domainName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}

// Domains (SERVICE.md §7).
var (
	ListDomainNames = Operation{Service: OpenSearch, Name: "ListDomainNames", Effect: Reads, Where: "Data sources, Attachments, Associations, pickers", Members: []Member{{Name: "engineType", Enum: []string{"OpenSearch", "Elasticsearch"}}}}
	DescribeDomains = Operation{Service: OpenSearch, Name: "DescribeDomains", Effect: Reads, Where: "Data sources, Attachments, Associations, pickers", On: OnDomains, Members: []Member{
		{Name: "DomainNames", Type: List, Required: true, Element: &Member{Min: 3, Max: 28, Pattern: &domainName}},
	}}
	DescribeDomain = Operation{Service: OpenSearch, Name: "DescribeDomain", Effect: Reads, On: OnDomains, Members: []Member{theDomain}}

	DescribeDomainChangeProgress = Operation{
		Service: OpenSearch, Name: "DescribeDomainChangeProgress", Effect: Reads, Where: "Data sources, while a change is under way", On: OnDomains,
		Members: []Member{theDomain, {Name: "changeid", Min: 36, Max: 36, Pattern: &changeID}},
	}
	DescribeDomainHealth = Operation{Service: OpenSearch, Name: "DescribeDomainHealth", Effect: Reads, Where: "Data sources, detail", On: OnDomains, Members: []Member{theDomain}}
	GetUpgradeStatus     = Operation{Service: OpenSearch, Name: "GetUpgradeStatus", Effect: Reads, Where: "Data sources, during an upgrade", On: OnDomains, Members: []Member{theDomain}}
	GetUpgradeHistory    = Operation{
		Service: OpenSearch, Name: "GetUpgradeHistory", Effect: Reads, Where: "Data sources, during an upgrade", On: OnDomains,
		Members: []Member{theDomain, {Name: "maxResults", Type: Integer, Max: 100}, {Name: "nextToken"}},
	}

	ListScheduledActions = Operation{Service: OpenSearch, Name: "ListScheduledActions", Effect: Reads, Where: "checks", Optional: true, On: OnDomains, Members: []Member{
		theDomain,
		{Name: "maxResults", Type: Integer, Max: 100},
		{Name: "nextToken"},
	}}
	GetCompatibleVersions = Operation{Service: OpenSearch, Name: "GetCompatibleVersions", Effect: Reads, Where: "checks: readiness for an upgrade", Optional: true, Members: []Member{
		{Name: "domainName", Min: 3, Max: 28, Pattern: &domainName},
	}}
)

// theDomain is the member of all that is asked about one domain.
var theDomain = Member{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName}

var changeID = Pattern{
	Source: `\p{XDigit}{8}-\p{XDigit}{4}-\p{XDigit}{4}-\p{XDigit}{4}-\p{XDigit}{12}`, Says: "a UUID",
	simple: `[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`, // Go has no such class
}
