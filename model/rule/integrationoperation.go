package rule

// CloudWatch Logs integrations (SERVICE.md §6).

// IntegrationTypes are the types of integrations.
var IntegrationTypes = []string{"OPENSEARCH"}

var (
	integrationName       = Pattern{Source: `[\.\-_/#A-Za-z0-9]+`, Says: "letters, digits and . - _ / #"}
	integrationNameMember = Member{Name: "integrationName", Required: true, Min: 1, Max: 50, Pattern: &integrationName}
)

// The operations on integrations. There is none that changes one.
var (
	PutIntegration = Operation{Service: Logs, Name: "PutIntegration", Effect: Once, Where: "Integrations `n`", With: []Permission{passRole}, Members: []Member{
		integrationNameMember,
		{Name: "resourceConfig", Type: Structure, Required: true, Members: []Member{
			{Name: "openSearchResourceConfig", Type: Structure, Members: []Member{
				{Name: "kmsKeyArn", ARN: &namesKey},
				{Name: "dataSourceRoleArn", Required: true, ARN: &namesRole},
				{Name: "dashboardViewerPrincipals", Type: List, Required: true, Element: &Member{ARN: &namesViewer}},
				{Name: "applicationArn", ARN: &namesApplication},
				{Name: "retentionDays", Type: Integer, Required: true, Min: 1, Max: 30},
			}},
		}},
		{Name: "integrationType", Required: true, Enum: IntegrationTypes},
	}}
	GetIntegration   = Operation{Service: Logs, Name: "GetIntegration", Effect: Reads, Where: "Integrations", Members: []Member{integrationNameMember}}
	ListIntegrations = Operation{Service: Logs, Name: "ListIntegrations", Effect: Reads, Where: "Integrations", Members: []Member{
		{Name: "integrationNamePrefix", Min: 1, Max: 50, Pattern: &integrationName},
		{Name: "integrationType", Enum: IntegrationTypes},
		{Name: "integrationStatus", Enum: []string{"PROVISIONING", "ACTIVE", "FAILED"}},
	}}
	DeleteIntegration = Operation{Service: Logs, Name: "DeleteIntegration", Effect: Once, Where: "Integrations `D`", Members: []Member{integrationNameMember, {Name: "force", Type: Boolean}}}
)
