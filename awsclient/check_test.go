package awsclient_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
)

const (
	ordersARN    = "arn:aws:es:us-east-1:123456789012:domain/orders"
	vectorsARN   = "arn:aws:aoss:us-east-1:123456789012:collection/vectors0001"
	flowARN      = "arn:aws:opensearch:us-east-1:123456789012:datasource/flow_logs"
	vpc          = `"VPCOptions": {"VPCId": "vpc-1"}`
	operatorRole = `{"RoleName": "Operator"}`
	application  = `{"id": "app0001", "name": "logs", "appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}]}`
)

// trusting is a role that direct queries may assume under a condition.
func trusting(condition string) string {
	return `{"RoleName": "Reader", "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
		"Principal": {"Service": ["directquery.opensearchservice.amazonaws.com"]}` + condition + `}}}`
}

func attach(source string) check.Write {
	return check.Write{Operation: &rule.AttachDataSource, Request: rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: source}}
}

func associate(packages ...rule.PackageAssociation) check.Write {
	return check.Write{Operation: &rule.AssociatePackages, Request: rule.AssociatePackagesRequest{Domain: "orders", Packages: packages}}
}

func create(request rule.CreatePackageRequest) check.Write {
	return check.Write{Operation: &rule.CreatePackage, Request: request}
}

func update(id, key string) check.Write {
	return check.Write{Operation: &rule.UpdatePackage, Request: rule.UpdatePackageRequest{ID: id, Source: rule.PackageSource{Bucket: "packages", Key: key}}}
}

func put(r rule.OpenSearchResources) check.Write {
	return check.Write{Operation: &rule.PutIntegration, Request: rule.PutIntegrationRequest{Name: "logs", Config: rule.IntegrationResources{OpenSearch: r}}}
}

func dictionary(key string) rule.CreatePackageRequest {
	return rule.CreatePackageRequest{Name: "words", Type: "TXT-DICTIONARY", Source: rule.PackageSource{Bucket: "packages", Key: key}}
}

func plugin(key, engine string) rule.CreatePackageRequest {
	return rule.CreatePackageRequest{Name: "guard", Type: model.PluginType, EngineVersion: engine, Source: rule.PackageSource{Bucket: "packages", Key: key}}
}

// One plugin and one dictionary, and a domain for them.
const (
	guard = `"packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}, {"PackageID": "F1", "PackageName": "words"}]`
	words = `"buckets": [{"Name": "packages", "objects": [{"Key": "words.txt", "Size": 10}, {"Key": "guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.19.0"}}]}]`
)

var (
	ofGuard   = rule.PackageAssociation{PackageID: "pkg-0a"}
	readerKMS = "arn:aws:kms:us-east-1:123456789012:key/e4a1d7c2-58b3-4f06-9d21-63c8f05ab719"
)

