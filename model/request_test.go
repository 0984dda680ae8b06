package model_test

import (
	"slices"
	"strings"
	"testing"

	"oscope/model"
)

func TestCommandLine(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	attach := func(change func(*model.AttachDataSourceRequest)) string {
		r := model.AttachDataSourceRequest{ApplicationID: "9wfds1dy935s8exh7yo0", DataSourceARN: arn}
		change(&r)
		return model.AttachDataSource.CommandLine("opensearch", "us-east-1", r)
	}
	plain := "aws opensearch attach-data-source --id 9wfds1dy935s8exh7yo0 --data-source-arn " + arn
	for name, c := range map[string]struct{ got, want string }{
		"only what is required": {attach(func(*model.AttachDataSourceRequest) {}), plain + " --region us-east-1"},
		"the client token belongs to one attempt": {
			attach(func(r *model.AttachDataSourceRequest) { r.ClientToken = "t" }), plain + " --region us-east-1",
		},
		"an existing workspace": {
			attach(func(r *model.AttachDataSourceRequest) { r.WorkspaceID = "yCdEiL" }),
			plain + " --workspace-id yCdEiL --region us-east-1",
		},
		"a structure as JSON": {
			attach(func(r *model.AttachDataSourceRequest) {
				r.Workspace = &model.WorkspaceConfiguration{Name: "Bob's <logs> & more", Type: "SEARCH"}
			}),
			plain + ` --workspace-configuration '{"name":"Bob'\''s <logs> & more","workspaceType":"SEARCH"}' --region us-east-1`,
		},
		"no Region": {
			model.DetachDataSource.CommandLine("opensearch", "", model.DetachDataSourceRequest{ApplicationID: "abc", DataSourceARN: arn}),
			"aws opensearch detach-data-source --id abc --data-source-arn " + arn,
		},
		"a boolean is a flag": {
			model.PutDefaultApplicationSetting.CommandLine("opensearch", "", model.DefaultApplicationRequest{ApplicationARN: "arn", SetAsDefault: true}),
			"aws opensearch put-default-application-setting --application-arn arn --set-as-default",
		},
		"a boolean that is not set": {
			model.PutDefaultApplicationSetting.CommandLine("opensearch", "", model.DefaultApplicationRequest{ApplicationARN: "arn"}),
			"aws opensearch put-default-application-setting --application-arn arn --no-set-as-default",
		},
		"a list to clear and one to leave": {
			model.UpdateApplication.CommandLine("opensearch", "", model.UpdateApplicationRequest{ApplicationID: "abc", DataSources: []model.ApplicationDataSource{}}),
			"aws opensearch update-application --id abc --data-sources '[]'",
		},
		"a list of words": {
			model.RemoveTags.CommandLine("opensearch", "", model.RemoveTagsRequest{ARN: "arn", Keys: []string{"team", "cost centre"}}),
			`aws opensearch remove-tags --arn arn --tag-keys '["team","cost centre"]'`,
		},
		"upper-case wire names": {
			model.ListTags.CommandLine("opensearch", "", map[string]any{"arn": ""}) + " | " +
				model.AddTags.CommandLine("opensearch", "", map[string]any{"ARN": "x", "TagList": []any{map[string]any{"Key": "k", "Value": "v"}}}),
			`aws opensearch list-tags --arn '' | aws opensearch add-tags --arn x --tag-list '[{"Key":"k","Value":"v"}]'`,
		},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, c.got, c.want)
		}
	}
}

