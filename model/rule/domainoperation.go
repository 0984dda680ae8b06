package rule

var domainName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}

// Domains (SERVICE.md §7).
var (
	ListDomainNames = Operation{Service: OpenSearch, Name: "ListDomainNames", Effect: Reads, Where: "Data sources, pickers", Members: []Member{{Name: "engineType", Enum: []string{"OpenSearch", "Elasticsearch"}}}}
	DescribeDomains = Operation{Service: OpenSearch, Name: "DescribeDomains", Effect: Reads, Where: "Data sources, pickers", Members: []Member{
		{Name: "DomainNames", Type: List, Required: true, Element: &Member{Min: 3, Max: 28, Pattern: &domainName}},
	}}
	DescribeDomain       = Operation{Service: OpenSearch, Name: "DescribeDomain", Effect: Reads, Members: []Member{{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName}}}
	ListScheduledActions = Operation{Service: OpenSearch, Name: "ListScheduledActions", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName},
		{Name: "maxResults", Type: Integer, Max: 100},
		{Name: "nextToken"},
	}}
	GetCompatibleVersions = Operation{Service: OpenSearch, Name: "GetCompatibleVersions", Effect: Reads, Where: "checks: readiness for an upgrade", Optional: true, Members: []Member{
		{Name: "domainName", Min: 3, Max: 28, Pattern: &domainName},
	}}
)
