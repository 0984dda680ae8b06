package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

func TestUpdatePackage(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}],
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "new.txt", "Size": 1}]}],
		"packages": [{"PackageName": "stopwords", "PackageID": "F1", "PackageDescription": "German"}],
		"associations": [{"PackageID": "F1", "DomainName": "analytics"}, {"PackageID": "F1", "DomainName": "payments"}]
	}`, func(s *session) {
		s.press(packages)
		s.pass(2 * time.Second)
		s.press("u")
		s.sees("Update package stopwords", "✓ Description      German")
		s.seesNot("Engine version", "▸ Type", "Vending")
		s.source("search-assets", "new")
		s.fill("Commit message", strings.Repeat("m", 161))
		s.sees("at most 160 characters")
		s.press("tab")
		s.reads("Commit message: must be at most 160 characters (now 161)")
		s.press("enter")
		s.sees("▸ Commit message")
		if got := s.calls("UpdatePackage"); got != 0 {
			t.Fatalf("%d calls", got)
		}
		s.fill("Commit message", "Adds the words of the north")
		s.field("Review")
		s.reads("Imports s3://search-assets/new.txt as version v2 of package stopwords, whose version is v1 now.",
			"2 domains with it will have the older version until the new one is applied", "aws opensearch update-package --package-id F1")
		s.press("enter")
		s.seesNot("Update package")
		s.sees("package stopwords is COPYING")
		s.atCursor("stopwords", "v1", "◐ COPYING")
		s.pass(30 * time.Second)
		s.atCursor("stopwords", "v2", "✓ AVAILABLE")

		s.press("v")
		s.sees("Versions of stopwords", "v2 (available)", "Adds the words of the north")
		s.line("v1")
		s.seesNot("v1 (available)")
		s.press("esc")
		s.seesNot("Versions of")
		if got := s.calls("UpdatePackage"); got != 1 {
			t.Errorf("%d calls", got)
		}
	}, size(120, 40))
}

// Versions are read while the pager is open, and a version that is made meanwhile
// appears.
func TestPackageVersionsPager(t *testing.T) {
	t.Parallel()
	var versions []string
	for i := range 40 {
		versions = append(versions, fmt.Sprintf(`{"PackageVersion": "v%d", "CommitMessage": "message %d"}`, i+1, i+1))
	}
	world := `{
		"packages": [{"PackageName": "stopwords", "PackageVersionHistoryList": [` + strings.Join(versions, ",") + `]}]
	}`
	script(t, world, func(s *session) {
		s.press(packages, "v")
		s.sees("Versions of stopwords", "Reading…")
		s.pass(5 * time.Second)
		s.sees("message 1")
		s.press("G")
		s.sees("message 40", "v40 (available)")
		s.press("g")
		s.sees("message 1")
		s.press("esc")
		s.seesNot("message 1")
	}, size(100, 30), failing(emulator.Fault{Operation: "GetPackageVersionHistory", Kind: emulator.FaultLatency, Latency: 3 * time.Second}))
	script(t, world, func(s *session) {
		s.press(packages, "v")
		s.pass(time.Second)
		s.reads("no permission: es:GetPackageVersionHistory")
	}, size(100, 30), failing(emulator.Fault{Operation: "GetPackageVersionHistory", Kind: emulator.FaultDenied}))
}

// A package that never became AVAILABLE has no version to speak of.
func TestUpdateOfAPackageThatFailed(t *testing.T) {
	t.Parallel()
	script(t, `{
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "new.txt", "Size": 1}]}],
		"packages": [{"PackageName": "stopwords", "PackageStatus": "COPY_FAILED"}]
	}`, func(s *session) {
		s.press(packages, "v")
		s.pass(time.Second)
		s.sees("It has no versions yet.")
		s.press("esc", "u")
		s.source("search-assets", "new")
		s.field("Review")
		s.reads("as version v1 of package stopwords")
		s.seesNot("version is  now", "version is now")
		s.press("enter")
		s.pass(30 * time.Second)
		s.atCursor("stopwords", "v1", "✓ AVAILABLE")
	}, size(120, 40))
}

// An update keeps what the package has and the form does not ask anew.
func TestUpdatePackageStartsFromWhatItHas(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "analytics", "EngineVersion": "OpenSearch_2.19"}],
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "ranking.zip", "Size": 1}]}],
		"keys": [{"AliasName": "alias/search"}],
		"packages": [{
			"PackageName": "ranking", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19",
			"PackageEncryptionOptions": {"EncryptionEnabled": true, "KmsKeyIdentifier": "`+kmsKey+`"},
			"AvailablePackageConfiguration": {"LicenseRequirement": "OPTIONAL", "LicenseFilepath": "a/b.json", "ConfigurationRequirement": "NONE"}
		}]
	}`, func(s *session) {
		s.press(packages, "u")
		s.sees("✓ Needs            yes", "✓ Licence          OPTIONAL", "✓ Licence path     a/b.json", "✓ Configuration    NONE", "✓ Encryption       own key", "✓ KMS key          "+kmsKey)
		s.source("search-assets", "ranking")
		s.submit()
		s.pass(30 * time.Second)
		p := s.packageNamed("ranking")
		equal(t, "encryption", p.PackageEncryptionOptions, emulator.PackageEncryptionOptions{KMSKeyIdentifier: kmsKey, EncryptionEnabled: true})
		equal(t, "needs", p.AvailablePackageConfiguration, emulator.PackageConfiguration{LicenseRequirement: "OPTIONAL", LicenseFilepath: "a/b.json", ConfigurationRequirement: "NONE"})
		if p.AvailablePackageVersion != "v2" {
			t.Errorf("version %s", p.AvailablePackageVersion)
		}
	}, size(140, 40), heedless)
}

