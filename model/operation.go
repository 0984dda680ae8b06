package model

// The operations that oscope calls and the emulator serves, with the constraints
// of the service models (SERVICE.md §1.9). A form checks what is typed, and the
// emulator what arrives, against these and nothing else.

var (
	applicationName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	applicationID   = Pattern{Source: `[a-z0-9]{3,30}`, Says: "3 to 30 lower-case letters and digits"}
	description     = Pattern{Source: `^([a-zA-Z0-9_])*[\\a-zA-Z0-9_@#%*+=:?./!\s-]*$`, Says: `letters, digits, spaces and \ _ @ # % * + = : ? . / ! -`}
	roleARN         = Pattern{Source: `arn:(aws|aws\-cn|aws\-us\-gov|aws\-iso|aws\-iso\-b):iam::[0-9]+:role\/.*`, Says: "the ARN of an IAM role"}
	keyARN          = Pattern{Source: `^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$`, Says: "the ARN of a single-Region KMS key, not an alias"}
	domainName      = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	collectionID    = Pattern{Source: `[a-z0-9]{3,40}`, Says: "3 to 40 lower-case letters and digits"}
	collectionName  = Pattern{Source: `[a-z][a-z0-9-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	workspaceName   = Pattern{Source: `[a-zA-Z0-9()\[\]_ -]+`, Says: "letters, digits, spaces and ( ) [ ] - _"}
)

// MaxTags is how many tags a resource may have (documentation of AddTags).
const MaxTags = 10

// WorkspaceTypes are the use cases that a new workspace can be made for.
var WorkspaceTypes = []string{"OBSERVABILITY", "SECURITY_ANALYTICS", "SEARCH"}

// AdminUsers and AdminGroups are the application configuration keys that the
// model lists; GetApplication may return others (SERVICE.md §2.3).
const (
	AdminUsers  = "opensearchDashboards.dashboardAdmin.users"
	AdminGroups = "opensearchDashboards.dashboardAdmin.groups"
)

// Members that several operations share.
var (
	applicationIDMember = Member{Name: "id", Required: true, Pattern: &applicationID}
	dataSourceARN       = Member{Name: "dataSourceArn", Required: true, Min: 20, Max: 2048, ARN: &namesDataSource}
	attachable          = Member{Name: "dataSourceArn", Required: true, Min: 20, Max: 2048, ARN: &namesAttachable}
	clientToken         = Member{Name: "clientToken", Min: 1, Max: 64}

	dataSources = Member{Name: "dataSources", Type: List, Element: &Member{Type: Structure, Members: []Member{
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

func tagList(name string, required bool) Member {
	return Member{Name: name, Type: List, Required: required, Element: &Member{Type: Structure, Members: []Member{
		{Name: "Key", Required: true, Min: 1, Max: 128},
		{Name: "Value", Required: true, Max: 256},
	}}}
}

// Applications (SERVICE.md §2).
var (
	CreateApplication = Operation{Name: "CreateApplication", Members: []Member{
		clientToken,
		{Name: "name", Required: true, Min: 3, Max: 30, Pattern: &applicationName},
		dataSources,
		identityCenter,
		appConfigs,
		tagList("tagList", false),
		{Name: "kmsKeyArn", Min: 20, Max: 2048, Pattern: &keyARN, ARN: &namesKey},
	}}
	GetApplication   = Operation{Name: "GetApplication", Members: []Member{applicationIDMember}}
	ListApplications = Operation{Name: "ListApplications", Members: []Member{
		{Name: "nextToken"},
		{Name: "statuses", Type: List, Element: &Member{Enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED"}}},
		{Name: "maxResults", Type: Integer, Max: 100},
	}}
	UpdateApplication            = Operation{Name: "UpdateApplication", Members: []Member{applicationIDMember, dataSources, appConfigs, identityCenter}}
	DeleteApplication            = Operation{Name: "DeleteApplication", Members: []Member{applicationIDMember}}
	GetDefaultApplicationSetting = Operation{Name: "GetDefaultApplicationSetting"}
	PutDefaultApplicationSetting = Operation{Name: "PutDefaultApplicationSetting", Members: []Member{
		{Name: "applicationArn", Required: true, Min: 20, Max: 2048, ARN: &namesDefault},
		{Name: "setAsDefault", Type: Boolean, Required: true},
	}}
	ListTags   = Operation{Name: "ListTags", Members: []Member{{Name: "arn", Required: true, Min: 20, Max: 2048, ARN: &namesTagged}}}
	AddTags    = Operation{Name: "AddTags", Members: []Member{{Name: "ARN", Required: true, Min: 20, Max: 2048, ARN: &namesTagged}, tagList("TagList", true)}}
	RemoveTags = Operation{Name: "RemoveTags", Members: []Member{
		{Name: "ARN", Required: true, Min: 20, Max: 2048, ARN: &namesTagged},
		{Name: "TagKeys", Type: List, Required: true, Element: &Member{}},
	}}
)

// Data source attachments (SERVICE.md §3.5). What makes a workspace valid is stated
// by the documentation alone.
var (
	AttachDataSource = Operation{
		Name: "AttachDataSource",
		Members: []Member{
			applicationIDMember,
			attachable,
			{Name: "workspaceId"},
			{Name: "workspaceConfiguration", Type: Structure, Members: []Member{
				{Name: "name", Required: true, Min: 1, Max: 40, Pattern: &workspaceName, Documented: true},
				{Name: "workspaceType", Required: true, Enum: WorkspaceTypes, Documented: true},
			}},
			clientToken,
		},
		Exclusive: [][]string{{"workspaceId", "workspaceConfiguration"}},
	}
	DetachDataSource             = Operation{Name: "DetachDataSource", Members: []Member{applicationIDMember, dataSourceARN}}
	DescribeDataSourceAttachment = Operation{Name: "DescribeDataSourceAttachment", Members: []Member{applicationIDMember, dataSourceARN}}
	ListDataSourceAttachments    = Operation{Name: "ListDataSourceAttachments", Members: []Member{
		applicationIDMember,
		{Name: "nextToken"},
		{Name: "maxResults", Type: Integer},
	}}
)

// MaxDomains is how many names DescribeDomains takes, which no model states.
const MaxDomains = 5

// Domains and collections (SERVICE.md §7).
var (
	ListDomainNames = Operation{Name: "ListDomainNames", Members: []Member{{Name: "engineType", Enum: []string{"OpenSearch", "Elasticsearch"}}}}
	DescribeDomains = Operation{Name: "DescribeDomains", Members: []Member{
		{Name: "DomainNames", Type: List, Required: true, Element: &Member{Min: 3, Max: 28, Pattern: &domainName}},
	}}
	DescribeDomain  = Operation{Name: "DescribeDomain", Members: []Member{{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName}}}
	ListCollections = Operation{Name: "ListCollections", Members: []Member{
		{Name: "collectionFilters", Type: Structure, Members: []Member{
			{Name: "name", Min: 3, Max: 64, Pattern: &collectionName},
			{Name: "status", Enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED", "UPDATE_FAILED"}},
			{Name: "collectionGroupName", Min: 3, Max: 32, Pattern: &collectionName},
		}},
		{Name: "nextToken"},
		{Name: "maxResults", Type: Integer, Min: 1, Max: 100},
	}}
	BatchGetCollection = Operation{Name: "BatchGetCollection", Members: []Member{
		{Name: "ids", Type: List, Min: 1, Max: 100, Element: &Member{Min: 3, Max: 40, Pattern: &collectionID}},
		{Name: "names", Type: List, Min: 1, Max: 100, Element: &Member{Min: 3, Max: 64, Pattern: &collectionName}},
	}}
)
