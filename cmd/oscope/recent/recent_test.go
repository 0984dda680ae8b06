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
	f.Opened([]string{"a", "b"}, nil)
	f.Opened([]string{"c"}, []string{"us-east-1"})
	f.Opened([]string{"b"}, nil)
	profiles, regions := recent.In(dir).Lately()
	if !slices.Equal(profiles, []string{"b", "c", "a"}) || !slices.Equal(regions, []string{"us-east-1"}) {
		t.Errorf("got %v, %v", profiles, regions)
	}
	for i := range 50 {
		f.Opened([]string{strconv.Itoa(i)}, nil)
	}
	if profiles, _ = f.Lately(); len(profiles) != 20 || profiles[0] != "49" {
		t.Errorf("got %v", profiles)
	}
	f.Choose("packages", []string{"name", "engine"})
	f.Choose("history", []string{"what"})
	f.Choose("history", nil)
	if columns := recent.In(dir).Columns(); len(columns) != 1 || !slices.Equal(columns["packages"], []string{"name", "engine"}) {
		t.Errorf("got %v", columns)
	}
	if profiles, _ = f.Lately(); len(profiles) != 20 {
		t.Errorf("columns in the place of profiles: %v", profiles)
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
	if profiles, regions = f.Lately(); len(profiles)+len(regions) != 0 {
		t.Errorf("got %v, %v", profiles, regions)
	}
	recent.In("").Opened([]string{"a"}, nil)
	recent.In("").Choose("packages", []string{"name"})
}
