package rule

var principalName = Pattern{Source: `[\w+=,.@-]+`, Says: "letters, digits and _ + = , . @ -"}

// What is asked of other services, for the choices that forms offer and for who the
// credentials belong to (documentation of S3, KMS, IAM and STS). Nobody fills in
// these requests.
var (
	ListBuckets = Operation{Service: S3, Name: "ListBuckets", Action: "ListAllMyBuckets", Effect: Reads, Where: "forms of packages", Members: []Member{
		{Name: "prefix"},
		{Name: "bucket-region"},
		{Name: "max-buckets", Type: Integer, Min: 1, Max: 10000},
		{Name: "continuation-token"},
	}}
	ListObjectsV2 = Operation{Service: S3, Name: "ListObjectsV2", Action: "ListBucket", Effect: Reads, Where: "forms of packages", On: OnBuckets, Members: []Member{
		{Name: "Bucket", Required: true},
		{Name: "prefix"},
		{Name: "delimiter"},
		{Name: "start-after"},
		{Name: "continuation-token"},
		{Name: "encoding-type", Enum: []string{"url"}},
		{Name: "max-keys", Type: Integer},
	}}
	ListAliases = Operation{Service: KMS, Name: "ListAliases", Effect: Reads, Where: "forms of packages", Members: []Member{
		{Name: "KeyId", Min: 1, Max: 2048},
		{Name: "Limit", Type: Integer, Min: 1, Max: 1000},
		{Name: "Marker", Min: 1, Max: 1024},
	}}
	ListRoles = Operation{Service: IAM, Name: "ListRoles", Effect: Reads, Where: "forms of integrations and associations", Members: []Member{
		{Name: "PathPrefix", Min: 1, Max: 512},
		{Name: "Marker", Min: 1, Max: 320},
		{Name: "MaxItems", Type: Integer, Min: 1, Max: 1000},
	}}
	GetBucketLocation = Operation{Service: S3, Name: "GetBucketLocation", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		{Name: "Bucket", Required: true},
	}}
	HeadObject = Operation{Service: S3, Name: "HeadObject", Action: "GetObject", Effect: Reads, Where: "checks; the detail of a package", Optional: true, Members: []Member{
		{Name: "Bucket", Required: true},
		{Name: "Key", Required: true},
	}}
	GetObject = Operation{Service: S3, Name: "GetObject", Effect: Reads, Where: "checks: the directory of a plugin's archive", Optional: true, Members: []Member{
		{Name: "Bucket", Required: true},
		{Name: "Key", Required: true},
		{Name: "Range"},
	}}
	DescribeKey = Operation{Service: KMS, Name: "DescribeKey", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		{Name: "KeyId", Required: true, Min: 1, Max: 2048},
	}}
	GetRole = Operation{Service: IAM, Name: "GetRole", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		{Name: "RoleName", Required: true, Min: 1, Max: 64, Pattern: &principalName},
	}}
	SimulatePrincipalPolicy = Operation{Service: IAM, Name: "SimulatePrincipalPolicy", Effect: Reads, Where: "checks", Optional: true, Members: []Member{
		{Name: "PolicySourceArn", Required: true, Min: 20, Max: 2048, ARN: &namesPrincipal},
		{Name: "ActionNames", Type: List, Required: true, Element: &Member{Min: 3, Max: 128}},
		{Name: "ResourceArns", Type: List, Element: &Member{Min: 1, Max: 2048}},
		{Name: "Marker", Min: 1, Max: 320},
		{Name: "MaxItems", Type: Integer, Min: 1, Max: 1000},
	}}
	GetCallerIdentity = Operation{Service: STS, Name: "GetCallerIdentity", Effect: Reads, Where: "header (needs no permission)"}
)
