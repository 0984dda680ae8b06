package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// What would be refused is listed with the reason, and cannot be picked.
func TestPickersSayWhatCannotBeAssociated(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [
			{"DomainName": "at-rest", "EncryptionAtRestOptions": {"Enabled": false}},
			{"DomainName": "between", "NodeToNodeEncryptionOptions": {"Enabled": false}},
			{"DomainName": "fit"},
			{"DomainName": "modifying", "DomainProcessingStatus": "Modifying"},
			{"DomainName": "old", "EngineVersion": "OpenSearch_2.13"},
			{"DomainName": "plain-http", "DomainEndpointOptions": {"EnforceHTTPS": false}},
			{"DomainName": "third", "EngineVersion": "OpenSearch_3.1"},
			{"DomainName": "tls-old", "DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}}
		],
		"packages": [
			{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
			{"PackageID": "pkg-a3", "PackageName": "early", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.13"},
			{"PackageID": "F2", "PackageName": "stopwords"},
			{"PackageID": "F3", "PackageName": "copied", "PackageStatus": "COPY_FAILED"}
		],
		"associations": [{"PackageID": "F2", "DomainName": "fit"}]
	}`, func(s *session) {
		s.find(packagesView, "ranker")
		s.press("a")
		s.sees("▸ Domains")
		for domain, why := range map[string]string{
			"at-rest":    "the domain lacks encryption at rest",
			"between":    "the domain lacks node-to-node encryption",
			"modifying":  "the domain is Modifying",
			"old":        "made for OpenSearch_2.19, the domain runs OpenSearch_2.13",
			"plain-http": "the domain does not enforce HTTPS",
			"third":      "made for OpenSearch_2.19, the domain runs OpenSearch_3.1",
		} {
			s.line(domain, why)
		}
		s.line("fit", "causes a blue/green deployment")
		s.write("plain")
		s.press("enter", "tab")
		s.reads("plain-http: the domain does not enforce HTTPS")
		s.press("esc", "esc", "esc")

		s.find(packagesView, "early")
		s.press("a")
		s.line("old", "custom plugins need OpenSearch 2.15 or later")
		s.press("esc")

		s.find(packagesView, "stopwords")
		s.press("a")
		s.line("fit", "is there in its newest version")
		s.line("tls-old", "✓ Active")
		s.line("modifying", "need not wait until the domain is Active")
		s.press("shift+tab")
		s.line("copied", "is COPY_FAILED")
		if got := s.calls("AssociatePackage"); got != 0 {
			t.Errorf("%d calls", got)
		}
	}, size(140, 40), durations(emulator.Durations{DomainModify: time.Hour}))
}

// A domain that some of the packages do not suit can be picked for the sake of the
// others, but the review says what will come of it.
func TestReviewTellsOfADomainThatNotAllSuit(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "fit"}, {"DomainName": "old", "EngineVersion": "OpenSearch_2.13"}],
		"packages": [
			{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
			{"PackageID": "F2", "PackageName": "stopwords"}
		]
	}`, func(s *session) {
		s.openAssociate()
		s.pick("stopwords")
		s.pick("ranker")
		s.press("tab")
		s.line("old", "✗ what plugins need · ranker: made for OpenSearch_2.19")
		s.pick("old")
		s.pick("fit")
		s.toReview()
		s.reads("made for OpenSearch_2.19, the domain runs OpenSearch_2.13")
	}, size(140, 40))
}

// The documentation wants a certain TLS policy of a domain with custom plugins.
func TestPickerKnowsTheTLSPolicyThatPluginsNeed(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "tls-old", "DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}}],
		"packages": [{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}]
	}`, func(s *session) {
		s.press(packagesView, "a")
		s.line("tls-old", "Policy-Min-TLS-1-2-PFS-2023-10")
	}, size(140, 40))
}

// ctrl+a picks all that match and suit, and says how many that are; what does not suit is
// left. Again it puts them back.
func TestPickAllThatSuit(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "n")
		s.fill("Name", "plain")
		s.field("Data sources")
		s.press("ctrl+a")
		s.sees("3 of 4 picked")
		s.press("ctrl+a")
		s.seesNot("picked")
		s.write("analytics")
		s.press("ctrl+a")
		s.sees("1 of 4 picked", "▸ Data sources     analytics")
		s.press("ctrl+s")
		s.sees("▸ Review")
	}, size(120, 40))
}
