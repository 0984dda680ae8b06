package ui_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oscope/ui"
	"oscope/ui/desk"
)

// The table of keys in the README tells of every action, and of no key that does nothing;
// f is one of dialogs.
func TestREADMEOfKeys(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Keys\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var told []string
	quoted := regexp.MustCompile("`([^`]+)`")
	for line := range strings.Lines(section) {
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, key := range quoted.FindAllStringSubmatch(first, -1) {
			told = append(told, key[1])
		}
	}
	var known []string
	for _, x := range ui.Actions() {
		known = append(known, x.Keys...)
		if !slices.ContainsFunc(x.Keys, func(key string) bool { return slices.Contains(told, key) || slices.Contains(told, desk.KeyName(key)) }) && len(x.Keys) > 0 {
			t.Errorf("the README does not tell of %v, %s: %s", x.Keys, x.Name, x.Help)
		}
	}
	for _, key := range told {
		named := slices.ContainsFunc(known, func(k string) bool { return k == key || desk.KeyName(k) == key })
		if !named && desk.Fixed(key) == "" && !slices.Contains([]string{"↑", "↓", "f"}, key) {
			t.Errorf("%s does nothing", key)
		}
	}
}
