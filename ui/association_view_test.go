package ui_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

var (
	packagesView     = viewKey("Packages")
	associationsView = viewKey("Associations")
)

// library has dictionaries and a plugin with all that it needs, and three domains
// that can have them.
const library = `{
	"domains": [{"DomainName": "search-a"}, {"DomainName": "search-b"}, {"DomainName": "search-c"}],
	"packages": [
		{"PackageID": "F1", "PackageName": "synonyms", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]},
		{"PackageID": "F2", "PackageName": "stopwords"},
		{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
		{"PackageID": "pkg-c1", "PackageName": "ranker-license", "PackageType": "PACKAGE-LICENSE"},
		{"PackageID": "pkg-c2", "PackageName": "ranker-config", "PackageType": "PACKAGE-CONFIG"}
	],
	"roles": [{"RoleName": "KeyReader"}, {"RoleName": "Operator"}]%s
}`

// shelves is the library with associations.
func shelves(associations ...string) string {
	return fmt.Sprintf(library, `, "associations": [`+strings.Join(associations, ", ")+`]`)
}

const (
	synonymsOnA = `{"PackageID": "F1", "DomainName": "search-a", "PackageVersion": "v1"}`
	synonymsOnB = `{"PackageID": "F1", "DomainName": "search-b", "PackageVersion": "v1"}`
	stopsOnA    = `{"PackageID": "F2", "DomainName": "search-a"}`
	stopsOnB    = `{"PackageID": "F2", "DomainName": "search-b"}`
	stopsOnC    = `{"PackageID": "F2", "DomainName": "search-c"}`
	rankerOnA   = `{"PackageID": "pkg-a1", "DomainName": "search-a"}`
)

// association returns what the world says of a package on a domain.
func (s *session) association(id, domain string) (emulator.Association, bool) {
	for _, a := range s.aws.World().Associations {
		if a.PackageID == id && a.DomainName == domain {
			return a, true
		}
	}
	return emulator.Association{}, false
}

// associated fails the test unless the world has a package on a domain in a status.
func (s *session) associated(id, domain, status string) emulator.Association {
	s.t.Helper()
	a, ok := s.association(id, domain)
	if !ok || string(a.DomainPackageStatus) != status {
		s.t.Fatalf("in the world %s on %s is %q, want %s", id, domain, a.DomainPackageStatus, status)
	}
	return a
}

// find puts the cursor on the first row that a filter finds, and takes the filter
// away again.
func (s *session) find(view, filter string) {
	s.t.Helper()
	s.press(view, "/")
	s.write(filter)
	s.press("enter", "esc")
}

func TestAssociationsView(t *testing.T) {
	t.Parallel()
	world := shelves(
		synonymsOnA, stopsOnA, rankerOnA,
		`{"PackageID": "pkg-c1", "DomainName": "search-a", "PrerequisitePackageIDList": ["pkg-a1"]}`,
		`{"PackageID": "F1", "DomainName": "search-b", "DomainPackageStatus": "ASSOCIATION_FAILED", "ErrorDetails": {"ErrorType": "RuleError", "ErrorMessage": "line 3 is no rule"}}`,
		`{"PackageID": "F2", "DomainName": "search-c", "DomainPackageStatus": "ASSOCIATING", "LastUpdated": "-5s"}`,
	)
	script(t, world, func(s *session) {
		s.press(associationsView)
		s.sees("Associations · 6", "DOMAIN", "PACKAGE", "VERSION", "STATUS")
		s.order("ranker ", "ranker-license", "stopwords", "synonyms") // of search-a, by name
		s.line("search-a", "synonyms", "TXT-DICTIONARY", "v1 → v2", "✓ ACTIVE")
		s.line("search-a", "stopwords", "v1", "✓ ACTIVE")
		s.line("search-b", "synonyms", "✗ ASSOCIATION_FAILED")
		s.line("search-c", "stopwords", "◐ ASSOCIATING")

		s.find(associationsView, "search-b")
		s.press("enter")
		s.reads("line 3 is no rule", "Error type RuleError")
		s.press("esc")
		s.find(associationsView, "license")
		s.press("enter")
		s.sees("Prerequisites")
		s.line("ranker", "pkg-a1")
		s.press("esc")
		s.find(associationsView, "search-a synonyms")
		s.press("enter")
		s.sees("v2 is available: press u to apply it")
		s.line("Reference path", "analyzers/F1")
		s.line("Engine", "OpenSearch_2.19")
		s.press("esc", "1")
		s.line("✗ ASSOCIATION_FAILED", "synonyms → search-b", "line 3 is no rule")
	}, size(200, 35))
}

func TestNoAssociations(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.press(associationsView)
		s.sees("No package is associated with any domain. Press a to associate one.")
	})
}

// many returns a world of d domains and p packages, each on each.
func many(d, p int) emulator.World {
	var w emulator.World
	for i := range d {
		w.Domains = append(w.Domains, emulator.Domain{DomainName: fmt.Sprintf("domain-%03d", i)})
	}
	for i := range p {
		id := fmt.Sprintf("F%d", i+1)
		w.Packages = append(w.Packages, emulator.Package{PackageID: id, PackageName: fmt.Sprintf("words-%02d", i)})
		for j := range d {
			w.Associations = append(w.Associations, emulator.Association{PackageID: id, DomainName: fmt.Sprintf("domain-%03d", j)})
		}
	}
	return w
}

// asJSON writes a world that was put together in a loop as a script wants it.
func asJSON(t *testing.T, w emulator.World) string {
	t.Helper()
	world, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	return string(world)
}

// Associations are read per domain or per package, whichever takes fewer calls.
func TestAssociationsAreReadTheShorterWay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name             string
		domains          int
		packages         int
		byDomain, byPack int
	}{
		{"three domains and ten packages", 3, 10, 3, 0},
		{"ten domains and three packages", 10, 3, 0, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, asJSON(t, many(test.domains, test.packages)), func(s *session) {
				s.pass(3 * time.Second)
				s.press(associationsView)
				s.sees("Associations · 30")
				if d, p := s.calls("ListPackagesForDomain"), s.calls("ListDomainsForPackage"); d != test.byDomain || p != test.byPack {
					t.Errorf("%d calls per domain and %d per package", d, p)
				}
				s.aws.ResetCalls()
				s.pass(time.Minute)
				if d, p := s.calls("ListPackagesForDomain"), s.calls("ListDomainsForPackage"); d > 2*test.byDomain || p > 2*test.byPack || d+p == 0 {
					t.Errorf("in a minute %d calls per domain and %d per package", d, p)
				}
			})
		})
	}
}
