package rule_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

// Every operation that is declared is in the table, and has an example request.
func TestEveryDeclaredOperationIsCovered(t *testing.T) {
	tabled, covered := map[string]int{}, map[string]bool{}
	for _, o := range rule.Operations {
		tabled[o.Name]++
	}
	for _, o := range rule.Around { // whose requests nobody fills in
		tabled[o.Name]++
		covered[o.Name] = true
	}
	for _, o := range operations {
		covered[o.op.Name] = true
	}
	declared := 0
	for _, file := range sourceFiles(t) {
		for _, name := range declaredOperations(file) {
			declared++
			if tabled[name] != 1 {
				t.Errorf("%s is in the table of operations %d times", name, tabled[name])
			}
			if !covered[name] {
				t.Errorf("%s has no example request here", name)
			}
		}
	}
	if declared != len(operations)+len(rule.Around) || declared != len(rule.Operations)+len(rule.Around) {
		t.Errorf("%d operations are declared, %d in the table, %d have examples", declared, len(rule.Operations), len(operations))
	}
}

// Of every operation all facts are declared, as AWS writes them.
func TestOperationsAreWhole(t *testing.T) {
	action := regexp.MustCompile(`^[a-z0-9]+:[A-Z][A-Za-z0-9]+$`)
	for _, o := range rule.Operations {
		reads := regexp.MustCompile(`^(Get|List|Describe|BatchGet|Head|Simulate)[A-Z]`).MatchString(o.Name)
		switch {
		case o.Service.ID == "" || o.Service.Command == "" || o.Service.Prefix == "":
			t.Errorf("%s is of the service %+v", o.Name, o.Service)
		case !action.MatchString(o.Permission()):
			t.Errorf("%s has the IAM action %q", o.Name, o.Permission())
		case o.Effect != rule.Reads && o.Effect != rule.Repeatable && o.Effect != rule.Once:
			t.Errorf("%s does not say what sending it does", o.Name)
		case reads != (o.Effect == rule.Reads):
			t.Errorf("%s does not sound like what sending it does (%d)", o.Name, o.Effect)
		case rule.Declared(o.Service.ID, o.Name) != o:
			t.Errorf("%s of %s is not found", o.Name, o.Service.ID)
		}
	}
	for _, other := range [][2]string{{"S3", "ListAliases"}, {"", "ListAliases"}, {"KMS", ""}, {"KMS", "CreateKey"}} {
		if o := rule.Declared(other[0], other[1]); o != nil {
			t.Errorf("%s is taken for %s of %s", other, o.Name, o.Service.ID)
		}
	}
}

// sourceFiles are the files of the package without its tests.
func sourceFiles(t *testing.T) (files []*ast.File) {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// declaredOperations returns the package-level variables that are Operation{…}.
func declaredOperations(file *ast.File) (names []string) {
	for _, declaration := range file.Decls {
		general, ok := declaration.(*ast.GenDecl)
		if !ok || general.Tok != token.VAR {
			continue
		}
		for _, spec := range general.Specs {
			variables, _ := spec.(*ast.ValueSpec)
			for i, value := range variables.Values {
				literal, ok := value.(*ast.CompositeLit)
				if !ok {
					continue
				}
				if typ, ok := literal.Type.(*ast.Ident); ok && typ.Name == "Operation" {
					names = append(names, variables.Names[i].Name)
				}
			}
		}
	}
	return names
}

func TestExamplesBreakNoRule(t *testing.T) {
	for _, o := range operations {
		for _, op := range []*rule.Operation{o.op, o.op.In("us-east-1")} {
			if got := op.Check(decode(t, o.request)); len(got) > 0 {
				t.Errorf("%s: %v", op.Name, got)
			}
		}
	}
}

// The declarations hold the constraints of the table and no others.
func TestConstraintsAreThoseOfTheService(t *testing.T) {
	for _, o := range operations {
		want := slices.Clone(constraints[o.op.Name])
		for _, got := range declaredConstraints("", o.op.Members) {
			i := slices.IndexFunc(want, func(c constraint) bool { return c.member == got.member })
			if i < 0 {
				t.Errorf("%s.%s has constraints that the service does not have: %+v", o.op.Name, got.member, got)
				continue
			}
			if fmt.Sprint(got) != fmt.Sprint(want[i]) {
				t.Errorf("%s:\n got %+v\nwant %+v", o.op.Name, got, want[i])
			}
			want = slices.Delete(want, i, i+1)
		}
		for _, c := range want {
			t.Errorf("%s lacks %+v", o.op.Name, c)
		}
	}
}

func declaredConstraints(prefix string, members []rule.Member) []constraint {
	var all []constraint
	for _, m := range members {
		all = append(all, constraintsOf(prefix+m.Name, m)...)
	}
	return all
}

func constraintsOf(path string, m rule.Member) []constraint {
	c := constraint{member: path, required: m.Required, min: m.Min, max: m.Max, enum: m.Enum}
	if m.Pattern != nil {
		c.pattern = m.Pattern.Source
	}
	var all []constraint
	if c.required || c.min != 0 || c.max != 0 || c.pattern != "" || len(c.enum) > 0 {
		all = append(all, c)
	}
	all = append(all, declaredConstraints(path+".", m.Members)...)
	if m.Element != nil {
		all = append(all, constraintsOf(path+"[]", *m.Element)...)
	}
	return all
}

func decode(t testing.TB, request string) map[string]any {
	t.Helper()
	values := map[string]any{}
	if err := json.Unmarshal([]byte(request), &values); err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return values
}

// Whatever arrives is judged without a panic, in the same words each time.
func FuzzCheck(f *testing.F) {
	for _, o := range operations {
		f.Add(o.request)
	}
	for _, s := range []string{
		`{"id": 7}`, `{"id": null, "dataSourceArn": ["x"]}`, `{"maxResults": 1e300}`, `{"maxResults": 1.5}`, `{"DomainNames": [null, {}, []]}`,
		`{"tagList": [null, {"Key": null}, 3], "dataSources": {}}`, `{"workspaceId": "", "workspaceConfiguration": false}`, `{"names": [[[]]]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, request string) {
		values := map[string]any{}
		if json.Unmarshal([]byte(request), &values) != nil {
			t.Skip("not a JSON object")
		}
		for _, o := range operations {
			once, twice := o.op.Check(values), o.op.Check(maps.Clone(values))
			if !slices.Equal(once, twice) {
				t.Errorf("%s of %s: once %v, then %v", o.op.Name, request, once, twice)
			}
			for _, v := range once {
				if v.Path == "" || v.Constraint == "" || v.Advice == "" || v.String() == "" {
					t.Errorf("%s of %s: %+v does not say what is wrong", o.op.Name, request, v)
				}
			}
		}
	})
}