// troubles are what checks find: for each, a world in which it is there, what is said,
// and a world without it, in which the same check passes. Where a check asks something,
// it cannot be made when that is denied.
var troubles = []struct {
	check  string
	write  check.Write
	broken string // a world
	says   string
	warns  bool   // it is no failure
	mended string // a world; empty if nothing is better than what it warns of, or a fix mends
	passes string
	denied string // the operation without which it cannot be made
	fix    bool   // the finding's fix makes it pass
}{
	{
		check: "VPC access", write: attach(ordersARN), denied: "ListVpcEndpointAccess", fix: true,
		broken: `{"applications": [` + application + `], "domains": [{"DomainName": "orders", ` + vpc + `}]}`,
		says:   "does not let OpenSearch UI in", passes: "lets OpenSearch UI into its VPC",
	},
	{
		check: "VPC access", write: attach(ordersARN), fix: true,
		broken: `{"domains": [{"DomainName": "orders", ` + vpc + `}], "vpcAccess": [{"DomainName": "orders", "ServiceOptions": {"SupportedRegions": ["eu-west-1"]}}]}`,
		says:   "does not let OpenSearch UI in", passes: "lets OpenSearch UI into its VPC",
	},
	{
		check: "network policy", write: attach(vectorsARN), denied: "GetSecurityPolicy", fix: true,
		broken: `{"collections": [{"id": "vectors0001", "name": "vectors"}], "policies": [{"name": "vectors-net",
			"policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/vec*"]}], "AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]}]}`,
		says: "no network policy of the collection lets OpenSearch UI reach it", passes: "the network policy vectors-net lets OpenSearch UI reach it",
	},
	{
		check: "network policy", write: attach(vectorsARN), denied: "ListSecurityPolicies",
		broken: `{"collections": [{"id": "vectors0001", "name": "vectors"}]}`,
		says:   "no network policy of the collection lets OpenSearch UI reach it", passes: "lets everybody reach it",
		mended: `{"collections": [{"id": "vectors0001", "name": "vectors"}], "policies": [{"name": "all",
			"policy": {"Rules": [{"ResourceType": "collection", "Resource": ["collection/*"]}], "AllowFromPublic": true}}]}`,
	},
	{
		check: "engine", write: attach(ordersARN), denied: "DescribeDomains",
		broken: `{"domains": [{"DomainName": "orders", "EngineVersion": "Elasticsearch_7.10"}]}`, says: "OpenSearch 1.3 or later",
		mended: `{"domains": [{"DomainName": "orders"}]}`, passes: "can be attached",
	},
	{
		check: "administrator", write: attach(ordersARN), denied: "GetApplication",
		broken: `{"applications": [{"id": "app0001", "name": "logs"}]}`, says: "no dashboard administrator and no Identity Center",
		mended: `{"applications": [` + application + `]}`, passes: "has an administrator",
	},
	{
		check: "data access", write: attach(vectorsARN), denied: "ListAccessPolicies", warns: true,
		broken: `{"collections": [{"id": "vectors0001", "name": "vectors"}], "roles": [` + operatorRole + `]}`, says: "no data access policy of the collection names Operator",
		mended: `{"collections": [{"id": "vectors0001", "name": "vectors"}], "roles": [` + operatorRole + `], "policies": [{"type": "data", "name": "readers", "policy":
			[{"Rules": [{"ResourceType": "index", "Resource": ["index/vectors/*"], "Permission": ["aoss:ReadDocument"]}], "Principal": ["arn:aws:iam::123456789012:role/Operator"]}]}]}`,
		passes: "names Operator",
	},
	{
		check: "your access", write: attach(ordersARN), denied: "SimulatePrincipalPolicy", warns: true,
		broken: `{"applications": [` + application + `], "roles": [{"RoleName": "Operator", "Path": "/people/", "policies": [{"Statement": []}]}]}`,
		says:   "do not allow opensearch:ApplicationAccessAll",
		mended: `{"applications": [` + application + `], "roles": [{"RoleName": "Operator", "Path": "/people/"}]}`, passes: "allow opensearch:ApplicationAccessAll",
	},
	{
		check: "direct-query data source", denied: "GetRole",
		write:  check.Write{Operation: &rule.AttachDataSource, Request: rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: flowARN}},
		broken: `{"directQueryDataSources": [{"DataSourceName": "flow_logs", "DataSourceType": {"CloudWatchLog": {"RoleArn": "` + readerARN + `"}}}]}`,
		says:   "its role Reader is gone",
		mended: `{"roles": [` + trusting("") + `], "directQueryDataSources": [{"DataSourceName": "flow_logs", "DataSourceType": {"CloudWatchLog": {"RoleArn": "` + readerARN + `"}}}]}`,
		passes: "trusts direct queries",
	},
	{
		check: "account and Region", write: attach("arn:aws:es:us-east-1:210987654321:domain/orders"), warns: true,
		broken: `{}`, says: "is of the account 210987654321: it needs fine-grained access control",
	},
	{
		check: "account and Region", write: attach("arn:aws:es:eu-west-1:123456789012:domain/orders"), warns: true,
		broken: `{}`, says: "is in eu-west-1",
	},

	{
		check: "health", write: associate(ofGuard), denied: "DescribeDomainHealth",
		broken: `{"domains": [{"DomainName": "orders", "health": {"ClusterHealth": "Red"}}], ` + guard + `}`, says: "the cluster is red",
		mended: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, passes: "the cluster is green",
	},
	{
		check: "health", write: associate(ofGuard), warns: true,
		broken: `{"domains": [{"DomainName": "orders", "health": {"ClusterHealth": "Yellow", "TotalUnAssignedShards": "6"}}], ` + guard + `}`,
		says:   "yellow: 6 shards are unassigned",
	},
	{
		check: "other change", write: associate(ofGuard), denied: "DescribeDomains",
		broken: `{"domains": [{"DomainName": "orders", "DomainProcessingStatus": "Modifying", "ChangeProgressDetails": {"StartTime": "-5s"}}], ` + guard + `}`,
		says:   "the domain is Modifying",
		mended: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, passes: "no other change",
	},
	{
		check: "other change", write: associate(rule.PackageAssociation{PackageID: "F1"}), warns: true,
		broken: `{"domains": [{"DomainName": "orders", "DomainProcessingStatus": "Modifying"}], ` + guard + `}`, says: "need not wait",
	},
	{
		check: "schedule", write: associate(ofGuard), denied: "ListScheduledActions", warns: true,
		broken: `{"domains": [{"DomainName": "orders"}], "scheduledActions": [{"DomainName": "orders", "in": "26h"}], ` + guard + `}`,
		says:   "SERVICE_SOFTWARE_UPDATE on 2000-01-02 02:00 UTC",
		mended: `{"domains": [{"DomainName": "orders"}], "scheduledActions": [{"DomainName": "orders", "in": "260h"}], ` + guard + `}`, passes: "nothing is scheduled",
	},
	{
		check: "schedule", write: associate(ofGuard), warns: true, // as the API reference shows the time
		broken: `{"domains": [{"DomainName": "orders"}], "scheduledActions": [{"DomainName": "orders", "in": "26h", "documented": true}], ` + guard + `}`,
		says:   "SERVICE_SOFTWARE_UPDATE on 2000-01-02 02:00 UTC",
	},
	{
		check: "master nodes", write: associate(ofGuard), denied: "DescribeDomainHealth",
		broken: `{"domains": [{"DomainName": "orders", "health": {"MasterNode": "UnAvailable"}}], ` + guard + `}`, says: "has no master node",
		mended: `{"domains": [{"DomainName": "orders", "ClusterConfig": {"InstanceType": "r6g.large.search", "InstanceCount": 3, "DedicatedMasterEnabled": true, "DedicatedMasterCount": 3, "DedicatedMasterType": "m6g.large.search"}}], ` + guard + `}`,
		passes: "dedicated master nodes lead",
	},
	{
		check: "master nodes", write: associate(ofGuard), warns: true,
		broken: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, says: "no dedicated master nodes",
	},
	{
		check: "service-linked role", write: associate(ofGuard), denied: "GetRole",
		broken: `{"domains": [{"DomainName": "orders", ` + vpc + `}], ` + guard + `}`, says: "is missing, which a change of a domain in a VPC needs",
		mended: `{"domains": [{"DomainName": "orders", ` + vpc + `}], ` + guard + `, "roles": [{"RoleName": "AWSServiceRoleForAmazonOpenSearchService", "Path": "/aws-service-role/opensearchservice.amazonaws.com/"}]}`,
		passes: "is there",
	},
	{
		check: "dictionary", write: associate(rule.PackageAssociation{PackageID: "F1"}), denied: "ListPackagesForDomain", warns: true,
		broken: `{"domains": [{"DomainName": "orders"}], "packages": [{"PackageID": "F1", "PackageName": "words", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]}],
			"associations": [{"PackageID": "F1", "DomainName": "orders", "PackageVersion": "v1"}]}`,
		says: "v1 is on orders: indexes use it until their analyzers are loaded anew",
	},
	{
		check: "use by indexes", warns: true, broken: `{}`, says: "an index that names it keeps it",
		write: check.Write{Operation: &rule.DissociatePackages, Request: rule.DissociatePackagesRequest{Domain: "orders", Packages: []string{"F1"}}},
	},
	{
		check: "what plugins need", write: associate(ofGuard), denied: "DescribePackages",
		broken: `{"domains": [{"DomainName": "orders", "EncryptionAtRestOptions": {"Enabled": false}}], ` + guard + `}`, says: "lacks encryption at rest",
		mended: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, passes: "has what the plugin needs",
	},
	{
		check: "what plugins need", write: associate(ofGuard),
		broken: `{"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.17"}], ` + guard + `}`, says: "made for OpenSearch_2.19, the domain runs OpenSearch_2.17",
	},
	{
		check: "room for plugins", write: associate(ofGuard), denied: "ListPackagesForDomain",
		broken: fullDomain(), says: "20 plugins are on the domain",
		mended: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, passes: "0 of 20 plugins",
	},
	{
		check: "prerequisites", write: associate(rule.PackageAssociation{PackageID: "pkg-0a", Prerequisites: []string{"F1"}}), denied: "ListPackagesForDomain",
		broken: `{"domains": [{"DomainName": "orders"}], ` + guard + `}`, says: "its prerequisite F1 is not on the domain",
		mended: `{"domains": [{"DomainName": "orders"}], ` + guard + `, "associations": [{"PackageID": "F1", "DomainName": "orders"}]}`, passes: "is on the domain",
	},
	{
		check: "deployment", write: associate(ofGuard), denied: "DescribePackages", warns: true,
		broken: `{"domains": [{"DomainName": "orders", "ClusterConfig": {"InstanceType": "r6g.large.search", "InstanceCount": 3}}], ` + guard + `}`,
		says:   "a second set of 3 r6g.large.search nodes, which is not charged",
	},

	{
		check: "object", write: create(dictionary("words.txt")), denied: "HeadObject",
		broken: `{"buckets": [{"Name": "packages"}]}`, says: "there is no such object",
		mended: `{` + words + `}`, passes: "the object is there, 10 bytes",
	},
	{
		check: "object", write: create(dictionary("words.txt")),
		broken: `{"buckets": [{"Name": "packages", "objects": [{"Key": "words.txt", "Size": 10, "StorageClass": "GLACIER"}]}]}`, says: "is in GLACIER and cannot be read",
	},
	{
		check: "object", write: create(dictionary("words.txt")),
		broken: `{"buckets": [{"Name": "packages", "objects": [{"Key": "words.txt"}]}]}`, says: "is empty",
	},
	{
		check: "object", write: create(plugin("guard.zip", "OpenSearch_2.19")),
		broken: `{"buckets": [{"Name": "packages", "objects": [{"Key": "guard.zip", "Size": 2000000000}]}]}`, says: "longer than the 1 GiB",
	},
	{
		check: "Region of the bucket", write: create(dictionary("words.txt")), denied: "GetBucketLocation",
		broken: `{"buckets": [{"Name": "packages", "Region": "eu-west-1"}]}`, says: "the bucket is in eu-west-1",
		mended: `{` + words + `}`, passes: "the bucket is in us-east-1",
	},
	{
		check: "encryption of the object", write: create(dictionary("words.txt")), warns: true, denied: "HeadObject",
		broken: `{"buckets": [{"Name": "packages", "objects": [{"Key": "words.txt", "Size": 1, "ServerSideEncryption": "aws:kms"}]}]}`, says: "expect COPY_FAILED",
		mended: `{` + words + `}`, passes: "encrypted by Amazon S3 itself",
	},
	{
		check: "encryption of the object", write: create(dictionary("words.txt")), denied: "DescribeKey",
		broken: `{"keys": [{"AliasName": "alias/k", "TargetKeyId": "e4a1d7c2-58b3-4f06-9d21-63c8f05ab719", "KeyState": "PendingDeletion"}], "buckets": [{"Name": "packages",
			"objects": [{"Key": "words.txt", "Size": 1, "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "` + readerKMS + `"}]}]}`,
		says: "the key of the object is PendingDeletion",
	},
	{
		check: "key", denied: "DescribeKey",
		write:  create(rule.CreatePackageRequest{Name: "guard", Type: model.PluginType, Encryption: &rule.PackageEncryption{Enabled: true, KMSKey: "alias/k"}}),
		broken: `{"keys": [{"AliasName": "alias/k", "KeyState": "Disabled"}]}`, says: "the key is Disabled",
		mended: `{"keys": [{"AliasName": "alias/k"}]}`, passes: "the key can be used",
	},
	{
		check: "name and number", write: create(dictionary("words.txt")), denied: "DescribePackages",
		broken: `{` + guard + `}`, says: "is the name of a package that exists (F1)",
		mended: `{}`, passes: "the name is free",
	},
	{
		check: "name and number", write: create(plugin("guard.zip", "OpenSearch_2.19")),
		broken: fullAccount(), says: "there are 25 plugins",
	},
	{
		check: "archive", write: create(plugin("guard.zip", "OpenSearch_2.17")), denied: "GetObject",
		broken: `{` + words + `}`, says: "is made for OpenSearch_2.19, and the package is for OpenSearch_2.17",
		mended: strings.ReplaceAll(`{`+words+`}`, "2.19.0", "2.17.2"), passes: "a plugin for OpenSearch_2.17",
	},
	{
		check: "archive", write: update("pkg-0a", "guard.zip"), denied: "GetObject",
		broken: strings.ReplaceAll(`{`+words+`, `+guard+`}`, "2.19.0", "3.1.0"), says: "is made for OpenSearch_3.1, and the package is for OpenSearch_2.19",
	},
	{
		check: "archive", write: create(plugin("guard.zip", "OpenSearch_2.19")),
		broken: strings.ReplaceAll(`{`+words+`}`, `"name": "guard",`, `"name": "guard", "noDescriptor": true,`), says: "no plugin-descriptor.properties at the top",
	},
	{
		check: "archive", write: create(plugin("guard.zip", "OpenSearch_2.19")),
		broken: strings.ReplaceAll(`{`+words+`}`, `"name": "guard",`, `"name": "guard", "interfaces": ["org.opensearch.plugins.ActionPlugin"],`),
		says:   "implements org.opensearch.plugins.ActionPlugin",
	},
	{
		check: "archive", write: create(plugin("words.txt", "OpenSearch_2.19")), broken: `{` + words + `}`, says: "is no zip that can be read",
	},
	{
		check: "something new", write: update("F1", "words.txt"), denied: "HeadObject", warns: true,
		broken: `{"packages": [{"PackageID": "F1", "PackageName": "words", "CreatedAt": "-1d"}], "buckets": [{"Name": "packages", "objects": [{"Key": "words.txt", "Size": 1, "LastModified": "-9d"}]}]}`,
		says:   "before v1 was made",
		mended: `{"packages": [{"PackageID": "F1", "PackageName": "words", "CreatedAt": "-9d"}], "buckets": [{"Name": "packages", "objects": [{"Key": "words.txt", "Size": 1, "LastModified": "-1d"}]}]}`,
		passes: "newer than v1",
	},
	{
		check: "something new", write: update("pkg-0a", "guard.zip"), denied: "GetObject", warns: true,
		broken: `{` + words + `, "packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19",
			"AvailablePluginProperties": {"Name": "guard", "Version": "1.0.0", "ClassName": "org.example.guard.Plugin", "UncompressedSizeInBytes": 9}}]}`,
		says: "says of itself that it is 1.0.0, as v1 does",
	},
	{
		check: "who uses it", write: update("F1", "words.txt"), denied: "ListDomainsForPackage", warns: true,
		broken: `{"domains": [{"DomainName": "orders"}], ` + guard + `, "associations": [{"PackageID": "F1", "DomainName": "orders"}]}`, says: "is on orders",
	},

	{
		check: "trust of the role", write: put(rule.OpenSearchResources{RoleARN: readerARN}), denied: "GetRole",
		broken: `{"roles": [{"RoleName": "Reader"}]}`, says: "does not trust directquery.opensearchservice.amazonaws.com",
		mended: `{"roles": [` + trusting(`, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:opensearch:us-east-1:123456789012:datasource/*"}, "StringEquals": {"aws:SourceAccount": "123456789012"}}`) + `]}`,
		passes: "trusts direct queries",
	},
	{
		check: "trust of the role", write: put(rule.OpenSearchResources{RoleARN: readerARN}),
		broken: `{"roles": [` + trusting(`, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:opensearch:us-east-1:210987654321:datasource/*"}}`) + `]}`,
		says:   "of another account or data source",
	},
	{
		check: "trust of the role", write: put(rule.OpenSearchResources{RoleARN: readerARN}), warns: true,
		broken: `{"roles": [` + trusting(`, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:opensearch:us-east-1:123456789012:datasource/flow_logs"}}`) + `]}`,
		says:   "under conditions that cannot be told",
	},
	{
		check: "permissions of the role", write: put(rule.OpenSearchResources{RoleARN: readerARN}), denied: "SimulatePrincipalPolicy", warns: true,
		broken: `{"roles": [{"RoleName": "Reader", "policies": [{"Statement": {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}}]}]}`, says: "not allowed aoss:APIAccessAll on",
		mended: `{"roles": [{"RoleName": "Reader"}]}`, passes: "may query log groups",
	},
	{
		check: "viewers", write: put(rule.OpenSearchResources{Viewers: []string{readerARN}}), denied: "GetRole",
		broken: `{}`, says: "there is no such role", mended: `{"roles": [{"RoleName": "Reader"}]}`, passes: "the viewer is there",
	},
	{check: "retention", write: put(rule.OpenSearchResources{RetentionDays: 31}), broken: `{}`, says: "must be at most 30"},
	{
		check: "aws-analytics", write: put(rule.OpenSearchResources{}), denied: "ListTags", warns: true,
		broken: `{"applications": [{"name": "aws-analytics"}]}`, says: "without the tag",
		mended: `{"applications": [{"name": "aws-analytics", "tagList": [{"Key": "OpenSearchIntegration", "Value": "Dashboards"}]}]}`, passes: "the service's own",
	},
	{
		check: "service-linked role", write: put(rule.OpenSearchResources{}), denied: "GetRole",
		broken: `{}`, says: "service-linked role of OpenSearch Service is missing",
		mended: `{"roles": [{"RoleName": "AWSServiceRoleForAmazonOpenSearchService", "Path": "/aws-service-role/opensearchservice.amazonaws.com/"}]}`, passes: "is there",
	},
	{
		check: "key", write: put(rule.OpenSearchResources{KMSKeyARN: readerKMS}), denied: "DescribeKey",
		broken: `{}`, says: "there is no such key",
		mended: `{"keys": [{"AliasName": "alias/k", "TargetKeyId": "e4a1d7c2-58b3-4f06-9d21-63c8f05ab719"}]}`, passes: "the key can be used",
	},
	{
		check: "key", write: put(rule.OpenSearchResources{KMSKeyARN: "arn:aws:kms:eu-west-1:123456789012:key/a"}),
		broken: `{}`, says: "the key is in eu-west-1, and must be in us-east-1",
	},

	{
		check: "name", write: check.Write{Operation: &rule.CreateApplication, Request: rule.CreateApplicationRequest{Name: "logs"}}, denied: "ListApplications",
		broken: `{"applications": [` + application + `]}`, says: "is the name of an application that exists", mended: `{}`, passes: "the name is free",
	},
	{
		check: "administrator", write: check.Write{Operation: &rule.AttachDataSource, Request: rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: vectorsARN}},
		broken: `{"applications": [{"id": "app0001", "name": "logs"}]}`, says: "nobody could see the data source",
	},
	{
		check: "VPC access", denied: "ListVpcEndpointAccess", fix: true, passes: "lets OpenSearch UI into its VPC",
		write:  check.Write{Operation: &rule.CreateApplication, Request: rule.CreateApplicationRequest{Name: "logs", DataSources: []model.ApplicationDataSource{{ARN: ordersARN}}}},
		broken: `{"domains": [{"DomainName": "orders", ` + vpc + `}]}`, says: "does not let OpenSearch UI in",
	},
	{
		check: "key", denied: "DescribeKey", says: "there is no such key", broken: `{}`,
		write: check.Write{Operation: &rule.CreateApplication, Request: rule.CreateApplicationRequest{Name: "logs", KMSKeyARN: readerKMS}},
	},

	{
		check: "what hangs on it", denied: "GetDefaultApplicationSetting", warns: true, says: "it is the default application",
		write:  check.Write{Operation: &rule.DeleteApplication, Request: rule.DeleteApplicationRequest{ApplicationID: "app0001"}},
		broken: `{"defaultApplicationArn": "` + logsARN + `", "applications": [` + application + `]}`,
		mended: `{"applications": [` + application + `]}`, passes: "nothing hangs on it",
	},
	{
		check: "what hangs on it", denied: "ListDomainsForPackage", says: "is still on orders",
		write:  check.Write{Operation: &rule.DeletePackage, Request: rule.DeletePackageRequest{ID: "F1"}},
		broken: `{"domains": [{"DomainName": "orders"}], ` + guard + `, "associations": [{"PackageID": "F1", "DomainName": "orders"}]}`,
		mended: `{` + guard + `}`, passes: "is on no domain",
	},
	{
		check: "what hangs on it", denied: "GetIntegration", warns: true, says: "rest on this data source",
		write: check.Write{Operation: &rule.DetachDataSource, Request: rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: vectorsARN}},
		broken: `{"applications": [` + application + `], "collections": [{"id": "vectors0001", "name": "vectors"}], "integrations": [{"integrationName": "main", "integrationDetails":
			{"openSearchIntegrationDetails": {"collection": {"collectionArn": "` + vectorsARN + `"}, "application": {"applicationId": "logs"}}}}]}`,
		mended: `{}`, passes: "no integration rests on it",
	},
	{
		check: "what hangs on it", denied: "ListIntegrations", warns: true, says: "leaves behind what it has made: network policy",
		write:  check.Write{Operation: &rule.DeleteIntegration, Request: rule.DeleteIntegrationRequest{Name: "main"}},
		broken: `{"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {"networkPolicy": {}}}}]}`,
	},
}

