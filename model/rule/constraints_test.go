package rule_test

import (
	"maps"
	"slices"

	"oscope/model/rule"
)

// example is a request of an operation that sets every member and breaks no rule.
type example struct {
	op      *rule.Operation
	request string
}

// operations is every operation that is declared.
var operations = slices.Concat(searchOperations, packageOperations, associationOperations, integrationOperations, otherOperations, checkOperations)

// searchOperations are those on applications, attachments, domains and collections.
var searchOperations = []example{
	{&rule.CreateApplication, `{"clientToken": "t", "name": "my-app", "dataSources": [` + dataSource + `], "iamIdentityCenterOptions": ` + identityCenter + `,
		"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}], "tagList": [{"Key": "team", "Value": ""}], "kmsKeyArn": "` + keyARN + `"}`},
	{&rule.GetApplication, `{"id": "9wfds1dy935s8exh7yo0"}`},
	{&rule.ListApplications, `{"nextToken": "n", "statuses": ["CREATING", "FAILED"], "maxResults": 100}`},
	{&rule.UpdateApplication, `{"id": "9wfds1dy935s8exh7yo0", "dataSources": [` + dataSource + `], "iamIdentityCenterOptions": ` + identityCenter + `,
		"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.groups", "value": "*"}]}`},
	{&rule.DeleteApplication, `{"id": "9wfds1dy935s8exh7yo0"}`},
	{&rule.GetDefaultApplicationSetting, `{}`},
	{&rule.PutDefaultApplicationSetting, `{"applicationArn": "` + applicationARN + `", "setAsDefault": false}`},
	{&rule.ListTags, `{"arn": "` + domainARN + `"}`},
	{&rule.AddTags, `{"ARN": "` + domainARN + `", "TagList": [{"Key": "team", "Value": "search"}]}`},
	{&rule.RemoveTags, `{"ARN": "` + domainARN + `", "TagKeys": ["team"]}`},
	{&rule.AttachDataSource, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `", "clientToken": "t",
		"workspaceConfiguration": {"name": "Logs (prod)", "workspaceType": "OBSERVABILITY"}}`},
	{&rule.DetachDataSource, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `"}`},
	{&rule.DescribeDataSourceAttachment, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `"}`},
	{&rule.ListDataSourceAttachments, `{"id": "9wfds1dy935s8exh7yo0", "nextToken": "n", "maxResults": 50}`},
	{&rule.ListDomainNames, `{"engineType": "OpenSearch"}`},
	{&rule.DescribeDomains, `{"DomainNames": ["search-prod"]}`},
	{&rule.DescribeDomain, `{"DomainName": "search-prod"}`},
	{&rule.DescribeDomainChangeProgress, `{"DomainName": "search-prod", "changeid": "5f1c2a90-7b1e-4d7a-9a55-0c6f2c1e7d11"}`},
	{&rule.DescribeDomainHealth, `{"DomainName": "search-prod"}`},
	{&rule.GetUpgradeStatus, `{"DomainName": "search-prod"}`},
	{&rule.GetUpgradeHistory, `{"DomainName": "search-prod", "maxResults": 1, "nextToken": "n"}`},
	{&rule.ListCollections, `{"collectionFilters": {"name": "logs", "status": "ACTIVE", "collectionGroupName": "group"}, "nextToken": "n", "maxResults": 1}`},
	{&rule.BatchGetCollection, `{"ids": ["07tjusf2h91cunochc"], "names": ["logs"]}`},
}

const (
	domainARN      = "arn:aws:es:us-east-1:123456789012:domain/search"
	applicationARN = "arn:aws:opensearch:us-east-1:123456789012:application/9wfds1dy935s8exh7yo0"
	roleARN        = "arn:aws:iam::123456789012:role/access"
	centerARN      = "arn:aws:sso:::instance/ssoins-7223eb1234567890"
	keyARN         = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"
	dataSource     = `{"dataSourceArn": "` + domainARN + `", "dataSourceDescription": "prod: logs #1", "iamRoleForDataSourceArn": "` + roleARN + `"}`
	identityCenter = `{"enabled": true, "iamIdentityCenterInstanceArn": "` + centerARN + `", "iamRoleForIdentityCenterApplicationArn": "` + roleARN + `"}`
)

const (
	lowerName       = `[a-z][a-z0-9\-]+`
	serverlessName  = `[a-z][a-z0-9-]+`
	idPattern       = `[a-z0-9]{3,30}`
	descriptionText = `^([a-zA-Z0-9_])*[\\a-zA-Z0-9_@#%*+=:?./!\s-]*$`
	rolePattern     = `arn:(aws|aws\-cn|aws\-us\-gov|aws\-iso|aws\-iso\-b):iam::[0-9]+:role\/.*`
	keyPattern      = `^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$`
)

// constraint is one row of the service models: the constraints on one member.
type constraint struct {
	member   string // as on the wire; [] is any element
	required bool
	min, max int
	pattern  string
	enum     []string
}

