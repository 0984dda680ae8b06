package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// One key does one thing: u imports a version there, and U applies it.
func TestKeyThatAppliesAnUpdateToAllDomains(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA), func(s *session) {
		s.find(packagesView, "synonyms")
		s.press("?")
		if line := strings.Fields(s.line("apply the newest version of the package")); slices.Contains(line, "u") {
			t.Errorf("the help says %q", line)
		}
	}, size(120, 60))
}

func TestApplyUpdateOfAnAssociation(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA, synonymsOnB), func(s *session) {
		s.find(associationsView, "search-b")
		s.atCursor("search-b", "synonyms", "v1 → v2")
		s.press("u")
		s.sees("Apply v2 of synonyms")
		s.line("search-a", "has v1")
		s.toReview()
		s.reads("Associates synonyms v2 with search-b again, which brings the newest version.")
		s.press("enter")
		s.atCursor("search-b", "synonyms", "v2", "◐ ASSOCIATING")
		if a := s.associated("F1", "search-a", "ACTIVE"); a.PackageVersion != "v1" {
			t.Errorf("search-a has %s", a.PackageVersion)
		}
		if n := s.calls("AssociatePackage"); n != 1 {
			t.Errorf("%d calls", n)
		}
		s.WaitFor("synonyms → search-b is ACTIVE")
		s.line("search-b", "synonyms", "v2", "✓ ACTIVE")
	}, size(160, 35))
}

func TestApplyUpdateOfAPackage(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA, synonymsOnB, stopsOnA), func(s *session) {
		s.find(packagesView, "stopwords")
		s.press("U")
		s.sees("no domain has an older version of it")
		s.find(packagesView, "synonyms")
		s.press("U")
		s.sees("Apply v2 of synonyms")
		s.toReview()
		s.reads("again, which brings the newest version.", "--domain-name search-a", "--domain-name search-b")
		s.press("enter")
		s.sees("2 of 2 accepted")
		for _, domain := range []string{"search-a", "search-b"} {
			if a := s.associated("F1", domain, "ASSOCIATING"); a.PackageVersion != "v2" {
				t.Errorf("%s is getting %s", domain, a.PackageVersion)
			}
		}
		s.press("esc")
		s.pass(20 * time.Second)
		s.press(packagesView)
		s.find(packagesView, "synonyms")
		s.press("U")
		s.sees("no domain has an older version of it")
	}, size(120, 35))
}
