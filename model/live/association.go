package live

import "oscope/model"

// Newer returns the version of the package that could be applied to a domain that
// has an older one; empty when there is none.
func (s *Snapshot) Newer(a model.Association) string {
	item, _ := s.Item(model.PackageKey(a.PackageID))
	p, ok := item.(model.Package)
	if !ok || p.Version == "" || p.Version == a.Version || a.Phase() == model.InFlight {
		return ""
	}
	return p.Version
}

// AssociationsOf returns the associations of a package, or with an empty id those
// of a domain.
func (s *Snapshot) AssociationsOf(packageID, domain string) []model.Association {
	var found []model.Association
	for _, e := range s.order[model.KindAssociation] {
		if a, ok := e.item.(model.Association); ok && (packageID == "" || a.PackageID == packageID) && (domain == "" || a.Domain == domain) {
			found = append(found, a)
		}
	}
	return found
}

// redundant reports whether feeds of a kind are not read because feeds of another kind tell
// the same.
func (s *Snapshot) redundant(facts *FeedFacts) bool {
	return facts.Holds == model.KindAssociation && facts.Kind != s.associationsBy
}

// AssociationFeed returns the feed that tells of an association.
func (s *Snapshot) AssociationFeed(packageID, domain string) Feed {
	if s.associationsBy == FeedPackageDomains {
		return Feed{FeedPackageDomains, packageID}
	}
	return Feed{FeedDomainPackages, domain}
}

// chooseAssociations decides, once both have been listed as far as they can be,
// whether associations are read per domain or per package: whichever is fewer.
func (s *Snapshot) chooseAssociations() {
	packages, domains := s.Feed(Feed{Kind: FeedPackages}), s.Feed(Feed{Kind: FeedDomains})
	if s.associationsBy != "" || !packages.Known() && packages.Err == nil || !domains.Known() && domains.Err == nil {
		return
	}
	s.associationsBy = FeedDomainPackages
	if packages.Known() && (s.Len(model.KindPackage) < s.Len(model.KindDomain) || !domains.Known()) {
		s.associationsBy = FeedPackageDomains
	}
}
