package rule_test

import "oscope/model/rule"

const (
	pluginSource        = `{"S3BucketName": "my-bucket", "S3Key": "plugins/plugin.zip"}`
	pluginConfiguration = `{"LicenseRequirement": "REQUIRED", "LicenseFilepath": "config/license.json", "ConfigurationRequirement": "OPTIONAL",
		"RequiresRestartForConfigurationUpdate": true}`
	pluginEncryption = `{"KmsKeyIdentifier": "alias/plugins", "EncryptionEnabled": true}`
	keyStoreAccess   = `{"KeyStoreAccessOption": {"KeyAccessRoleArn": "` + roleARN + `", "KeyStoreAccessEnabled": true}}`
)

var packageOperations = []example{
	{&rule.CreatePackage, `{"PackageName": "my-plugin", "PackageType": "ZIP-PLUGIN", "PackageDescription": "d", "PackageSource": ` + pluginSource + `,
		"PackageConfiguration": ` + pluginConfiguration + `, "EngineVersion": "OpenSearch_2.15", "PackageVendingOptions": {"VendingEnabled": false},
		"PackageEncryptionOptions": ` + pluginEncryption + `}`},
	{&rule.UpdatePackage, `{"PackageID": "pkg-0a1b", "PackageSource": ` + pluginSource + `, "PackageDescription": "d", "CommitMessage": "m",
		"PackageConfiguration": ` + pluginConfiguration + `, "PackageEncryptionOptions": ` + pluginEncryption + `}`},
	{&rule.UpdatePackageScope, `{"PackageID": "pkg-0a1b", "Operation": "ADD", "PackageUserList": ["123456789012"]}`},
	{&rule.DeletePackage, `{"PackageID": "F111"}`},
	{&rule.DescribePackages, `{"Filters": [{"Name": "PackageStatus", "Value": ["AVAILABLE"]}], "MaxResults": 100, "NextToken": "n"}`},
	{&rule.GetPackageVersionHistory, `{"PackageID": "F111", "maxResults": 100, "nextToken": "n"}`},
	{&rule.ListDomainsForPackage, `{"PackageID": "G111", "maxResults": 100, "nextToken": "n"}`},
	{&rule.ListPackagesForDomain, `{"DomainName": "search-prod", "maxResults": 100, "nextToken": "n"}`},
}

var associationOperations = []example{
	{&rule.AssociatePackage, `{"PackageID": "pkg-0a1b", "DomainName": "search-prod", "PrerequisitePackageIDList": ["F111"], "AssociationConfiguration": ` + keyStoreAccess + `}`},
	{&rule.AssociatePackages, `{"PackageList": [{"PackageID": "pkg-0a1b", "PrerequisitePackageIDList": ["F111"], "AssociationConfiguration": ` + keyStoreAccess + `}],
		"DomainName": "search-prod"}`},
	{&rule.DissociatePackage, `{"PackageID": "F111", "DomainName": "search-prod"}`},
	{&rule.DissociatePackages, `{"PackageList": ["F111"], "DomainName": "search-prod"}`},
}

const (
	idOfPackage    = `^([FG][0-9]+)$|^(pkg-[a-f0-9]+)$`
	licencePattern = `^(?!.*\/\.{2,})(?!.*\.\.)[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*$`
)

var (
	packageID     = constraint{member: "PackageID", required: true, pattern: idOfPackage}
	domainOf      = constraint{member: "DomainName", required: true, min: 3, max: 28, pattern: lowerName}
	upTo100       = constraint{member: "maxResults", max: 100}
	requirement   = []string{"REQUIRED", "OPTIONAL", "NONE"}
	packageObject = []constraint{
		{member: "PackageDescription", max: 1024},
		{member: "PackageSource", required: true},
		{member: "PackageSource.S3BucketName", min: 3, max: 63},
		{member: "PackageSource.S3Key", min: 1, max: 1024},
		{member: "PackageConfiguration.LicenseRequirement", required: true, enum: requirement},
		{member: "PackageConfiguration.LicenseFilepath", max: 256, pattern: licencePattern},
		{member: "PackageConfiguration.ConfigurationRequirement", required: true, enum: requirement},
		{member: "PackageEncryptionOptions.KmsKeyIdentifier", min: 1, max: 500},
		{member: "PackageEncryptionOptions.EncryptionEnabled", required: true},
	}
)

// packageConstraints are those of packages.
var packageConstraints = map[string][]constraint{
	"CreatePackage": append([]constraint{
		{member: "PackageName", required: true, min: 3, max: 256, pattern: lowerName},
		{member: "PackageType", required: true, enum: []string{"TXT-DICTIONARY", "ZIP-PLUGIN", "PACKAGE-LICENSE", "PACKAGE-CONFIG"}},
		{member: "EngineVersion", pattern: `^Elasticsearch_[0-9]{1}\.[0-9]{1,2}$|^OpenSearch_[0-9]{1,2}\.[0-9]{1,2}$`},
		{member: "PackageVendingOptions.VendingEnabled", required: true},
	}, packageObject...),
	"UpdatePackage": append([]constraint{packageID, {member: "CommitMessage", max: 160}}, packageObject...),
	"UpdatePackageScope": {
		packageID,
		{member: "Operation", required: true, enum: []string{"ADD", "OVERRIDE", "REMOVE"}},
		{member: "PackageUserList", required: true},
		{member: "PackageUserList[]", min: 6, max: 12, pattern: `^[0-9]{12}$|^GLOBAL$`},
	},
	"DeletePackage": {packageID},
	"DescribePackages": {
		{member: "Filters[].Name", enum: []string{"PackageID", "PackageName", "PackageStatus", "PackageType", "EngineVersion", "PackageOwner"}},
		{member: "Filters[].Value", min: 1},
		{member: "Filters[].Value[]", pattern: `^[0-9a-zA-Z\*\.\_\\\/\?-]+$`},
		{member: "MaxResults", max: 100},
	},
	"GetPackageVersionHistory": {packageID, upTo100},
	"ListDomainsForPackage":    {packageID, upTo100},
	"ListPackagesForDomain":    {domainOf, upTo100},
}

// associationConstraints are those of associations.
var associationConstraints = map[string][]constraint{
	"AssociatePackage": {
		packageID, domainOf,
		{member: "PrerequisitePackageIDList[]", pattern: idOfPackage},
		{member: "AssociationConfiguration.KeyStoreAccessOption.KeyAccessRoleArn", min: 20, max: 2048, pattern: rolePattern},
		{member: "AssociationConfiguration.KeyStoreAccessOption.KeyStoreAccessEnabled", required: true},
	},
	"AssociatePackages": {
		domainOf,
		{member: "PackageList", required: true},
		{member: "PackageList[].PackageID", required: true, pattern: idOfPackage},
		{member: "PackageList[].PrerequisitePackageIDList[]", pattern: idOfPackage},
		{member: "PackageList[].AssociationConfiguration.KeyStoreAccessOption.KeyAccessRoleArn", min: 20, max: 2048, pattern: rolePattern},
		{member: "PackageList[].AssociationConfiguration.KeyStoreAccessOption.KeyStoreAccessEnabled", required: true},
	},
	"DissociatePackage":  {packageID, domainOf},
	"DissociatePackages": {domainOf, {member: "PackageList", required: true}, {member: "PackageList[]", pattern: idOfPackage}},
}
