package rule_test

import (
	"slices"
	"testing"

	"oscope/model/rule"
)

// SERVICE.md §4.3 on CreatePackage.
func TestPackageEndings(t *testing.T) {
	for packageType, want := range map[string][]string{
		"TXT-DICTIONARY":  nil,
		"ZIP-PLUGIN":      {".zip"},
		"PACKAGE-CONFIG":  {".zip"},
		"PACKAGE-LICENSE": {".json", ".xml"},
		"SOMETHING-NEW":   nil,
	} {
		if got := rule.PackageEndings(packageType); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", packageType, got, want)
		}
	}
}
