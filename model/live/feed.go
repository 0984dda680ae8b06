package live

import "oscope/model"

// FeedKind is a kind of listing.
type FeedKind string

// The feeds. FeedApplication, FeedAttachments and FeedTags exist once per
// application, FeedVersions and FeedPackageDomains once per package,
// FeedDomainPackages, FeedChange, FeedUpgrade, FeedHealth and FeedDomainSources once per
// domain. Of
// FeedPackageDomains and FeedDomainPackages only one kind is read: that of which there
// are fewer, since both tell the same.
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
	FeedChange         FeedKind = "change"  // the stages of what is being changed on the domain with a name
	FeedUpgrade        FeedKind = "upgrade" // how far its upgrade is
	FeedHealth         FeedKind = "health"  // of its cluster
	FeedDomainSources  FeedKind = "sources" // the data sources that live in it
	FeedCollections    FeedKind = "collections"
	FeedDirectQueries  FeedKind = "direct queries" // the account's direct-query data sources
)

// Feed is one listing that refreshes one part of a snapshot.
type Feed struct {
	Kind FeedKind
	// Of is the id, for FeedTags the ARN, of the resource that a feed is about of
	// which there are many. Where feeds are selected, such a kind without it stands
	// for all of them.
	Of string
}

// scopeFeeds returns the feeds that every scope has.
func scopeFeeds() []Feed {
	var all []Feed
	for _, facts := range Feeds {
		if !facts.many() {
			all = append(all, Feed{Kind: facts.Kind})
		}
	}
	return all
}

// FeedOf returns the feed that lists a resource.
func (s *Snapshot) FeedOf(item model.Item) Feed {
	var feed Feed
	for _, facts := range listsOf[item.Common().Key.Kind] {
		feed = Feed{Kind: facts.Kind}
		if facts.Owner != nil {
			feed.Of = facts.Owner(item)
		}
		if !s.redundant(facts) {
			break
		}
	}
	return feed
}
