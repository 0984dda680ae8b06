package model_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"oscope/model"
)

// operations is every operation that is declared, each with a request that sets
// every member and breaks no rule.
var operations = []struct {
	op      *model.Operation
	request string
}{
	{&model.CreateApplication, `{"clientToken": "t", "name": "my-app", "dataSources": [` + dataSource + `], "iamIdentityCenterOptions": ` + identityCenter + `,
		"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}], "tagList": [{"Key": "team", "Value": ""}], "kmsKeyArn": "` + keyARN + `"}`},
	{&model.GetApplication, `{"id": "9wfds1dy935s8exh7yo0"}`},
	{&model.ListApplications, `{"nextToken": "n", "statuses": ["CREATING", "FAILED"], "maxResults": 100}`},
	{&model.UpdateApplication, `{"id": "9wfds1dy935s8exh7yo0", "dataSources": [` + dataSource + `], "iamIdentityCenterOptions": ` + identityCenter + `,
		"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.groups", "value": "*"}]}`},
	{&model.DeleteApplication, `{"id": "9wfds1dy935s8exh7yo0"}`},
	{&model.GetDefaultApplicationSetting, `{}`},
	{&model.PutDefaultApplicationSetting, `{"applicationArn": "` + domainARN + `", "setAsDefault": false}`},
	{&model.ListTags, `{"arn": "` + domainARN + `"}`},
	{&model.AddTags, `{"ARN": "` + domainARN + `", "TagList": [{"Key": "team", "Value": "search"}]}`},
	{&model.RemoveTags, `{"ARN": "` + domainARN + `", "TagKeys": ["team"]}`},
	{&model.AttachDataSource, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `", "clientToken": "t",
		"workspaceConfiguration": {"name": "Logs (prod)", "workspaceType": "OBSERVABILITY"}}`},
	{&model.DetachDataSource, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `"}`},
	{&model.DescribeDataSourceAttachment, `{"id": "9wfds1dy935s8exh7yo0", "dataSourceArn": "` + domainARN + `"}`},
	{&model.ListDataSourceAttachments, `{"id": "9wfds1dy935s8exh7yo0", "nextToken": "n", "maxResults": 50}`},
	{&model.ListDomainNames, `{"engineType": "OpenSearch"}`},
	{&model.DescribeDomains, `{"DomainNames": ["search-prod"]}`},
	{&model.DescribeDomain, `{"DomainName": "search-prod"}`},
	{&model.ListCollections, `{"collectionFilters": {"name": "logs", "status": "ACTIVE", "collectionGroupName": "group"}, "nextToken": "n", "maxResults": 1}`},
	{&model.BatchGetCollection, `{"ids": ["07tjusf2h91cunochc"], "names": ["logs"]}`},
}

const (
	roleARN        = "arn:aws:iam::123456789012:role/access"
	keyARN         = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"
	dataSource     = `{"dataSourceArn": "` + domainARN + `", "dataSourceDescription": "prod: logs #1", "iamRoleForDataSourceArn": "` + roleARN + `"}`
	identityCenter = `{"enabled": true, "iamIdentityCenterInstanceArn": "arn:aws:sso:::instance/ssoins-1", "iamRoleForIdentityCenterApplicationArn": "` + roleARN + `"}`
)

const (
	lowerName       = `[a-z][a-z0-9\-]+`
	serverlessName  = `[a-z][a-z0-9-]+`
	idPattern       = `[a-z0-9]{3,30}`
	descriptionText = `^([a-zA-Z0-9_])*[\\a-zA-Z0-9_@#%*+=:?./!\s-]*$`
	rolePattern     = `arn:(aws|aws\-cn|aws\-us\-gov|aws\-iso|aws\-iso\-b):iam::[0-9]+:role\/.*`
	keyPattern      = `^arn:aws[a-zA-Z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$`
)

// constraint is one row of the service models: the constraints on one member.
type constraint struct {
	member   string // as on the wire; [] is any element
	required bool
	min, max int
	pattern  string
	enum     []string
}

var (
	applicationStatuses = []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED"}
	applicationSettings = []constraint{
		{member: "appConfigs", max: 200},
		{member: "appConfigs[].key", enum: []string{"opensearchDashboards.dashboardAdmin.users", "opensearchDashboards.dashboardAdmin.groups"}},
		{member: "appConfigs[].value", min: 1, max: 4096},
		{member: "dataSources[].dataSourceArn", min: 20, max: 2048},
		{member: "dataSources[].dataSourceDescription", max: 1000, pattern: descriptionText},
		{member: "dataSources[].iamRoleForDataSourceArn", min: 20, max: 2048, pattern: rolePattern},
		{member: "iamIdentityCenterOptions.iamIdentityCenterInstanceArn", min: 20, max: 2048},
		{member: "iamIdentityCenterOptions.iamRoleForIdentityCenterApplicationArn", min: 20, max: 2048, pattern: rolePattern},
	}
	id        = constraint{member: "id", required: true, pattern: idPattern}
	source    = constraint{member: "dataSourceArn", required: true, min: 20, max: 2048}
	taggedARN = constraint{member: "ARN", required: true, min: 20, max: 2048}
)

