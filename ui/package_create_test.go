package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

var packages = viewKey("Packages")

// depot is a world with something to make packages of: domains of two engine
// versions, a bucket, a key, and a package each of this account, AWS and a partner.
const depot = `{
	"domains": [{"DomainName": "analytics", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "payments", "EngineVersion": "OpenSearch_2.15"}],
	"buckets": [
		{"Name": "search-assets", "objects": [
			{"Key": "readme.txt", "Size": 12},
			{"Key": "dictionaries/de/stopwords.txt", "Size": 120},
			{"Key": "dictionaries/de/synonyms.txt", "Size": 3400},
			{"Key": "dictionaries/en/synonyms.txt", "Size": 2900},
			{"Key": "plugins/ranking.zip", "Size": 1500000},
			{"Key": "plugins/vulnerable.zip", "Size": 1500000}
		]},
		{"Name": "second-bucket", "objects": [{"Key": "other.txt", "Size": 1}]},
		{"Name": "other-region", "Region": "eu-west-1"}
	],
	"keys": [{"AliasName": "alias/search"}, {"AliasName": "alias/aws/s3"}],
	"packages": [
		{"PackageName": "stopwords", "PackageID": "F1", "PackageVendingOptions": {"VendingEnabled": true}},
		{"PackageName": "analysis-icu", "PackageType": "ZIP-PLUGIN", "PackageID": "G2", "EngineVersion": "OpenSearch_2.19"},
		{"PackageName": "partner-rank", "PackageType": "ZIP-PLUGIN", "PackageID": "pkg-3", "PackageOwner": "210987654321", "EngineVersion": "OpenSearch_2.19"}
	]
}`

// packageNamed returns what the world has of a package.
func (s *session) packageNamed(name string) emulator.Package {
	for _, p := range s.aws.World().Packages {
		if p.PackageName == name {
			return p
		}
	}
	return emulator.Package{}
}

// source picks an object by walking to it: the bucket, each folder, the object.
func (s *session) source(bucket string, path ...string) {
	s.t.Helper()
	s.field("Bucket")
	s.pick(bucket)
	s.field("Object")
	for _, name := range path {
		s.pick(name)
	}
}

func TestPackagesAreTheAccountsAtFirst(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "p")
		s.sees("Packages · 1", "4 Packages 1")
		s.atCursor("stopwords", "v1", "✓ AVAILABLE", "this account")
		s.seesNot("analysis-icu", "partner-rank")
		s.press("m")
		s.sees("Packages · 3", "4 Packages 1")
		s.line("analysis-icu", "AWS", "OpenSearch_2.19")
		s.line("partner-rank", "210987654321")
		s.press("G")
		s.atCursor("partner-rank")
		s.press("m")
		s.sees("Packages · 1")
		s.atCursor("stopwords")
	}, size(200, 24))
	script(t, `{}`, func(s *session) {
		s.press(packages)
		s.reads("No packages of this account in this Region. Press n to create one, m to see AWS's own.")
	})
}

func TestCreatePackageOfWords(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.sees("Create a package", "▸ Type", "● TXT-DICTIONARY")
		s.seesNot("Engine version", "own key", "Needs")
		s.fill("Name", "synonyms-de")
		s.fill("Description", "German synonyms")
		s.field("Bucket")
		s.line("search-assets")
		s.seesNot("other-region") // a package comes from a bucket of the same Region
		s.pick("search-assets")
		s.sees("▸ Object")
		s.line("dictionaries/")
		s.line("▌", "readme.txt", "12 B") // the first object
		s.pick("plugins/")
		s.line("▌", "ranking.zip", "1.5 MB")
		s.sees("plugins › type to narrow")
		s.press("up")
		s.line("▌", "..", "back to search-assets")
		s.press("enter") // up again, to where one was
		s.line("▌", "plugins/")
		s.pick("dictionaries")
		s.pick("en")
		s.line("..", "back to dictionaries/")
		s.pick("..")
		s.pick("de")
		s.line("stopwords.txt", "120 B")
		s.pick("synonyms")
		s.sees("✓ Object           synonyms.txt", "▸ Encryption")
		s.field("Review")
		s.reads("Imports s3://search-assets/dictionaries/de/synonyms.txt as the TXT-DICTIONARY package synonyms-de.",
			"aws opensearch create-package --package-name synonyms-de --package-type TXT-DICTIONARY")
		s.seesNot("may refuse it", "engine-version")
		if got := s.calls("CreatePackage"); got != 0 {
			t.Fatal("it was created before the review was confirmed")
		}
		s.press("enter")
		s.seesNot("Create a package")
		s.sees("package synonyms-de is COPYING", "4 Pkgs 2 ◐1")
		s.atCursor("synonyms-de", "◐ COPYING")
		s.pass(6 * time.Second)
		s.atCursor("synonyms-de", "◐ VALIDATING")
		s.pass(20 * time.Second)
		s.atCursor("synonyms-de", "v1", "✓ AVAILABLE")
		s.seesNot("◐")
		p := s.packageNamed("synonyms-de")
		if p.PackageDescription != "German synonyms" || p.AvailablePackageVersion != "v1" || p.PackageVendingOptions != nil || p.PackageEncryptionOptions != nil {
			t.Errorf("package %+v", p)
		}
		s.press("1")
		s.line("package", "synonyms-de", "VALIDATING → ✓ AVAILABLE")
	}, size(120, 35), durations(emulator.Durations{PackageCopy: 4 * time.Second, PackageValidate: 8 * time.Second}))
}

