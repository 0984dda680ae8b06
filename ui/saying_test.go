package ui_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

// back goes back, with shift+tab, to a field of the form that is open.
func (s *session) back(label string) {
	s.t.Helper()
	for range 40 {
		if strings.Contains(s.Text(), "▸ "+label) {
			return
		}
		s.press("shift+tab")
	}
	s.t.Fatalf("the form has no field %q before:\n%s", label, s.Text())
}

// Each field on a package says of which, and packages of every type have them all.
func TestEveryPackageCanSayWhatItNeeds(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.openAssociate()
		s.pick("stopwords")
		s.pick("license")
		s.write("plugin")
		s.press("enter")
		s.field("Domains")
		s.pick("search-a")
		s.sees("stopwords needs first", "stopwords: key store", "ranker-license needs first", "ranker-license: key store", "ranker needs first", "ranker: key store")
		// The plugin needs the dictionary, which the order then has first.
		s.field("ranker needs first")
		s.pick("stopwords")
		s.choose("ranker: key store", "on")
		s.field("ranker: its role")
		s.line("▌", "none", "no role is named")
		s.press("enter")
		s.toReview()
		s.reads("Associates stopwords, then ranker, then ranker-license with search-a.", `"KeyStoreAccessOption":{"KeyStoreAccessEnabled":true}`)
		s.press("enter")
		s.atCursor("search-a", "stopwords") // which comes first
		plugin := s.associated("pkg-a1", "search-a", "ASSOCIATING")
		if got := strings.Join(plugin.PrerequisitePackageIDList, " "); got != "F2" {
			t.Errorf("the plugin needs %q", got)
		}
		o := plugin.AssociationConfiguration.KeyStoreAccessOption
		if !o.KeyStoreAccessEnabled || o.KeyAccessRoleARN != "" {
			t.Errorf("the key store is %+v", o)
		}
	}, size(120, 40))
}

// Labels tell packages apart where there is least room too.
func TestLabelsOnANarrowScreen(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "search-a"}],
		"packages": [{"PackageID": "F1", "PackageName": "relevance-ranker-for-the-whole-catalog"}]
	}`, func(s *session) {
		s.find(packagesView, "relevance")
		s.press("a")
		s.sees("relevance-ra", "needs first", ": key store")
	}, size(80, 24))
}

func TestKeyStoreAccessSwitchedOff(t *testing.T) {
	t.Parallel()
	const on = `{"PackageID": "F1", "DomainName": "search-a", "PackageVersion": "v1",
		"AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": true, "KeyAccessRoleArn": "arn:aws:iam::123456789012:role/KeyReader"}}}`
	script(t, shelves(on), func(s *session) {
		s.find(packagesView, "synonyms")
		s.press("a")
		s.pick("search-a")
		s.choose("synonyms: key store", "off")
		s.toReview()
		s.reads("KeyStoreAccessEnabled")
		s.press("enter")
		s.atCursor("search-a", "synonyms", "◐ ASSOCIATING")
		o := s.associated("F1", "search-a", "ASSOCIATING").AssociationConfiguration.KeyStoreAccessOption
		if o == nil || o.KeyStoreAccessEnabled || o.KeyAccessRoleARN != "" {
			t.Errorf("the key store is %+v", o)
		}
		s.press("enter")
		s.line("Key store", "off")
	}, size(120, 45))
}

func TestEncryptionIsSaid(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, test := range []struct{ kind, choice, want string }{
		{"TXT-DICTIONARY", "on", `{"EncryptionEnabled":true}`},
		{"TXT-DICTIONARY", "off", `{"EncryptionEnabled":false}`},
		{"TXT-DICTIONARY", "unsaid", `null`},
		{"ZIP-PLUGIN", "on", `{"EncryptionEnabled":true}`},
		{"ZIP-PLUGIN", "off", `{"EncryptionEnabled":false}`},
		{"ZIP-PLUGIN", "unsaid", `null`},
	} {
		t.Run(test.kind+" "+test.choice, func(t *testing.T) {
			script(t, depot, func(s *session) {
				s.press(packages, "n")
				s.choose("Type", test.kind)
				s.fill("Name", "ranking")
				if test.kind == "ZIP-PLUGIN" {
					s.field("Engine version")
					s.pick("2.19")
				}
				s.source("search-assets", "plugins", "ranking")
				s.choose("Encryption", test.choice)
				s.submit()
				s.seesNot("Create a package")
				got, _ := json.Marshal(s.packageNamed("ranking").PackageEncryptionOptions)
				if string(got) != test.want {
					t.Errorf("the encryption is %s", got)
				}
			}, size(120, 40), heedless)
		})
	}
}

// A name in use is foreseen, and plugins may share one that are for other engines.
func TestPackageNameInUseIsForeseen(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}],
		"packages": [
			{"PackageID": "pkg-a1", "PackageName": "ranker", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
			{"PackageID": "F2", "PackageName": "theirs", "PackageOwner": "210987654321"}
		]
	}`, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "ranker")
		s.press("tab", "shift+tab")
		s.reads("is the name of a package that exists (pkg-a1)")
		s.fill("Name", "theirs")
		s.press("tab", "shift+tab")
		s.seesNot("that exists")
		s.fill("Name", "ranker")
		s.back("Type")
		s.choose("Type", "ZIP-PLUGIN")
		s.field("Engine version")
		s.reads("OpenSearch_2.19 ✗ name and number · ranker: is the name of a package that exists (pkg-a1)")
		s.pick("2.19")
		s.reads("is the name of a plugin for OpenSearch_2.19 that exists (pkg-a1)")
		s.back("Engine version")
		s.types("Engine version", "OpenSearch_2.17")
		s.seesNot("that exists")
	}, size(120, 40))
}

