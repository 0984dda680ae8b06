package rule

var (
	applicationName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	applicationID   = Pattern{Source: `[a-z0-9]{3,30}`, Says: "3 to 30 lower-case letters and digits"}
	description     = Pattern{Source: `^([a-zA-Z0-9_])*[\\a-zA-Z0-9_@#%*+=:?./!\s-]*$`, Says: `letters, digits, spaces and \ _ @ # % * + = : ? . / ! -`}
	roleARN         = Pattern{Source: `arn:(aws|aws\-cn|aws\-us\-gov|aws\-iso|aws\-iso\-b):iam::[0-9]+:role\/.*`, Says: "the ARN of an IAM role"}
	keyARN          = Pattern{Source: `^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$`, Says: "the ARN of a single-Region KMS key, not an alias"}
)

// AdminUsers and AdminGroups are the application configuration keys that the
// model lists; GetApplication may return others (SERVICE.md §2.3).
const (
	AdminUsers  = "opensearchDashboards.dashboardAdmin.users"
	AdminGroups = "opensearchDashboards.dashboardAdmin.groups"
)

// Members that several operations share.
var (
	applicationIDMember = Member{Name: "id", Required: true, Pattern: &applicationID}
	clientToken         = Member{Name: "clientToken", Min: 1, Max: 64}
	dataSources         = Member{Name: "dataSources", Type: List, Element: &Member{Type: Structure, Members: []Member{
		{Name: "dataSourceArn", Min: 20, Max: 2048, ARN: &namesDataSource},
		{Name: "dataSourceDescription", Max: 1000, Pattern: &description},
		{Name: "iamRoleForDataSourceArn", Min: 20, Max: 2048, Pattern: &roleARN, ARN: &namesRole},
	}}}
	identityCenter = Member{Name: "iamIdentityCenterOptions", Type: Structure, Members: []Member{
		{Name: "enabled", Type: Boolean},
		{Name: "iamIdentityCenterInstanceArn", Min: 20, Max: 2048, ARN: &namesCenter},
		{Name: "iamRoleForIdentityCenterApplicationArn", Min: 20, Max: 2048, Pattern: &roleARN, ARN: &namesRole},
	}}
	appConfigs = Member{Name: "appConfigs", Type: List, Max: 200, Element: &Member{Type: Structure, Members: []Member{
		{Name: "key", Enum: []string{AdminUsers, AdminGroups}},
		{Name: "value", Min: 1, Max: 4096},
	}}}
)

// Applications (SERVICE.md §2).
var (
	CreateApplication = Operation{Service: OpenSearch, Name: "CreateApplication", Effect: Repeatable, Where: "Applications `n`", On: OnApplications, With: []Permission{{Action: "es:AddTags"}, passRole}, Members: []Member{
		clientToken,
		{Name: "name", Required: true, Min: 3, Max: 30, Pattern: &applicationName},
		dataSources,
		identityCenter,
		appConfigs,
		tagList("tagList", false),
		{Name: "kmsKeyArn", Min: 20, Max: 2048, Pattern: &keyARN, ARN: &namesKey},
	}}
	GetApplication   = Operation{Service: OpenSearch, Name: "GetApplication", Effect: Reads, Where: "Applications (detail), `e`", On: OnApplications, Members: []Member{applicationIDMember}}
	ListApplications = Operation{Service: OpenSearch, Name: "ListApplications", Effect: Reads, Where: "Applications, Attachments, Overview, pickers", On: OnApplications, Members: []Member{
		{Name: "nextToken"},
		{Name: "statuses", Type: List, Element: &Member{Enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED"}}},
		{Name: "maxResults", Type: Integer, Max: 100},
	}}
	UpdateApplication            = Operation{Service: OpenSearch, Name: "UpdateApplication", Effect: Once, Where: "Applications `e`", On: OnApplications, Members: []Member{applicationIDMember, dataSources, appConfigs, identityCenter}}
	DeleteApplication            = Operation{Service: OpenSearch, Name: "DeleteApplication", Effect: Once, Where: "Applications `D`", On: OnApplications, Members: []Member{applicationIDMember}}
	GetDefaultApplicationSetting = Operation{Service: OpenSearch, Name: "GetDefaultApplicationSetting", Effect: Reads, Where: "★ in Applications", On: OnApplications}
	PutDefaultApplicationSetting = Operation{Service: OpenSearch, Name: "PutDefaultApplicationSetting", Effect: Repeatable, Where: "Applications `*`", On: OnApplications, Members: []Member{
		{Name: "applicationArn", Required: true, Min: 20, Max: 2048, ARN: &namesDefault},
		{Name: "setAsDefault", Type: Boolean, Required: true},
	}}
)
