package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/model"
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
			got := model.NewSnapshot().AssociationSuitability(plugin(c.p), fitDomain(c.d))
			if (c.obstacle == "") != (got.Obstacle == "") || !strings.Contains(got.Obstacle, c.obstacle) || !strings.Contains(got.Note, c.note) {
				t.Errorf("%+v, want obstacle %q and note %q", got, c.obstacle, c.note)
			}
		})
	}
}

// associated is a snapshot of one package on one domain.
func associated(status model.Status, version string) *model.Snapshot {
	s := model.NewSnapshot()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	fill := func(feed model.Feed, items ...model.Item) {
		read := s.Begin(model.Read{Feed: feed}, now)
		s.Apply(model.Listing{Read: read, Items: items, At: now})
	}
	fill(model.Feed{Kind: model.FeedPackages}, plugin(func(*model.Package) {}))
	fill(model.Feed{Kind: model.FeedDomains}, fitDomain(func(*model.Domain) {}))
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

func TestAssociationsOf(t *testing.T) {
	s := associated("ACTIVE", "v2")
	for _, c := range []struct {
		id, domain string
		want       int
	}{{"pkg-1", "", 1}, {"", "search", 1}, {"pkg-1", "search", 1}, {"pkg-2", "", 0}, {"", "other", 0}} {
		if got := len(s.AssociationsOf(c.id, c.domain)); got != c.want {
			t.Errorf("of %q on %q: %d, want %d", c.id, c.domain, got, c.want)
		}
	}
}

func TestPrerequisitesAndOrder(t *testing.T) {
	named := func(id, name, kind string) model.Package {
		return model.Package{Resource: model.Resource{Key: model.PackageKey(id), Name: name}, Type: kind}
	}
	short, long := named("pkg-a", "rank", model.PluginType), named("pkg-b", "ranker", model.PluginType)
	licence := named("pkg-c", "ranker-license", "PACKAGE-LICENSE")
	if got := model.SuggestPrerequisites(licence, []model.Package{short, long}); !slices.Equal(got, []string{"pkg-b"}) {
		t.Errorf("a licence needs %v", got)
	}
	if got := model.SuggestPrerequisites(long, []model.Package{short}); got != nil {
		t.Errorf("a plugin needs %v", got)
	}
	if got := model.SuggestPrerequisites(licence, []model.Package{named("pkg-d", "other", model.PluginType)}); got != nil {
		t.Errorf("nothing fits, but %v is suggested", got)
	}
}

// What a package needs comes before it, however much or little either needs.
func TestInOrder(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"", ""},
		{"a b c", "a b c"},
		{"c:b b", "b c"},
		{"a:b b:c,d c d", "c d b a"}, // the first needs less than what it needs
		{"a:b,c b c:b", "b c a"},     // and in a chain
		{"x a:b b y", "x b a y"},     // others keep their place
		{"a:elsewhere b:a", "a b"},   // what is not in the list is there already
		{"a:b b:a c:a", "b a c"},     // a circle ends, and what is behind it follows
		{"license:plugin config:plugin plugin:dictionary dictionary", "dictionary plugin license config"},
	} {
		var list []model.PackageAssociation
		for entry := range strings.FieldsSeq(test.list) {
			id, needs, _ := strings.Cut(entry, ":")
			p := model.PackageAssociation{PackageID: id}
			if needs != "" {
				p.Prerequisites = strings.Split(needs, ",")
			}
			list = append(list, p)
		}
		var got []string
		for _, p := range model.InOrder(list) {
			got = append(got, p.PackageID)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.list, strings.Join(got, " "), test.want)
		}
	}
}

// Associations are read by the kind of listing of which there are fewer.
func TestAssociationFeed(t *testing.T) {
	for _, c := range []struct {
		packages, domains int
		want              model.FeedKind
	}{
		{0, 3, model.FeedPackageDomains},
		{2, 3, model.FeedPackageDomains},
		{3, 3, model.FeedDomainPackages},
		{3, 0, model.FeedDomainPackages},
	} {
		s := model.NewSnapshot()
		now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
		var packages, domains []model.Item
		for i := range c.packages {
			packages = append(packages, plugin(func(p *model.Package) { p.Key.ID = "pkg-" + string(rune('a'+i)) }))
		}
		for i := range c.domains {
			domains = append(domains, fitDomain(func(d *model.Domain) { d.Key.ID = "search-" + string(rune('a'+i)) }))
		}
		for feed, items := range map[model.FeedKind][]model.Item{model.FeedPackages: packages, model.FeedDomains: domains} {
			read := s.Begin(model.Read{Feed: model.Feed{Kind: feed}}, now)
			s.Apply(model.Listing{Read: read, Items: items, At: now})
		}
		if got := s.AssociationFeed("pkg-a", "search-a").Kind; got != c.want {
			t.Errorf("%d packages, %d domains: read by %q, want %q", c.packages, c.domains, got, c.want)
		}
	}
}
