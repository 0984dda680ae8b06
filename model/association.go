package model

import (
	"slices"
	"strings"
	"time"
)

// Association is a package on a domain. Its Key is AssociationKey, its Name the
// package's, its Reason the service's error message.
type Association struct {
	Resource
	PackageID     string
	Domain        string
	Type          string // of the package
	Version       string // the one that the domain has or is getting
	ReferencePath string // under which analyzers name a dictionary
	Prerequisites string // package ids, separated by commas
	ErrorType     string
	KeyStore      Switch
	KeyStoreRole  string // the role that reads the key store, where that is on
	UpdatedAt     time.Time
}

// AssociationKey identifies the association of a package with a domain.
func AssociationKey(packageID, domain string) Key {
	return Key{KindAssociation, packageID + " " + domain}
}

// Newer returns the version of the package that could be applied to a domain that
// has an older one; empty when there is none.
func (s *Snapshot) Newer(a Association) string {
	item, _ := s.Item(PackageKey(a.PackageID))
	p, ok := item.(Package)
	if !ok || p.Version == "" || p.Version == a.Version || a.Phase() == InFlight {
		return ""
	}
	return p.Version
}

// AssociationsOf returns the associations of a package, or with an empty id those
// of a domain.
func (s *Snapshot) AssociationsOf(packageID, domain string) []Association {
	var found []Association
	for _, e := range s.order[KindAssociation] {
		if a, ok := e.item.(Association); ok && (packageID == "" || a.PackageID == packageID) && (domain == "" || a.Domain == domain) {
			found = append(found, a)
		}
	}
	return found
}

// AssociationSuitability judges the association of a package with a domain
// (SERVICE.md §4.2, §5.1, §5.2, §5.3).
func (s *Snapshot) AssociationSuitability(p Package, d Domain) Suitability {
	if obstacle := packageObstacle(p, d); obstacle != "" {
		return Suitability{Obstacle: obstacle}
	}
	item, ok := s.Item(AssociationKey(p.Key.ID, d.Name))
	a, _ := item.(Association)
	switch {
	case !ok:
	case a.Phase() == InFlight:
		return Suitability{Obstacle: "is " + string(a.Status) + " there"}
	case a.Phase() == Settled && (p.Version == "" || a.Version == p.Version):
		return Suitability{Obstacle: "is there in its newest version"}
	case a.Phase() == Settled:
		return Suitability{Note: a.Version + " is there; " + p.Version + " will be applied"}
	}
	switch {
	case p.Type == PluginType:
		return Suitability{Note: "causes a blue/green deployment"}
	case d.Phase() == InFlight:
		return Suitability{Note: "need not wait until the domain is Active"}
	}
	return Suitability{}
}

// TakesPackages reports whether packages of a type can be put on a domain in some
// status, or taken off it. A plugin needs a deployment, which has to wait for any
// other change of the domain; the others need none (SERVICE.md §5.2), only the domain.
func TakesPackages(domain Status, packageType string) bool {
	switch MeaningOf(KindDomain, domain).Phase {
	case InFlight:
		return packageType != PluginType && domain != "Creating" && domain != "Deleting"
	case Failed:
		return false
	case Settled, Gone:
	}
	return true
}

// pluginTLSPolicy is the TLS policy that custom plugins demand of a domain
// (SERVICE.md §5.3).
const pluginTLSPolicy = "Policy-Min-TLS-1-2-PFS-2023-10"

// packageObstacle says why a package can never, or not now, be on a domain.
func packageObstacle(p Package, d Domain) string {
	switch {
	case p.Status != "AVAILABLE":
		return "the package is " + string(p.Status)
	case d.Status == "":
		return "the domain has not been described yet"
	case !TakesPackages(d.Status, p.Type):
		return "the domain is " + string(d.Status)
	case p.Type != PluginType:
		return ""
	case p.EngineVersion != d.EngineVersion:
		return "made for " + p.EngineVersion + ", the domain runs " + d.EngineVersion
	case OwnedByAWS(p.Key.ID):
		return ""
	case !engineAtLeast(d.EngineVersion, 2, 15):
		return "custom plugins need OpenSearch 2.15 or later"
	case !d.NodeToNodeEncryption:
		return "the domain lacks node-to-node encryption"
	case !d.EncryptionAtRest:
		return "the domain lacks encryption at rest"
	case !d.EnforceHTTPS:
		return "the domain does not enforce HTTPS"
	case d.TLSPolicy != pluginTLSPolicy:
		return "the domain's TLS policy is not " + pluginTLSPolicy
	}
	return ""
}

// SuggestPrerequisites returns which of some packages one is likely to need first:
// a licence or a configuration needs the plugin that it is for, which it is
// usually named after.
func SuggestPrerequisites(p Package, others []Package) []string {
	if p.Type != "PACKAGE-LICENSE" && p.Type != "PACKAGE-CONFIG" {
		return nil
	}
	var best Package
	for _, o := range others {
		if o.Type == PluginType && strings.HasPrefix(p.Name, o.Name) && len(o.Name) > len(best.Name) {
			best = o
		}
	}
	if best.Name == "" {
		return nil
	}
	return []string{best.Key.ID}
}

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
