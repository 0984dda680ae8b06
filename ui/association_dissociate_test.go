package ui_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// dissociations returns how many calls have been made that dissociate.
func (s *session) dissociations() int {
	calls := s.aws.Calls()
	return calls["DissociatePackage"] + calls["DissociatePackages"]
}

func TestDissociateOne(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA, stopsOnA, stopsOnB), func(s *session) {
		s.find(associationsView, "search-a stopwords")
		s.press("d")
		s.sees("Dissociate", "· stopwords → search-a", "Type stopwords to dissociate:")
		s.seesNot("blue/green")
		s.reads("No index may use it any more", "aws opensearch dissociate-package --package-id F2 --domain-name search-a")
		s.write("stopwords")
		s.press("enter")
		s.seesNot("Type stopwords")
		s.atCursor("search-a", "stopwords", "◐ DISSOCIATING")
		s.sees("Associations · 3")
		if n := s.dissociations(); n != 1 {
			t.Errorf("%d calls", n)
		}
		s.associated("F2", "search-a", "DISSOCIATING")
		s.associated("F2", "search-b", "ACTIVE")
		s.associated("F1", "search-a", "ACTIVE")
		s.pass(12 * time.Second) // it takes 10 s
		if _, there := s.association("F2", "search-a"); there {
			t.Fatal("in the world it is still there")
		}
		s.pass(2 * time.Minute)
		s.sees("Associations · 2")
		s.seesNot("◐")
		s.press("1")
		s.sees("DISSOCIATING → gone")
	}, size(140, 35))
}

// What has gone is off the screen with the next reading, after the time that it
// took: that a write of oscope's has begun it does not keep it there.
func TestDissociatedGoesWithTheNextListing(t *testing.T) {
	t.Parallel()
	script(t, shelves(stopsOnA, stopsOnB), func(s *session) {
		s.find(associationsView, "search-a")
		s.press("d")
		s.write("stopwords")
		s.press("enter")
		s.pass(10*time.Second + 15*time.Second + time.Second)
		s.sees("Associations · 1")
		s.press("1")
		s.line("DISSOCIATING → gone", "after 15s")
	}, size(140, 35))
}

// A listing that breaks off says nothing about what it did not come to.
func TestDissociatedGoesOnlyAfterACompleteListing(t *testing.T) {
	t.Parallel()
	script(t, shelves(stopsOnA, stopsOnB), func(s *session) {
		s.find(associationsView, "search-a")
		s.press("d")
		s.write("stopwords")
		s.press("enter")
		s.pass(2 * time.Second)
		s.aws.SetFaults([]emulator.Fault{
			{Operation: "ListPackagesForDomain", Kind: emulator.FaultError},
			{Operation: "ListDomainsForPackage", Kind: emulator.FaultError},
		})
		s.pass(5 * time.Minute)
		s.line("search-a", "stopwords", "◐ DISSOCIATING")
		s.sees("listings failed")
		s.aws.SetFaults(nil)
		s.press("r")
		s.pass(20 * time.Second)
		s.sees("Associations · 1")
		s.seesNot("listings failed")
	}, size(140, 35))
}

func TestDissociateTheMarked(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA, stopsOnA, stopsOnB, stopsOnC), func(s *session) {
		s.press(associationsView)
		s.order("stopwords", "synonyms")
		s.press("g", "space", "space") // both of search-a
		s.sees("2 marked")
		s.press("d")
		s.sees("· stopwords → search-a", "· synonyms → search-a", "Type dissociate 2 to dissociate:")
		s.sees(`aws opensearch dissociate-packages --package-list '["F2","F1"]' --domain-name`)
		s.write("stopwords")
		s.press("enter")
		s.sees("That is not the name.")
		for range len("stopwords") {
			s.press("backspace")
		}
		s.write("dissociate 2")
		s.press("enter")
		s.seesNot("Type dissociate 2")
		calls := s.aws.Calls()
		if calls["DissociatePackages"] != 1 || calls["DissociatePackage"] != 0 {
			t.Errorf("%d and %d calls", calls["DissociatePackages"], calls["DissociatePackage"])
		}
		s.associated("F1", "search-a", "DISSOCIATING")
		s.associated("F2", "search-a", "DISSOCIATING")
		s.associated("F2", "search-b", "ACTIVE")
		s.associated("F2", "search-c", "ACTIVE")
		s.pass(2 * time.Minute)
		s.sees("Associations · 2")
		s.seesNot("marked")
	}, size(140, 35))
}

// On several domains it is one call for each.
func TestDissociateTheMarkedOfTwoDomains(t *testing.T) {
	t.Parallel()
	script(t, shelves(stopsOnA, stopsOnB, stopsOnC), func(s *session) {
		s.press(associationsView, "g", "space", "space", "d")
		s.write("dissociate 2")
		s.press("enter")
		s.sees("2 of 2 accepted")
		s.line("stopwords → search-a", "DISSOCIATING")
		s.line("stopwords → search-b", "DISSOCIATING")
		s.associated("F2", "search-a", "DISSOCIATING")
		s.associated("F2", "search-b", "DISSOCIATING")
		s.associated("F2", "search-c", "ACTIVE")
		if n := s.dissociations(); n != 2 {
			t.Errorf("%d calls", n)
		}
	}, size(140, 35))
}

