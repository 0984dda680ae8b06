package live

import "oscope/model"

// FeedKind is a kind of listing.
type FeedKind string

// The feeds. FeedApplication, FeedAttachments and FeedTags exist once per
// application, FeedVersions and FeedPackageDomains once per package,
// FeedDomainPackages once per domain. Of the last two only one kind is read: that
// of which there are fewer, since both tell the same.
const (
	FeedCaller         FeedKind = "caller"
	FeedApplications   FeedKind = "applications"
	FeedApplication    FeedKind = "application" // what only GetApplication tells
	FeedAttachments    FeedKind = "attachments"
	FeedTags           FeedKind = "tags" // of the application with an ARN
	FeedDefault        FeedKind = "default application"
	FeedIntegrations   FeedKind = "integrations"
	FeedPackages       FeedKind = "packages"
	FeedVersions       FeedKind = "versions"           // of the package with an id
	FeedDomainPackages FeedKind = "packages of domain" // its associations, by its name
	FeedPackageDomains FeedKind = "domains of package" // its associations, by its id
	FeedDomains        FeedKind = "domains"
	FeedCollections    FeedKind = "collections"
)

// Feed is one listing that refreshes one part of a snapshot.
type Feed struct {
	Kind FeedKind
	// Of is the id, for FeedTags the ARN, of the resource that a feed is about of
	// which there are many. Where feeds are selected, such a kind without it stands
	// for all of them.
	Of string
}

// many reports whether there is a feed of the kind for each of some resources.
func (k FeedKind) many() bool {
	return k == FeedAttachments || k == FeedDomainPackages || k == FeedPackageDomains || k.onDemand()
}

// onDemand reports whether feeds of the kind are read only while they are on the
// screen.
func (k FeedKind) onDemand() bool {
	return k == FeedApplication || k == FeedTags || k == FeedVersions
}

// parent returns the feed that lists the resources that a feed is about.
func (k FeedKind) parent() FeedKind {
	switch k {
	case FeedVersions, FeedPackageDomains:
		return FeedPackages
	case FeedDomainPackages:
		return FeedDomains
	default:
	}
	return FeedApplications
}

// FeedOf returns the feed that lists a resource.
func (s *Snapshot) FeedOf(item model.Item) Feed {
	switch r := item.(type) {
	case model.Attachment:
		return Feed{FeedAttachments, r.ApplicationID}
	case model.Association:
		return s.AssociationFeed(r.PackageID, r.Domain)
	case model.Package:
		return Feed{Kind: FeedPackages}
	case model.Integration:
		return Feed{Kind: FeedIntegrations}
	case model.Domain:
		return Feed{Kind: FeedDomains}
	case model.Collection:
		return Feed{Kind: FeedCollections}
	}
	return Feed{Kind: FeedApplications}
}