// What is switched off is said to be, and what the service does not speak of is not.
func TestDetailsSayWhatIsOff(t *testing.T) {
	t.Parallel()
	script(t, `{
		"packages": [
			{"PackageID": "F1", "PackageName": "plain"},
			{"PackageID": "F2", "PackageName": "said", "PackageVendingOptions": {"VendingEnabled": false}, "PackageEncryptionOptions": {"EncryptionEnabled": false}}
		],
		"applications": [{"name": "metrics"}], "domains": [{"DomainName": "orders"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/orders"}]
	}`, func(s *session) {
		s.find(packagesView, "said")
		s.line("Vending", "off")
		s.line("Encryption", "off")
		s.line("Owner", "this account (123456789012)")
		s.find(packagesView, "plain")
		s.seesNot("Vending", "Encryption")
		s.press("3")
		metrics, _ := s.application("metrics")
		s.line("Id", metrics.ID)
	}, size(200, 40))
}

// What Y copies has the member names of the service, and those alone.
func TestCopiedJSONHasTheMembersOfTheService(t *testing.T) {
	t.Parallel()
	const world = `{
		"applications": [{"name": "metrics", "dataSources": [{"dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/orders", "dataSourceDescription": "all"}]}],
		"domains": [{"DomainName": "orders"}],
		"collections": [{"name": "vectors", "description": "v"}],
		"attachments": [{"id": "metrics", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/orders"}],
		"packages": [{"PackageID": "F1", "PackageName": "words", "PackageVendingOptions": {"VendingEnabled": false}}],
		"associations": [{"PackageID": "F1", "DomainName": "orders", "AssociationConfiguration": {"KeyStoreAccessOption": {"KeyStoreAccessEnabled": false}}}],
		"integrations": [{"integrationName": "main", "integrationStatus": "PROVISIONING", "lastUpdatedAt": "-5m"}]
	}`
	for _, test := range []struct {
		view, row string
		world     func(emulator.World) any
		has       []string // paths of members that must be there
	}{
		{"2", "metrics", func(w emulator.World) any { return w.Applications[0] }, []string{"id", "arn", "name", "status", "dataSources.dataSourceDescription"}},
		{"3", "metrics", func(w emulator.World) any { return w.Attachments[0] }, []string{"attachmentId", "id", "dataSourceArn", "status"}},
		{dataSources, "orders", func(w emulator.World) any { return w.Domains[0] }, []string{"DomainName", "ARN", "EngineVersion", "DomainProcessingStatus", "EncryptionAtRestOptions.Enabled"}},
		{dataSources, "vectors", func(w emulator.World) any { return w.Collections[0] }, []string{"id", "name", "status", "description", "createdDate"}},
		{packagesView, "words", func(w emulator.World) any { return w.Packages[0] }, []string{"PackageID", "PackageName", "PackageStatus", "AvailablePackageVersion", "PackageOwner", "PackageVendingOptions.VendingEnabled"}},
		{associationsView, "words", func(w emulator.World) any { return w.Associations[0] }, []string{"PackageID", "DomainName", "DomainPackageStatus", "ReferencePath", "AssociationConfiguration.KeyStoreAccessOption.KeyStoreAccessEnabled"}},
		{"6", "main", func(w emulator.World) any { return w.Integrations[0] }, []string{"integrationName", "integrationStatus", "integrationDetails.openSearchIntegrationDetails.application.applicationId"}},
	} {
		t.Run(test.row+" "+test.view, func(t *testing.T) {
			script(t, world, func(s *session) {
				s.find(test.view, test.row)
				s.press("Y")
				got := membersOf(t, []byte(s.Clipboard()))
				encoded, err := json.Marshal(test.world(s.aws.World()))
				if err != nil {
					t.Fatal(err)
				}
				known := membersOf(t, encoded)
				for _, path := range got {
					if !slices.Contains(known, path) {
						t.Errorf("the service has no %s, or not now", path)
					}
				}
				for _, path := range test.has {
					if !slices.Contains(got, path) {
						t.Errorf("%s is missing from\n%s", path, s.Clipboard())
					}
				}
			}, size(160, 40))
		})
	}
}

// membersOf returns the paths of all members of a JSON object.
func membersOf(t *testing.T, encoded []byte) (paths []string) {
	t.Helper()
	var value any
	if err := json.Unmarshal(encoded, &value); err != nil {
		t.Fatalf("%v in %s", err, encoded)
	}
	var walk func(prefix string, value any)
	walk = func(prefix string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for name, inner := range v {
				paths = append(paths, strings.TrimPrefix(prefix+"."+name, "."))
				walk(prefix+"."+name, inner)
			}
		case []any:
			for _, inner := range v {
				walk(prefix, inner)
			}
		}
	}
	walk("", value)
	return paths
}
