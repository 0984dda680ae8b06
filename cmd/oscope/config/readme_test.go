package config_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"oscope/cmd/oscope/config"
)

var update = flag.Bool("update", false, "write the configuration file to begin with into the README")

// The README shows the file to begin with. With -update it is written anew between its
// two comments.
func TestREADMEOfConfiguration(t *testing.T) {
	const (
		file  = "../../../README.md"
		begin = "<!-- configuration: written by go test ./cmd/oscope/config -run README -update -->\n"
		end   = "<!-- end of configuration -->\n"
	)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), begin)
	shown, after, ends := strings.Cut(rest, end)
	want := "```toml\n" + config.Template() + "```\n"
	switch {
	case !begins || !ends:
		t.Fatalf("%s has no place for the configuration, between %sand %s", file, begin, end)
	case shown == want:
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the configuration is stale: go test ./cmd/oscope/config -run README -update\n got %s\nwant %s", shown, want)
	}
}
