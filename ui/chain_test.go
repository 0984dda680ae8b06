package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const dictionary = `{
	"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "attic", "EngineVersion": "Elasticsearch_7.4"}],
	"buckets": [{"Name": "words", "objects": [{"Key": "de/new.txt", "Size": 1}]}],
	"packages": [{"PackageName": "synonyms", "PackageID": "F1", "CreatedAt": "-30d"}, {"PackageName": "lockbox", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", "PackageOwner": "210987654321"}],
	"associations": [{"PackageID": "F1", "DomainName": "orders"}, {"PackageID": "F1", "DomainName": "attic"}]
}`

// importSynonyms has a new version of the dictionary made.
func (s *session) importSynonyms() {
	s.t.Helper()
	s.find(packages, "synonyms")
	s.press("u")
	s.source("words", "de", "new")
	s.fill("Commit message", "the words of the north")
	s.field("Review")
	s.press("enter")
	s.WaitFor("U in Packages applies it") // it is offered
	s.pass(10 * time.Second)
}

// rewritten has the object of the dictionary changed in Amazon S3.
func (s *session) rewritten() {
	w := s.aws.World()
	w.Buckets[0].Objects[0].LastModified = emulator.Timestamp{Time: time.Now()}
	s.aws.SetWorld(w)
}

// The way of a dictionary: the object, the version, the domains that are behind, and what
// is left to do on them. Which object it was is known of imports of our own, in later runs
// too.
func TestTheWayOfADictionary(t *testing.T) {
	heavy(t)
	t.Parallel()
	var kept shelf
	script(t, dictionary, func(s *session) {
		s.find(packages, "synonyms")
		s.pass(time.Second)
		s.reads("Object not known here", "Newest v1", "Domains · 2")
		s.seesNot("behind")

		s.importSynonyms()
		s.sees("s3://words/de/new.txt", "Domains · 2, 2 behind")
		s.reads("not since v2 was made", "Newest v2 · the words of the north", "orders v1: press U to apply v2", "attic v1: press U to apply v2")
		s.reads("filters with updateable: true load it by themselves", "attic · its engine loads nothing by itself", "reindex what was indexed with it")

		s.press("U")
		s.sees("Apply v2 of synonyms")
		s.toReview()
		s.press("enter")
		s.pass(2 * time.Minute)
		s.press("esc")
		s.find(packages, "synonyms")
		s.sees("Domains · 2", "orders v2", "attic v2")
		s.seesNot("behind")

		s.rewritten()
		s.pass(2 * time.Minute)
		s.reads("newer than v2: press u to import it")

		later := s.besideWith(&kept, 160, 60)
		later.find(packages, "synonyms")
		later.pass(time.Second)
		later.sees("s3://words/de/new.txt")
		later.reads("newer than v2: press u to import it")
	}, keptIn(&kept), size(160, 60))
}

// A package is a link to the domains that are behind.
func TestBehindIsALink(t *testing.T) {
	t.Parallel()
	world := strings.Replace(dictionary, `"CreatedAt": "-30d"`, `"AvailablePackageVersion": "v2", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]`, 1)
	world = strings.Replace(world, `{"PackageID": "F1", "DomainName": "attic"}`, `{"PackageID": "F1", "DomainName": "attic", "PackageVersion": "v1"}`, 1)
	script(t, world, func(s *session) {
		s.find(packages, "synonyms")
		s.sees("Domains · 2, 1 behind")
		s.press("enter", "tab", "enter")
		s.sees("Data sources · 2")
		s.atCursor("attic")
	}, size(160, 60))
}

// The object is looked at while the detail is shown, once a minute at the most, and not
// again and again where it may not be.
func TestTheObjectIsLookedAtOnceAMinute(t *testing.T) {
	t.Parallel()
	script(t, dictionary, func(s *session) {
		s.importSynonyms()
		s.aws.ResetCalls()
		s.pass(30 * time.Minute)
		if n := s.calls("HeadObject"); n < 10 || n > 31 {
			t.Errorf("%d calls in half an hour", n)
		}
		if n := s.calls("GetPackageVersionHistory"); n > 7 {
			t.Errorf("%d calls about versions", n)
		}
		s.Blur()
		s.aws.ResetCalls()
		s.pass(time.Hour)
		if n := s.calls("HeadObject"); n != 0 {
			t.Errorf("%d calls while nobody looks", n)
		}
		s.Focus()
		s.aws.SetFaults([]emulator.Fault{{Operation: "HeadObject", Kind: emulator.FaultDenied}})
		s.pass(2 * time.Minute)
		s.reads("whether it has changed could not be looked at: s3:GetObject is missing")
		s.seesNot("newer than", "not since")
	}, size(160, 60))
}

// What somebody else has imported since makes another object the newest.
func TestAVersionThatWasImportedElsewhere(t *testing.T) {
	t.Parallel()
	script(t, dictionary, func(s *session) {
		s.importSynonyms()
		other := s.beside(160, 60)
		other.pass(5 * time.Minute)
		other.importSynonyms()
		s.pass(5 * time.Minute)
		s.reads("not known here: v3 was imported elsewhere, after s3://words/de/new.txt had been here")
		other.sees("s3://words/de/new.txt")
		other.reads("not since v3 was made")
	}, size(160, 60))
}
