package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// openAssociate opens the form from the Associations view, with nothing picked.
func (s *session) openAssociate() {
	s.t.Helper()
	s.press(associationsView, "a")
	s.sees("Associate packages with domains")
	s.pass(time.Second)
}

// sends goes to the review and confirms it.
func (s *session) sends() {
	s.t.Helper()
	s.toReview()
	s.press("enter")
}

func (s *session) toReview() {
	s.t.Helper()
	for range 12 {
		s.press("tab")
	}
	s.sees("▸ Review")
}

func TestAssociateOneDictionary(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.sees("▸ Packages")
		s.pick("stopwords")
		s.press("tab")
		s.pick("search-b")
		s.toReview()
		s.reads("Associates stopwords with search-b.", "aws opensearch associate-package --package-id F2 --domain-name search-b")
		s.seesNot("blue/green")
		if s.calls("AssociatePackage") != 0 {
			t.Fatal("it was sent before the review was confirmed")
		}
		s.press("enter")
		s.seesNot("Associate packages with domains", "Associating ─")
		s.sees("Associations · 1")
		s.atCursor("search-b", "stopwords", "◐ ASSOCIATING")
		s.associated("F2", "search-b", "ASSOCIATING")
		early := s.line("stopwords", "◐ ASSOCIATING")
		s.pass(5 * time.Second)
		if s.line("stopwords", "◐ ASSOCIATING") == early {
			t.Error("the elapsed time stands still")
		}
		s.WaitFor("stopwords → search-b is ACTIVE after")
		s.atCursor("search-b", "stopwords", "✓ ACTIVE")
		s.press("1")
		s.sees("ASSOCIATING → ✓ ACTIVE")
		calls := s.aws.Calls()
		if calls["AssociatePackage"] != 1 || calls["AssociatePackages"] != 0 {
			t.Errorf("%d and %d calls", calls["AssociatePackage"], calls["AssociatePackages"])
		}
	}, size(120, 35))
}

// A plugin with its licence and its configuration is one request, the plugin first,
// whatever the order in which they were picked.
func TestAssociateAPluginWithWhatItNeeds(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("license")
		s.pick("config")
		s.write("plugin")
		s.press("enter")
		s.press("tab")
		s.pick("search-a")
		s.press("tab")
		s.sees("▸ ranker-license needs first")
		s.line("ranker", "in this request")
		s.toReview()
		s.reads(
			"Associates ranker, then ranker-license, then ranker-config with search-a.",
			"A plugin causes a blue/green deployment of the domain",
			"aws opensearch associate-packages",
		)
		s.press("enter")
		s.sees("Associations · 3")
		s.atCursor("search-a", "ranker", "◐ ASSOCIATING")
		for id, needs := range map[string]string{"pkg-a1": "", "pkg-c1": "pkg-a1", "pkg-c2": "pkg-a1"} {
			a := s.associated(id, "search-a", "ASSOCIATING")
			if got := strings.Join(a.PrerequisitePackageIDList, " "); got != needs {
				t.Errorf("%s needs %q, want %q", id, got, needs)
			}
		}
		if first := s.aws.World().Associations[0].PackageID; first != "pkg-a1" {
			t.Errorf("the first of the request was %s", first)
		}
		s.press(dataSources)
		s.line("search-a", "◐ Modifying")
		s.pass(80 * time.Second)
		s.line("search-a", "✓ Active")
		s.press(associationsView)
		s.seesNot("◐")
		for id, needs := range map[string]string{"pkg-a1": "", "pkg-c1": "pkg-a1", "pkg-c2": "pkg-a1"} {
			a := s.associated(id, "search-a", "ACTIVE")
			if got := strings.Join(a.PrerequisitePackageIDList, " "); got != needs {
				t.Errorf("%s needs %q, want %q", id, got, needs)
			}
		}
		calls := s.aws.Calls()
		if calls["AssociatePackages"] != 1 || calls["AssociatePackage"] != 0 {
			t.Errorf("%d and %d calls", calls["AssociatePackages"], calls["AssociatePackage"])
		}
	}, size(120, 40))
}

