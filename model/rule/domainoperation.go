package rule

var domainName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}

// Domains (SERVICE.md §7).
var (
	ListDomainNames = Operation{Service: OpenSearch, Name: "ListDomainNames", Effect: Reads, Where: "Data sources, Attachments, Associations, pickers", Members: []Member{{Name: "engineType", Enum: []string{"OpenSearch", "Elasticsearch"}}}}
	DescribeDomains = Operation{Service: OpenSearch, Name: "DescribeDomains", Effect: Reads, Where: "Data sources, Attachments, Associations, pickers", On: OnDomains, Members: []Member{
		{Name: "DomainNames", Type: List, Required: true, Element: &Member{Min: 3, Max: 28, Pattern: &domainName}},
	}}
	DescribeDomain = Operation{Service: OpenSearch, Name: "DescribeDomain", Effect: Reads, On: OnDomains, Members: []Member{{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName}}}
)
