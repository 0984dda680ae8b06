package emulator

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"oscope/model"
)

// Association has the members of DomainPackageDetails and, in a world, whether
// an index of the domain uses the package: then dissociating it fails.
type Association struct {
	PackageID                 string                    `json:"PackageID"`
	PackageName               string                    `json:"PackageName"`
	PackageType               string                    `json:"PackageType"`
	LastUpdated               Timestamp                 `json:"LastUpdated,omitzero"`
	DomainName                string                    `json:"DomainName"`
	DomainPackageStatus       model.Status              `json:"DomainPackageStatus"`
	PackageVersion            string                    `json:"PackageVersion,omitempty"`
	PrerequisitePackageIDList []string                  `json:"PrerequisitePackageIDList,omitempty"`
	ReferencePath             string                    `json:"ReferencePath,omitempty"`
	ErrorDetails              *ErrorDetails             `json:"ErrorDetails,omitempty"`
	AssociationConfiguration  *AssociationConfiguration `json:"AssociationConfiguration,omitempty"`

	UsedByIndex bool `json:"usedByIndex,omitempty"`
}

// AssociationConfiguration is the configuration of an association.
type AssociationConfiguration struct {
	KeyStoreAccessOption *KeyStoreAccessOption `json:"KeyStoreAccessOption,omitempty"`
}

// KeyStoreAccessOption says whether a plugin may use the domain's key store, and
// in which role.
type KeyStoreAccessOption struct {
	KeyAccessRoleARN      string `json:"KeyAccessRoleArn,omitempty"`
	KeyStoreAccessEnabled bool   `json:"KeyStoreAccessEnabled"`
}

func associationKey(domainName, packageID string) string { return domainName + " " + packageID }

func (a *Association) key() string    { return associationKey(a.DomainName, a.PackageID) }
func (a *Association) isPlugin() bool { return a.PackageType == model.PluginType }

func (a *Association) inFlight() bool {
	return model.MeaningOf(model.KindAssociation, a.DomainPackageStatus).Phase == model.InFlight
}

// complete fills in the members that a world leaves out.
func (a *Association) complete(r *references) error {
	p := r.packages[a.PackageID]
	switch {
	case p == nil:
		return fmt.Errorf("PackageID: there is no package %q", a.PackageID)
	case !r.has("domain", a.DomainName):
		return fmt.Errorf("DomainName: there is no domain %q", a.DomainName)
	}
	defaultTo(&a.DomainPackageStatus, "ACTIVE")
	defaultTo(&a.PackageVersion, p.AvailablePackageVersion)
	err := cmp.Or(
		derive("PackageName", &a.PackageName, p.PackageName),
		derive("PackageType", &a.PackageType, p.PackageType),
	)
	if a.DomainPackageStatus != "ASSOCIATING" && a.DomainPackageStatus != "ASSOCIATION_FAILED" {
		a.addReferencePath()
	}
	return cmp.Or(
		err,
		checkStatus("DomainPackageStatus", model.KindAssociation, a.DomainPackageStatus),
		a.checkVersion(p),
		r.define("PackageID", "associated with "+a.DomainName, a.PackageID, ""),
	)
}

func (a *Association) checkVersion(p *Package) error {
	if a.PackageVersion != "" && p.version(a.PackageVersion) == nil {
		return fmt.Errorf("PackageVersion: the package has no version %q", a.PackageVersion)
	}
	return nil
}

// addReferencePath says where the domain finds a dictionary.
func (a *Association) addReferencePath() {
	if a.PackageType == "TXT-DICTIONARY" {
		defaultTo(&a.ReferencePath, "analyzers/"+a.PackageID)
	}
}

func (s *state) loadAssociation(a Association) {
	a.LastUpdated = a.LastUpdated.loaded(s.now).or(s.now)
	if !a.isPlugin() {
		s.planAssociation(s.associations.add(a.key(), a))
		return
	}
	s.associations.add(a.key(), a)
	if d := s.domains.get(a.DomainName); a.inFlight() && d.DomainProcessingStatus == "Active" {
		s.deploy(d, a.LastUpdated.Time)
	}
}

// planAssociation plans what happens next to an association of what is no plugin,
// counted from the last change. What happens to plugins is up to the domain's change.
func (s *state) planAssociation(a *Association) {
	d := s.options.Durations
	switch a.DomainPackageStatus {
	case "ASSOCIATING":
		s.agenda.plan(a.LastUpdated.Add(d.Associate), func(now time.Time) { s.associated(a, now) })
	case "DISSOCIATING":
		s.agenda.plan(a.LastUpdated.Add(d.Dissociate), func(now time.Time) { s.dissociated(a, now) })
	}
}

