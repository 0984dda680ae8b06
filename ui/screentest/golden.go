package screentest

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// Golden compares the screen with testdata/name.golden, which holds it as ANSI
// has it, so that cat shows it. With -update it writes the file instead. What a mask
// matches counts as the same: times that depend on which answer came first.
func (s *Terminal) Golden(name string, masks ...*regexp.Regexp) {
	s.t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name)+".golden")
	got := s.ANSI() + "\n"
	for _, mask := range masks {
		got = mask.ReplaceAllStringFunc(got, func(text string) string { return strings.Repeat("·", len(text)) })
	}
	if *update {
		if err := write(file, got); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.t.Fatalf("%s is missing; run the test with -update to keep this screen:\n%s", file, framed(s.Text()))
	case err != nil:
		s.t.Fatal(err)
	case string(want) != got:
		s.t.Errorf("the screen is not that of %s (run the test with -update if it should be):\n%s", file, difference(string(want), got))
	}
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}

// difference lists the rows in which two screens differ, numbered from 1: what
// they say where that differs, else how their styles do.
func difference(want, got string) string {
	wants, gots := strings.Split(want, "\n"), strings.Split(got, "\n")
	row := func(rows []string, i int) string {
		if i < len(rows) {
			return rows[i]
		}
		return ""
	}
	var words, styles strings.Builder
	for i := range max(len(wants), len(gots)) {
		w, g := row(wants, i), row(gots, i)
		switch wt, gt := ansi.Strip(w), ansi.Strip(g); {
		case wt != gt:
			fmt.Fprintf(&words, "row %d\n  want │%s\n  got  │%s\n", i+1, wt, gt)
		case w != g:
			fmt.Fprintf(&styles, "row %d, same text, other style\n  want %q\n  got  %q\n", i+1, w, g)
		}
	}
	return words.String() + styles.String()
}
