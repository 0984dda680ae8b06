package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

var putIntegrationAction = action{
	name: "new", keys: []string{"n"}, help: "put the CloudWatch Logs integration of this account",
	writes: true, hint: true, run: openPutIntegration,
}

// createApplication stands for an application that the service makes.
const createApplication = "create one"

// putForm is the guided form of PutIntegration.
type putForm struct {
	name        *form.Text
	role        *rolePicker
	viewers     *form.List
	retention   *form.Text
	application *form.Picker
	key         *form.Text
	region      string
}

func openPutIntegration(a *App) tea.Cmd {
	if existing := a.snapshot.Items(model.KindIntegration); len(existing) > 0 {
		name := existing[0].Common().Name
		return a.open(&pager{name: "One integration per account", render: func(a *App, width int) []string {
			return append(note(a.theme.Warn, "The integration "+name+" exists already, and an account can have only one.", width),
				note(a.theme.Text, "It cannot be changed either: to have it otherwise, delete it (D) and put it again. Read first what the deletion leaves behind.", width)...)
		}})
	}
	put := rule.PutIntegration.In(a.snapshot.Caller.Region)
	f := &putForm{
		name:        newMemberText("Name", &rule.PutIntegration, "integrationName"),
		role:        newRolePicker("Data source role", &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.dataSourceRoleArn"),
		viewers:     newMemberList("Viewers", "ARNs of IAM roles and users that may see the dashboards, or *", put, "resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals"),
		retention:   newMemberText("Retention days", &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.retentionDays"),
		application: typedAs(form.NewPicker("Application"), &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.applicationArn"),
		key:         newMemberText("KMS key ARN", put, "resourceConfig.openSearchResourceConfig.kmsKeyArn"),
		region:      a.snapshot.Caller.Region,
	}
	if arn := a.snapshot.Caller.PrincipalARN(); arn != "" {
		f.viewers.SetValues([]string{arn}) // who puts it wants to see it
	}
	f.retention.SetValue("7")
	d := &formDialog{
		heading: "Put a CloudWatch Logs integration",
		verb:    "Put",
		refresh: f.refresh,
		load:    f.role.load,
		says:    f.says,
		commands: func() []string {
			return []string{rule.PutIntegration.CommandLine("logs", f.region, f.draft())}
		},
		violations: f.violations,
		field:      f.field,
		writes:     f.writes,
	}
	f.refresh(a)
	f.application.Pick(createApplication)
	d.form = form.New(func() []form.Field {
		return []form.Field{f.name, f.role, f.viewers, f.retention, f.application, f.key}
	}, d.review)
	return a.openForm(d)
}

func (f *putForm) refresh(a *App) {
	f.role.refresh(a)
	options := []form.Option{{Value: createApplication, Title: createApplication, Note: "aws-analytics is created, or updated if it exists"}}
	for _, item := range a.snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		s := live.ApplicationSuitability(application)
		if application.Status != "ACTIVE" && s.Obstacle == "" {
			s.Obstacle = "is " + string(application.Status)
		}
		options = append(options, resourceOption(a, item, application.ARN, s))
	}
	offer(a, f.application, options, live.FeedApplications)
}

func (f *putForm) draft() rule.PutIntegrationRequest {
	config := rule.OpenSearchResources{
		KMSKeyARN: strings.TrimSpace(f.key.Value()),
		RoleARN:   f.role.Value(),
		Viewers:   append([]string{}, f.viewers.Values()...),
	}
	config.RetentionDays, _ = strconv.Atoi(strings.TrimSpace(f.retention.Value()))
	if arn := f.application.Value(); arn != createApplication {
		config.ApplicationARN = arn
	}
	return rule.PutIntegrationRequest{Name: f.name.Value(), Type: rule.IntegrationTypes[0], Config: rule.IntegrationResources{OpenSearch: config}}
}

func (f *putForm) violations() []rule.Violation {
	r := f.draft()
	if len(r.Config.OpenSearch.Viewers) == 0 {
		return []rule.Violation{{Path: "dashboardViewerPrincipals", Advice: "name at least one role or user, or nobody sees the dashboards"}}
	}
	return rule.PutIntegration.In(f.region).Check(rule.Values(r))
}

func (f *putForm) says() []string {
	r := f.draft().Config.OpenSearch
	application := "a new application, aws-analytics (or that one is updated, if it exists)"
	if o, ok := f.application.Chosen(); ok && o.Value != createApplication {
		application = "application " + o.Title
	}
	return []string{
		fmt.Sprintf("Makes the integration %s with %s, and a collection, a data source, a workspace and policies of its own. It cannot be changed afterwards.", f.name.Value(), application),
		fmt.Sprintf("Indexed log data is kept for %s; a serverless collection is billed for what it holds and computes, also when nobody looks.", count(r.RetentionDays, "day")),
		"Viewers also need the managed policy CloudWatchOpenSearchDashboardAccess.",
	}
}

func (f *putForm) field(member string) form.Field {
	switch {
	case member == "integrationName":
		return f.name
	case strings.HasSuffix(member, "dataSourceRoleArn"):
		return f.role
	case strings.HasSuffix(member, "retentionDays"):
		return f.retention
	case strings.HasSuffix(member, "applicationArn"):
		return f.application
	case strings.HasSuffix(member, "kmsKeyArn"):
		return f.key
	case strings.Contains(member, "dashboardViewerPrincipals"):
		return f.viewers
	}
	return nil
}

func (f *putForm) writes(a *App) []write {
	request := f.draft()
	return []write{{
		title: "putting integration " + request.Name,
		// What it makes belongs to other listings too.
		feeds: []live.Feed{{Kind: live.FeedIntegrations}, {Kind: live.FeedApplications}, {Kind: live.FeedCollections}},
		call: func(ctx context.Context, client *awsclient.Client) (outcome, error) {
			integration, err := client.PutIntegration(ctx, request)
			return outcome{now: []model.Item{integration}, says: saying(info, "integration "+integration.Name+" is "+string(integration.Status))}, err
		},
		shown: isNew(model.KindIntegration, request.Name, a.snapshot.Items(model.KindIntegration)),
	}}
}
