package live

import (
	"cmp"
	"time"

	"oscope/model"
)

// FeedFacts is what there is to know of a kind of feed.
type FeedFacts struct {
	Kind FeedKind
	// Holds is the kind of resource that it lists or, with Adds, that it tells more
	// of; empty when it tells of none.
	Holds model.Kind
	// Of is the kind of resource that there is a feed about each of; empty when there
	// is one for the scope. Its id is the feed's, or with ByARN its ARN.
	Of    model.Kind
	ByARN bool
	// Owner returns the id of that resource from an item.
	Owner func(model.Item) string
	// Adds adds what the feed tells of one resource to what is known of it. A feed
	// that adds is read only while it is on the screen, and Along.
	Adds func(known, detail model.Item) model.Item
	// Along says of which resources it is read once for each time that their listing is,
	// but no more often than Every: one call for each poll of a resource that is on its
	// way, and none for what rests. By default of none.
	Along func(item model.Item, now time.Time) bool

	Follows []Follow      // what has it asked again
	Batch   int           // how many of its resources one more call describes; 0 when listing them does
	Named   bool          // a reading can be restricted to some of its resources
	Every   time.Duration // how often it is read; 0 is as often as the others
	// Optional: few policies allow it, and most accounts have none of what it lists. That
	// it is denied is said where its resources would be, and makes the scope no less known;
	// a scope without anything else is not asked again for them.
	Optional bool
}

// Follow says that a feed is asked again when resources of a kind change: where there
// is a feed about each of that kind the one about the resource, or else all.
type Follow struct {
	Kind model.Kind
	How  Following
}

// Following is how a feed is asked again.
type Following int

// The ways. All but AnyChange are for a resource that has changed status, appeared or
// vanished.
const (
	Afresh    Following = iota // what is in flight is waited for as at its beginning
	Hasten                     // the same at once, if something is in flight
	Again                      // it is read anew, if it has ever been read
	AnyChange                  // it is read anew, whatever of the resource has changed
)

// Feeds are all kinds of feeds. To add one, declare it here and its reader in package
// awsclient.
var Feeds = []*FeedFacts{
	{Kind: FeedCaller, Every: callerEvery},
	{Kind: FeedApplications, Holds: model.KindApplication, Follows: []Follow{{model.KindAttachment, Hasten}, {model.KindIntegration, AnyChange}}},
	{Kind: FeedApplication, Holds: model.KindApplication, Of: model.KindApplication, Adds: addApplication, Follows: []Follow{{model.KindApplication, Again}}},
	{Kind: FeedTags, Holds: model.KindApplication, Of: model.KindApplication, ByARN: true, Adds: addApplication},
	{
		Kind: FeedAttachments, Holds: model.KindAttachment, Of: model.KindApplication,
		Owner: func(item model.Item) string { a, _ := item.(model.Attachment); return a.ApplicationID },
		// What is PENDING waits for its application and its data source.
		Follows: []Follow{{model.KindApplication, Afresh}, {model.KindDomain, Afresh}, {model.KindCollection, Afresh}},
	},
	{Kind: FeedDefault},
	{Kind: FeedIntegrations, Holds: model.KindIntegration},
	{Kind: FeedPackages, Holds: model.KindPackage},
	{Kind: FeedVersions, Holds: model.KindPackage, Of: model.KindPackage, Adds: addVersions, Every: versionsEvery, Follows: []Follow{{model.KindPackage, Again}}},
	{
		Kind: FeedDomainPackages, Holds: model.KindAssociation, Of: model.KindDomain,
		Owner: func(item model.Item) string { a, _ := item.(model.Association); return a.Domain },
	},
	{
		Kind: FeedPackageDomains, Holds: model.KindAssociation, Of: model.KindPackage,
		Owner: func(item model.Item) string { a, _ := item.(model.Association); return a.PackageID },
	},
	{
		Kind: FeedDomains, Holds: model.KindDomain, Batch: model.MaxDomains, Named: true,
		// An attachment that has gone on no longer waits, so its ends have too. A plugin
		// keeps its domain busy.
		Follows: []Follow{{model.KindAttachment, Hasten}, {model.KindAssociation, Hasten}},
	},
	// Once more when the domain is Active: how it ended.
	{Kind: FeedChange, Holds: model.KindDomain, Of: model.KindDomain, Adds: addChange, Along: changing, Follows: []Follow{{model.KindDomain, Again}}},
	{Kind: FeedUpgrade, Holds: model.KindDomain, Of: model.KindDomain, Adds: addUpgrade, Along: upgrading},
	{Kind: FeedHealth, Holds: model.KindDomain, Of: model.KindDomain, Adds: addHealth, Along: stuck, Every: healthEvery},
	{Kind: FeedDomainSources, Holds: model.KindDomain, Of: model.KindDomain, Adds: addSources, Every: sourcesEvery},
	{
		Kind: FeedCollections, Holds: model.KindCollection, Named: true,
		Follows: []Follow{{model.KindAttachment, Hasten}, {model.KindIntegration, AnyChange}}, // which makes one
	},
	{Kind: FeedDirectQueries, Holds: model.KindDirectQuery, Optional: true, Follows: []Follow{{model.KindIntegration, AnyChange}}},
}