// Every member of a request is one that its operation has, under the same name.
func TestRequestsHaveTheMembersOfTheirOperation(t *testing.T) {
	sources := []model.ApplicationDataSource{{ARN: domainARN, Description: "d", RoleARN: roleARN}}
	settings := []model.ApplicationConfig{{Key: model.AdminUsers, Value: "*"}}
	center := &model.IdentityCenter{Enabled: true, InstanceARN: domainARN, RoleARN: roleARN, ApplicationARN: "set by the service"}
	tags := []model.Tag{{Key: "team", Value: ""}}
	for _, c := range []struct {
		op      *model.Operation
		request any
		members int
	}{
		{&model.CreateApplication, model.CreateApplicationRequest{ClientToken: "t", Name: "my-app", DataSources: sources, IdentityCenter: center, Configs: settings, Tags: tags, KMSKeyARN: keyARN}, 7},
		{&model.UpdateApplication, model.UpdateApplicationRequest{ApplicationID: "abc", DataSources: sources, Configs: settings, IdentityCenter: center}, 4},
		{&model.UpdateApplication, model.UpdateApplicationRequest{ApplicationID: "abc"}, 1},
		{&model.DeleteApplication, model.DeleteApplicationRequest{ApplicationID: "abc"}, 1},
		{&model.PutDefaultApplicationSetting, model.DefaultApplicationRequest{ApplicationARN: domainARN}, 2},
		{&model.AddTags, model.AddTagsRequest{ARN: domainARN, Tags: tags}, 2},
		{&model.RemoveTags, model.RemoveTagsRequest{ARN: domainARN, Keys: []string{"team"}}, 2},
		{&model.AttachDataSource, model.AttachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN, Workspace: &model.WorkspaceConfiguration{Name: "Logs", Type: "SEARCH"}, ClientToken: "t"}, 4},
		{&model.AttachDataSource, model.AttachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN, WorkspaceID: "yCdEiL"}, 3},
		{&model.DetachDataSource, model.DetachDataSourceRequest{ApplicationID: "abc", DataSourceARN: domainARN}, 2},
	} {
		values := model.Values(c.request)
		if got := c.op.Check(values); len(got) > 0 || len(values) != c.members {
			t.Errorf("%s: %v breaks %v", c.op.Name, values, got)
		}
		if unknown := unknownMembers("", c.op.Members, values); len(unknown) > 0 {
			t.Errorf("%s has no %v", c.op.Name, unknown)
		}
	}
}

func unknownMembers(prefix string, members []model.Member, values map[string]any) (unknown []string) {
	for name, value := range values {
		i := slices.IndexFunc(members, func(m model.Member) bool { return m.Name == name })
		if i < 0 {
			unknown = append(unknown, prefix+name)
			continue
		}
		m := members[i]
		if list, ok := value.([]any); ok && len(list) > 0 {
			m, value = *m.Element, list[0]
		}
		if nested, ok := value.(map[string]any); ok {
			unknown = append(unknown, unknownMembers(prefix+name+".", m.Members, nested)...)
		}
	}
	return unknown
}

// Whatever a request holds, a shell hands it to the command unchanged, as one
// word: nothing in it is expanded, and nothing runs.
func FuzzCommandLine(f *testing.F) {
	for _, s := range []string{"plain", "", " ", "it's", `\`, `"$(reboot)"`, "`id`", "~", "*", "#", "a\nb", "!!", "';:;'", "é世", "a=b", "{a,b}", "-x"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, workspace, region string) {
		workspace, region = strings.ToValidUTF8(workspace, "?"), strings.ToValidUTF8(region, "?")
		if workspace == "" || region == "" {
			t.Skip("an empty member is an absent one")
		}
		line := model.AttachDataSource.CommandLine("opensearch", region, model.AttachDataSourceRequest{ApplicationID: "abc", WorkspaceID: workspace})
		want := []string{"aws", "opensearch", "attach-data-source", "--id", "abc", "--workspace-id", workspace, "--region", region}
		got, ok := shellWords(line)
		if !ok || !slices.Equal(got, want) {
			t.Errorf("the shell reads %s\nas   %q (%v)\nwant %q", line, got, ok, want)
		}
	})
}

// shellWords splits a simple command as a POSIX shell does. It is not ok when an
// unquoted character is special to some shell, or a quote does not end.
func shellWords(line string) (words []string, ok bool) {
	const safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+"
	word, started := "", false
	for line != "" {
		c, rest := line[0], line[1:]
		switch {
		case c == ' ':
			if started {
				words = append(words, word)
			}
			word, started = "", false
		case c == '\'':
			quoted, after, ends := strings.Cut(rest, "'")
			if !ends {
				return nil, false
			}
			word, started, rest = word+quoted, true, after
		case c == '\\' && rest != "":
			word, started, rest = word+rest[:1], true, rest[1:]
		case strings.IndexByte(safe, c) >= 0:
			word, started = word+string(c), true
		default:
			return nil, false
		}
		line = rest
	}
	if started {
		words = append(words, word)
	}
	return words, true
}
