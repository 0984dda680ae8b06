package rule

// Service is one of AWS's services by the names that it goes by.
type Service struct {
	ID      string // that the SDK knows it by
	Command string // of the AWS CLI
	Prefix  string // of its IAM actions
}

// The services whose operations are declared.
var (
	OpenSearch = Service{ID: "OpenSearch", Command: "opensearch", Prefix: "es"}
	Serverless = Service{ID: "OpenSearchServerless", Command: "opensearchserverless", Prefix: "aoss"}
	Logs       = Service{ID: "CloudWatch Logs", Command: "logs", Prefix: "logs"}
	S3         = Service{ID: "S3", Command: "s3api", Prefix: "s3"}
	KMS        = Service{ID: "KMS", Command: "kms", Prefix: "kms"}
	IAM        = Service{ID: "IAM", Command: "iam", Prefix: "iam"}
	STS        = Service{ID: "STS", Command: "sts", Prefix: "sts"}

	Organizations = Service{ID: "Organizations", Command: "organizations", Prefix: "organizations"}
	Account       = Service{ID: "Account", Command: "account", Prefix: "account"}
)