// constraints is what the service models say (api.md §7), without the pattern .*
// of some ARNs and tags, and with the two members of workspaceConfiguration that
// the documentation alone constrains.
var constraints = map[string][]constraint{
	"CreateApplication": append([]constraint{
		{member: "clientToken", min: 1, max: 64},
		{member: "name", required: true, min: 3, max: 30, pattern: lowerName},
		{member: "tagList[].Key", required: true, min: 1, max: 128},
		{member: "tagList[].Value", required: true, max: 256},
		{member: "kmsKeyArn", min: 20, max: 2048, pattern: keyPattern},
	}, applicationSettings...),
	"GetApplication":               {id},
	"ListApplications":             {{member: "statuses[]", enum: applicationStatuses}, {member: "maxResults", max: 100}},
	"UpdateApplication":            append([]constraint{id}, applicationSettings...),
	"DeleteApplication":            {id},
	"PutDefaultApplicationSetting": {{member: "applicationArn", required: true, min: 20, max: 2048}, {member: "setAsDefault", required: true}},
	"ListTags":                     {{member: "arn", required: true, min: 20, max: 2048}},
	"AddTags": {
		taggedARN,
		{member: "TagList", required: true},
		{member: "TagList[].Key", required: true, min: 1, max: 128},
		{member: "TagList[].Value", required: true, max: 256},
	},
	"RemoveTags": {taggedARN, {member: "TagKeys", required: true}},
	"AttachDataSource": {
		id, source,
		{member: "clientToken", min: 1, max: 64},
		{member: "workspaceConfiguration.name", required: true, min: 1, max: 40, pattern: `[a-zA-Z0-9()\[\]_ -]+`},
		{member: "workspaceConfiguration.workspaceType", required: true, enum: []string{"OBSERVABILITY", "SECURITY_ANALYTICS", "SEARCH"}},
	},
	"DetachDataSource":             {id, source},
	"DescribeDataSourceAttachment": {id, source},
	"ListDataSourceAttachments":    {id},
	"ListDomainNames":              {{member: "engineType", enum: []string{"OpenSearch", "Elasticsearch"}}},
	"DescribeDomains":              {{member: "DomainNames", required: true}, {member: "DomainNames[]", min: 3, max: 28, pattern: lowerName}},
	"DescribeDomain":               {{member: "DomainName", required: true, min: 3, max: 28, pattern: lowerName}},
	"ListCollections": {
		{member: "collectionFilters.name", min: 3, max: 64, pattern: serverlessName},
		{member: "collectionFilters.status", enum: []string{"CREATING", "UPDATING", "DELETING", "ACTIVE", "FAILED", "UPDATE_FAILED"}},
		{member: "collectionFilters.collectionGroupName", min: 3, max: 32, pattern: serverlessName},
		{member: "maxResults", min: 1, max: 100},
	},
	"BatchGetCollection": {
		{member: "ids", min: 1, max: 100},
		{member: "ids[]", min: 3, max: 40, pattern: `[a-z0-9]{3,40}`},
		{member: "names", min: 1, max: 100},
		{member: "names[]", min: 3, max: 64, pattern: serverlessName},
	},
}

func TestEveryDeclaredOperationIsCovered(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "operation.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, o := range operations {
		covered[o.op.Name] = true
	}
	declared := 0
	for _, object := range file.Scope.Objects {
		spec, ok := object.Decl.(*ast.ValueSpec)
		if !ok || object.Kind != ast.Var || !isOperation(spec, object.Name) {
			continue
		}
		declared++
		if !covered[object.Name] {
			t.Errorf("%s has no example request here", object.Name)
		}
	}
	if declared != len(operations) {
		t.Errorf("%d operations are declared, %d have examples", declared, len(operations))
	}
}

func isOperation(spec *ast.ValueSpec, name string) bool {
	for i, ident := range spec.Names {
		if ident.Name != name || i >= len(spec.Values) {
			continue
		}
		literal, ok := spec.Values[i].(*ast.CompositeLit)
		if !ok {
			return false
		}
		typ, ok := literal.Type.(*ast.Ident)
		return ok && typ.Name == "Operation"
	}
	return false
}

