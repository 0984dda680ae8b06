package model_test

import (
	"testing"
	"time"

	"oscope/model"
)

const (
	domainARN     = "arn:aws:es:us-east-1:123456789012:domain/search"
	collectionARN = "arn:aws:aoss:us-east-1:123456789012:collection/col1"
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

func TestWaiting(t *testing.T) {
	type items = []model.Item
	for name, c := range map[string]struct {
		scope  items
		arn    string
		status model.Status
		want   string
	}{
		"settled":                 {items{application("app1", "CREATING")}, domainARN, "ATTACHED", ""},
		"application in flight":   {items{application("app1", "CREATING"), domain("search", "Active")}, domainARN, "PENDING", "waits for application app1-name (CREATING)"},
		"application failed":      {items{application("app1", "FAILED"), domain("search", "Active")}, domainARN, "PENDING", "waits for application app1-name (FAILED)"},
		"domain in flight":        {items{application("app1", "ACTIVE"), domain("search", "Creating")}, domainARN, "PENDING", "waits for domain search (Creating)"},
		"domain isolated":         {items{application("app1", "ACTIVE"), domain("search", "Isolated")}, domainARN, "PENDING", "waits for domain search (Isolated)"},
		"domain known by name":    {items{application("app1", "ACTIVE"), domain("search", "")}, domainARN, "PENDING", "waits for domain search (status unknown)"},
		"collection in flight":    {items{application("app1", "ACTIVE"), collection("col1", "CREATING")}, collectionARN, "PENDING", "waits for collection col1-name (CREATING)"},
		"both":                    {items{application("app1", "UPDATING"), domain("search", "Creating")}, domainARN, "PENDING", "waits for application app1-name (UPDATING) and domain search (Creating)"},
		"neither":                 {items{application("app1", "ACTIVE"), domain("search", "Active")}, domainARN, "PENDING", "both ends are ACTIVE; the service is completing it"},
		"elsewhere":               {items{application("app1", "ACTIVE"), domain("search", "Active")}, "arn:aws:es:eu-west-1:999999999999:domain/far", "PENDING", "waits for far, which is not seen in this account and Region"},
		"same name, other Region": {items{application("app1", "ACTIVE"), domain("search", "Active")}, "arn:aws:es:eu-west-1:123456789012:domain/search", "PENDING", "waits for search, which is not seen in this account and Region"},
		"direct query":            {items{application("app1", "ACTIVE")}, "arn:aws:opensearch:us-east-1:123456789012:datasource/s3", "PENDING", "waits for s3, which is not seen in this account and Region"},
	} {
		s := scopeOf(c.scope...)
		if got := s.Waiting(model.NewAttachment("app1", c.arn, "att", c.status)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Until the listing that would hold a data source has been read, nothing can be
// said of it; that of the other kind does not help.
func TestWaitingForWhatHasNotBeenRead(t *testing.T) {
	const unread, elsewhere = ", which has not been read yet", ", which is not seen in this account and Region"
	for _, c := range []struct {
		read model.Feed
		arn  string
		want string
	}{
		{applications, domainARN, "search" + unread},
		{applications, collectionARN, "col1" + unread},
		{domains, domainARN, "search" + elsewhere},
		{domains, collectionARN, "col1" + unread},
		{collections, domainARN, "search" + unread},
		{collections, collectionARN, "col1" + elsewhere},
	} {
		s := model.NewSnapshot()
		reading := s.Begin(model.Read{Feed: c.read}, noon)
		s.Apply(model.Listing{Read: reading, More: true, At: noon})
		a := model.NewAttachment("app1", c.arn, "att", "PENDING")
		if got, want := s.Waiting(a), "waits for "+model.ARNName(c.arn)+unread; got != want {
			t.Errorf("%s half read: %q, want %q", c.read.Kind, got, want)
		}
		s.Apply(model.Listing{Read: reading, At: noon})
		if got := s.Waiting(a); got != "waits for "+c.want {
			t.Errorf("%s read: %q, want %q", c.read.Kind, got, c.want)
		}
	}
}

func TestApplicationSuitability(t *testing.T) {
	waits := model.Suitability{Note: "will wait as PENDING until it is ACTIVE"}
	for status, want := range map[model.Status]model.Suitability{
		"ACTIVE":   {},
		"CREATING": waits,
		"UPDATING": waits,
		"DELETING": {Obstacle: "is DELETING"},
		"FAILED":   {Obstacle: "is FAILED"},
		"DELETED":  {Obstacle: "is DELETED"},
	} {
		if got := model.ApplicationSuitability(application("app1", status)); got != want {
			t.Errorf("%s: %+v, want %+v", status, got, want)
		}
	}
}

func TestDataSourceSuitability(t *testing.T) {
	engine := func(version string) model.Domain {
		d := domain("search", "Active")
		d.EngineVersion = version
		return d
	}
	collections := model.Suitability{Note: "newer AWS documentation names domains only"}
	tooOld := func(version string) model.Suitability {
		return model.Suitability{Obstacle: version + "; OpenSearch 1.3 or later is needed"}
	}
	for _, c := range []struct {
		name       string
		source     model.Item
		attachment model.Status // of this source to the application; empty if there is none
		want       model.Suitability
	}{
		{"active domain", domain("search", "Active"), "", model.Suitability{}},
		{"being created", domain("search", "Creating"), "", model.Suitability{Note: "will wait as PENDING until it is Active"}},
		{"being changed", domain("search", "Modifying"), "", model.Suitability{Note: "will wait as PENDING until it is Active"}},
		{"being deleted", domain("search", "Deleting"), "", model.Suitability{Obstacle: "is Deleting"}},
		{"isolated", domain("search", "Isolated"), "", model.Suitability{Obstacle: "is Isolated"}},
		{"known by name only", domain("search", ""), "", model.Suitability{Obstacle: "not described yet"}},
		{"1.2", engine("OpenSearch_1.2"), "", tooOld("OpenSearch_1.2")},
		{"1.3", engine("OpenSearch_1.3"), "", model.Suitability{}},
		{"1.10 is later than 1.3", engine("OpenSearch_1.10"), "", model.Suitability{}},
		{"3.0", engine("OpenSearch_3.0"), "", model.Suitability{}},
		{"no minor version", engine("OpenSearch_2"), "", model.Suitability{}},
		{"no minor version, too old", engine("OpenSearch_1"), "", tooOld("OpenSearch_1")},
		{"not a number", engine("OpenSearch_next"), "", tooOld("OpenSearch_next")},
		{"Elasticsearch", engine("Elasticsearch_7.10"), "", tooOld("Elasticsearch_7.10")},
		{"attached", domain("search", "Active"), "ATTACHED", model.Suitability{Obstacle: "already attached"}},
		{"pending", domain("search", "Active"), "PENDING", model.Suitability{Obstacle: "attachment already PENDING"}},
		{"a failed one is tried again", domain("search", "Active"), "FAILED", model.Suitability{}},
		{"active collection", collection("col1", "ACTIVE"), "", collections},
		{"collection whose update failed", collection("col1", "UPDATE_FAILED"), "", collections},
		{"collection being created", collection("col1", "CREATING"), "", model.Suitability{Note: "will wait as PENDING until it is ACTIVE"}},
		{"collection being changed", collection("col1", "UPDATING"), "", model.Suitability{Note: "will wait as PENDING until it is ACTIVE"}},
		{"collection being deleted", collection("col1", "DELETING"), "", model.Suitability{Obstacle: "is DELETING"}},
		{"failed collection", collection("col1", "FAILED"), "", model.Suitability{Obstacle: "is FAILED"}},
	} {
		s := scopeOf(application("app1", "ACTIVE"), c.source)
		if c.attachment != "" {
			s.Expect(model.Feed{Kind: model.FeedAttachments, Of: "app1"}, model.NewAttachment("app1", c.source.Common().ARN, "att", c.attachment), noon)
		}
		if got := s.DataSourceSuitability("app1", c.source); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got := s.DataSourceSuitability("app2", c.source); c.attachment != "" && got != (model.Suitability{}) {
			t.Errorf("%s: its attachment to another application makes it %+v", c.name, got)
		}
	}
}

func TestDetachObstacle(t *testing.T) {
	for _, c := range []struct{ application, attachment, want string }{
		{"ACTIVE", "ATTACHED", ""},
		{"ACTIVE", "FAILED", ""},
		{"ACTIVE", "PENDING", "a PENDING attachment cannot be detached; wait until it has settled"},
		{"CREATING", "PENDING", "a PENDING attachment cannot be detached; wait until it has settled"},
		{"UPDATING", "ATTACHED", "application app1-name is UPDATING; detaching needs it ACTIVE"},
		{"FAILED", "ATTACHED", "application app1-name is FAILED; detaching needs it ACTIVE"},
		{"", "ATTACHED", ""}, // not listed: let the service decide
	} {
		s := scopeOf()
		if c.application != "" {
			s = scopeOf(application("app1", model.Status(c.application)))
		}
		if got := s.DetachObstacle(model.NewAttachment("app1", domainARN, "att", model.Status(c.attachment))); got != c.want {
			t.Errorf("%s attachment of %s application: %q, want %q", c.attachment, c.application, got, c.want)
		}
	}
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// scopeOf is a snapshot whose listings have been read once and hold items.
func scopeOf(items ...model.Item) *model.Snapshot {
	s := model.NewSnapshot()
	for kind, feed := range map[model.Kind]model.FeedKind{
		model.KindApplication: model.FeedApplications,
		model.KindDomain:      model.FeedDomains,
		model.KindCollection:  model.FeedCollections,
		model.KindPackage:     model.FeedPackages,
		model.KindIntegration: model.FeedIntegrations,
	} {
		var of []model.Item
		for _, item := range items {
			if item.Common().Key.Kind == kind {
				of = append(of, item)
			}
		}
		read(s, model.Feed{Kind: feed}, noon, of...)
	}
	return s
}

// read is a whole reading of a feed at one moment, with one page.
func read(s *model.Snapshot, feed model.Feed, at time.Time, items ...model.Item) []model.Transition {
	return s.Apply(model.Listing{Read: s.Begin(model.Read{Feed: feed}, at), Items: items, At: at})
}