func (a *Association) become(status model.Status, why *ErrorDetails, now time.Time) {
	a.DomainPackageStatus, a.ErrorDetails, a.LastUpdated = status, why, at(now)
}

// associated ends an association.
func (s *state) associated(a *Association, now time.Time) {
	if p := s.packages.get(a.PackageID); p != nil && p.madeFrom(a.PackageVersion, unfitWord) {
		a.become("ASSOCIATION_FAILED", failure("Package %s could not be installed on domain %s.", a.PackageID, a.DomainName), now)
		return
	}
	a.become("ACTIVE", nil, now)
	a.addReferencePath()
}

// dissociated ends a dissociation. What an index still uses stays; what goes
// takes the licences and configurations of a plugin along.
func (s *state) dissociated(a *Association, now time.Time) {
	if s.associations.get(a.key()) != a {
		return // gone already, along with its plugin or its domain
	}
	if a.UsedByIndex {
		a.become("DISSOCIATION_FAILED", failure("Package %s is in use by an index of domain %s. Remove it from the index and dissociate it again.", a.PackageID, a.DomainName), now)
		return
	}
	s.removeAssociations(func(other *Association) bool {
		return other == a || a.isPlugin() && other.DomainName == a.DomainName && !other.isPlugin() &&
			slices.Contains(other.PrerequisitePackageIDList, a.PackageID)
	})
}

func (s *state) removeAssociations(gone func(*Association) bool) {
	for _, a := range slices.Collect(s.associations.all()) {
		if gone(a) {
			s.associations.remove(a.key())
		}
	}
}

// begin plans the end of changes that have just been begun on a domain, and
// answers them.
func (s *state) begin(d *Domain, all []*Association) []Association {
	for _, a := range all {
		if !a.isPlugin() {
			s.planAssociation(a)
		}
	}
	if slices.ContainsFunc(all, (*Association).isPlugin) {
		s.deploy(d, s.now)
		s.planDomain(d)
	}
	return shown(all, (*Association).described)
}

// swapPlugins puts the plugins of the same names in the place of those that were
// for the engine that a domain had before (recorded: SERVICE.md §5.6). One that there
// is only for the old engine stays.
func (s *state) swapPlugins(d *Domain, now time.Time) {
	for _, a := range slices.Collect(s.associations.all()) {
		old := s.packages.get(a.PackageID)
		if a.DomainName != d.DomainName || !a.isPlugin() || old.EngineVersion == d.EngineVersion {
			continue
		}
		for p := range s.packages.all() {
			same := p.PackageName == old.PackageName && p.PackageOwner == old.PackageOwner
			if !same || p.EngineVersion != d.EngineVersion || p.PackageStatus != "AVAILABLE" {
				continue
			}
			swapped := *a
			swapped.PackageID, swapped.PackageVersion = p.PackageID, p.AvailablePackageVersion
			swapped.LastUpdated = at(now)
			s.associations.remove(a.key())
			s.associations.add(swapped.key(), swapped)
		}
	}
}

type associationPage struct {
	DomainPackageDetailsList []Association `json:"DomainPackageDetailsList"`
	NextToken                string        `json:"NextToken,omitempty"`
}

// described is the association as the service answers it.
func (a *Association) described() Association {
	d := *a
	d.UsedByIndex = false
	return d
}

func (s *state) listAssociations(l listing, of string, wanted func(*Association) bool) (any, error) {
	rows, next, err := page(&s.associations, l, of, packagePageSize, wanted)
	return associationPage{shown(rows, (*Association).described), next}, err
}

func (s *state) listDomainsForPackage(in struct {
	packageIn
	listing
},
) (any, error) {
	p, err := s.findPackage(in.PackageID)
	if err != nil {
		return nil, err
	}
	return s.listAssociations(in.listing, "domains of "+p.PackageID, func(a *Association) bool { return a.PackageID == p.PackageID })
}

func (s *state) listPackagesForDomain(in struct {
	DomainName string `json:"DomainName"`
	listing
},
) (any, error) {
	d, err := s.domain(in.DomainName)
	if err != nil {
		return nil, err
	}
	return s.listAssociations(in.listing, "packages of "+d.DomainName, func(a *Association) bool { return a.DomainName == d.DomainName })
}
