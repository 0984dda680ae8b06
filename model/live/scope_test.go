package live_test

import (
	"time"

	"oscope/model"
	"oscope/model/live"
)

const (
	domainARN     = "arn:aws:es:us-east-1:123456789012:domain/search"
	collectionARN = "arn:aws:aoss:us-east-1:123456789012:collection/col1"
	keyARN        = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"
)

func application(id string, status model.Status) model.Application {
	return model.Application{Resource: model.Resource{
		Key: model.Key{Kind: model.KindApplication, ID: id}, Name: id + "-name", Status: status,
		ARN: "arn:aws:opensearch:us-east-1:123456789012:application/" + id,
	}}
}

// domain is a described domain; without a status, one known by name only.
func domain(name string, status model.Status) model.Domain {
	d := model.Domain{Resource: model.Resource{Key: model.Key{Kind: model.KindDomain, ID: name}, Name: name, Status: status}, EngineVersion: "OpenSearch"}
	if status != "" {
		d.ARN, d.EngineVersion = "arn:aws:es:us-east-1:123456789012:domain/"+name, "OpenSearch_2.19"
	}
	return d
}

// collection is one with its details; summary is what a listing says of it.
func collection(id string, status model.Status) model.Collection {
	c := summary(id, status)
	c.Type = "SEARCH"
	return c
}

func summary(id string, status model.Status) model.Collection {
	return model.Collection{Resource: model.Resource{
		Key: model.Key{Kind: model.KindCollection, ID: id}, Name: id + "-name", Status: status,
		ARN: "arn:aws:aoss:us-east-1:123456789012:collection/" + id,
	}}
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// scopeOf is a snapshot whose listings have been read once and hold items.
func scopeOf(items ...model.Item) *live.Snapshot {
	s := live.NewSnapshot()
	for kind, feed := range map[model.Kind]live.FeedKind{
		model.KindApplication: live.FeedApplications,
		model.KindDomain:      live.FeedDomains,
		model.KindCollection:  live.FeedCollections,
		model.KindDirectQuery: live.FeedDirectQueries,
		model.KindPackage:     live.FeedPackages,
		model.KindIntegration: live.FeedIntegrations,
	} {
		var of []model.Item
		for _, item := range items {
			if item.Common().Key.Kind == kind {
				of = append(of, item)
			}
		}
		read(s, live.Feed{Kind: feed}, noon, of...)
	}
	return s
}

// read is a whole reading of a feed at one moment, with one page.
func read(s *live.Snapshot, feed live.Feed, at time.Time, items ...model.Item) []live.Transition {
	return s.Apply(live.Listing{Read: s.Begin(live.Read{Feed: feed}, at), Items: items, At: at})
}

func integrationOf(status model.Status, parts ...model.IntegrationPart) model.Integration {
	i := model.Integration{Resource: model.Resource{Key: model.IntegrationKey("main"), Name: "main", Status: status}, Detailed: true}
	copy(i.Parts[:], parts)
	return i
}

// dictionary is a package of the account's own.
func dictionary(id string, status model.Status) model.Package {
	return model.Package{Resource: model.Resource{Key: model.PackageKey(id), Name: id + "-name", Status: status}, Type: "TXT-DICTIONARY"}
}
