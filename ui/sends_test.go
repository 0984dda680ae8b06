package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Every call that changes something says which operations it sends: from them it
// follows whether it may be sent again.
func TestEveryCallSaysWhatItSends(t *testing.T) {
	paths, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok || !isCall(literal) {
				return true
			}
			calls++
			if !names(literal, "Sends") {
				t.Errorf("the call at %s does not say what it sends", files.Position(literal.Pos()))
			}
			return true
		})
	}
	if calls < 15 {
		t.Errorf("only %d calls were found", calls)
	}
}

// isCall reports whether a literal is a write.Call, by itself or in a list of them.
func isCall(literal *ast.CompositeLit) bool {
	if len(literal.Elts) == 0 {
		return false
	}
	if literal.Type == nil { // an element of a list: only Calls have both
		return names(literal, "Feeds") && names(literal, "Do")
	}
	qualified, ok := literal.Type.(*ast.SelectorExpr)
	return ok && qualified.Sel.Name == "Call" && qualified.X.(*ast.Ident).Name == "write"
}

func names(literal *ast.CompositeLit, field string) bool {
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
				return true
			}
		}
	}
	return false
}