var (
	applicationStatuses = []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED"}
	applicationSettings = []constraint{
		{member: "appConfigs", max: 200},
		{member: "appConfigs[].key", enum: []string{"opensearchDashboards.dashboardAdmin.users", "opensearchDashboards.dashboardAdmin.groups"}},
		{member: "appConfigs[].value", min: 1, max: 4096},
		{member: "dataSources[].dataSourceArn", min: 20, max: 2048},
		{member: "dataSources[].dataSourceDescription", max: 1000, pattern: descriptionText},
		{member: "dataSources[].iamRoleForDataSourceArn", min: 20, max: 2048, pattern: rolePattern},
		{member: "iamIdentityCenterOptions.iamIdentityCenterInstanceArn", min: 20, max: 2048},
		{member: "iamIdentityCenterOptions.iamRoleForIdentityCenterApplicationArn", min: 20, max: 2048, pattern: rolePattern},
	}
	id        = constraint{member: "id", required: true, pattern: idPattern}
	source    = constraint{member: "dataSourceArn", required: true, min: 20, max: 2048}
	taggedARN = constraint{member: "ARN", required: true, min: 20, max: 2048}
)

// constraints is what the service models say (SERVICE.md §1.9).
var constraints = merged(searchConstraints, packageConstraints, associationConstraints, integrationConstraints, otherConstraints, checkConstraints)

func merged(tables ...map[string][]constraint) map[string][]constraint {
	all := map[string][]constraint{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

var oneDomain = constraint{member: "DomainName", required: true, min: 3, max: 28, pattern: lowerName}

// searchConstraints are those of applications, attachments, domains and collections,
// without the pattern .* of some ARNs and tags, and with the two members of
// workspaceConfiguration that the documentation alone constrains.
var searchConstraints = map[string][]constraint{
	"CreateApplication": append([]constraint{
		{member: "clientToken", min: 1, max: 64},
		{member: "name", required: true, min: 3, max: 30, pattern: lowerName},
		{member: "tagList[].Key", required: true, min: 1, max: 128},
		{member: "tagList[].Value", required: true, max: 256},
		{member: "kmsKeyArn", min: 20, max: 2048, pattern: keyPattern},
	}, applicationSettings...),
	"GetApplication":               {id},
	"ListApplications":             {{member: "statuses[]", enum: applicationStatuses}, {member: "maxResults", max: 100}},
	"UpdateApplication":            append([]constraint{id}, applicationSettings...),
	"DeleteApplication":            {id},
	"PutDefaultApplicationSetting": {{member: "applicationArn", required: true, min: 20, max: 2048}, {member: "setAsDefault", required: true}},
	"ListTags":                     {{member: "arn", required: true, min: 20, max: 2048}},
	"AddTags": {
		taggedARN,
		{member: "TagList", required: true},
		{member: "TagList[].Key", required: true, min: 1, max: 128},
		{member: "TagList[].Value", required: true, max: 256},
	},
	"RemoveTags": {taggedARN, {member: "TagKeys", required: true}},
	"AttachDataSource": {
		id, source,
		{member: "clientToken", min: 1, max: 64},
		{member: "workspaceConfiguration.name", required: true, min: 1, max: 40, pattern: `[a-zA-Z0-9()\[\]_ -]+`},
		{member: "workspaceConfiguration.workspaceType", required: true, enum: []string{"OBSERVABILITY", "SECURITY_ANALYTICS", "SEARCH"}},
	},
	"DetachDataSource":             {id, source},
	"DescribeDataSourceAttachment": {id, source},
	"ListDataSourceAttachments":    {id},
	"ListDomainNames":              {{member: "engineType", enum: []string{"OpenSearch", "Elasticsearch"}}},
	"DescribeDomains":              {{member: "DomainNames", required: true}, {member: "DomainNames[]", min: 3, max: 28, pattern: lowerName}},
	"DescribeDomain":               {{member: "DomainName", required: true, min: 3, max: 28, pattern: lowerName}},
	"DescribeDomainChangeProgress": {
		oneDomain,
		{member: "changeid", min: 36, max: 36, pattern: `\p{XDigit}{8}-\p{XDigit}{4}-\p{XDigit}{4}-\p{XDigit}{4}-\p{XDigit}{12}`},
	},
	"DescribeDomainHealth": {oneDomain},
	"GetUpgradeStatus":     {oneDomain},
	"GetUpgradeHistory":    {oneDomain, {member: "maxResults", max: 100}},
	"ListCollections": {
		{member: "collectionFilters.name", min: 3, max: 64, pattern: serverlessName},
		{member: "collectionFilters.status", enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED", "UPDATE_FAILED"}},
		{member: "collectionFilters.collectionGroupName", min: 3, max: 32, pattern: serverlessName},
		{member: "maxResults", min: 1, max: 100},
	},
	"BatchGetCollection": {
		{member: "ids", min: 1, max: 100},
		{member: "ids[]", min: 3, max: 40, pattern: `[a-z0-9]{3,40}`},
		{member: "names", min: 1, max: 100},
		{member: "names[]", min: 3, max: 64, pattern: serverlessName},
	},
}
