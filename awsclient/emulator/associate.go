package emulator

import (
	"cmp"
	"slices"

	"oscope/model"
	"oscope/model/rule"
)

// busy is the recorded text about a domain on which a change is under way.
const busy = "A change/update is in progress. Please wait for it to complete before requesting another change."

// customPluginTLS is the TLS policy that a domain with custom plugins must have.
const customPluginTLS = "Policy-Min-TLS-1-2-PFS-2023-10"

// association is one package of a request to associate.
type association struct {
	packageIn
	PrerequisitePackageIDList []string                  `json:"PrerequisitePackageIDList"`
	AssociationConfiguration  *AssociationConfiguration `json:"AssociationConfiguration"`
}

type associationDetails struct {
	DomainPackageDetails Association `json:"DomainPackageDetails"`
}

func (s *state) associatePackage(in struct {
	association
	DomainName string `json:"DomainName"`
},
) (any, error) {
	all, err := s.associate(in.DomainName, []association{in.association})
	if err != nil {
		return nil, err
	}
	return associationDetails{all[0]}, nil
}

func (s *state) associatePackages(in struct {
	PackageList []association `json:"PackageList"`
	DomainName  string        `json:"DomainName"`
},
) (any, error) {
	all, err := s.associate(in.DomainName, in.PackageList)
	return associationPage{DomainPackageDetailsList: all}, err
}

// associate associates all packages, or none and says why.
func (s *state) associate(domainName string, all []association) ([]Association, error) {
	d, err := s.domain(domainName)
	if err != nil {
		return nil, err
	}
	plugins := s.pluginsOn(d)
	for i, in := range all {
		p, err := s.findPackage(in.PackageID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all[:i], func(before association) bool { return before.PackageID == in.PackageID }) {
			return nil, refuse("ValidationException", "Package %s is listed twice.", in.PackageID)
		}
		if err := s.checkAssociation(d, p, in, all); err != nil {
			return nil, err
		}
		if p.isPlugin() && s.associations.get(associationKey(domainName, in.PackageID)) == nil {
			plugins++
		}
	}
	if plugins > rule.MaxPluginsPerDomain {
		return nil, refuse("LimitExceededException", "A domain can have at most %d plugins.", rule.MaxPluginsPerDomain)
	}
	begun := make([]*Association, len(all))
	for i, in := range all {
		begun[i] = s.beginAssociation(d, in)
	}
	return s.begin(d, begun), nil
}

func (s *state) pluginsOn(d *Domain) int {
	n := 0
	for a := range s.associations.all() {
		if a.DomainName == d.DomainName && a.isPlugin() {
			n++
		}
	}
	return n
}

// checkAssociation checks one package of a request that associates all.
func (s *state) checkAssociation(d *Domain, p *Package, in association, all []association) error {
	if p.PackageStatus != "AVAILABLE" {
		return refuse("ConflictException", "Package %s is %s. It can be associated when it is AVAILABLE.", p.PackageID, p.PackageStatus)
	}
	if a := s.associations.get(associationKey(d.DomainName, p.PackageID)); a != nil {
		switch failed := model.MeaningOf(model.KindAssociation, a.DomainPackageStatus).Phase == model.Failed; {
		case a.DomainPackageStatus == "DISSOCIATING":
			return refuse("ConflictException", "Package %s is being dissociated from domain %s.", p.PackageID, d.DomainName)
		case a.PackageVersion == p.AvailablePackageVersion && !failed:
			return refuse("ConflictException", "Package is already in desired state")
		case a.DomainPackageStatus == "ASSOCIATING":
			return refuse("ConflictException", "Package %s is being associated with domain %s.", p.PackageID, d.DomainName)
		}
	}
	if err := d.checkChangeable(p.PackageType); err != nil {
		return err
	}
	if p.isPlugin() {
		if err := cmp.Or(d.checkPlugin(p), s.checkSameName(d, p)); err != nil {
			return err
		}
	}
	if err := s.checkPrerequisites(d, in, all); err != nil {
		return err
	}
	if c := in.AssociationConfiguration; c != nil && c.KeyStoreAccessOption != nil {
		if o := c.KeyStoreAccessOption; o.KeyAccessRoleARN != "" && !o.KeyStoreAccessEnabled {
			return refuse("ValidationException", "KeyAccessRoleArn can only be specified when KeyStoreAccessEnabled is true.")
		}
	}
	return nil
}

// checkChangeable checks that packages of a type can be changed on a domain.
func (d *Domain) checkChangeable(packageType string) error {
	switch {
	case model.TakesPackages(d.DomainProcessingStatus, packageType):
		return nil
	case model.MeaningOf(model.KindDomain, d.DomainProcessingStatus).Phase == model.InFlight:
		return refuse("ValidationException", busy)
	}
	return refuse("ValidationException", "Domain %s is %s.", d.DomainName, d.DomainProcessingStatus)
}

