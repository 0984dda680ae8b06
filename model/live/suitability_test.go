package live_test

import (
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

func plugin(change func(*model.Package)) model.Package {
	p := model.Package{
		Resource:      model.Resource{Key: model.PackageKey("pkg-1"), Name: "ranker", Status: "AVAILABLE"},
		Type:          model.PluginType,
		Version:       "v2",
		EngineVersion: "OpenSearch_2.19",
	}
	change(&p)
	return p
}

func fitDomain(change func(*model.Domain)) model.Domain {
	d := model.Domain{
		Resource:             model.Resource{Key: model.Key{Kind: model.KindDomain, ID: "search"}, Name: "search", ARN: "arn:aws:es:us-east-1:123456789012:domain/search", Status: "Active"},
		EngineVersion:        "OpenSearch_2.19",
		NodeToNodeEncryption: true, EncryptionAtRest: true, EnforceHTTPS: true,
		TLSPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
	}
	change(&d)
	return d
}

func TestAssociationSuitability(t *testing.T) {
	same := func(*model.Package) {}
	fit := func(*model.Domain) {}
	dictionary := func(p *model.Package) { p.Type, p.EngineVersion = "TXT-DICTIONARY", "" }
	for name, c := range map[string]struct {
		p              func(*model.Package)
		d              func(*model.Domain)
		obstacle, note string
	}{
		"a plugin on a fit domain":        {same, fit, "", "blue/green"},
		"a dictionary":                    {dictionary, fit, "", ""},
		"a dictionary on an old domain":   {dictionary, func(d *model.Domain) { d.EngineVersion = "Elasticsearch_7.10"; d.EnforceHTTPS = false }, "", ""},
		"not available yet":               {func(p *model.Package) { p.Status = "COPYING" }, fit, "is COPYING", ""},
		"another engine":                  {same, func(d *model.Domain) { d.EngineVersion = "OpenSearch_2.17" }, "the domain runs OpenSearch_2.17", ""},
		"an engine before custom plugins": {func(p *model.Package) { p.EngineVersion = "OpenSearch_2.13" }, func(d *model.Domain) { d.EngineVersion = "OpenSearch_2.13" }, "2.15", ""},
		"AWS's own plugin needs less":     {func(p *model.Package) { p.Key.ID = "G1" }, func(d *model.Domain) { d.EnforceHTTPS = false }, "", "blue/green"},
		"no node-to-node encryption":      {same, func(d *model.Domain) { d.NodeToNodeEncryption = false }, "node-to-node", ""},
		"no encryption at rest":           {same, func(d *model.Domain) { d.EncryptionAtRest = false }, "at rest", ""},
		"no HTTPS":                        {same, func(d *model.Domain) { d.EnforceHTTPS = false }, "HTTPS", ""},
		"an older TLS policy":             {same, func(d *model.Domain) { d.TLSPolicy = "Policy-Min-TLS-1-0-2019-07" }, "TLS policy", ""},
		"a busy domain":                   {same, func(d *model.Domain) { d.Status = "Modifying" }, "is Modifying", ""},
		"a dictionary on a busy domain":   {dictionary, func(d *model.Domain) { d.Status = "Modifying" }, "", "need not wait"},
		"a dictionary, too early":         {dictionary, func(d *model.Domain) { d.Status = "Creating" }, "is Creating", ""},
		"a dictionary, too late":          {dictionary, func(d *model.Domain) { d.Status = "Deleting" }, "is Deleting", ""},
		"an isolated domain":              {dictionary, func(d *model.Domain) { d.Status = "Isolated" }, "is Isolated", ""},
		"a domain not described":          {dictionary, func(d *model.Domain) { d.Status = "" }, "not been described", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := live.NewSnapshot().AssociationSuitability(plugin(c.p), fitDomain(c.d))
			if (c.obstacle == "") != (got.Obstacle == "") || !strings.Contains(got.Obstacle, c.obstacle) || !strings.Contains(got.Note, c.note) {
				t.Errorf("%+v, want obstacle %q and note %q", got, c.obstacle, c.note)
			}
		})
	}
}

// associated is a snapshot of one package on one domain.
func associated(status model.Status, version string) *live.Snapshot {
	s := live.NewSnapshot()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	fill := func(feed live.Feed, items ...model.Item) {
		read := s.Begin(live.Read{Feed: feed}, now)
		s.Apply(live.Listing{Read: read, Items: items, At: now})
	}
	fill(live.Feed{Kind: live.FeedPackages}, plugin(func(*model.Package) {}))
	fill(live.Feed{Kind: live.FeedDomains}, fitDomain(func(*model.Domain) {}))
	fill(s.AssociationFeed("pkg-1", "search"), model.Association{
		Resource:  model.Resource{Key: model.AssociationKey("pkg-1", "search"), Name: "ranker", Status: status},
		PackageID: "pkg-1", Domain: "search", Type: model.PluginType, Version: version,
	})
	return s
}

