package model

// DirectQuerySource is a data source of the account that is queried where its data is. Its
// Key.ID is its name. The service tells no status of it, and no times.
type DirectQuerySource struct {
	Resource
	Type        string // "CloudWatchLog", "SecurityLake", "Prometheus"; empty of one that is newer than this
	RoleARN     string
	Workspace   string   // of Prometheus
	Collections []string // ARNs; where it keeps what it has accelerated
	Description string
	Tags        []Tag
}

var directQueryFacts = KindFacts{Kind: KindDirectQuery}

// DirectQueryKey identifies a direct-query data source of the account.
func DirectQueryKey(name string) Key { return Key{KindDirectQuery, name} }

// DomainSource is a data source that lives in a domain, which queries it where its data is.
// It has no ARN.
type DomainSource struct {
	Name        string
	Type        string // "S3GlueDataCatalog"
	RoleARN     string
	Description string
	Status      Status // ACTIVE or DISABLED
}

// SourceTypeName is what people call a type of direct-query data sources.
func SourceTypeName(of string) string {
	switch of {
	case "CloudWatchLog":
		return "CloudWatch Logs"
	case "SecurityLake":
		return "Security Lake"
	case "S3GlueDataCatalog":
		return "S3 (AWS Glue)"
	}
	return of
}