func TestExamplesBreakNoRule(t *testing.T) {
	for _, o := range operations {
		if got := o.op.Check(decode(t, o.request)); len(got) > 0 {
			t.Errorf("%s: %v", o.op.Name, got)
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

func declaredConstraints(prefix string, members []model.Member) []constraint {
	var all []constraint
	for _, m := range members {
		all = append(all, constraintsOf(prefix+m.Name, m)...)
	}
	return all
}

func constraintsOf(path string, m model.Member) []constraint {
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

// Each member is given values at its bounds, next to them and beyond its pattern
// and enum, in a request that is right otherwise; the texts must be those that
// the table and the recorded wording lead to.
func TestValuesAtAndBeyondTheBounds(t *testing.T) {
	tried := 0
	for _, o := range operations {
		for _, c := range constraints[o.op.Name] {
			for _, value := range valuesAround(c, at(decode(t, o.request), c.member)) {
				request := decode(t, o.request)
				put(request, c.member, value)
				var got []string
				for _, v := range o.op.Check(request) {
					got = append(got, v.String())
				}
				if want := c.texts(value); !slices.Equal(got, want) {
					t.Errorf("%s.%s = %.60q:\n got %.300q\nwant %.300q", o.op.Name, c.member, fmt.Sprint(value), got, want)
				}
				tried++
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d values were tried", tried)
	}
}

// valuesAround are values to try for a member that has a good one already.
func valuesAround(c constraint, good any) []any {
	values := []any{good, nil}
	switch good := good.(type) {
	case string:
		values = append(values, "", "x", "Ünïcode", "a\nb", " "+good, good+"!", strings.ToUpper(good))
		for _, e := range c.enum {
			values = append(values, e, e+" ", strings.ToLower(e))
		}
		for _, n := range []int{c.min - 1, c.min, c.max, c.max + 1} {
			if n > 0 {
				values = append(values, stretch(good, n), strings.Repeat("é", n))
			}
		}
	case float64:
		values = append(values, -1.0, 0.0, float64(c.min), float64(c.max), float64(c.max+1))
	case []any:
		values = append(values, []any{})
		for _, n := range []int{c.max, c.max + 1} {
			if n > 1 {
				values = append(values, slices.Repeat(good[:1], n))
			}
		}
	}
	return values
}

// stretch makes a value n characters long without touching how it begins.
func stretch(value string, n int) string {
	if len(value) >= n {
		return value[:n]
	}
	return value + strings.Repeat("a", n-len(value))
}

// texts is what the service says of a value, told by its rules alone: a missing
// one is null, as no element may be, a pattern comes before a length, elements are counted from 1.
func (c constraint) texts(value any) []string {
	path := strings.ReplaceAll(c.member, "[]", ".1.member")
	steps := strings.Split(path, ".")
	for i, s := range steps {
		if s == strings.ToUpper(s) {
			steps[i] = strings.ToLower(s)
		} else {
			steps[i] = strings.ToLower(s[:1]) + s[1:]
		}
	}
	path = strings.Join(steps, ".")

	var all []string
	say := func(value, constraint string) {
		all = append(all, "Value "+value+" at '"+path+"' failed to satisfy constraint: Member must "+constraint)
	}
	bounds := func(shown, of string, n int) {
		if c.min > 0 && n < c.min {
			say(shown, fmt.Sprintf("have %s greater than or equal to %d", of, c.min))
		}
		if c.max > 0 && n > c.max {
			say(shown, fmt.Sprintf("have %s less than or equal to %d", of, c.max))
		}
	}
	switch value := value.(type) {
	case nil:
		if c.required || strings.HasSuffix(c.member, "[]") {
			say("null", "not be null")
		}
	case string:
		shown := "'" + value + "'"
		if c.pattern != "" && !slices.Equal(regexp.MustCompile(c.pattern).FindStringIndex(value), []int{0, len(value)}) {
			say(shown, "satisfy regular expression pattern: "+c.pattern)
		}
		if len(c.enum) > 0 && !slices.Contains(c.enum, value) {
			say(shown, "satisfy enum value set: ["+strings.Join(c.enum, ", ")+"]")
		}
		bounds(shown, "length", utf8.RuneCountInString(value))
	case float64:
		bounds("'"+strconv.Itoa(int(value))+"'", "value", int(value))
	case []any:
		bounds("'"+fmt.Sprint(value)+"'", "length", len(value))
	}
	return all
}

// at and put reach a member by its path; [] is the first element.
func at(values map[string]any, path string) any {
	var here any = values
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[]", ".[]"), ".") {
		if step == "[]" {
			here = here.([]any)[0]
		} else {
			here = here.(map[string]any)[step]
		}
	}
	return here
}

func put(values map[string]any, path string, value any) {
	if list, ok := strings.CutSuffix(path, "[]"); ok {
		at(values, list).([]any)[0] = value
		return
	}
	i := strings.LastIndex(path, ".")
	if i < 0 {
		values[path] = value
		return
	}
	at(values, path[:i]).(map[string]any)[path[i+1:]] = value
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
