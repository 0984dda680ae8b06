package model

// DirectQuerySource is a data source that is queried where its data is: of the account,
// or of a domain.
type DirectQuerySource struct {
	Name        string
	ARN         string // empty of one that lives in a domain
	Domain      string
	Type        string // "CloudWatchLog", "SecurityLake", "Prometheus", "S3GlueDataCatalog"
	RoleARN     string
	Workspace   string   // of Prometheus
	Collections []string // ARNs
	Description string
	Status      Status // of one that lives in a domain; the others have none
}
