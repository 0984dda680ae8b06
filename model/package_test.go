package model_test

import (
	"testing"

	"oscope/model"
)

// dictionary is a package of the account's own.
func dictionary(id string, status model.Status) model.Package {
	return model.Package{Resource: model.Resource{Key: model.PackageKey(id), Name: id + "-name", Status: status}, Type: "TXT-DICTIONARY"}
}

func TestOwnedBy(t *testing.T) {
	for _, c := range []struct {
		id, owner, account string
		want               bool
	}{
		{"F1", "123456789012", "123456789012", true},
		{"pkg-0a", "123456789012", "123456789012", true},
		{"F1", "", "123456789012", true},
		{"pkg-0a", "123456789012", "", true}, // the caller is not known yet
		{"pkg-0a", "999999999999", "123456789012", false},
		{"G1", "", "123456789012", false},
		{"G1", "123456789012", "123456789012", false},
		{"G1", "", "", false},
	} {
		p := dictionary(c.id, "AVAILABLE")
		p.Owner = c.owner
		if got := p.OwnedBy(c.account); got != c.want {
			t.Errorf("%s of %q for %q: %v", c.id, c.owner, c.account, got)
		}
	}
}

func TestNextVersion(t *testing.T) {
	for version, want := range map[string]string{"": "v1", "v1": "v2", "v9": "v10", "v099": "v100", "latest": "v1", "v": "v1"} {
		p := dictionary("F1", "AVAILABLE")
		p.Version = version
		if got := p.NextVersion(); got != want {
			t.Errorf("after %q comes %q, want %q", version, got, want)
		}
	}
}

func TestFolder(t *testing.T) {
	for key, want := range map[string]bool{"packages/": true, "a/b/": true, "/": true, "synonyms.txt": false, "a/b.zip": false, "": false} {
		if got := (model.BucketEntry{Key: key}).Folder(); got != want {
			t.Errorf("%q: %v", key, got)
		}
	}
}

func TestOwnedByAWS(t *testing.T) {
	for id, want := range map[string]bool{"G1": true, "G267198521": true, "F1": false, "pkg-0a": false, "": false} {
		if got := model.OwnedByAWS(id); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
}
