package application

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/text"
	"oscope/ui/write"
)

var createApplicationAction = desk.Action{
	Name: "new", Keys: []string{"n"}, Help: "create an application",
	Writes: true, Hint: true, Run: openCreateApplication,
}

// createForm is the guided form of CreateApplication.
type createForm struct {
	*applicationFields
	name, key *form.Text
	tags      *form.List
	region    string
	tokens    write.TokenSeed
}

func openCreateApplication(at *desk.Desk) tea.Cmd {
	var d *write.Form
	f := &createForm{
		applicationFields: newApplicationFields(),
		name:              write.NewFreeName("Name", &rule.CreateApplication, "name", func(name string) string { return takenApplicationName(at, d, name) }),
		key:               write.NewMemberText("KMS key ARN", rule.CreateApplication.In(at.Snapshot.Caller.Region), "kmsKeyArn"),
		tags:              newTagList(),
		region:            at.Snapshot.Caller.Region,
		tokens:            write.NewTokenSeed(),
	}
	d = &write.Form{
		Heading: "Create an application",
		Verb:    "Create",
		Renew:   func(at *desk.Desk) { f.refresh(at, nil) },
		Says:    f.says,
		Commands: func() []string {
			return []string{rule.CreateApplication.CommandLine(f.region, f.draft())}
		},
		Violations: func() []rule.Violation {
			return append(rule.CheckTags(parseTags(f.tags.Values())), rule.CreateApplication.In(f.region).Check(rule.Values(f.draft()))...)
		},
		Requests: func() []check.Write { return write.Each(&rule.CreateApplication, f.draft()) },
		Foresees: write.Foresight{f.sources: func(arn string) []check.Write {
			r := f.draft()
			r.DataSources = []model.ApplicationDataSource{{ARN: arn}}
			return write.Each(&rule.CreateApplication, r)
		}},
		Binds: func() write.Binds {
			return f.bind(write.Binds{"name": f.name, "kmsKeyArn": f.key, "tagList": f.tags})
		},
		Writes: f.writes,
	}
	d.Form = form.New(func() []form.Field {
		return append(append([]form.Field{f.name}, f.fields()...), f.key, f.tags)
	}, d.Review)
	if item, ok := at.Subject(); ok && model.ARNKind(item.Common().ARN) == item.Common().Key.Kind {
		f.refresh(at, nil)
		f.sources.Pick(item.Common().ARN)
	}
	return d.Open(at)
}

// takenApplicationName says that an application has a name already, unless the last
// attempt of the form may have made that one.
func takenApplicationName(at *desk.Desk, d *write.Form, name string) string {
	if d.MayHaveArrived() {
		return ""
	}
	for _, item := range at.Snapshot.Items(model.KindApplication) {
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
	r.ClientToken = f.tokens.Of(r)
	return r
}

func (f *createForm) says() []string {
	r := f.draft()
	sentence := "Creates application " + r.Name
	if n := len(r.DataSources); n > 0 {
		sentence += " with " + text.Count(n, "data source")
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

func (f *createForm) writes(at *desk.Desk) []write.Call {
	request := f.draft()
	return []write.Call{{
		Title: "creating application " + request.Name,
		Sends: []*rule.Operation{&rule.CreateApplication},
		Feeds: []live.Feed{{Kind: live.FeedApplications}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			application, err := client.CreateApplication(ctx, request)
			return write.Outcome{Now: []model.Item{application}, Says: write.Saying(desk.Info, "application "+application.Name+" is CREATING")}, err
		},
		Shown: write.IsNew(model.KindApplication, request.Name, at.Snapshot.Items(model.KindApplication)),
	}}
}