// Nothing is done to what cannot be seen.
func TestHiddenMarkedRowsAreNotDissociated(t *testing.T) {
	t.Parallel()
	script(t, shelves(stopsOnA, stopsOnB, stopsOnC), func(s *session) {
		s.press(associationsView, "g", "space", "space", "space", "/")
		s.write("search-b")
		s.press("enter", "d")
		s.sees("· stopwords → search-b", "Type stopwords to dissociate:")
		s.seesNot("· stopwords → search-a", "· stopwords → search-c")
		s.write("stopwords")
		s.press("enter")
		s.pass(time.Second)
		s.associated("F2", "search-a", "ACTIVE")
		s.associated("F2", "search-b", "DISSOCIATING")
		s.associated("F2", "search-c", "ACTIVE")
	}, size(140, 35))
}

func TestDissociationThatFails(t *testing.T) {
	t.Parallel()
	script(t, shelves(`{"PackageID": "F2", "DomainName": "search-a", "usedByIndex": true}`, stopsOnB), func(s *session) {
		s.find(associationsView, "search-a")
		s.press("d")
		s.write("stopwords")
		s.press("enter")
		s.sees("◐ DISSOCIATING")
		s.WaitFor("stopwords → search-a is DISSOCIATION_FAILED after")
		s.line("search-a", "stopwords", "✗ DISSOCIATION_FAIL", "▌")
		s.reads("Package F2 is in use by an index of domain search-a. Remove it from the index and dissociate it again.")
		s.sees("✗ 1 failed")
		s.press("1")
		s.line("✗ DISSOCIATI", "stopwords → search-a")
		s.reads("Package F2 is in use by an index")

		// It can be dissociated again from where it stands.
		w := s.aws.World()
		w.Associations[0].UsedByIndex = false
		s.aws.SetWorld(w)
		s.find(associationsView, "search-a")
		s.press("d")
		s.sees("Type stopwords to dissociate:")
		s.write("stopwords")
		s.press("enter")
		s.pass(2 * time.Minute)
		s.sees("Associations · 1")
	}, size(160, 35))
}

func TestDissociateNeedsTheNameTyped(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "stopword", "stop words", "search-a", "dissociate 1", "STOPWORDS"} {
		t.Run(typed, func(t *testing.T) {
			script(t, shelves(stopsOnA), func(s *session) {
				s.press(associationsView, "d")
				s.write(typed)
				s.press("enter", "enter")
				s.sees("That is not the name.")
				s.press("esc")
				s.seesNot("Type stopwords")
				s.pass(30 * time.Second)
				s.line("search-a", "stopwords", "✓ ACTIVE")
				if n := s.dissociations(); n != 0 {
					t.Errorf("%d calls", n)
				}
			}, size(120, 35))
		})
	}
}

func TestDissociateIsRefusedBeforehand(t *testing.T) {
	t.Parallel()
	script(t, shelves(`{"PackageID": "F2", "DomainName": "search-a", "DomainPackageStatus": "ASSOCIATING"}`, stopsOnB), func(s *session) {
		s.press(associationsView, "g", "d")
		s.sees("stopwords → search-a is ASSOCIATING; wait until it has settled")
		s.seesNot("Type stopwords")
		s.press("space", "space", "d") // one of two marked
		s.seesNot("Type dissociate 2")
	}, size(120, 35), durations(emulator.Durations{Associate: time.Hour}))
	script(t, `{}`, func(s *session) {
		s.press(associationsView, "d")
		s.sees("nothing is selected")
	})
}

// A plugin takes its licence along, and its domain is busy meanwhile.
func TestDissociateAPlugin(t *testing.T) {
	t.Parallel()
	licence := `{"PackageID": "pkg-c1", "DomainName": "search-a", "PrerequisitePackageIDList": ["pkg-a1"]}`
	script(t, shelves(rankerOnA, licence, stopsOnB), func(s *session) {
		s.find(associationsView, "plugin")
		s.press("d")
		s.reads("Taking a plugin off causes a blue/green deployment", "configuration packages go with it")
		s.write("ranker")
		s.press("enter")
		s.atCursor("ranker", "◐ DISSOCIATING")
		s.press(dataSources)
		s.line("search-a", "◐ Modifying")
		s.pass(3 * time.Minute)
		s.line("search-a", "✓ Active")
		s.press(associationsView)
		s.sees("Associations · 1")
	}, size(140, 35))
}

// However many are marked, what is asked for and what is typed can be seen.
func TestDissociateManyShowsWhatIsTyped(t *testing.T) {
	t.Parallel()
	for _, n := range []int{6, 30} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			script(t, asJSON(t, many(n, 1)), func(s *session) {
				s.pass(5 * time.Second)
				s.press(associationsView, "g")
				for range n {
					s.press("space")
				}
				s.press("d")
				s.sees(fmt.Sprintf("Type dissociate %d to dissociate:", n))
				s.write("dissociate x")
				s.press("enter")
				s.sees("› dissociate x", "That is not the name.")
			}, size(120, 35))
		})
	}
}

// The status word can be read in full where there is room for it.
func TestFailedDissociationIsNotCut(t *testing.T) {
	t.Parallel()
	script(t, shelves(`{"PackageID": "F2", "DomainName": "search-a", "DomainPackageStatus": "DISSOCIATION_FAILED"}`), func(s *session) {
		s.line("✗ DISSOCIATION_FAILED", "stopwords → search-a")
		s.press(associationsView)
		s.atCursor("✗ DISSOCIATION_FAILED")
	}, size(160, 35))
}