// The plugin may be on the domain already.
func TestAssociateALicenceForAPluginThatIsThere(t *testing.T) {
	t.Parallel()
	script(t, shelves(rankerOnA), func(s *session) {
		s.openAssociate()
		s.pick("license")
		s.press("tab")
		s.line("✓", "search-a") // the domain that the cursor was on
		s.press("tab")
		s.sees("▸ ranker-license needs first")
		s.line("✓", "ranker", "on search-a")
		s.sends()
		if got := s.associated("pkg-c1", "search-a", "ASSOCIATING").PrerequisitePackageIDList; strings.Join(got, " ") != "pkg-a1" {
			t.Errorf("it needs %q", got)
		}
	}, size(120, 40))
}

// What is put back takes the suggestion along that rested on it.
func TestPrerequisiteGoesWithItsPlugin(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("license")
		s.write("plugin")
		s.press("enter", "tab")
		s.pick("search-a")
		s.press("shift+tab")
		s.write("plugin")
		s.press("enter") // puts the plugin back
		s.toReview()
		s.seesNot("does not exist any more")
		s.reads("Associates ranker-license with search-a.")
	}, size(120, 40))
}

// The form begins with what stands under the cursor, or with what is marked.
func TestAssociateStartsFromWhereOneStands(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.find(packagesView, "stopwords")
		s.press("a")
		s.sees("▸ Domains")
		s.reads("✓ Packages stopwords")
		s.press("esc")
		s.press("space") // marks stopwords
		s.find(packagesView, "synonyms")
		s.press("space", "a")
		s.reads("✓ Packages synonyms v2, stopwords v1")
		s.press("esc", "esc")
		s.find(dataSources, "search-c")
		s.press("A")
		s.sees("▸ Packages")
		s.reads("✓ Domains search-c")
	}, size(120, 40))
}