// fullDomain is a world with a domain on which there are as many plugins as it takes.
func fullDomain() string {
	packages, associations := []string{strings.TrimSuffix(strings.TrimPrefix(guard, `"packages": [`), "]")}, []string{}
	for i := range rule.MaxPluginsPerDomain {
		packages = append(packages, fmt.Sprintf(`{"PackageID": "pkg-1%02d", "PackageName": "other-%d", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}`, i, i))
		associations = append(associations, fmt.Sprintf(`{"PackageID": "pkg-1%02d", "DomainName": "orders"}`, i))
	}
	return `{"domains": [{"DomainName": "orders"}], "packages": [` + strings.Join(packages, ",") + `], "associations": [` + strings.Join(associations, ",") + `]}`
}

func fullAccount() string {
	var packages []string
	for i := range rule.MaxPlugins {
		packages = append(packages, fmt.Sprintf(`{"PackageID": "pkg-1%02d", "PackageName": "other-%d", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}`, i, i))
	}
	return `{"packages": [` + strings.Join(packages, ",") + `]}`
}

// caller is who the emulator says that everybody is.
var caller = model.Caller{Account: "123456789012", ARN: "arn:aws:sts::123456789012:assumed-role/Operator/oscope", Region: "us-east-1"}

// found are the results of one check of a write.
func found(ctx context.Context, c *awsclient.Client, k *check.Knowledge, w check.Write, name string) []check.Result {
	w.Caller = caller
	return slices.DeleteFunc(c.Check(ctx, k, w, time.Now), func(r check.Result) bool { return r.Name != name })
}

