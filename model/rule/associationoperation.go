package rule

// Associations of packages with domains (SERVICE.md §5).

var (
	domainNameMember = Member{Name: "DomainName", Required: true, Min: 3, Max: 28, Pattern: &domainName}
	prerequisites    = Member{Name: "PrerequisitePackageIDList", Type: List, Element: &Member{Pattern: &packageID}}
	association      = Member{Name: "AssociationConfiguration", Type: Structure, Members: []Member{
		{Name: "KeyStoreAccessOption", Type: Structure, Members: []Member{
			{Name: "KeyAccessRoleArn", Min: 20, Max: 2048, Pattern: &roleARN, ARN: &namesRole},
			{Name: "KeyStoreAccessEnabled", Type: Boolean, Required: true},
		}},
	}}
)

// The operations on associations. AssociatePackages takes objects and
// DissociatePackages plain ids.
var (
	AssociatePackage  = Operation{Service: OpenSearch, Name: "AssociatePackage", Effect: Once, Where: "Associations `a`, `u`", On: OnDomains, With: []Permission{passRole}, Members: []Member{packageIDMember, domainNameMember, prerequisites, association}}
	AssociatePackages = Operation{Service: OpenSearch, Name: "AssociatePackages", Effect: Once, Where: "Associations `a`, `u`", On: OnDomains, With: []Permission{passRole}, Members: []Member{
		{Name: "PackageList", Type: List, Required: true, Element: &Member{Type: Structure, Members: []Member{packageIDMember, prerequisites, association}}},
		domainNameMember,
	}}
	DissociatePackage  = Operation{Service: OpenSearch, Name: "DissociatePackage", Effect: Once, Where: "Associations `d`", On: OnDomains, Members: []Member{packageIDMember, domainNameMember}}
	DissociatePackages = Operation{Service: OpenSearch, Name: "DissociatePackages", Effect: Once, Where: "Associations `d`", On: OnDomains, Members: []Member{
		{Name: "PackageList", Type: List, Required: true, Element: &Member{Pattern: &packageID}},
		domainNameMember,
	}}
)