func TestUpdateOfAPackageInFlightIsRefused(t *testing.T) {
	t.Parallel()
	script(t, `{
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "new.txt", "Size": 1}]}],
		"packages": [{"PackageName": "stopwords", "PackageStatus": "VALIDATING"}]
	}`, func(s *session) {
		s.press(packages, "u")
		s.source("search-assets", "new")
		s.fill("Commit message", "again")
		s.submit()
		s.sees("Update package stopwords", "✓ Commit message   again")
		s.reads("ValidationException", "It can be updated when it is AVAILABLE or has failed.")
	}, size(120, 40), durations(emulator.Durations{PackageValidate: time.Hour}))
}

func TestPackageScope(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		allowed := func(want ...string) {
			t.Helper()
			equal(t, "accounts", s.packageNamed("stopwords").AllowListedUserList, append([]string{}, want...))
		}
		change := func(operation, accounts string, reads ...string) {
			t.Helper()
			s.press("H")
			s.sees("Accounts that may use stopwords", "▸ Change")
			s.choose("Change", operation)
			s.field("Accounts")
			s.Paste(accounts)
			s.field("Review")
			s.reads(reads...)
			s.press("enter")
			s.seesNot("Accounts that may use stopwords ─")
			s.pass(3 * time.Second)
		}
		s.press(packages)
		change("ADD", "111111111111\n222222222222", "Nobody else may use stopwords now.", "+ adds 111111111111, 222222222222")
		allowed("111111111111", "222222222222")
		s.sees("111111111111, 222222222222 may use stopwords now")
		s.sees("Accounts that may use it")

		change("REMOVE", "111111111111", "111111111111, 222222222222 may use stopwords now.", "− removes 111111111111", "aws opensearch update-package-scope --package-id F1 --operation REMOVE")
		allowed("222222222222")

		change("OVERRIDE", "GLOBAL", "Afterwards these may, and no others: GLOBAL", "GLOBAL means every AWS account.")
		allowed("GLOBAL")

		change("OVERRIDE", "", "Afterwards nobody else may.")
		allowed()
		s.sees("nobody else may use stopwords now")
		s.pass(10 * time.Second)
		s.seesNot("Accounts that may use it")
	}, size(120, 40))
}

func TestPackageScopeChecksBeforeSending(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, operation, accounts, says string }{
		{"eleven digits", "ADD", "12345678901", "must be an account of 12 digits, or GLOBAL"},
		{"not digits", "REMOVE", "everybodyyyy", "must be an account of 12 digits, or GLOBAL"},
		{"global in small letters", "ADD", "global", "must be an account of 12 digits, or GLOBAL"},
		{"one bad among good ones", "OVERRIDE", "111111111111\n2222\n333333333333", "2222"},
		{"none to add", "ADD", "", "name at least one account"},
		{"none to remove", "REMOVE", "", "name at least one account"},
	} {
		t.Run(test.name, func(t *testing.T) {
			script(t, depot, func(s *session) {
				s.press(packages, "H")
				s.choose("Change", test.operation)
				s.field("Accounts")
				s.Paste(test.accounts)
				s.pass(time.Second)
				s.submit()
				s.pass(time.Second)
				s.sees("▸ Accounts")
				s.reads(test.says)
				if got := s.calls("UpdatePackageScope"); got != 0 {
					t.Errorf("%d calls", got)
				}
			}, size(120, 40))
		})
	}
}

func TestPackageScopeWithoutVending(t *testing.T) {
	t.Parallel()
	script(t, `{"packages": [{"PackageName": "stopwords"}]}`, func(s *session) {
		s.press(packages, "H")
		s.field("Accounts")
		s.write("111111111111")
		s.submit()
		s.sees("✓ Accounts         111111111111")
		s.reads("DisabledOperationException: Vending is not enabled for package")
	}, size(120, 40))
}

