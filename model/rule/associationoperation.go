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
	AssociatePackage  = Operation{Name: "AssociatePackage", Members: []Member{packageIDMember, domainNameMember, prerequisites, association}}
	AssociatePackages = Operation{Name: "AssociatePackages", Members: []Member{
		{Name: "PackageList", Type: List, Required: true, Element: &Member{Type: Structure, Members: []Member{packageIDMember, prerequisites, association}}},
		domainNameMember,
	}}
	DissociatePackage  = Operation{Name: "DissociatePackage", Members: []Member{packageIDMember, domainNameMember}}
	DissociatePackages = Operation{Name: "DissociatePackages", Members: []Member{
		{Name: "PackageList", Type: List, Required: true, Element: &Member{Pattern: &packageID}},
		domainNameMember,
	}}
)
