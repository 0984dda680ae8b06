// Package kind is what there is to get, to wait for and to watch without a screen: for
// each kind of resource how it is called, what it is read from and what its table shows.
package kind

import (
	"fmt"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/live"
)

// Kind is a kind of thing by which commands are asked.
type Kind struct {
	Of      model.Kind // empty of scopes, which are no resource of AWS's
	Name    string     // "package"
	Aliases []string   // beside Plural
	// Feeds are what all of them are read from, and Also what names or explains them
	// besides: they are there without.
	Feeds, Also []live.Feed
	// Names are what one may be called by, the shortest that tells it apart first.
	Names func(*live.Snapshot, model.Item) []string
	// Foreign are those of other accounts, which are shown if asked for.
	Foreign func(*live.Snapshot, model.Item) bool
	Columns []Column
}

// Scopes are the accounts and Regions that are read.
var Scopes = &Kind{Name: "scope", Aliases: []string{"sc"}, Columns: scopeColumns}

// Kinds are all kinds, in the order of the screens.
var Kinds = []*Kind{
	{
		Of: model.KindApplication, Name: "application", Aliases: []string{"app", "apps"},
		Feeds: []live.Feed{{Kind: live.FeedApplications}}, Also: []live.Feed{{Kind: live.FeedDefault}},
		Names: plainNames, Columns: applicationColumns,
	},
	{
		Of: model.KindAttachment, Name: "attachment", Aliases: []string{"att", "atts"},
		Feeds: []live.Feed{{Kind: live.FeedApplications}, {Kind: live.FeedAttachments}},
		Also:  []live.Feed{{Kind: live.FeedDomains}, {Kind: live.FeedCollections}},
		Names: attachmentNames, Columns: attachmentColumns,
	},
	{
		Of: model.KindPackage, Name: "package", Aliases: []string{"pkg", "pkgs"},
		Feeds: []live.Feed{{Kind: live.FeedPackages}},
		Names: plainNames, Columns: packageColumns,
		Foreign: func(s *live.Snapshot, item model.Item) bool {
			p, _ := item.(model.Package)
			return !p.OwnedBy(s.Caller.Account)
		},
	},
	{
		Of: model.KindAssociation, Name: "association", Aliases: []string{"assoc", "assocs"},
		Feeds: []live.Feed{{Kind: live.FeedPackages}, {Kind: live.FeedDomains}, {Kind: live.FeedDomainPackages}, {Kind: live.FeedPackageDomains}},
		Also:  []live.Feed{{Kind: live.FeedChange}},
		Names: associationNames, Columns: associationColumns,
	},
	{
		Of: model.KindIntegration, Name: "integration", Aliases: []string{"int", "ints"},
		Feeds: []live.Feed{{Kind: live.FeedIntegrations}},
		Names: plainNames, Columns: integrationColumns,
	},
	{
		Of: model.KindDomain, Name: "domain", Aliases: []string{"dom", "doms"},
		Feeds: []live.Feed{{Kind: live.FeedDomains}}, Also: []live.Feed{{Kind: live.FeedChange}, {Kind: live.FeedUpgrade}},
		Names: plainNames, Columns: domainColumns,
	},
	{
		Of: model.KindCollection, Name: "collection", Aliases: []string{"coll", "colls"},
		Feeds: []live.Feed{{Kind: live.FeedCollections}},
		Names: plainNames, Columns: collectionColumns,
	},
	{
		Of: model.KindDirectQuery, Name: "direct-query-source", Aliases: []string{"direct-query", "direct-queries", "dq"},
		Feeds: []live.Feed{{Kind: live.FeedDirectQueries}},
		Names: plainNames, Columns: directQueryColumns,
	},
	Scopes,
}

// Plural is what several are called.
func (k *Kind) Plural() string { return k.Name + "s" }

// Resources are the kinds of resources that have a status, which can be waited for.
func Resources() []*Kind {
	return slices.DeleteFunc(slices.Clone(Kinds), func(k *Kind) bool { return !k.Of.HasStatus() })
}

// OfModel returns the kind of a resource.
func OfModel(kind model.Kind) *Kind {
	for _, k := range Kinds {
		if k.Of == kind {
			return k
		}
	}
	return nil
}

// Find returns the kind that a word stands for.
func Find(word string, among []*Kind) (*Kind, error) {
	var words, plurals []string
	for _, k := range among {
		if word == k.Name || word == k.Plural() || slices.Contains(k.Aliases, word) {
			return k, nil
		}
		plurals = append(plurals, k.Plural())
		words = append(append(words, k.Plural(), k.Name), k.Aliases...)
	}
	return nil, fmt.Errorf("there is no kind %q%s; known: %s", word, Meant(word, words), strings.Join(plurals, ", "))
}

// Meant asks for what a word that is not known may stand for; empty where nothing is near.
func Meant(word string, known []string) string {
	most := max(1, len(word)/3)
	if near := model.Nearest(word, known, most); len(near) > 0 {
		return " (" + near[0] + "?)"
	}
	return ""
}

// AllFeeds are those of some kinds, each once.
func AllFeeds(kinds []*Kind) (feeds, also []live.Feed) {
	add := func(to *[]live.Feed, more []live.Feed) {
		for _, feed := range more {
			if !slices.Contains(*to, feed) {
				*to = append(*to, feed)
			}
		}
	}
	for _, k := range kinds {
		add(&feeds, k.Feeds)
		add(&also, k.Also)
	}
	return feeds, also
}