func TestOtherPeoplesPackagesAreLeftAlone(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "m")
		for _, test := range []struct{ move, name, why string }{
			{"j", "analysis-icu", "analysis-icu is one of AWS's own packages, which cannot be changed or deleted"},
			{"j", "partner-rank", "partner-rank belongs to 210987654321, who alone can change it"},
		} {
			s.press(test.move)
			s.atCursor(test.name)
			for _, key := range []string{"D", "u", "H"} {
				s.press(key)
				s.sees(test.why)
				s.seesNot("Delete a package", "Update package", "Accounts that may use "+test.name)
				s.pass(10 * time.Second)
				s.seesNot(test.why)
			}
			s.press("v") // which everybody may see
			s.pass(time.Second)
			s.sees("Versions of "+test.name, "v1 (available)")
			s.press("esc")
		}
		for _, operation := range []string{"DeletePackage", "UpdatePackage", "UpdatePackageScope"} {
			if n := s.calls(operation); n != 0 {
				t.Errorf("%d calls of %s", n, operation)
			}
		}
	}, size(140, 30))
}

func TestDeletePackage(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "analytics"}, {"DomainName": "payments"}],
		"packages": [{"PackageName": "free"}, {"PackageName": "used", "PackageID": "F1"}],
		"associations": [{"PackageID": "F1", "DomainName": "analytics"}, {"PackageID": "F1", "DomainName": "payments"}]
	}`, func(s *session) {
		s.press(packages, "j", "D")
		s.pass(time.Second)
		s.sees("Cannot delete used")
		s.reads("A package can be deleted when no domain has it any more. It is still on 2 domains:", "analytics", "payments")
		s.seesNot("Type used")
		s.press("esc", "k", "D")
		s.pass(time.Second)
		s.sees("Delete a package", "Type free to delete:")
		s.reads("Deletes package free with all its versions. This cannot be undone.", "aws opensearch delete-package --package-id ")
		s.write("fre")
		s.press("enter")
		s.sees("That is not the name.")
		s.write("e")
		s.press("enter")
		s.seesNot("Delete a package")
		s.sees("package free is DELETING")
		s.atCursor("free", "◐ DELETING")
		s.pass(30 * time.Second)
		s.sees("Packages · 1")
		s.atCursor("used")
		if got := s.calls("DeletePackage"); got != 1 {
			t.Errorf("%d calls", got)
		}
		if p := s.packageNamed("free"); p.PackageID != "" {
			t.Errorf("package %+v", p)
		}
	}, size(88, 30))
}

// Whoever may not ask which domains have a package may still delete it, and the
// service has the last word.
func TestDeletePackageWithoutKnowingItsDomains(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "analytics"}],
		"packages": [{"PackageName": "used", "PackageID": "F1"}],
		"associations": [{"PackageID": "F1", "DomainName": "analytics"}]
	}`, func(s *session) {
		s.press(packages, "D")
		s.pass(time.Second)
		s.reads("Which domains have it could not be read (no permission: es:ListDomainsForPackage); the service refuses if one has.")
		s.write("used")
		s.press("enter")
		s.sees("Delete a package", "› used")
		s.reads("ConflictException", "Dissociate it first.")
	}, heedless, size(88, 30), failing(emulator.Fault{Operation: "ListDomainsForPackage", Kind: emulator.FaultDenied}))
}

// The answer about the domains comes late: by then the operator has moved on.
func TestDeletePackageAskedLate(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages)
		s.aws.SetFaults([]emulator.Fault{{Operation: "ListDomainsForPackage", Kind: emulator.FaultLatency, Latency: 3 * time.Second}})
		s.press("D", "?")
		s.pass(5 * time.Second)
		s.seesNot("Delete a package")
		s.press("esc")
		s.seesNot("Delete a package")
	}, size(88, 30))
	// Letters that are meant for a filter do not confirm anything.
	script(t, depot, func(s *session) {
		s.press(packages)
		s.aws.SetFaults([]emulator.Fault{{Operation: "ListDomainsForPackage", Kind: emulator.FaultLatency, Latency: 3 * time.Second}})
		s.press("D", "/")
		s.pass(5 * time.Second)
		s.write("stopwords")
		s.press("enter")
		s.pass(time.Second)
		if got := s.calls("DeletePackage"); got != 0 {
			t.Error("what was typed as a filter has deleted the package")
		}
	}, size(88, 30))
}

func TestPackagesReadOnly(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages)
		s.seesNot("n new", "u update", "a associate")
		for _, key := range []string{"n", "u", "U", "H", "D", "a"} {
			s.press(key)
			s.pass(time.Second)
			s.sees("oscope runs read-only")
			s.seesNot("Create a package", "Update package", "Accounts that may use", "Delete a package", "Associate packages")
			s.pass(10 * time.Second)
		}
		s.press("v")
		s.pass(time.Second)
		s.sees("v1 (available)")
		s.press("esc", "m")
		s.sees("Packages · 3")
		for _, operation := range []string{"CreatePackage", "UpdatePackage", "UpdatePackageScope", "DeletePackage"} {
			if n := s.calls(operation); n != 0 {
				t.Errorf("%d calls of %s", n, operation)
			}
		}
	}, size(140, 30), readOnly)
}

// Two actions on one screen have two keys.
func TestPackagesFooterNamesEachKeyOnce(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages)
		footer := s.Text()[strings.LastIndexByte(s.Text(), '\n'):]
		if strings.Count(footer, " u ") > 1 {
			t.Errorf("two actions under one key: %s", footer)
		}
	}, size(140, 30))
}