func wantFinding(t *testing.T, results []check.Result, verdict check.Verdict, says string) check.Result {
	t.Helper()
	for _, r := range results {
		if r.Verdict == verdict && strings.Contains(r.Says, says) {
			return r
		}
	}
	var got []string
	for _, r := range results {
		got = append(got, r.Verdict.Mark()+" "+r.Subject+" "+r.Says)
	}
	t.Fatalf("got %q, want %s %q", got, verdict.Mark(), says)
	return check.Result{}
}

// lookedAt holds the checks of a write to the facts that they are declared to need.
func lookedAt(t *testing.T, k *check.Knowledge, w check.Write) {
	t.Helper()
	var needs []*check.Fact
	for _, c := range check.Of(w.Operation) {
		needs = append(needs, c.Needs...)
	}
	w.Caller = caller
	k.Judge(w, time.Now(), func(a check.Ask) (any, time.Time, bool) {
		if !slices.Contains(needs, a.Fact) || !slices.Contains(check.Facts, a.Fact) {
			t.Errorf("%s is looked at and not declared", a.Fact.Name)
		}
		return nil, time.Time{}, false
	})
}

func TestChecks(t *testing.T) {
	for _, tt := range troubles {
		t.Run(tt.write.Operation.Name+" "+tt.check+" "+tt.says, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				verdict := check.Fails
				if tt.warns {
					verdict = check.Warns
				}
				var k check.Knowledge
				c := connect(emulate(t, tt.broken).Transport())
				r := wantFinding(t, found(t.Context(), c, &k, tt.write, tt.check), verdict, tt.says)
				lookedAt(t, &k, tt.write)
				if r.Source == "" || verdict == check.Fails && r.Do == "" && r.Subject == "" && tt.mended != "" {
					t.Errorf("it says no source, or nothing to do: %+v", r.Finding)
				}
				if tt.fix {
					ok(t, c.Mend(t.Context(), r.Fix))
					k.Forget(r.Fix.Renews...)
					wantFinding(t, found(t.Context(), c, &k, tt.write, tt.check), check.Passed, tt.passes)
				}
				if tt.mended != "" {
					wantFinding(t, found(t.Context(), connect(emulate(t, tt.mended).Transport()), &check.Knowledge{}, tt.write, tt.check), check.Passed, tt.passes)
				}
				if tt.denied == "" {
					return
				}
				e := emulate(t, tt.broken)
				e.SetFaults([]emulator.Fault{{Operation: tt.denied, Kind: emulator.FaultDenied}})
				r = wantFinding(t, found(t.Context(), connect(e.Transport()), &check.Knowledge{}, tt.write, tt.check), check.Unknown, "is missing")
				denied := rule.Operations[slices.IndexFunc(rule.Operations, func(o *rule.Operation) bool { return o.Name == tt.denied })]
				if !slices.Equal(r.Missing, []string{denied.Permission()}) {
					t.Errorf("it names %v, and %s is missing", r.Missing, denied.Permission())
				}
			})
		})
	}
}