func TestCreatePackageOfAPlugin(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.line("▌", "OpenSearch_2.19", "of a domain of this account")
		s.line("OpenSearch_2.15")
		s.pick("2.15")
		s.source("search-assets", "plugins", "ranking.zip")
		s.choose("Needs", "yes")
		s.choose("Licence", "REQUIRED")
		s.fill("Licence path", "../licence.json")
		s.press("tab")
		s.line("✗ Licence path", "must be a relative path")
		s.press("shift+tab")
		s.fill("Licence path", "config/licence.json")
		s.choose("Configuration", "OPTIONAL")
		s.choose("Restart", "yes")
		s.choose("Encryption", "own key")
		s.field("KMS key")
		s.line("alias/aws/s3", "a key of AWS's")
		s.pick("alias/search")
		s.choose("Vending", "yes")
		s.field("Review")
		s.reads("as the ZIP-PLUGIN package ranking.", "it works on domains of OpenSearch_2.15 only.", "--engine-version OpenSearch_2.15")
		s.press("enter")
		s.pass(30 * time.Second)
		s.atCursor("ranking", "✓ AVAILABLE", "OpenSearch_2.15")
		p := s.packageNamed("ranking")
		equal(t, "encryption", p.PackageEncryptionOptions, emulator.PackageEncryptionOptions{KMSKeyIdentifier: "alias/search", EncryptionEnabled: true})
		equal(t, "vending", p.PackageVendingOptions, emulator.PackageVendingOptions{VendingEnabled: true})
		equal(t, "needs", p.AvailablePackageConfiguration, emulator.PackageConfiguration{
			LicenseRequirement: "REQUIRED", LicenseFilepath: "config/licence.json",
			ConfigurationRequirement: "OPTIONAL", RequiresRestartForConfigurationUpdate: true,
		})
		s.press("enter")
		s.sees("alias/search", "config/licence.json", "REQUIRED", "OPTIONAL", "yes, when its configuration changes", "other accounts may be given it", "4.5 MB")
	}, size(200, 45), heedless)
}

// What belongs to plugins alone is not sent with a dictionary, though it was
// filled in before the type was changed.
func TestPackageTypeDecidesWhatIsSent(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.pick("2.19")
		s.source("search-assets", "readme")
		s.choose("Needs", "yes")
		s.choose("Encryption", "own key")
		s.field("KMS key")
		s.pick("alias/search")
		for !strings.Contains(s.Text(), "▸ Type") {
			s.press("shift+tab")
		}
		s.choose("Type", "TXT-DICTIONARY")
		s.submit()
		s.atCursor("ranking", "◐ COPYING")
		p := s.packageNamed("ranking")
		if p.EngineVersion != "" || p.PackageEncryptionOptions != nil || p.PackageConfiguration != nil {
			t.Errorf("package %+v", p)
		}
	}, size(120, 40))
}

func TestPackageIsWarnedOfItsEnding(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "PACKAGE-LICENSE")
		s.fill("Name", "licence")
		s.field("Bucket")
		s.pick("search-assets")
		s.line("readme.txt", "does not end with .json or .xml")
		s.pick("readme")
		s.field("Review")
		s.reads("The object does not end with .json or .xml: the service may refuse it.")
		s.press("enter")
		s.pass(30 * time.Second)
		s.atCursor("licence", "✗ VALIDATION_FAILED")
	}, size(120, 35))
}

func TestPackageValidationFailedSaysWhyInFull(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.pick("2.19")
		s.source("search-assets", "plugins", "vulnerable")
		s.submit()
		s.pass(30 * time.Second)
		s.atCursor("ranking", "✗ VALIDATION_FAILED")
		s.sees("4 Pkgs 2 ✗1", "1 failed")
		s.press("1")
		s.sees("Dependency Scan reported 3")
		s.press(packages, "enter")
		s.sees("✗ VALIDATION_FAILED")
		s.reads("PluginValidationFailureReason : Dependency Scan reported 3 vulnerabilities for the plugin: CVE-2022-23307, CVE-2019-17571, CVE-2022-23305")
	}, size(120, 35), heedless)
}

