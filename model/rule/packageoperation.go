package rule

import "oscope/model"

// Packages (SERVICE.md §4).

var (
	packageName = Pattern{Source: `[a-z][a-z0-9\-]+`, Says: "lower-case letters, digits and hyphens, beginning with a letter"}
	packageID   = Pattern{Source: `^([FG][0-9]+)$|^(pkg-[a-f0-9]+)$`, Says: "F or G and digits, or pkg- and hexadecimal digits"}
	engine      = Pattern{Source: `^Elasticsearch_[0-9]{1}\.[0-9]{1,2}$|^OpenSearch_[0-9]{1,2}\.[0-9]{1,2}$`, Says: "an engine version such as OpenSearch_2.15"}
	filterValue = Pattern{Source: `^[0-9a-zA-Z\*\.\_\\\/\?-]+$`, Says: `letters, digits and * . _ \ / ? -`}
	packageUser = Pattern{Source: `^[0-9]{12}$|^GLOBAL$`, Says: "an account of 12 digits, or GLOBAL"}
	licenceFile = Pattern{
		Source: `^(?!.*\/\.{2,})(?!.*\.\.)[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*$`,
		Says:   "a relative path of letters, digits and _ . - without ..",
		// Go's expressions have no look-ahead: the rest of the pattern is matched
		// and what it looks ahead for is ruled out beside it.
		simple:  `[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*`,
		without: "..",
	}
)

// RequirementLevels say whether a plugin needs a licence or a configuration.
var RequirementLevels = []string{"REQUIRED", "OPTIONAL", "NONE"}

// The limits on plugins that only the documentation states (SERVICE.md §4.5).
const (
	MaxPlugins          = 25 // of an account in a Region
	MaxPluginsPerDomain = 20
)

// Members that several operations share.
var (
	packageIDMember = Member{Name: "PackageID", Required: true, Pattern: &packageID}
	packageSource   = Member{Name: "PackageSource", Type: Structure, Required: true, Members: []Member{
		{Name: "S3BucketName", Min: 3, Max: 63},
		{Name: "S3Key", Min: 1, Max: 1024},
	}}
	packageDescription   = Member{Name: "PackageDescription", Max: 1024}
	packageConfiguration = Member{Name: "PackageConfiguration", Type: Structure, Members: []Member{
		{Name: "LicenseRequirement", Required: true, Enum: RequirementLevels},
		{Name: "LicenseFilepath", Max: 256, Pattern: &licenceFile},
		{Name: "ConfigurationRequirement", Required: true, Enum: RequirementLevels},
		{Name: "RequiresRestartForConfigurationUpdate", Type: Boolean},
	}}
	packageEncryption = Member{Name: "PackageEncryptionOptions", Type: Structure, Members: []Member{
		{Name: "KmsKeyIdentifier", Min: 1, Max: 500, ARN: &identifiesKey},
		{Name: "EncryptionEnabled", Type: Boolean, Required: true},
	}}
)

// The operations on packages.
var (
	CreatePackage = Operation{Service: OpenSearch, Name: "CreatePackage", Effect: Once, Where: "Packages `n`", Members: []Member{
		{Name: "PackageName", Required: true, Min: 3, Max: 256, Pattern: &packageName},
		{Name: "PackageType", Required: true, Enum: model.PackageTypes},
		packageDescription,
		packageSource,
		packageConfiguration,
		{Name: "EngineVersion", Pattern: &engine},
		{Name: "PackageVendingOptions", Type: Structure, Members: []Member{{Name: "VendingEnabled", Type: Boolean, Required: true}}},
		packageEncryption,
	}}
	UpdatePackage = Operation{Service: OpenSearch, Name: "UpdatePackage", Effect: Once, Where: "Packages `u`", Members: []Member{
		packageIDMember,
		packageSource,
		packageDescription,
		{Name: "CommitMessage", Max: 160},
		packageConfiguration,
		packageEncryption,
	}}
	UpdatePackageScope = Operation{Service: OpenSearch, Name: "UpdatePackageScope", Effect: Repeatable, Where: "Packages `H`", Members: []Member{
		packageIDMember,
		{Name: "Operation", Required: true, Enum: []string{"ADD", "OVERRIDE", "REMOVE"}},
		{Name: "PackageUserList", Type: List, Required: true, Element: &Member{Min: 6, Max: 12, Pattern: &packageUser}},
	}}
	DeletePackage    = Operation{Service: OpenSearch, Name: "DeletePackage", Effect: Once, Where: "Packages `D`", Members: []Member{packageIDMember}}
	DescribePackages = Operation{Service: OpenSearch, Name: "DescribePackages", Effect: Reads, Where: "Packages, Associations", Members: []Member{
		{Name: "Filters", Type: List, Element: &Member{Type: Structure, Members: []Member{
			{Name: "Name", Enum: []string{"PackageID", "PackageName", "PackageStatus", "PackageType", "EngineVersion", "PackageOwner"}},
			{Name: "Value", Type: List, Min: 1, Element: &Member{Pattern: &filterValue}},
		}}},
		{Name: "MaxResults", Type: Integer, Max: 100},
		{Name: "NextToken"},
	}}
	GetPackageVersionHistory = Operation{Service: OpenSearch, Name: "GetPackageVersionHistory", Effect: Reads, Where: "Packages (detail), `v`", Members: []Member{
		packageIDMember,
		{Name: "maxResults", Type: Integer, Max: 100},
		{Name: "nextToken"},
	}}
	ListDomainsForPackage = Operation{Service: OpenSearch, Name: "ListDomainsForPackage", Effect: Reads, Where: "Associations, where it is fewer calls; Packages `D`", Members: []Member{
		packageIDMember,
		{Name: "maxResults", Type: Integer, Max: 100},
		{Name: "nextToken"},
	}}
	ListPackagesForDomain = Operation{Service: OpenSearch, Name: "ListPackagesForDomain", Effect: Reads, Where: "Associations, where it is fewer calls", On: OnDomains, Members: []Member{
		{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName},
		{Name: "maxResults", Type: Integer, Max: 100},
		{Name: "nextToken"},
	}}
)
