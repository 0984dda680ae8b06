package rule

var (
	sourceName  = Pattern{Source: `[a-z][a-z0-9_]+`, Says: "lower-case letters, digits and underscores, beginning with a letter"}
	namesSource = Member{Name: "DataSourceName", Required: true, Min: 3, Max: 80, Pattern: &sourceName}
)

// Direct-query data sources: of the account, and of a domain (SERVICE.md §12.6).
var (
	ListDirectQueryDataSources = Operation{
		Service: OpenSearch, Name: "ListDirectQueryDataSources", Effect: Reads, Where: "Data sources, checks", Optional: true, Members: []Member{{Name: "nexttoken"}},
	}
	GetDirectQueryDataSource = Operation{
		Service: OpenSearch, Name: "GetDirectQueryDataSource", Effect: Reads, Where: "Data sources, what AWS returned of a direct query", Optional: true, Members: []Member{namesSource},
	}
	ListDataSources = Operation{
		Service: OpenSearch, Name: "ListDataSources", Effect: Reads, Where: "Data sources, of one domain", Optional: true, Members: []Member{theDomain},
	}
	GetDataSource = Operation{
		Service: OpenSearch, Name: "GetDataSource", Effect: Reads, Members: []Member{theDomain, namesSource},
	}
)
