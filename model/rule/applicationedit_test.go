package rule_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"oscope/model"
	"oscope/model/rule"
)

func sources(arns ...string) []model.ApplicationDataSource {
	all := make([]model.ApplicationDataSource, len(arns))
	for i, arn := range arns {
		all[i] = model.ApplicationDataSource{ARN: arn}
	}
	return all
}

// Administrators are found in all the forms that the service stores
// (SERVICE.md §2.3); what is under other keys is kept apart.
func TestEditOf(t *testing.T) {
	for _, c := range []struct {
		value string
		want  []string
	}{
		{`["*"]`, []string{"*"}},
		{`["arn:aws:iam::123456789012:user/jane", "joe"]`, []string{"arn:aws:iam::123456789012:user/jane", "joe"}},
		{`[]`, nil},
		{``, nil},
		{`admin-user`, []string{"admin-user"}},
		{`arn:aws:iam::123456789012:role/Admin`, []string{"arn:aws:iam::123456789012:role/Admin"}},
		{`"quoted"`, []string{`"quoted"`}},
		{`["broken`, []string{`["broken`}},
		{`["a", 1]`, []string{`["a", 1]`}},
		{`123456789012`, []string{"123456789012"}},
	} {
		for _, key := range []string{rule.AdminUsers, rule.AdminGroups} {
			e := rule.EditOf(model.ApplicationDetail{Configs: []model.ApplicationConfig{{Key: key, Value: c.value}}})
			got, other := e.Users, e.Groups
			if key == rule.AdminGroups {
				got, other = other, got
			}
			if !slices.Equal(got, c.want) || len(other) > 0 || len(e.Others) > 0 {
				t.Errorf("%s = %s: %+v, want %q", key, c.value, e, c.want)
			}
		}
	}
	center := model.IdentityCenter{Enabled: true, InstanceARN: "instance", RoleARN: "role", ApplicationARN: "application"}
	unknown := model.ApplicationConfig{Key: "dashboardsPlugin.idcInstanceArn", Value: `["x"]`}
	got := rule.EditOf(model.ApplicationDetail{
		DataSources: sources("one", "two"), IdentityCenter: center, KMSKeyARN: keyARN,
		Configs: []model.ApplicationConfig{{Key: rule.AdminUsers, Value: "a"}, unknown, {Key: rule.AdminUsers, Value: `["b"]`}},
	})
	want := rule.ApplicationEdit{DataSources: sources("one", "two"), Users: []string{"a", "b"}, IdentityCenter: center, Others: []model.ApplicationConfig{unknown}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestConfigs(t *testing.T) {
	for _, c := range []struct {
		edit rule.ApplicationEdit
		want []model.ApplicationConfig
	}{
		{rule.ApplicationEdit{}, []model.ApplicationConfig{}},
		{rule.ApplicationEdit{Users: []string{}, Groups: []string{}}, []model.ApplicationConfig{}},
		{rule.ApplicationEdit{Users: []string{"*"}}, []model.ApplicationConfig{{Key: rule.AdminUsers, Value: `["*"]`}}},
		{
			rule.ApplicationEdit{Users: []string{"jane", `"x"`}, Groups: []string{"ops"}, Others: []model.ApplicationConfig{{Key: "other", Value: "refused"}}},
			[]model.ApplicationConfig{{Key: rule.AdminUsers, Value: `["jane","\"x\""]`}, {Key: rule.AdminGroups, Value: `["ops"]`}},
		},
	} {
		if got := c.edit.Configs(); got == nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v:\n got %q\nwant %q", c.edit, got, c.want)
		}
	}
}

// What the settings say of administrators is what is read from them again.
func FuzzAdministrators(f *testing.F) {
	for _, s := range []string{"jane", `["a"]`, "", "<&>", "\u2028", `\`, "null", "[]"} {
		f.Add(s, "ops", uint8(3))
	}
	f.Fuzz(func(t *testing.T, a, b string, which uint8) {
		valid := func(s string) string { text, _ := json.Marshal(s); _ = json.Unmarshal(text, &s); return s }
		names := []string{valid(a), valid(b)}
		users, groups := names[:which%3], names[which/3%3:]
		e := rule.EditOf(model.ApplicationDetail{Configs: rule.ApplicationEdit{Users: users, Groups: groups}.Configs()})
		if !slices.Equal(e.Users, users) || !slices.Equal(e.Groups, groups) {
			t.Errorf("users %q, groups %q became %+v", users, groups, e)
		}
	})
}

// An update says only what is to change; an empty list clears (SERVICE.md §2.4).
func TestUpdateRequest(t *testing.T) {
	base := rule.ApplicationEdit{
		DataSources: sources("one", "two"), Users: []string{"jane", "joe"}, Groups: []string{"ops"},
		IdentityCenter: model.IdentityCenter{Enabled: true, InstanceARN: "i", RoleARN: "r", ApplicationARN: "application"},
		Others:         []model.ApplicationConfig{{Key: "other", Value: "kept by the service"}},
	}
	type edit = *rule.ApplicationEdit
	user := func(value string) string { return `{"key":"` + rule.AdminUsers + `","value":"` + value + `"}` }
	group := func(value string) string { return `{"key":"` + rule.AdminGroups + `","value":"` + value + `"}` }
	for name, c := range map[string]struct {
		change func(edit)
		want   string // beside the id
	}{
		"nothing":                 {func(edit) {}, ``},
		"another order":           {func(e edit) { e.DataSources, e.Users = sources("two", "one"), []string{"joe", "jane"} }, ``},
		"what no request can set": {func(e edit) { e.Others, e.IdentityCenter.ApplicationARN = nil, "" }, ``},

		"one more source": {
			func(e edit) { e.DataSources = sources("one", "two", "three") },
			`,"dataSources":[{"dataSourceArn":"one"},{"dataSourceArn":"two"},{"dataSourceArn":"three"}]`,
		},
		"a source described": {
			func(e edit) {
				e.DataSources = []model.ApplicationDataSource{{ARN: "one"}, {ARN: "two", Description: "d"}}
			},
			`,"dataSources":[{"dataSourceArn":"one"},{"dataSourceArn":"two","dataSourceDescription":"d"}]`,
		},
		"a source with a role": {
			func(e edit) { e.DataSources = []model.ApplicationDataSource{{ARN: "one", RoleARN: "r"}, {ARN: "two"}} },
			`,"dataSources":[{"dataSourceArn":"one","iamRoleForDataSourceArn":"r"},{"dataSourceArn":"two"}]`,
		},
		"no source": {func(e edit) { e.DataSources = nil }, `,"dataSources":[]`},

		"one user less":     {func(e edit) { e.Users = []string{"joe"} }, `,"appConfigs":[` + user(`[\"joe\"]`) + `,` + group(`[\"ops\"]`) + `]`},
		"no groups":         {func(e edit) { e.Groups = nil }, `,"appConfigs":[` + user(`[\"jane\",\"joe\"]`) + `]`},
		"no administrators": {func(e edit) { e.Users, e.Groups = nil, []string{} }, `,"appConfigs":[]`},

		"Identity Center off": {
			func(e edit) { e.IdentityCenter.Enabled = false },
			`,"iamIdentityCenterOptions":{"enabled":false,"iamIdentityCenterInstanceArn":"i","iamRoleForIdentityCenterApplicationArn":"r"}`,
		},
		"Identity Center, another": {
			func(e edit) { e.IdentityCenter.InstanceARN = "j" },
			`,"iamIdentityCenterOptions":{"enabled":true,"iamIdentityCenterInstanceArn":"j","iamRoleForIdentityCenterApplicationArn":"r"}`,
		},
		"Identity Center, no role": {
			func(e edit) { e.IdentityCenter.RoleARN = "" },
			`,"iamIdentityCenterOptions":{"enabled":true,"iamIdentityCenterInstanceArn":"i"}`,
		},
	} {
		changed := base
		c.change(&changed)
		request := changed.Request("abc", base)
		got, err := json.Marshal(request)
		if want := `{"id":"abc"` + c.want + `}`; err != nil || string(got) != want {
			t.Errorf("%s:\n got %s (%v)\nwant %s", name, got, err, want)
		}
		same := c.want == ""
		if request.Empty() != same || changed.Equal(base) != same || base.Equal(changed) != same {
			t.Errorf("%s: empty %v, equal %v and %v", name, request.Empty(), changed.Equal(base), base.Equal(changed))
		}
	}
}

// A request is not changed by what is done to the edit afterwards.
func TestUpdateRequestIsACopy(t *testing.T) {
	edit := rule.ApplicationEdit{DataSources: sources("one"), IdentityCenter: model.IdentityCenter{Enabled: true}}
	request := edit.Request("abc", rule.ApplicationEdit{})
	edit.DataSources[0].ARN, edit.IdentityCenter.Enabled = "other", false
	if request.DataSources[0].ARN != "one" || !request.IdentityCenter.Enabled {
		t.Errorf("%+v", request)
	}
}

func TestDifference(t *testing.T) {
	described := func(description string) []model.ApplicationDataSource {
		return []model.ApplicationDataSource{{ARN: "one", Description: description}, {ARN: "two"}}
	}
	for _, c := range []struct {
		name      string
		got, want rule.Difference
	}{
		{"nothing", rule.NameDifference(nil, nil), rule.Difference{}},
		{"another order", rule.NameDifference([]string{"a", "b"}, []string{"b", "a"}), rule.Difference{}},
		{"names", rule.NameDifference([]string{"a", "b", "c"}, []string{"d", "b", "e"}), rule.Difference{Added: []string{"d", "e"}, Removed: []string{"a", "c"}}},
		{"sources", rule.DataSourceDifference(described("old"), sources("one", "three")), rule.Difference{Added: []string{"three"}, Removed: []string{"two"}, Changed: []string{"one"}}},
		{"the same sources", rule.DataSourceDifference(described("d"), described("d")), rule.Difference{}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}
