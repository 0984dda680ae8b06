package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

var createApplicationAction = action{
	name: "new", keys: []string{"n"}, help: "create an application",
	writes: true, hint: true, run: openCreateApplication,
}

// createForm is the guided form of CreateApplication.
type createForm struct {
	*applicationFields
	name, key *form.Text
	tags      *form.List
	region    string
	tokens    tokenSeed
}

func openCreateApplication(a *App) tea.Cmd {
	var d *formDialog
	f := &createForm{
		applicationFields: newApplicationFields(),
		name:              newFreeName("Name", &rule.CreateApplication, "name", func(name string) string { return takenApplicationName(a, d, name) }),
		key:               newMemberText("KMS key ARN", rule.CreateApplication.In(a.snapshot.Caller.Region), "kmsKeyArn"),
		tags:              newTagList(),
		region:            a.snapshot.Caller.Region,
		tokens:            newTokenSeed(),
	}
	d = &formDialog{
		heading: "Create an application",
		verb:    "Create",
		refresh: func(a *App) { f.refresh(a, nil) },
		says:    f.says,
		commands: func() []string {
			return []string{rule.CreateApplication.CommandLine("opensearch", f.region, f.draft())}
		},
		violations: func() []rule.Violation {
			return append(tagViolations(parseTags(f.tags.Values())), rule.CreateApplication.In(f.region).Check(rule.Values(f.draft()))...)
		},
		field:  f.field,
		writes: f.writes,
	}
	d.form = form.New(func() []form.Field {
		return append(append([]form.Field{f.name}, f.fields()...), f.key, f.tags)
	}, d.review)
	if item, ok := a.subject(); ok && model.ARNKind(item.Common().ARN) == item.Common().Key.Kind {
		f.refresh(a, nil)
		f.sources.Pick(item.Common().ARN)
	}
	return a.openForm(d)
}

// takenApplicationName says that an application has a name already, unless the last
// attempt of the form may have made that one.
func takenApplicationName(a *App, d *formDialog, name string) string {
	if d.mayHaveArrived() {
		return ""
	}
	for _, item := range a.snapshot.Items(model.KindApplication) {
		if item.Common().Name == name {
			return "is the name of an application that exists"
		}
	}
	return ""
}

func (f *createForm) draft() rule.CreateApplicationRequest {
	e := f.edit()
	r := rule.CreateApplicationRequest{
		Name:        f.name.Value(),
		DataSources: e.DataSources,
		Configs:     e.Configs(),
		Tags:        parseTags(f.tags.Values()),
		KMSKeyARN:   strings.TrimSpace(f.key.Value()),
	}
	if len(r.Configs) == 0 {
		r.Configs = nil // nothing to clear in what does not exist yet
	}
	if e.IdentityCenter.Enabled {
		r.IdentityCenter = &e.IdentityCenter
	}
	r.ClientToken = f.tokens.of(r)
	return r
}

func (f *createForm) says() []string {
	r := f.draft()
	sentence := "Creates application " + r.Name
	if n := len(r.DataSources); n > 0 {
		sentence += " with " + count(n, "data source")
	}
	says := []string{sentence + "."}
	if len(r.Configs) == 0 {
		says = append(says, "Whoever creates it is its first administrator.")
	}
	if slices.Contains(f.users.Values(), "*") {
		says = append(says, everybody)
	}
	if r.KMSKeyARN != "" {
		says = append(says, "The KMS key cannot be changed later.")
	}
	return says
}

// count is "1 data source", "2 data sources".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (f *createForm) field(member string) form.Field {
	switch {
	case member == "name":
		return f.name
	case member == "kmsKeyArn":
		return f.key
	case strings.HasPrefix(member, "tagList"):
		return f.tags
	}
	return f.applicationFields.field(member)
}

func (f *createForm) writes(a *App) []write {
	request := f.draft()
	return []write{{
		title:      "creating application " + request.Name,
		feeds:      []live.Feed{{Kind: live.FeedApplications}},
		repeatable: true,
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			application, err := client.CreateApplication(ctx, request)
			return outcome{now: []model.Item{application}, says: saying(info, "application "+application.Name+" is CREATING")}, err
		},
		shown: isNew(model.KindApplication, request.Name, a.snapshot.Items(model.KindApplication)),
	}}
}
