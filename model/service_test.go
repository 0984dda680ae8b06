package model_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	section  = regexp.MustCompile(`(?m)^#+ ([0-9]+(?:\.[0-9]+)?)\.? `)
	citation = regexp.MustCompile(`§([0-9.]*[0-9])`)
	document = regexp.MustCompile(`([\w/]+\.md)\s+(?://\s*)?§`)
	facts    = regexp.MustCompile(`SERVICE\.md( §[0-9])?`)
)

// What the repository cites of SERVICE.md is there, and it cites nothing else: a
// reader must be able to look up every fact.
func TestCitedSectionsExist(t *testing.T) {
	sections := map[string]bool{}
	text, err := os.ReadFile("SERVICE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range section.FindAllStringSubmatch(string(text), -1) {
		sections[m[1]] = true
	}
	cited := 0
	root := os.DirFS("..")
	if _, err := fs.Stat(root, "go.mod"); err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		extension := path.Ext(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name == ".git":
			return fs.SkipDir
		case entry.IsDir() || extension != ".go" && extension != ".md":
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		text := string(data)
		for _, m := range citation.FindAllStringSubmatch(text, -1) {
			cited++
			if !sections[m[1]] {
				t.Errorf("%s cites §%s, which SERVICE.md does not have", name, m[1])
			}
		}
		for _, m := range document.FindAllStringSubmatch(text, -1) {
			if path.Base(m[1]) != "SERVICE.md" {
				t.Errorf("%s cites %s", name, m[1])
			}
		}
		for _, m := range facts.FindAllStringSubmatch(text, -1) {
			if extension == ".go" && m[1] == "" && !strings.HasSuffix(name, "service_test.go") {
				t.Errorf("%s names SERVICE.md without a section on the same line", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sections) < 30 || cited < 30 {
		t.Errorf("found %d sections and %d citations", len(sections), cited)
	}
}
