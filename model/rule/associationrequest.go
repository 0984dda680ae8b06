package rule

import "slices"

// InOrder sorts packages as they are to be associated: each behind those of the list
// that it names as its prerequisites, and theirs, and otherwise in the order of the
// list. A circle, which no order satisfies, begins where the list enters it.
func InOrder(list []PackageAssociation) []PackageAssociation {
	var sorted []PackageAssociation
	visited := map[string]bool{}
	var visit func(PackageAssociation)
	visit = func(p PackageAssociation) {
		if visited[p.PackageID] {
			return
		}
		visited[p.PackageID] = true
		for _, other := range list {
			if slices.Contains(p.Prerequisites, other.PackageID) {
				visit(other)
			}
		}
		sorted = append(sorted, p)
	}
	for _, p := range list {
		visit(p)
	}
	return sorted
}

// KeyStoreAccess lets a plugin read a key store of the domain through a role.
type KeyStoreAccess struct {
	RoleARN string `json:"KeyAccessRoleArn,omitempty"`
	Enabled bool   `json:"KeyStoreAccessEnabled"`
}

// AssociationConfiguration configures an association.
type AssociationConfiguration struct {
	KeyStore *KeyStoreAccess `json:"KeyStoreAccessOption,omitempty"`
}

// PackageAssociation is one package of AssociatePackagesRequest.
type PackageAssociation struct {
	PackageID     string                    `json:"PackageID,omitempty"`
	Prerequisites []string                  `json:"PrerequisitePackageIDList,omitempty"`
	Configuration *AssociationConfiguration `json:"AssociationConfiguration,omitempty"`
}

// AssociatePackageRequest is the request of AssociatePackage.
type AssociatePackageRequest struct {
	PackageAssociation
	Domain string `json:"DomainName,omitempty"`
}

// AssociatePackagesRequest is the request of AssociatePackages.
type AssociatePackagesRequest struct {
	Packages []PackageAssociation `json:"PackageList,omitempty"`
	Domain   string               `json:"DomainName,omitempty"`
}

// DissociatePackageRequest is the request of DissociatePackage.
type DissociatePackageRequest struct {
	PackageID string `json:"PackageID,omitempty"`
	Domain    string `json:"DomainName,omitempty"`
}

// DissociatePackagesRequest is the request of DissociatePackages.
type DissociatePackagesRequest struct {
	Packages []string `json:"PackageList,omitempty"`
	Domain   string   `json:"DomainName,omitempty"`
}
