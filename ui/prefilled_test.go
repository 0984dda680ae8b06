package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// unseen are characters of each kind that a terminal obeys or hides, and more marks
// than a cell can bear.
var unseen = "file\u202egpj.exe\u200b\x1b]52;c;b3duZWQ=\x07\n\u00ad\U000e0041 x" + strings.Repeat("\u0301", 300) + "y"

// What AWS has is put into fields as it is, shown with nothing hidden, and sent as it
// was; the command says the same.
func TestPrefilledFieldsHideNothing(t *testing.T) {
	t.Parallel()
	script(t, `{
		"buckets": [{"Name": "search-assets", "objects": [{"Key": "new.txt", "Size": 1}]}],
		"packages": [{"PackageName": "stopwords", "PackageDescription": "`+quoted(unseen)+`"}]
	}`, func(s *session) {
		s.press(packages, "u")
		s.unharmed()
		s.back("Description")
		s.press("home")
		s.sees(`› file\u202egpj.exe\u200b\u001b]52;c;`)
		s.unharmed()
		s.press("end")
		s.sees(`\u03…y`) // the marks that are too many for one cell
		s.unharmed()
		s.press("left", "left", "left", "right") // the cursor goes over the marks in one step
		s.unharmed()
		s.source("search-assets", "new")
		s.field("Review")
		s.unharmed()
		s.press("y")
		command := s.Clipboard()
		if strings.ContainsFunc(command, func(r rune) bool { return r < ' ' || r > '~' }) ||
			!strings.Contains(command, `"PackageDescription":"file\u202egpj.exe\u200b\u001b]52;c;b3duZWQ=\u0007\n\u00ad\udb40\udc41 x\u0301\u0301`) {
			t.Errorf("the clipboard holds %q", command)
		}
		s.press("enter")
		s.pass(30 * time.Second)
		if p := s.packageNamed("stopwords"); p.AvailablePackageVersion != "v2" || p.PackageDescription != unseen {
			t.Errorf("version %s is described as %q", p.AvailablePackageVersion, p.PackageDescription)
		}
	}, size(140, 40))
}

// Lists of what AWS has: tags and administrators.
func TestPrefilledListsHideNothing(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "metrics",
		"tagList": [{"Key": "team\u202e", "Value": "a\u200bb"}, {"Key": "x", "Value": "y"}],
		"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"ana\u202eb\",\"ben\"]"}]
	}]}`, func(s *session) {
		s.press("2", "e")
		s.pass(time.Second)
		s.field("Admin users")
		s.sees(`ana\u202eb`)
		s.unharmed()
		s.press("backspace", "backspace") // ben comes back to be typed, and loses a letter
		s.field("Review")
		s.unharmed()
		s.press("enter")
		s.pass(time.Second)
		if got := s.admins("metrics"); got != `["ana`+"\u202e"+`b","be"]` {
			t.Errorf("administrators %q", got)
		}
		s.pass(time.Minute)
		s.press("t")
		s.pass(time.Second)
		s.sees(`team\u202e=a\u200bb`)
		s.unharmed()
	}, size(140, 40))
}

func TestCopyingAltersNothing(t *testing.T) {
	t.Parallel()
	script(t, `{"domains": [{"DomainName": "analytics"}], "applications": [{"name": "logs"}]}`, func(s *session) {
		s.press(dataSources, "y")
		s.sees("the ARN is not copied: it holds U+200B, which cannot be seen")
		s.press("2", "y")
		s.sees("the ARN is not copied: it holds U+000A, which cannot be seen")
		if got := s.Clipboard(); got != "" {
			t.Errorf("the clipboard holds %q", got)
		}
	}, size(140, 40), func(o *setup) {
		o.edit = func(_ string, answer []byte) []byte {
			return []byte(strings.NewReplacer(`domain/analytics"`, `domain/analyt\u200bics"`, `:application/`, `:application/\n`).Replace(string(answer)))
		}
	})
}

func TestNothingIsCopiedOfAReviewWithProblems(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "synonyms")
		s.field("Review")
		for _, key := range []string{"y", "Y"} {
			s.press(key)
			s.sees("there is nothing to copy yet: Bucket: pick one")
			if got := s.Clipboard(); got != "" {
				t.Errorf("%s: the clipboard holds %q", key, got)
			}
		}
		s.back("Bucket")
		s.source("search-assets", "readme")
		s.field("Review")
		s.press("y")
		if got := s.Clipboard(); !strings.HasPrefix(got, "aws opensearch create-package --package-name synonyms ") {
			t.Errorf("the clipboard holds %q", got)
		}
	}, size(120, 35))
}

// What the service says is wrong is marked at the field that fills it in, and only
// for as long as it is the last that the service has said.
func TestComplaintsMarkTheirField(t *testing.T) {
	t.Parallel()
	complaint := func(member string) []emulator.Fault {
		return []emulator.Fault{{
			Operation: "CreatePackage", Kind: emulator.FaultError, Code: "ValidationException", Status: 400,
			Message: "1 validation error detected: Value 'x' at '" + member + "' failed to satisfy constraint: Member must be odd",
		}}
	}
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.pick("2.15")
		s.source("search-assets", "plugins", "ranking.zip")
		s.choose("Needs", "yes")
		s.choose("Licence", "REQUIRED")
		s.fill("Licence path", "licence.json")
		var last string
		for _, c := range []struct{ member, field string }{
			{"packageConfiguration.licenseRequirement", "Licence "},
			{"packageConfiguration.licenseFilepath", "Licence path"},
			{"packageConfiguration.configurationRequirement", "Configuration"},
			{"packageConfiguration.requiresRestartForConfigurationUpdate", "Restart"},
			{"packageDescription", "Description"},
		} {
			s.aws.SetFaults(complaint(c.member))
			s.field("Review")
			s.press("enter")
			s.pass(time.Second)
			s.sees("▸ " + c.field)
			s.reads("at '" + c.member + "'")
			if last != "" {
				s.line("✓ " + last)
			}
			s.press("tab")
			s.line("✗ "+c.field, "1 validation error")
			last = c.field
		}
		// Refused for something else, what was complained of before is no longer marked.
		s.aws.SetFaults([]emulator.Fault{{Operation: "CreatePackage", Kind: emulator.FaultDenied}})
		s.field("Review")
		s.press("enter")
		s.pass(time.Second)
		s.sees("no identity-based policy allows")
		s.seesNot("✗ Description", "1 validation error")
	}, size(200, 45), heedless)
}

// A folder's name is told from the slash behind which one types.
func TestFolderIsNamedOnce(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.source("search-assets", "plugins")
		s.line("plugins › type to narrow")
		s.seesNot("plugins//")
	}, size(120, 35))
}