// A key may be typed, whether or not it can be seen; that it is not there turns
// out at the service.
func TestPackageObjectThatDoesNotExist(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "missing")
		s.field("Bucket")
		s.pick("search-assets")
		s.write("nowhere/missing.txt")
		s.line("▌", "nowhere/missing.txt", "as typed")
		s.press("enter")
		s.submit()
		s.pass(30 * time.Second)
		s.atCursor("missing", "✗ COPY_FAILED")
		s.press("enter")
		s.reads("The object nowhere/missing.txt does not exist in the bucket search-assets.")
	}, size(120, 35), heedless)
}

// A quota that is reached is final: it is not asked for again.
func TestPackageQuotaComesBackAtOnce(t *testing.T) {
	t.Parallel()
	var plugins []string
	for i := range 25 {
		plugins = append(plugins, fmt.Sprintf(`{"PackageName": "plugin-%02d", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}`, i))
	}
	script(t, `{
		"domains": [{"DomainName": "analytics", "EngineVersion": "OpenSearch_2.19"}],
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "ranking.zip", "Size": 1}]}],
		"packages": [`+strings.Join(plugins, ",")+`]
	}`, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.pick("2.19")
		s.source("search-assets", "ranking")
		s.submit()
		s.pass(100 * time.Millisecond)
		s.sees("Create a package", "✓ Name             ranking")
		s.reads("LimitExceededException: An account can have at most 25 plugins in a Region.", "A limit of the account is reached.")
		s.pass(30 * time.Second)
		if got := s.calls("CreatePackage"); got != 1 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 40), heedless)
}

func TestCreatePackageChecksBeforeSending(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, field, value, says string }{
		{"no name", "Name", "", "is required"},
		{"name too short", "Name", "ab", "must be at least 3 characters (now 2)"},
		{"name with capitals", "Name", "Synonyms", "must be lower-case letters, digits and hyphens, beginning with a letter"},
		{"name too long", "Name", strings.Repeat("a", 257), "must be at most 256 characters (now 257)"},
		{"description too long", "Description", strings.Repeat("a", 1025), "must be at most 1024 characters (now 1025)"},
		{"bucket too short", "Bucket", "ab", "must be at least 3 characters (now 2)"},
		{"no bucket", "Bucket", "", "pick one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, depot, func(s *session) {
				s.press(packages, "n")
				if test.field != "Name" {
					s.fill("Name", "synonyms-de")
				}
				s.field(test.field)
				s.Paste(test.value)
				s.pass(time.Second)
				if test.field == "Bucket" && test.value != "" {
					s.press("enter")
				}
				s.submit()
				s.pass(time.Second)
				s.sees("▸ " + test.field)
				s.reads(test.says)
				if got := s.calls("CreatePackage"); got != 0 {
					t.Errorf("%d calls", got)
				}
			}, size(120, 40))
		})
	}
	t.Run("engine version", func(t *testing.T) {
		script(t, depot, func(s *session) {
			s.press(packages, "n")
			s.choose("Type", "ZIP-PLUGIN")
			s.field("Engine version")
			s.write("2.19.1")
			s.press("enter")
			s.sees("▸ Engine version")
			s.reads("must be an engine version such as OpenSearch_2.15")
		}, size(120, 40))
	})
}

func TestCreatePackageUnderANameInUse(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "stopwords") // which this account has
		s.press("tab", "shift+tab")
		s.reads("is the name of a package that exists (F1)")
		s.write("-en")
		s.seesNot("is the name of a package that exists")
		s.source("search-assets", "dictionaries", "de", "stopwords")
		w := s.aws.World() // somebody else is quicker
		w.Packages = append(w.Packages, emulator.Package{PackageName: "stopwords-en"})
		s.aws.SetWorld(w)
		s.submit()
		s.reads("ResourceAlreadyExistsException: A package with the name stopwords-en already exists.", "(request ")
		s.sees("✗ Name             stopwords-en  is the name of a package that exists", "✓ Bucket           search-assets", "✓ Object           stopwords.txt")
		for !strings.Contains(s.Text(), "▸ Name") {
			s.press("shift+tab")
		}
		s.write("-de")
		s.submit()
		s.atCursor("stopwords-en-de", "◐ COPYING")
		if got := s.calls("CreatePackage"); got != 2 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 40))
}

// CreatePackage has no client token: when its outcome is not known it is not sent
// again by itself.
func TestCreatePackageIsNotRetriedBlindly(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "readme")
		s.source("search-assets", "readme")
		s.field("Review")
		s.aws.SetFaults([]emulator.Fault{{Operation: "CreatePackage", Kind: emulator.FaultReset}})
		s.press("enter")
		s.pass(30 * time.Second)
		s.reads("connection reset by peer")
		s.seesNot("Sending it again is safe")
		if got := s.calls("CreatePackage"); got != 1 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 40))
}
