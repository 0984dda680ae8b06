package rule_test

import (
	"strings"
	"testing"

	"oscope/model/rule"
)

// licencePath is what the pattern of LicenseFilepath means: names between single
// slashes, and nowhere two dots in a row.
func licencePath(value string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
	for name := range strings.SplitSeq(value, "/") {
		if name == "" || strings.Trim(name, letters) != "" || strings.Contains(name, "..") {
			return false
		}
	}
	return true
}

var licencePaths = map[string]bool{
	"license.json": true, "config/license.json": true, "a/b/c/d": true, ".hidden": true, "a/.hidden": true, ".": true, "a.b.c": true, "-": true, "_/-/.": true,
	"..": false, "../license.json": false, "a/../b": false, "a/..": false, "a..b": false, "a/b..": false, "a/...": false, "...": false, "a/b/c..d/e": false,
	"": false, "/": false, "/a": false, "a/": false, "a//b": false, "a b": false, `a\b`: false, "a\nb": false, "a\n": false, "lizenz-ü": false,
}

func TestLicenseFilepath(t *testing.T) {
	for _, op := range []*rule.Operation{&rule.CreatePackage, &rule.UpdatePackage} {
		member, ok := op.Member("PackageConfiguration.LicenseFilepath")
		if !ok {
			t.Fatalf("%s has no LicenseFilepath", op.Name)
		}
		for path, want := range licencePaths {
			if got := member.Pattern.Match(path); got != want {
				t.Errorf("%s: %q matches %v", op.Name, path, got)
			}
			if got := len(member.Check(path)) == 0; path != "" && got != want {
				t.Errorf("%s: %q is taken %v", op.Name, path, got)
			}
		}
		if got := member.Check(strings.Repeat("a", 257)); len(got) != 1 || got[0].Advice != "must be at most 256 characters (now 257)" {
			t.Errorf("%s: too long: %v", op.Name, got)
		}
		// The service's texts quote its own pattern, not what stands in for it here.
		if got := member.Check("../a"); len(got) != 1 || !strings.HasSuffix(got[0].Constraint, licencePattern) {
			t.Errorf("%s: ruled out: %v", op.Name, got)
		}
	}
}

func FuzzLicenseFilepath(f *testing.F) {
	for path := range licencePaths {
		f.Add(path)
	}
	member, _ := rule.CreatePackage.Member("PackageConfiguration.LicenseFilepath")
	f.Fuzz(func(t *testing.T, path string) {
		if got := member.Pattern.Match(path); got != licencePath(path) {
			t.Errorf("%q matches %v", path, got)
		}
	})
}