// Every check is tried, with a denial where it asks something; and each looks only at
// the facts that it is declared to need, which something brings.
func TestEveryCheckIsTried(t *testing.T) {
	for _, k := range check.Checks {
		tried, denied := len(k.Needs) == 0, len(k.Needs) == 0
		for _, tt := range troubles {
			if tt.check == k.Name && slices.Contains(k.For, tt.write.Operation) {
				tried, denied = true, denied || tt.denied != ""
			}
		}
		if (!tried || !denied) && k.Name != "Identity Center" {
			t.Errorf("%s: tried %v, denied %v", k.Name, tried, denied)
		}
		if k.Source == "" || len(k.For) == 0 {
			t.Errorf("%s has no source, or is of nothing", k.Name)
		}
	}
}

// Two forms about the same domain within a minute ask once, and after it again; a read-only
// client makes the same checks and no fix.
func TestFactsAreAskedOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{"domains": [{"DomainName": "orders", `+vpc+`}], "applications": [`+application+`], "roles": [`+operatorRole+`]}`)
		c := awsclient.New(awsclient.Options{Source: awsclient.InProcess(e.Transport(), "us-east-1"), ReadOnly: true})
		var k check.Knowledge
		want := map[string]int{"DescribeDomains": 1, "GetApplication": 1, "GetRole": 1, "ListVpcEndpointAccess": 1, "SimulatePrincipalPolicy": 1}
		var r check.Result
		for range 3 {
			r = wantFinding(t, found(t.Context(), c, &k, attach(ordersARN), "VPC access"), check.Fails, "does not let")
		}
		wantCalls(t, e, want)
		time.Sleep(time.Minute)
		for range 2 {
			wantFinding(t, found(t.Context(), c, &k, attach(ordersARN), "VPC access"), check.Fails, "does not let")
		}
		for name := range want {
			want[name] = 2
		}
		wantCalls(t, e, want)
		wantKind(t, c.Mend(t.Context(), r.Fix), model.FailureReadOnly)
	})
}

// A plugin of some size costs a few KB to look into.
func TestAnArchiveIsNotFetched(t *testing.T) {
	e := emulate(t, `{`+words+`}`)
	c := connect(e.Transport())
	o, err := c.Object(t.Context(), "packages", "guard.zip")
	ok(t, err)
	a, err := c.PluginArchive(t.Context(), "packages", "guard.zip", o.Size)
	ok(t, err)
	if a.Engine() != "OpenSearch_2.19" || !slices.Equal(a.Interfaces, []string{"org.opensearch.plugins.SearchPlugin"}) || len(a.Files) != 2 {
		t.Errorf("got %+v", a)
	}
	if n := e.Calls()["GetObject"]; n > 2 {
		t.Errorf("%d ranges were read", n)
	}
}

// What was changed since it was read is not overwritten.
func TestAFixOfAStalePolicyIsRefused(t *testing.T) {
	e := emulate(t, `{"collections": [{"id": "vectors0001", "name": "vectors"}], "policies": [{"name": "vectors-net",
		"policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/vectors"]}], "AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]}]}`)
	c := connect(e.Transport())
	r := wantFinding(t, found(t.Context(), c, &check.Knowledge{}, attach(vectorsARN), "network policy"), check.Fails, "no network policy")
	if r.Fix.Before == r.Fix.After || !strings.Contains(r.Fix.After, rule.UIService) || strings.Contains(r.Fix.Before, rule.UIService) {
		t.Errorf("the change is\n%s\n%s", r.Fix.Before, r.Fix.After)
	}
	ok(t, c.Mend(t.Context(), r.Fix))
	failure := failureOf(t, c.Mend(t.Context(), r.Fix), model.FailureValidation)
	if !strings.Contains(failure.Message, "older version") {
		t.Errorf("got %v", failure)
	}
}

