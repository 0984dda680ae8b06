package rule_test

import "oscope/model/rule"

// checkOperations are those that checks ask, and those that mend what they find.
var checkOperations = []example{
	{&rule.ListVpcEndpointAccess, `{"DomainName": "search-prod", "nextToken": "n"}`},
	{&rule.AuthorizeVpcEndpointAccess, principalRequest},
	{&rule.RevokeVpcEndpointAccess, principalRequest},
	{&rule.ListSecurityPolicies, `{"type": "network", "resource": ["collection/logs"], "nextToken": "n", "maxResults": 100}`},
	{&rule.GetSecurityPolicy, `{"type": "network", "name": "logs-net"}`},
	{&rule.UpdateSecurityPolicy, `{"type": "network", "name": "logs-net", "policyVersion": "MTc5NTI1NTIwMDAwMF8x", "description": "d", "policy": "[]", "clientToken": "t"}`},
	{&rule.ListAccessPolicies, `{"type": "data", "resource": ["collection/logs"], "nextToken": "n", "maxResults": 100}`},
	{&rule.GetAccessPolicy, `{"type": "data", "name": "logs-net"}`},
	{&rule.ListScheduledActions, `{"DomainName": "search-prod", "maxResults": 100, "nextToken": "n"}`},
	{&rule.GetCompatibleVersions, `{"domainName": "search-prod"}`},
	{&rule.ListDirectQueryDataSources, `{"nexttoken": "n"}`},
	{&rule.GetDirectQueryDataSource, `{"DataSourceName": "flow_logs"}`},
	{&rule.ListDataSources, `{"DomainName": "search-prod"}`},
	{&rule.GetDataSource, `{"DomainName": "search-prod", "DataSourceName": "glue_events"}`},
	{&rule.GetRole, `{"RoleName": "flow-dq"}`},
	{&rule.SimulatePrincipalPolicy, `{"PolicySourceArn": "` + roleARN + `", "ActionNames": ["opensearch:ApplicationAccessAll"], "ResourceArns": ["*"], "Marker": "n", "MaxItems": 100}`},
	{&rule.GetBucketLocation, `{"Bucket": "acme-packages"}`},
	{&rule.HeadObject, `{"Bucket": "acme-packages", "Key": "plugins/ranker.zip"}`},
	{&rule.GetObject, `{"Bucket": "acme-packages", "Key": "plugins/ranker.zip", "Range": "bytes=0-1023"}`},
	{&rule.DescribeKey, `{"KeyId": "alias/search"}`},
}

const principalRequest = `{"DomainName": "search-prod", "Account": "210987654321", "Service": "application.opensearchservice.amazonaws.com",
	"ServiceOptions": {"SupportedRegions": ["eu-central-1"]}}`

var (
	namesDomain   = constraint{member: "DomainName", required: true, min: 3, max: 28, pattern: lowerName}
	namesSource   = constraint{member: "DataSourceName", required: true, min: 3, max: 80, pattern: `[a-z][a-z0-9_]+`}
	namesPolicy   = constraint{member: "name", required: true, min: 3, max: 32, pattern: serverlessName}
	securityTypes = constraint{member: "type", required: true, enum: []string{"encryption", "network"}}
	accessTypes   = constraint{member: "type", required: true, enum: []string{"data"}}
	principals    = []constraint{
		namesDomain,
		{member: "Account", pattern: `^[0-9]+$`},
		{member: "Service", enum: []string{"application.opensearchservice.amazonaws.com"}},
		{member: "ServiceOptions.SupportedRegions[]", min: 5, max: 30, pattern: `[a-z][a-z0-9\-]+`},
	}
	policyPages = []constraint{{member: "resource", min: 1, max: 1000}, {member: "maxResults", min: 1, max: 100}}
)

// checkConstraints are those of the service models.
var checkConstraints = map[string][]constraint{
	"ListVpcEndpointAccess":      {namesDomain},
	"AuthorizeVpcEndpointAccess": principals,
	"RevokeVpcEndpointAccess":    principals,
	"ListSecurityPolicies":       append([]constraint{securityTypes}, policyPages...),
	"GetSecurityPolicy":          {securityTypes, namesPolicy},
	"UpdateSecurityPolicy": {
		securityTypes, namesPolicy,
		{member: "policyVersion", required: true, min: 20, max: 36, pattern: `^([0-9a-zA-Z+/]{4})*(([0-9a-zA-Z+/]{2}==)|([0-9a-zA-Z+/]{3}=))?$`},
		{member: "description", max: 1000},
		{member: "policy", min: 1, max: 20480},
		{member: "clientToken", min: 1, max: 512},
	},
	"ListAccessPolicies":       append([]constraint{accessTypes}, policyPages...),
	"GetAccessPolicy":          {accessTypes, namesPolicy},
	"ListScheduledActions":     {namesDomain, {member: "maxResults", max: 100}},
	"GetCompatibleVersions":    {{member: "domainName", min: 3, max: 28, pattern: lowerName}},
	"GetDirectQueryDataSource": {namesSource},
	"ListDataSources":          {namesDomain},
	"GetDataSource":            {namesDomain, namesSource},
	"GetRole":                  {{member: "RoleName", required: true, min: 1, max: 64, pattern: `[\w+=,.@-]+`}},
	"SimulatePrincipalPolicy": {
		{member: "PolicySourceArn", required: true, min: 20, max: 2048},
		{member: "ActionNames", required: true},
		{member: "ActionNames[]", min: 3, max: 128},
		{member: "ResourceArns[]", min: 1, max: 2048},
		{member: "Marker", min: 1, max: 320},
		{member: "MaxItems", min: 1, max: 1000},
	},
	"GetBucketLocation": {{member: "Bucket", required: true}},
	"HeadObject":        {{member: "Bucket", required: true}, {member: "Key", required: true}},
	"GetObject":         {{member: "Bucket", required: true}, {member: "Key", required: true}},
	"DescribeKey":       {{member: "KeyId", required: true, min: 1, max: 2048}},
}