// The table by what it is asked for.
var (
	feedsByKind = func() map[FeedKind]*FeedFacts {
		all := map[FeedKind]*FeedFacts{}
		for _, facts := range Feeds {
			all[facts.Kind] = facts
		}
		return all
	}()
	// listsOf are the feeds that list resources of a kind.
	listsOf = feedsBy(func(f *FeedFacts) []model.Kind { return oneIf(f.Holds, f.Holds != "" && f.Adds == nil) })
	// feedsAbout are those of which there is one about each resource of a kind.
	feedsAbout = feedsBy(func(f *FeedFacts) []model.Kind { return oneIf(f.Of, f.Of != "") })
	// followers are those that a resource of a kind has asked again.
	followers = feedsBy(func(f *FeedFacts) []model.Kind {
		var kinds []model.Kind
		for _, follow := range f.Follows {
			kinds = append(kinds, follow.Kind)
		}
		return kinds
	})
)

func feedsBy(kinds func(*FeedFacts) []model.Kind) map[model.Kind][]*FeedFacts {
	all := map[model.Kind][]*FeedFacts{}
	for _, facts := range Feeds {
		for _, kind := range kinds(facts) {
			all[kind] = append(all[kind], facts)
		}
	}
	return all
}

func oneIf(kind model.Kind, holds bool) []model.Kind {
	if holds {
		return []model.Kind{kind}
	}
	return nil
}

// Facts returns what there is to know of the kind of feed; of one that is not in the
// table no more than its name.
func (k FeedKind) Facts() *FeedFacts {
	if facts := feedsByKind[k]; facts != nil {
		return facts
	}
	return &FeedFacts{Kind: k}
}

// many reports whether there is a feed of the kind for each of some resources.
func (f *FeedFacts) many() bool { return f.Of != "" }

// onDemand reports whether feeds of the kind are read only while they are on the
// screen.
func (f *FeedFacts) onDemand() bool { return f.Adds != nil }

// parent returns the feed that lists the resources that feeds of the kind are about.
func (f *FeedFacts) parent() Feed {
	for _, list := range listsOf[f.Of] {
		return Feed{Kind: list.Kind}
	}
	return Feed{Kind: f.Kind}
}

// about returns the feed about a resource.
func (f *FeedFacts) about(r model.Resource) Feed {
	if f.ByARN {
		return Feed{f.Kind, r.ARN}
	}
	return Feed{f.Kind, r.Key.ID}
}

func (f *FeedFacts) follows(kind model.Kind) (how Following) {
	for _, follow := range f.Follows {
		if follow.Kind == kind {
			how = follow.How
		}
	}
	return how
}

// addApplication adds what GetApplication or ListTags tell. The status stays the
// listing's: two sources of one status would make it flicker.
func addApplication(item, detail model.Item) model.Item {
	known, ok := item.(model.Application)
	told, same := detail.(model.Application)
	if !ok || !same {
		return item
	}
	known.Detail, known.Tags = cmp.Or(told.Detail, known.Detail), cmp.Or(told.Tags, known.Tags)
	known.Endpoint = cmp.Or(told.Endpoint, known.Endpoint)
	return known
}

// versionsEvery is how often the versions of a package are read while they are on the
// screen: a new one also shows in the listing, which has them read anew.
const versionsEvery = 5 * time.Minute

// addVersions adds what GetPackageVersionHistory tells.
func addVersions(item, detail model.Item) model.Item {
	known, ok := item.(model.Package)
	told, same := detail.(model.Package)
	if !ok || !same {
		return item
	}
	known.Versions = cmp.Or(told.Versions, known.Versions)
	return known
}
