package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// To look around after an object has been picked does not take it back.
func TestPackageLookingAroundKeepsTheObject(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "synonyms-de")
		s.source("search-assets", "dictionaries", "de", "synonyms")
		s.press("shift+tab")
		s.sees("▸ Object")
		s.pick("..")
		s.field("Review")
		s.seesNot("does not exist any more")
		s.reads("Imports s3://search-assets/dictionaries/de/synonyms.txt")
	}, size(120, 35))
}

// What was picked in one bucket is not looked for in another.
func TestPackageAnotherBucketTakesTheObjectBack(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "synonyms-de")
		s.source("search-assets", "readme")
		for !strings.Contains(s.Text(), "▸ Bucket") {
			s.press("shift+tab")
		}
		s.pick("second")
		s.sees("▸ Object           —", "other.txt")
		s.submit()
		s.sees("▸ Object", "pick one")
		if got := s.calls("CreatePackage"); got != 0 {
			t.Errorf("%d packages were created", got)
		}
	}, size(120, 35))
}

// A folder below the first may be denied too.
func TestPackageFolderThatMayNotBeListed(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "synonyms-de")
		s.field("Bucket")
		s.pick("search-assets")
		s.aws.SetFaults([]emulator.Fault{{Operation: "ListObjectsV2", Kind: emulator.FaultDenied}})
		s.pick("dictionaries")
		s.line("..", "back to search-assets")
		s.sees("no permission: s3:ListBucket")
	}, size(120, 35))
}

// S3 lists a thousand entries at a time: that there are more is said.
func TestPackageFolderWithMoreThanIsListed(t *testing.T) {
	t.Parallel()
	var objects []string
	for i := range 1200 {
		objects = append(objects, fmt.Sprintf(`{"Key": "words-%04d.txt", "Size": 1}`, i))
	}
	script(t, `{"buckets": [{"Name": "crowded", "objects": [`+strings.Join(objects, ",")+`]}]}`, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "words")
		s.field("Bucket")
		s.pick("crowded")
		s.sees("words-0000.txt")
		s.sees("there are more than are listed: type the key")
		s.write("words-1100.txt")
		s.line("▌", "words-1100.txt", "as typed")
		s.press("enter")
		s.submit()
		s.pass(30 * time.Second)
		s.atCursor("words", "✓ AVAILABLE")
	}, size(120, 35))
}

// Who may not list buckets, objects or keys is told so and types them.
func TestPackageSourceThatMayNotBeListed(t *testing.T) {
	t.Parallel()
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.choose("Type", "ZIP-PLUGIN")
		s.fill("Name", "ranking")
		s.field("Engine version")
		s.pick("2.19")
		s.field("Bucket")
		s.sees("no permission: s3:ListAllMyBuckets. Type it instead.")
		s.write("ab")
		s.press("enter")
		s.sees("▸ Bucket")
		s.reads("ab: must be at least 3 characters (now 2)")
		s.press("backspace", "backspace")
		s.write("search-assets")
		s.line("▌", "search-assets", "as typed")
		s.press("enter")
		s.sees("▸ Object", "no permission: s3:ListBucket. Type it instead.")
		s.write("plugins/ranking.zip")
		s.press("enter")
		s.choose("Encryption", "own key")
		s.field("KMS key")
		s.sees("no permission: kms:ListAliases. Type it instead.")
		s.write("alias/search")
		s.press("enter")
		s.submit()
		s.pass(30 * time.Second)
		s.atCursor("ranking", "✓ AVAILABLE")
		equal(t, "encryption", s.packageNamed("ranking").PackageEncryptionOptions, emulator.PackageEncryptionOptions{KMSKeyIdentifier: "alias/search", EncryptionEnabled: true})
		s.press("!")
		s.sees("ListBuckets", "ListObjectsV2", "ListAliases")
	}, size(120, 40), heedless, failing(
		emulator.Fault{Operation: "ListBuckets", Kind: emulator.FaultDenied},
		emulator.Fault{Operation: "ListObjectsV2", Kind: emulator.FaultDenied},
		emulator.Fault{Operation: "ListAliases", Kind: emulator.FaultDenied},
	))
}

// A slash is a slash, wherever it stands in a key.
func TestPackageFoldersWithOddSlashes(t *testing.T) {
	t.Parallel()
	script(t, `{"buckets": [{"Name": "odd", "objects": [{"Key": "/abs/words.txt", "Size": 1}, {"Key": "a//b/words.txt", "Size": 1}]}]}`, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "words")
		s.field("Bucket")
		s.pick("odd")
		s.line("▌", "/")
		s.press("enter")
		s.pick("abs")
		s.line("words.txt", "1 B")
		s.pick("..")
		s.line("abs/")
		s.pick("..")
		s.pick("a/")
		s.press("enter") // the folder without a name
		s.pick("b/")
		s.line("words.txt", "1 B")
		s.pick("..")
		s.line("b/")
		s.pick("b/")
		s.pick("words")
		s.field("Review")
		s.reads("Imports s3://odd/a//b/words.txt as")
	}, size(120, 35))
}

// A bucket that cannot be looked into may be typed all the same.
func TestPackageBucketsThatCannotBeLookedInto(t *testing.T) {
	t.Parallel()
	script(t, `{"buckets": [{"Name": "closed", "denied": true}, {"Name": "far-away", "Region": "eu-west-1"}]}`, func(s *session) {
		for _, test := range []struct{ bucket, says string }{
			{"closed", "no permission: s3:ListBucket. Type it instead."},
			{"far-away", "PermanentRedirect"},
			{"nobodys", "NoSuchBucket"},
		} {
			s.press(packages, "n")
			s.fill("Name", "words")
			s.field("Bucket")
			s.pick(test.bucket)
			s.pass(time.Second)
			s.sees("▸ Object")
			s.reads(test.says)
			s.press("esc", "esc")
			s.seesNot("Create a package")
		}
	}, size(120, 35))
}

// The bucket that was opened last is offered first, in the next run too.
func TestPackageLastBucket(t *testing.T) {
	t.Parallel()
	recent := lately{}
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "words")
		s.field("Bucket")
		s.line("▌", "search-assets")
		s.pick("second")
		s.press("esc", "esc", "n")
		s.fill("Name", "words")
		s.field("Bucket")
		s.line("▌", "second")
	}, size(120, 35), remembers(recent))
	script(t, depot, func(s *session) {
		s.press(packages, "n")
		s.fill("Name", "words")
		s.field("Bucket")
		s.line("▌", "second")
	}, size(120, 35), remembers(recent))
}
