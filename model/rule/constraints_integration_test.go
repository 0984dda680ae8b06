package rule_test

import "oscope/model/rule"

var integrationOperations = []example{
	{&rule.PutIntegration, `{"integrationName": "logs", "resourceConfig": {"openSearchResourceConfig": {"kmsKeyArn": "` + keyARN + `", "dataSourceRoleArn": "` + roleARN + `",
		"dashboardViewerPrincipals": ["` + roleARN + `"], "applicationArn": "` + applicationARN + `", "retentionDays": 30}}, "integrationType": "OPENSEARCH"}`},
	{&rule.GetIntegration, `{"integrationName": "logs"}`},
	{&rule.ListIntegrations, `{"integrationNamePrefix": "lo", "integrationType": "OPENSEARCH", "integrationStatus": "ACTIVE"}`},
	{&rule.DeleteIntegration, `{"integrationName": "logs", "force": true}`},
}

const nameOfIntegration = `[\.\-_/#A-Za-z0-9]+`

var (
	namedIntegration = constraint{member: "integrationName", required: true, min: 1, max: 50, pattern: nameOfIntegration}
	integrationTypes = []string{"OPENSEARCH"}
)

// integrationConstraints are those of CloudWatch Logs integrations.
var integrationConstraints = map[string][]constraint{
	"PutIntegration": {
		namedIntegration,
		{member: "resourceConfig", required: true},
		{member: "resourceConfig.openSearchResourceConfig.dataSourceRoleArn", required: true},
		{member: "resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals", required: true},
		{member: "resourceConfig.openSearchResourceConfig.retentionDays", required: true, min: 1, max: 30},
		{member: "integrationType", required: true, enum: integrationTypes},
	},
	"GetIntegration": {namedIntegration},
	"ListIntegrations": {
		{member: "integrationNamePrefix", min: 1, max: 50, pattern: nameOfIntegration},
		{member: "integrationType", enum: integrationTypes},
		{member: "integrationStatus", enum: []string{"PROVISIONING", "ACTIVE", "FAILED"}},
	},
	"DeleteIntegration": {namedIntegration},
}