// What is listed already is not asked.
func TestWhatIsListedIsNotAsked(t *testing.T) {
	e := emulate(t, `{"domains": [{"DomainName": "orders"}], `+guard+`}`)
	c := connect(e.Transport())
	s := live.NewSnapshot()
	for _, kind := range []live.FeedKind{live.FeedDomains, live.FeedPackages} {
		_, _, err := take(t, s, c, live.Feed{Kind: kind})
		ok(t, err)
	}
	w := associate(ofGuard)
	w.Caller = caller
	var k check.Knowledge
	results, asks := k.Judge(w, time.Now(), check.From(s, time.Now()))
	var names []string
	for _, a := range asks {
		names = append(names, a.Fact.Name+" "+a.Of)
	}
	if got := strings.Join(names, ", "); got != "health orders, scheduled actions orders, packages of a domain orders" {
		t.Errorf("asks %s", got)
	}
	if check.Worst(results) != check.Waiting {
		t.Errorf("the verdict is %s", check.Worst(results).Mark())
	}
	k.Begin(asks, time.Now())
	if _, again := k.Judge(w, time.Now(), check.From(s, time.Now())); len(again) > 0 {
		t.Errorf("asks %v again while it waits", again)
	}
}

// For each version that a domain can be upgraded to, its plugins have a package or not.
func TestReadinessForAnUpgrade(t *testing.T) {
	c := connect(emulate(t, `{"domains": [{"DomainName": "orders"}], "packages": [
		{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-0b", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_3.1"},
		{"PackageID": "pkg-0c", "PackageName": "old", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}, {"PackageID": "F1", "PackageName": "words"}],
		"associations": [{"PackageID": "pkg-0a", "DomainName": "orders"}, {"PackageID": "pkg-0c", "DomainName": "orders"}, {"PackageID": "F1", "DomainName": "orders"}]}`).Transport())
	answers := c.AskAll(t.Context(), []check.Ask{check.Versions.About("orders"), check.OnDomain.About("orders"), check.Packages.About("")})
	targets, _ := answers[0].Value.([]string)
	there, _ := answers[1].Value.([]model.Association)
	packages, _ := answers[2].Value.([]model.Package)
	var got []string
	for _, r := range check.ReadinessOf(targets, there, packages) {
		got = append(got, r.Target)
		for _, p := range r.Ready {
			got = append(got, "by "+p.By.Key.ID)
		}
		for _, a := range r.Lost {
			got = append(got, "lost "+a.Name)
		}
	}
	if text := strings.Join(got, " "); text != "OpenSearch_3.1 by pkg-0b lost old OpenSearch_3.3 lost guard lost old" {
		t.Errorf("got %s", text)
	}
}

