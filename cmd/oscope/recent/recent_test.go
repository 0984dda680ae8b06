package recent_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"oscope/cmd/oscope/recent"
)

func TestRecent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	f := recent.In(dir)
	f.Chosen(map[string][]string{"profiles": {"a", "b"}})
	f.Chosen(map[string][]string{"profiles": {"c"}, "regions": {"us-east-1"}})
	f.Chosen(map[string][]string{"profiles": {"b"}})
	known := recent.In(dir).Lately()
	if !slices.Equal(known["profiles"], []string{"b", "c", "a"}) || !slices.Equal(known["regions"], []string{"us-east-1"}) {
		t.Errorf("got %v", known)
	}
	for i := range 50 {
		f.Chosen(map[string][]string{"profiles": {strconv.Itoa(i)}})
	}
	if known = f.Lately(); len(known["profiles"]) != 20 || known["profiles"][0] != "49" {
		t.Errorf("got %v", known)
	}
	f.ChooseColumns("packages", []string{"name", "engine"})
	f.ChooseColumns("history", []string{"what"})
	f.ChooseColumns("history", nil)
	if columns := recent.In(dir).Columns(); len(columns) != 1 || !slices.Equal(columns["packages"], []string{"name", "engine"}) {
		t.Errorf("got %v", columns)
	}
	if entries, err := os.ReadDir(filepath.Dir(f.Path)); err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
	if info, err := os.Stat(f.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := os.WriteFile(f.Path, []byte("not JSON"), 0o600); err != nil {
		t.Fatal(err)
	}
	if known = f.Lately(); len(known) != 0 {
		t.Errorf("got %v", known)
	}
	recent.In("").Chosen(map[string][]string{"profiles": {"a"}})
	recent.In("").ChooseColumns("packages", []string{"name"})
}