// checkPlugin checks that a domain can have a plugin. AWS's own only have to be
// for its engine; what custom plugins need besides is documented (SERVICE.md §5.3),
// the texts are chosen.
func (d *Domain) checkPlugin(p *Package) error {
	if p.EngineVersion != d.EngineVersion {
		return refuse("ValidationException", "Package %s is for %s, and domain %s is %s.", p.PackageID, p.EngineVersion, d.DomainName, d.EngineVersion)
	}
	if model.OwnedByAWS(p.PackageID) {
		return nil
	}
	var lacks string
	switch {
	case model.CompareEngines(d.EngineVersion, "OpenSearch_2.15") < 0:
		lacks = "OpenSearch 2.15 or later"
	case !d.NodeToNodeEncryptionOptions.Enabled:
		lacks = "node-to-node encryption"
	case !d.EncryptionAtRestOptions.Enabled:
		lacks = "encryption at rest"
	case !d.DomainEndpointOptions.EnforceHTTPS:
		lacks = "EnforceHTTPS"
	case d.DomainEndpointOptions.TLSSecurityPolicy != customPluginTLS:
		lacks = "the TLS policy " + customPluginTLS
	default:
		return nil
	}
	return refuse("ValidationException", "Custom plugins require %s on domain %s.", lacks, d.DomainName)
}

// checkSameName checks that no plugin of the name is there already, as after an
// upgrade of the domain, which has swapped the packages.
func (s *state) checkSameName(d *Domain, p *Package) error {
	for a := range s.associations.all() {
		if a.DomainName == d.DomainName && a.isPlugin() && a.PackageName == p.PackageName && a.PackageID != p.PackageID {
			return refuse("ConflictException", "A package with the same name is already installed on domain %s.", d.DomainName)
		}
	}
	return nil
}

// checkPrerequisites checks that what a package needs is on the domain, or comes
// with the same request.
func (s *state) checkPrerequisites(d *Domain, in association, all []association) error {
	for _, id := range in.PrerequisitePackageIDList {
		a := s.associations.get(associationKey(d.DomainName, id))
		there := a != nil && a.DomainPackageStatus == "ACTIVE"
		comes := id != in.PackageID && slices.ContainsFunc(all, func(other association) bool { return other.PackageID == id })
		if !there && !comes {
			return refuse("ValidationException", "Prerequisite package %s is not associated with domain %s.", id, d.DomainName)
		}
	}
	return nil
}

// beginAssociation begins what has been checked: a new association, another try
// of one that failed, or an update to the available version.
func (s *state) beginAssociation(d *Domain, in association) *Association {
	p := s.packages.get(in.PackageID)
	key := associationKey(d.DomainName, p.PackageID)
	a := s.associations.get(key)
	if a == nil {
		a = s.associations.add(key, Association{
			PackageID: p.PackageID, PackageName: p.PackageName, PackageType: p.PackageType, DomainName: d.DomainName,
		})
	}
	a.PackageVersion = p.AvailablePackageVersion
	if in.PrerequisitePackageIDList != nil {
		a.PrerequisitePackageIDList = in.PrerequisitePackageIDList
	}
	if in.AssociationConfiguration != nil {
		a.AssociationConfiguration = in.AssociationConfiguration
	}
	a.become("ASSOCIATING", nil, s.now)
	return a
}

func (s *state) dissociatePackage(in struct {
	packageIn
	DomainName string `json:"DomainName"`
},
) (any, error) {
	all, err := s.dissociate(in.DomainName, []string{in.PackageID})
	if err != nil {
		return nil, err
	}
	return associationDetails{all[0]}, nil
}

func (s *state) dissociatePackages(in struct {
	PackageList []string `json:"PackageList"`
	DomainName  string   `json:"DomainName"`
},
) (any, error) {
	all, err := s.dissociate(in.DomainName, in.PackageList)
	return associationPage{DomainPackageDetailsList: all}, err
}

// dissociate dissociates all packages, or none and says why.
func (s *state) dissociate(domainName string, ids []string) ([]Association, error) {
	d, err := s.domain(domainName)
	if err != nil {
		return nil, err
	}
	var all []*Association
	for i, id := range ids {
		if _, err := s.findPackage(id); err != nil {
			return nil, err
		}
		a := s.associations.get(associationKey(domainName, id))
		switch {
		case a == nil:
			return nil, refuse("ResourceNotFoundException", "Package %s is not associated with domain %s.", id, domainName)
		case slices.Contains(ids[:i], id):
			return nil, refuse("ValidationException", "Package %s is listed twice.", id)
		case a.inFlight():
			return nil, refuse("ConflictException", "The association of package %s with domain %s is %s.", id, domainName, a.DomainPackageStatus)
		}
		if err := d.checkChangeable(a.PackageType); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	for _, a := range all {
		a.become("DISSOCIATING", nil, s.now)
	}
	return s.begin(d, all), nil
}
