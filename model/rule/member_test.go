package rule_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

// Recorded texts (SERVICE.md §1.4), word for word. Two of them are of other services: the
// rules make them from the same constraints.
func TestRecordedTexts(t *testing.T) {
	const longARN = "arn:aws:es:us-east-1:123456789012:domain/search"
	recorded := rule.Operation{Members: []rule.Member{
		{Name: "Limit", Type: rule.Integer, Min: 1, Max: 10000},
		{Name: "OutputFormat", Enum: []string{"w3c", "raw", "json", "plain", "parquet"}},
		{Name: "Attributes", Type: rule.List, Required: true, Element: &rule.Member{}},
		{Name: "Tags", Type: rule.List, Element: &rule.Member{Type: rule.Structure, Members: []rule.Member{{Name: "TagValue", Max: 256}}}},
	}}
	good := func(change map[string]any) map[string]any {
		values := map[string]any{"Attributes": []any{}}
		maps.Copy(values, change)
		return values
	}
	long := strings.Repeat("v", 257)
	for _, c := range []struct {
		op     *rule.Operation
		values map[string]any
		want   string
	}{
		{
			&rule.DescribeDomain,
			map[string]any{"DomainName": "InvalidName"},
			`Value 'InvalidName' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z][a-z0-9\-]+`,
		},
		{
			&rule.DescribeDomain,
			map[string]any{"DomainName": longARN},
			`Value '` + longARN + `' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z][a-z0-9\-]+; ` +
				`Value '` + longARN + `' at 'domainName' failed to satisfy constraint: Member must have length less than or equal to 28`,
		},
		{&recorded, good(map[string]any{"Limit": 10001.0}), `Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000`},
		{&recorded, good(map[string]any{"OutputFormat": "foobar"}), `Value 'foobar' at 'outputFormat' failed to satisfy constraint: Member must satisfy enum value set: [w3c, raw, json, plain, parquet]`},
		{&recorded, map[string]any{}, `Value null at 'attributes' failed to satisfy constraint: Member must not be null`},
		{
			&recorded, good(map[string]any{"Tags": []any{map[string]any{"TagValue": "fine"}, map[string]any{"TagValue": long}}}),
			`Value '` + long + `' at 'tags.2.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
		},
	} {
		var got []string
		for _, v := range c.op.Check(c.values) {
			got = append(got, v.String())
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("\n got %s\nwant %s", strings.Join(got, "; "), c.want)
		}
	}
}

func TestEveryViolationIsReportedInTheOrderOfTheMembers(t *testing.T) {
	got := rule.CreateApplication.Check(map[string]any{
		"name":        "A!",
		"clientToken": "",
		"dataSources": []any{map[string]any{"dataSourceArn": "short"}, map[string]any{"iamRoleForDataSourceArn": roleARN, "dataSourceDescription": "a;b"}},
		"tagList":     []any{map[string]any{"Key": "k"}},
		"unknown":     "members are ignored",
	})
	var paths []string
	for _, v := range got {
		paths = append(paths, v.Path)
	}
	want := []string{
		"clientToken", "name", "name", "dataSources.1.member.dataSourceArn",
		"dataSources.2.member.dataSourceDescription", "tagList.1.member.value",
	}
	if !slices.Equal(paths, want) {
		t.Errorf("%v, want %v", paths, want)
	}
}

func TestMistypedValues(t *testing.T) {
	for _, c := range []struct {
		op     *rule.Operation
		values map[string]any
		path   string
	}{
		{&rule.GetApplication, map[string]any{"id": 7.0}, "id"},
		{&rule.ListApplications, map[string]any{"maxResults": "7"}, "maxResults"},
		{&rule.ListApplications, map[string]any{"maxResults": 1.5}, "maxResults"},
		{&rule.ListApplications, map[string]any{"maxResults": 1e300}, "maxResults"},
		{&rule.ListApplications, map[string]any{"statuses": "ACTIVE"}, "statuses"},
		{&rule.ListApplications, map[string]any{"statuses": []any{"ACTIVE", true}}, "statuses.2.member"},
		{&rule.PutDefaultApplicationSetting, map[string]any{"applicationArn": applicationARN, "setAsDefault": "true"}, "setAsDefault"},
		{&rule.ListCollections, map[string]any{"collectionFilters": []any{}}, "collectionFilters"},
	} {
		got := c.op.Check(c.values)
		if len(got) != 1 || !got[0].Mistyped || got[0].Path != c.path {
			t.Errorf("%s %v: %+v", c.op.Name, c.values, got)
		}
	}
}

// A list has no absent elements, also where its elements may be empty.
func TestNullElements(t *testing.T) {
	null := func(path string) string {
		return "Value null at '" + path + "' failed to satisfy constraint: Member must not be null"
	}
	for _, c := range []struct {
		op      *rule.Operation
		request string
		want    []string
	}{
		{&rule.DescribeDomains, `{"DomainNames": [null]}`, []string{null("domainNames.1.member")}},
		{&rule.DescribeDomains, `{"DomainNames": ["logs", null, null]}`, []string{null("domainNames.2.member"), null("domainNames.3.member")}},
		{&rule.DescribeDomains, `{"DomainNames": []}`, nil},
		{&rule.DescribeDomains, `{"DomainNames": null}`, []string{null("domainNames")}},
		{&rule.RemoveTags, `{"ARN": "` + domainARN + `", "TagKeys": [null]}`, []string{null("tagKeys.1.member")}},
		{&rule.RemoveTags, `{"ARN": "` + domainARN + `", "TagKeys": [""]}`, nil},
		{&rule.UpdateApplication, `{"id": "abc", "dataSources": [null, {}]}`, []string{null("dataSources.1.member")}},
		{&rule.UpdateApplication, `{"id": "abc", "dataSources": null, "appConfigs": [{"key": null}]}`, nil},
		{&rule.DescribePackages, `{"Filters": [{"Name": "PackageID", "Value": [null]}]}`, []string{null("filters.1.member.value.1.member")}},
		{&rule.AssociatePackages, `{"PackageList": [{"PackageID": "F1", "PrerequisitePackageIDList": [null]}, null], "DomainName": "logs"}`, []string{
			null("packageList.1.member.prerequisitePackageIDList.1.member"), null("packageList.2.member"),
		}},
	} {
		var got []string
		for _, v := range c.op.Check(decode(t, c.request)) {
			got = append(got, v.String())
			if !v.Null || v.Advice != "is required" {
				t.Errorf("%s %s: %+v", c.op.Name, c.request, v)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %s:\n got %q\nwant %q", c.op.Name, c.request, got, c.want)
		}
	}
}

func TestWorkspaceIsAnExistingOneOrANewOne(t *testing.T) {
	check := func(more map[string]any) []rule.Violation {
		more["id"], more["dataSourceArn"] = "abc", domainARN
		return rule.AttachDataSource.Check(more)
	}
	fresh := map[string]any{"name": "Logs", "workspaceType": "SEARCH"}
	for _, fine := range []map[string]any{{}, {"workspaceId": "yCdEiL"}, {"workspaceConfiguration": fresh}} {
		if got := check(fine); len(got) > 0 {
			t.Errorf("%v: %v", fine, got)
		}
	}
	got := check(map[string]any{"workspaceId": "yCdEiL", "workspaceConfiguration": fresh})
	if len(got) != 1 || got[0].Constraint != "workspaceId and workspaceConfiguration are mutually exclusive" || !got[0].Documented {
		t.Errorf("both: %+v", got)
	}
	// No SDK can know the rules of a new workspace: the model has plain strings.
	for _, v := range check(map[string]any{"workspaceConfiguration": map[string]any{"name": "a/b", "workspaceType": "LOGS"}}) {
		if !v.Documented {
			t.Errorf("%s is not marked as known from the documentation alone", v)
		}
	}
	for _, v := range check(map[string]any{"workspaceConfiguration": map[string]any{}}) {
		if v.Documented || !v.Null {
			t.Errorf("%s: the service model itself requires it", v)
		}
	}
}

func TestMemberStandingAlone(t *testing.T) {
	name, ok := rule.CreateApplication.Member("name")
	if !ok {
		t.Fatal("CreateApplication has no name")
	}
	description, _ := rule.CreateApplication.Member("dataSources.dataSourceDescription")
	days, _ := rule.PutIntegration.Member("resourceConfig.openSearchResourceConfig.retentionDays")
	users, _ := rule.UpdatePackageScope.Member("PackageUserList")
	for _, c := range []struct {
		member rule.Member
		value  string
		want   []string
	}{
		{name, "my-app", nil},
		{name, "", []string{"is required"}},
		{name, "a", []string{"must be lower-case letters, digits and hyphens, beginning with a letter", "must be at least 3 characters (now 1)"}},
		{name, strings.Repeat("a", 31), []string{"must be at most 30 characters (now 31)"}},
		{description, "", nil},
		{days, "", []string{"is required"}},
		{days, "30", nil},
		{days, " 7 ", nil},
		{days, "0", []string{"must be at least 1 (now 0)"}},
		{days, "31", []string{"must be at most 30 (now 31)"}},
		{days, "a week", []string{"must be a whole number"}},
		{days, "1.5", []string{"must be a whole number"}},
		// Of a list the field holds one entry.
		{users, "", []string{"is required"}},
		{users, "GLOBAL", nil},
		{users, "123456789012", nil},
		{users, "12345", []string{"must be an account of 12 digits, or GLOBAL", "must be at least 6 characters (now 5)"}},
		{description, "a;b", []string{`must be letters, digits, spaces and \ _ @ # % * + = : ? . / ! -`}},
	} {
		var got []string
		for _, v := range c.member.Check(c.value) {
			got = append(got, v.Advice)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %q: %q, want %q", c.member.Name, c.value, got, c.want)
		}
	}
}

func TestMemberByPath(t *testing.T) {
	for path, want := range map[string]bool{
		"id": true, "workspaceConfiguration": true, "workspaceConfiguration.name": true,
		"": false, "Id": false, "id.name": false, "workspaceConfiguration.": false, "nothing": false,
	} {
		if m, ok := rule.AttachDataSource.Member(path); ok != want || ok && !strings.HasSuffix(path, m.Name) {
			t.Errorf("%q: %v %q", path, ok, m.Name)
		}
	}
	if m, ok := rule.AddTags.Member("TagList.Key"); !ok || m.Max != 128 {
		t.Errorf("TagList.Key: %v %+v", ok, m)
	}
}

func TestRule(t *testing.T) {
	for _, c := range []struct {
		op   *rule.Operation
		path string
		want string
	}{
		{&rule.CreateApplication, "name", "3 to 30 characters; lower-case letters, digits and hyphens, beginning with a letter"},
		{&rule.CreateApplication, "dataSources.dataSourceDescription", `at most 1000 characters; letters, digits, spaces and \ _ @ # % * + = : ? . / ! -`},
		{&rule.AttachDataSource, "id", "3 to 30 lower-case letters and digits"},
		{&rule.AttachDataSource, "workspaceId", ""},
		{&rule.AttachDataSource, "workspaceConfiguration.name", "1 to 40 characters; letters, digits, spaces and ( ) [ ] - _"},
		{&rule.AttachDataSource, "workspaceConfiguration.workspaceType", "one of OBSERVABILITY, SECURITY_ANALYTICS, SEARCH"},
		{&rule.ListCollections, "maxResults", "1 to 100"},
		{&rule.ListApplications, "maxResults", "0 to 100"},
		{&rule.PutDefaultApplicationSetting, "setAsDefault", ""},
	} {
		m, ok := c.op.Member(c.path)
		if got := m.Rule(); !ok || got != c.want {
			t.Errorf("%s.%s: %v %q, want %q", c.op.Name, c.path, ok, got, c.want)
		}
	}
}