func TestSuitabilityOfWhatIsThereAlready(t *testing.T) {
	for _, c := range []struct {
		status                 model.Status
		version                string
		obstacle, note, newest string
	}{
		{"ACTIVE", "v2", "newest version", "", ""},
		{"ACTIVE", "v1", "", "v2 will be applied", "v2"},
		{"ASSOCIATING", "v2", "is ASSOCIATING", "", ""},
		{"DISSOCIATING", "v1", "is DISSOCIATING", "", ""},
		{"ASSOCIATION_FAILED", "v2", "", "blue/green", ""},
	} {
		s := associated(c.status, c.version)
		got := s.AssociationSuitability(plugin(func(*model.Package) {}), fitDomain(func(*model.Domain) {}))
		if (c.obstacle == "") != (got.Obstacle == "") || !strings.Contains(got.Obstacle, c.obstacle) || !strings.Contains(got.Note, c.note) {
			t.Errorf("%s %s: %+v", c.status, c.version, got)
		}
		if newer := s.Newer(s.AssociationsOf("pkg-1", "")[0]); newer != c.newest {
			t.Errorf("%s %s: newer is %q, want %q", c.status, c.version, newer, c.newest)
		}
	}
}

func TestApplicationSuitability(t *testing.T) {
	waits := live.Suitability{Note: "will wait as PENDING until it is ACTIVE"}
	for status, want := range map[model.Status]live.Suitability{
		"ACTIVE":   {},
		"CREATING": waits,
		"UPDATING": waits,
		"DELETING": {Obstacle: "is DELETING"},
		"FAILED":   {Obstacle: "is FAILED"},
		"DELETED":  {Obstacle: "is DELETED"},
	} {
		if got := live.ApplicationSuitability(application("app1", status)); got != want {
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
	collections := live.Suitability{Note: "newer AWS documentation names domains only"}
	tooOld := func(version string) live.Suitability {
		return live.Suitability{Obstacle: version + "; OpenSearch 1.3 or later is needed"}
	}
	for _, c := range []struct {
		name       string
		source     model.Item
		attachment model.Status // of this source to the application; empty if there is none
		want       live.Suitability
	}{
		{"active domain", domain("search", "Active"), "", live.Suitability{}},
		{"being created", domain("search", "Creating"), "", live.Suitability{Note: "will wait as PENDING until it is Active"}},
		{"being changed", domain("search", "Modifying"), "", live.Suitability{Note: "will wait as PENDING until it is Active"}},
		{"being deleted", domain("search", "Deleting"), "", live.Suitability{Obstacle: "is Deleting"}},
		{"isolated", domain("search", "Isolated"), "", live.Suitability{Obstacle: "is Isolated"}},
		{"known by name only", domain("search", ""), "", live.Suitability{Obstacle: "not described yet"}},
		{"1.2", engine("OpenSearch_1.2"), "", tooOld("OpenSearch_1.2")},
		{"1.3", engine("OpenSearch_1.3"), "", live.Suitability{}},
		{"1.10 is later than 1.3", engine("OpenSearch_1.10"), "", live.Suitability{}},
		{"3.0", engine("OpenSearch_3.0"), "", live.Suitability{}},
		{"no minor version", engine("OpenSearch_2"), "", live.Suitability{}},
		{"no minor version, too old", engine("OpenSearch_1"), "", tooOld("OpenSearch_1")},
		{"not a number", engine("OpenSearch_next"), "", tooOld("OpenSearch_next")},
		{"Elasticsearch", engine("Elasticsearch_7.10"), "", tooOld("Elasticsearch_7.10")},
		{"attached", domain("search", "Active"), "ATTACHED", live.Suitability{Obstacle: "already attached"}},
		{"pending", domain("search", "Active"), "PENDING", live.Suitability{Obstacle: "attachment already PENDING"}},
		{"a failed one is tried again", domain("search", "Active"), "FAILED", live.Suitability{}},
		{"active collection", collection("col1", "ACTIVE"), "", collections},
		{"collection whose update failed", collection("col1", "UPDATE_FAILED"), "", collections},
		{"collection being created", collection("col1", "CREATING"), "", live.Suitability{Note: "will wait as PENDING until it is ACTIVE"}},
		{"collection being changed", collection("col1", "UPDATING"), "", live.Suitability{Note: "will wait as PENDING until it is ACTIVE"}},
		{"collection being deleted", collection("col1", "DELETING"), "", live.Suitability{Obstacle: "is DELETING"}},
		{"failed collection", collection("col1", "FAILED"), "", live.Suitability{Obstacle: "is FAILED"}},
	} {
		s := scopeOf(application("app1", "ACTIVE"), c.source)
		if c.attachment != "" {
			s.Expect(live.Feed{Kind: live.FeedAttachments, Of: "app1"}, model.NewAttachment("app1", c.source.Common().ARN, "att", c.attachment), noon)
		}
		if got := s.DataSourceSuitability("app1", c.source); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got := s.DataSourceSuitability("app2", c.source); c.attachment != "" && got != (live.Suitability{}) {
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