// The demo has one of each trouble that can be mended or seen before the write.
func TestTroublesOfTheDemo(t *testing.T) {
	c := connect(emulator.New(emulator.DemoWorld(), emulator.Options{}).Transport())
	const arn = "arn:aws:es:us-east-1:123456789012:domain/"
	attachTo := func(source string) check.Write {
		return check.Write{Operation: &rule.AttachDataSource, Request: rule.AttachDataSourceRequest{ApplicationID: "9wfds1dy935s8exh7yo0", DataSourceARN: source}}
	}
	from := func(r rule.CreatePackageRequest, bucket string) check.Write {
		r.Source.Bucket = bucket
		return create(r)
	}
	const bucket = "acme-opensearch-packages"
	var k check.Knowledge
	for _, tt := range []struct {
		write   check.Write
		check   string
		verdict check.Verdict
		says    string
		fix     bool
	}{
		{attachTo(arn + "app-logs-prod"), "VPC access", check.Fails, "does not let OpenSearch UI in", true},
		{attachTo(arn + "catalog-search"), "VPC access", check.Fails, "does not let OpenSearch UI in", true},
		{attachTo(arn + "search-prod"), "VPC access", check.Passed, "", false},
		{attachTo("arn:aws:aoss:us-east-1:123456789012:collection/p7n2t4hs9wq1c6jf0ulz"), "network policy", check.Fails, "no network policy", true},
		{attachTo("arn:aws:aoss:us-east-1:123456789012:collection/k3x8v1m0qy5d7rz2w9ab"), "network policy", check.Passed, "lets everybody", false},
		{attachTo("arn:aws:aoss:us-east-1:123456789012:collection/p7n2t4hs9wq1c6jf0ulz"), "data access", check.Warns, "names Operator", false},
		{attachTo(arn + "search-prod"), "your access", check.Passed, "", false},
		{from(plugin("plugins/timeseries-rollup-2.19.zip", "OpenSearch_2.19"), bucket), "archive", check.Fails, "is made for OpenSearch_2.17", false},
		{from(plugin("plugins/query-guard-2.17.zip", "OpenSearch_2.17"), bucket), "archive", check.Fails, "ActionPlugin", false},
		{from(plugin("plugins/relevance-ranker-2.19.1.zip", "OpenSearch_2.19"), bucket), "archive", check.Passed, "", false},
		{from(dictionary("dictionaries/user-dictionary-ja.txt"), bucket), "encryption of the object", check.Warns, "a key of KMS", false},
		{from(dictionary("dictionaries/brands.txt"), "acme-search-data"), "object", check.Fails, "GLACIER", false},
		{from(dictionary("dictionaries/support-stopwords-eu.txt"), bucket+"-eu"), "Region of the bucket", check.Fails, "eu-west-1", false},
		{from(dictionary("a.txt"), "acme-finance-exports"), "object", check.Unknown, "s3:GetObject is missing", false},
		{put(rule.OpenSearchResources{RoleARN: "arn:aws:iam::123456789012:role/SearchAdmin"}), "trust of the role", check.Fails, "does not trust", false},
		{put(rule.OpenSearchResources{RoleARN: "arn:aws:iam::123456789012:role/CloudWatchLogsOpenSearch"}), "trust of the role", check.Passed, "", false},
		{put(rule.OpenSearchResources{KMSKeyARN: "arn:aws:kms:us-east-1:123456789012:key/91d3b7e4-0c25-4f68-b1a9-e6d8027c5f34"}), "key", check.Fails, "Disabled", false},
	} {
		r := wantFinding(t, found(t.Context(), c, &k, tt.write, tt.check), tt.verdict, tt.says)
		if (r.Fix != nil) != tt.fix {
			t.Errorf("%s: the fix is %+v", r.Says, r.Fix)
		}
		if r.Fix != nil {
			ok(t, c.Mend(t.Context(), r.Fix))
			k.Forget(r.Fix.Renews...)
			wantFinding(t, found(t.Context(), c, &k, tt.write, tt.check), check.Passed, "")
		}
	}
}
