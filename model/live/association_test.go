package live_test

import (
	"testing"
	"time"

	"oscope/model"
	"oscope/model/live"
)

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

// Associations are read by the kind of listing of which there are fewer.
func TestAssociationFeed(t *testing.T) {
	for _, c := range []struct {
		packages, domains int
		want              live.FeedKind
	}{
		{0, 3, live.FeedPackageDomains},
		{2, 3, live.FeedPackageDomains},
		{3, 3, live.FeedDomainPackages},
		{3, 0, live.FeedDomainPackages},
	} {
		s := live.NewSnapshot()
		now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
		var packages, domains []model.Item
		for i := range c.packages {
			packages = append(packages, plugin(func(p *model.Package) { p.Key.ID = "pkg-" + string(rune('a'+i)) }))
		}
		for i := range c.domains {
			domains = append(domains, fitDomain(func(d *model.Domain) { d.Key.ID = "search-" + string(rune('a'+i)) }))
		}
		for feed, items := range map[live.FeedKind][]model.Item{live.FeedPackages: packages, live.FeedDomains: domains} {
			read := s.Begin(live.Read{Feed: live.Feed{Kind: feed}}, now)
			s.Apply(live.Listing{Read: read, Items: items, At: now})
		}
		if got := s.AssociationFeed("pkg-a", "search-a").Kind; got != c.want {
			t.Errorf("%d packages, %d domains: read by %q, want %q", c.packages, c.domains, got, c.want)
		}
	}
}
