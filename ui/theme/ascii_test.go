package theme_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"oscope/ui/theme"
)

// Whatever is written into a string for a screen has something that stands for it in ASCII.
func TestWhatIsWrittenHasASCII(t *testing.T) {
	literals := 0
	for _, root := range []string{"..", "../../model"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "screentest") {
				return err
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				literals++
				says, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Error(err)
				}
				plain := theme.InASCII(says)
				for _, r := range plain {
					if r >= 0x80 && r != 0xfffd {
						t.Errorf("%v: %q stays in ASCII", files.Position(literal.Pos()), r)
					}
				}
				if ansi.StringWidth(plain) != ansi.StringWidth(says) {
					t.Errorf("%v: %q is not as wide as %q", files.Position(literal.Pos()), plain, says)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if literals < 1000 {
		t.Errorf("only %d strings were found", literals)
	}
}