// A dictionary needs no deployment: it is put on a domain that is being changed.
func TestAssociateADictionaryWithABusyDomain(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "modifying", "DomainProcessingStatus": "Modifying"}],
		"packages": [{"PackageID": "F2", "PackageName": "stopwords"}]
	}`, func(s *session) {
		s.find(packagesView, "stopwords")
		s.press("a")
		s.pick("modifying")
		s.toReview()
		s.sends()
		s.sees("ASSOCIATING")
		if got := s.calls("AssociatePackage"); got != 1 {
			t.Errorf("%d calls", got)
		}
	}, size(140, 40), durations(emulator.Durations{DomainModify: time.Hour}))
}

// Where packages are fewer, associations are read per package, which changes nothing
// for whoever associates.
func TestAssociateWhereAssociationsAreReadPerPackage(t *testing.T) {
	t.Parallel()
	w := many(5, 2)
	w.Associations = w.Associations[1:] // words-00 is not on domain-000
	script(t, asJSON(t, w), func(s *session) {
		s.pass(5 * time.Second)
		s.find(packagesView, "words-00")
		s.press("a")
		s.line("domain-001", "is there in its newest version")
		s.pick("domain-000")
		s.sends()
		s.atCursor("domain-000", "words-00", "◐ ASSOCIATING")
		s.WaitFor("words-00 → domain-000 is ACTIVE")
		s.atCursor("domain-000", "words-00", "✓ ACTIVE")
		s.sees("Associations · 10")
		s.press("d")
		s.write("words-00")
		s.press("enter")
		s.atCursor("domain-000", "words-00", "◐ DISSOCIATING")
		s.pass(2 * time.Minute)
		s.sees("Associations · 9")
		if n := s.calls("ListPackagesForDomain"); n != 0 {
			t.Errorf("%d calls per domain", n)
		}
	}, size(140, 40), heedless)
}

func TestKeyStoreAccess(t *testing.T) {
	t.Parallel()
	toRole := func(s *session) {
		s.find(packagesView, "status:available plugin")
		s.press("a")
		s.pick("search-a")
		s.field("ranker: key store")
		s.press("down", "tab")
		s.sees("▸ ranker: its role")
	}
	const reader = "arn:aws:iam::123456789012:role/KeyReader"
	for _, test := range []struct {
		name   string
		role   func(*session)
		want   string
		denied bool
	}{
		{"picked", func(s *session) { s.pick("KeyReader") }, reader, false},
		{"typed", func(s *session) { s.write("arn:aws:iam::123456789012:role/Other"); s.press("enter") }, "arn:aws:iam::123456789012:role/Other", false},
		{"typed because ListRoles is denied", func(s *session) {
			s.reads("iam:ListRoles", "Type it instead.")
			s.write(reader)
			s.press("enter")
		}, reader, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var faults []emulator.Fault
			if test.denied {
				faults = []emulator.Fault{{Operation: "ListRoles", Kind: emulator.FaultDenied}}
			}
			script(t, fmt.Sprintf(library, ""), func(s *session) {
				toRole(s)
				test.role(s)
				s.toReview()
				s.reads(test.want)
				s.press("enter")
				s.atCursor("search-a", "ranker", "◐ ASSOCIATING")
				o := s.associated("pkg-a1", "search-a", "ASSOCIATING").AssociationConfiguration
				if o == nil || o.KeyStoreAccessOption == nil || !o.KeyStoreAccessOption.KeyStoreAccessEnabled || o.KeyStoreAccessOption.KeyAccessRoleARN != test.want {
					t.Fatalf("the configuration is %+v", o)
				}
				s.press("enter")
				s.sees("Key store", test.want)
			}, size(120, 40), failing(faults...))
		})
	}
	t.Run("not asked for", func(t *testing.T) {
		script(t, fmt.Sprintf(library, ""), func(s *session) {
			s.find(packagesView, "status:available plugin")
			s.press("a")
			s.pick("search-a")
			s.sends()
			if c := s.associated("pkg-a1", "search-a", "ASSOCIATING").AssociationConfiguration; c != nil {
				t.Errorf("the configuration is %+v", c)
			}
			if n := s.calls("ListRoles"); n != 0 {
				t.Errorf("%d calls for roles that nobody has asked for", n)
			}
		}, size(120, 40))
	})
	t.Run("what is no role", func(t *testing.T) {
		script(t, fmt.Sprintf(library, ""), func(s *session) {
			toRole(s)
			s.write("arn:aws:iam::123456789012:user/anna")
			s.press("enter")
			s.sees("must be the ARN of an IAM role", "▸ ranker: its role")
			for range 6 {
				s.press("tab")
			}
			s.press("enter")
			s.sees("Associate packages with domains")
			if n := s.calls("AssociatePackage"); n != 0 {
				t.Error("it was sent")
			}
		}, size(120, 40))
	})
}

// A service that knows better has the last word, with all that it said.
func TestAlreadyInDesiredState(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("stopwords")
		s.press("tab")
		s.pick("search-b")
		s.toReview()
		// Somebody else has been quicker.
		w := s.aws.World()
		w.Associations = append(w.Associations, emulator.Association{PackageID: "F2", DomainName: "search-b"})
		s.aws.SetWorld(w)
		s.press("enter")
		s.reads("ConflictException: Package is already in desired state")
		s.press("esc", "esc")
		s.pass(2 * time.Second)
		s.press(associationsView)
		s.line("search-b", "stopwords", "✓ ACTIVE")
	}, size(120, 35))
}

func TestReadOnlyRefusesAllOfAssociations(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA, stopsOnA), func(s *session) {
		for view, keys := range map[string][]string{associationsView: {"a", "u", "d"}, packagesView: {"a", "U"}, dataSources: {"A"}} {
			for _, key := range keys {
				s.press(view, key)
				s.sees("oscope runs read-only")
				s.seesNot("Associate packages with domains", "Apply v2", "Type synonyms")
				s.pass(7 * time.Second)
			}
		}
		calls := s.aws.Calls()
		for _, operation := range []string{"AssociatePackage", "AssociatePackages", "DissociatePackage", "DissociatePackages"} {
			if calls[operation] != 0 {
				t.Errorf("%d calls of %s", calls[operation], operation)
			}
		}
	}, readOnly)
}
