package model_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Imports point down: cmd → ui → awsclient → model, and inside model from its packages
// to the resources, but not from one of them to another, except that checks judge requests
// by what is known. What a test may
// import besides, to play the service or the terminal, is left to its package; only
// awsclient's own must do without a terminal too.
func TestImportsPointDown(t *testing.T) {
	files := 0
	for path, imports := range importsOf(t, "..") {
		files++
		for _, imported := range imports {
			if why := forbidden(path, imported); why != "" {
				t.Errorf("%s imports %s: %s", path, imported, why)
			}
		}
	}
	if files < 50 {
		t.Errorf("only %d files were seen", files)
	}
}

func TestForbiddenImports(t *testing.T) {
	for _, c := range []struct {
		file, imported string
		forbidden      bool
	}{
		{"model/status.go", "go/parser", false},
		{"model/status.go", "golang.org/x/time/rate", true},
		{"model/status.go", "oscope/awsclient", true},
		{"model/check/check.go", "oscope/model/rule", false},
		{"model/rule/rule.go", "oscope/model/check", true},
		{"model/status.go", "oscope/model/rule", true},
		{"model/status_test.go", "oscope/model", false},
		{"model/status_test.go", "oscope/model/live", true},
		{"model/status_test.go", "oscope/awsclient", true},
		{"model/rule/check.go", "oscope/model", false},
		{"model/rule/check.go", "oscope/model/live", true},
		{"model/rule/check.go", "oscope/awsclient", true},
		{"model/rule/check_test.go", "oscope/model/rule", false},
		{"model/live/plan.go", "oscope/model", false},
		{"model/live/plan.go", "oscope/model/rule", true},
		{"model/live/plan.go", "golang.org/x/time/rate", true},
		{"model/live/plan_test.go", "oscope/model/live", false},
		{"model/live/plan_test.go", "oscope/model/rule", true},
		{"awsclient/client.go", "oscope/model", false},
		{"awsclient/client.go", "oscope/model/live", false},
		{"awsclient/client.go", "charm.land/bubbletea/v2", true},
		{"awsclient/client_test.go", "github.com/charmbracelet/x/ansi", true},
		{"awsclient/client.go", "oscope/ui/text", true},
		{"awsclient/client_test.go", "oscope/awsclient/emulator", false},
		{"awsclient/emulator/world.go", "oscope/model", false},
		{"awsclient/emulator/world.go", "oscope/model/rule", false},
		{"awsclient/emulator/world.go", "oscope/model/live", true},
		{"awsclient/emulator/world.go", "oscope/awsclient", true},
		{"awsclient/emulator/world.go", "github.com/aws/smithy-go", true},
		{"awsclient/emulator/world_test.go", "github.com/aws/smithy-go", false},
		{"ui/app.go", "oscope/ui/table", false},
		{"ui/app.go", "oscope/cmd/oscope", true},
		{"cmd/oscope/root.go", "oscope/ui", false},
		{"cmd/oscope/root.go", "oscope/cmd/oscope/archive", false},
	} {
		if got := forbidden(c.file, c.imported); (got != "") != c.forbidden {
			t.Errorf("%s importing %s: %q", c.file, c.imported, got)
		}
	}
}

// forbidden says why a file of the checkout must not import a package, if so.
func forbidden(file, imported string) string {
	folder, test := filepath.ToSlash(filepath.Dir(file))+"/", strings.HasSuffix(file, "_test.go")
	standard := !strings.Contains(strings.Split(imported, "/")[0], ".") && !within(imported, "oscope")
	switch {
	case within(imported, "oscope/cmd") && !strings.HasPrefix(folder, "cmd/"):
		return "nothing is above cmd"
	case within(imported, "oscope/ui") && !strings.HasPrefix(folder, "ui/") && !strings.HasPrefix(folder, "cmd/"):
		return "only cmd is above ui"
	case folder == "model/check/" && (imported == "oscope/model/rule" || imported == "oscope/model/live"):
		return "" // a check judges requests by what is known
	case strings.HasPrefix(folder, "model/") && !standard && imported != "oscope/model" && (!test || "oscope/"+folder != imported+"/"):
		return "model knows nothing but the standard library, its packages the resources besides"
	case strings.HasPrefix(folder, "awsclient/") && (within(imported, "charm.land") || within(imported, "github.com/charmbracelet")):
		return "awsclient knows no terminal"
	case strings.HasPrefix(folder, "awsclient/emulator/") && !test && !standard && imported != "oscope/model" && imported != "oscope/model/rule":
		return "the emulator knows the resources and the rules alone"
	}
	return ""
}

func within(imported, root string) bool {
	return imported == root || strings.HasPrefix(imported, root+"/")
}

// importsOf returns what each Go file below a folder imports, by its path there.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	files := os.DirFS(root)
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		source, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			all[path] = append(all[path], imported)
		}
		if len(file.Imports) == 0 {
			all[path] = nil
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
