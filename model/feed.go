package model

import "time"

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
func (s *Snapshot) FeedOf(item Item) Feed {
	switch r := item.(type) {
	case Attachment:
		return Feed{FeedAttachments, r.ApplicationID}
	case Association:
		return s.AssociationFeed(r.PackageID, r.Domain)
	case Package:
		return Feed{Kind: FeedPackages}
	case Integration:
		return Feed{Kind: FeedIntegrations}
	case Domain:
		return Feed{Kind: FeedDomains}
	case Collection:
		return Feed{Kind: FeedCollections}
	}
	return Feed{Kind: FeedApplications}
}

// Read is one reading of a feed.
type Read struct {
	Feed Feed
	// Only restricts the reading to these resources (domain names, collection
	// ids), which is cheaper than the whole listing; nil reads everything.
	Only []string
	// Number tells this reading from every other one of the snapshot. What
	// arrives under a number that is no longer current is dropped.
	Number uint64
}

// Listing is what a reading has brought so far: one page of it.
type Listing struct {
	Read   Read
	Items  []Item
	Caller *Caller // of FeedCaller only
	// DefaultARN is FeedDefault's: the default application's, or empty.
	DefaultARN string
	More       bool // further pages follow; without More the reading is complete
	// Slice: what follows belongs to the same page, which was large, and is there
	// already.
	Slice bool
	At    time.Time
}

// FeedState is what a snapshot knows about one feed.
type FeedState struct {
	Feed     Feed
	Learned  time.Time  // when it was last read completely; zero if never
	Err      *CallError // why the last reading failed; nil when it did not
	InFlight int        // resources on their way to another status

	reading   uint64        // number of the reading under way; 0 when there is none
	heard     time.Time     // when the last reading ended, in whatever way
	failures  int           // failed readings in a row
	delay     time.Duration // how long to wait while something is in flight
	changed   bool          // the reading under way has brought something new
	prompts   []time.Time   // when to read again because of a write of ours
	requested bool          // somebody asked for a refresh
	entries   map[Key]*entry
}

// Health sums up how well some feeds are known.
type Health struct {
	Feeds   int
	Failed  int
	Err     *CallError // of one that failed, the same one while it does
	Known   bool       // every feed has been read completely
	Reading bool       // the first reading of one is under way
	Oldest  time.Time  // when the longest unread of those that are known was read
}

// Reading reports whether a reading is under way.
func (f *FeedState) Reading() bool { return f.reading != 0 }

// Known reports whether the feed has ever been read completely, so that what it
// does not hold does not exist.
func (f *FeedState) Known() bool { return !f.Learned.IsZero() }

// orphaned reports whether the resource that the feed is about does not exist any
// more, as far as the last reading knows.
func (f *FeedState) orphaned() bool {
	return f.Err != nil && f.Err.Kind == FailureNotFound && f.Feed.Kind.many()
}

// troubled reports whether what the feed holds cannot be read at present.
func (f *FeedState) troubled() bool { return f.Err != nil && !f.orphaned() }

// Size returns the number of resources that the feed holds.
func (f *FeedState) Size() int { return len(f.entries) }
