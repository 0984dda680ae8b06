package rule

var workspaceName = Pattern{Source: `[a-zA-Z0-9()\[\]_ -]+`, Says: "letters, digits, spaces and ( ) [ ] - _"}

// WorkspaceTypes are the use cases that a new workspace can be made for.
var WorkspaceTypes = []string{"OBSERVABILITY", "SECURITY_ANALYTICS", "SEARCH"}

var (
	dataSourceARN = Member{Name: "dataSourceArn", Required: true, Min: 20, Max: 2048, ARN: &namesDataSource}
	attachable    = Member{Name: "dataSourceArn", Required: true, Min: 20, Max: 2048, ARN: &namesAttachable}
)

// Data source attachments (SERVICE.md §3.5). What makes a workspace valid is stated
// by the documentation alone.
var (
	AttachDataSource = Operation{
		Service: OpenSearch,
		Name:    "AttachDataSource",
		Effect:  Repeatable,
		Where:   "Attachments `a`",
		On:      OnApplications,
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
	DetachDataSource             = Operation{Service: OpenSearch, Name: "DetachDataSource", Effect: Once, Where: "Attachments `d`", On: OnApplications, Members: []Member{applicationIDMember, dataSourceARN}}
	DescribeDataSourceAttachment = Operation{Service: OpenSearch, Name: "DescribeDataSourceAttachment", Effect: Reads, On: OnApplications, Members: []Member{applicationIDMember, dataSourceARN}}
	ListDataSourceAttachments    = Operation{Service: OpenSearch, Name: "ListDataSourceAttachments", Effect: Reads, Where: "Attachments", On: OnApplications, Members: []Member{
		applicationIDMember,
		{Name: "nextToken"},
		{Name: "maxResults", Type: Integer},
	}}
)
