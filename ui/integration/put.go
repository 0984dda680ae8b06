package integration

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/write"
)

var putIntegrationAction = desk.Action{
	Name: "new", Keys: []string{"n"}, Help: "put the CloudWatch Logs integration of this account",
	Writes: true, Hint: true, Run: openPutIntegration,
}

// createApplication stands for an application that the service makes.
const createApplication = "create one"

// putForm is the guided form of PutIntegration.
type putForm struct {
	name        *form.Text
	role        *write.RolePicker
	viewers     *form.List
	retention   *form.Text
	application *form.Picker
	key         *form.Text
	region      string
}

func openPutIntegration(at *desk.Desk) tea.Cmd {
	if existing := at.Snapshot.Items(model.KindIntegration); len(existing) > 0 {
		name := existing[0].Common().Name
		return at.Open(&page.Pager{Name: "One integration per account", Render: func(at *desk.Desk, width int) []string {
			return append(layout.Note(at.Theme.Warn, "The integration "+name+" exists already, and an account can have only one.", width),
				layout.Note(at.Theme.Text, at.Keys.Say("It cannot be changed either: to have it otherwise, delete it ({delete}) and put it again. Read first what the deletion leaves behind."), width)...)
		}})
	}
	put := rule.PutIntegration.In(at.Snapshot.Caller.Region)
	f := &putForm{
		name:        write.NewMemberText("Name", &rule.PutIntegration, "integrationName"),
		role:        write.NewRolePicker("Data source role", &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.dataSourceRoleArn"),
		viewers:     write.NewMemberList("Viewers", "ARNs of IAM roles and users that may see the dashboards, or *", put, "resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals"),
		retention:   write.NewMemberText("Retention days", &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.retentionDays"),
		application: write.TypedAs(form.NewPicker("Application"), &rule.PutIntegration, "resourceConfig.openSearchResourceConfig.applicationArn"),
		key:         write.NewMemberText("KMS key ARN", put, "resourceConfig.openSearchResourceConfig.kmsKeyArn"),
		region:      at.Snapshot.Caller.Region,
	}
	if arn := at.Snapshot.Caller.PrincipalARN(); arn != "" {
		f.viewers.SetValues([]string{arn}) // who puts it wants to see it
	}
	f.retention.SetValue("7")
	d := &write.Form{
		Heading: "Put a CloudWatch Logs integration",
		Verb:    "Put",
		Renew:   f.refresh,
		Load:    f.role.Load,
		Says:    f.says,
		Commands: func() []string {
			return []string{rule.PutIntegration.CommandLine(f.region, f.draft())}
		},
		Violations: f.violations,
		Requests:   func() []check.Write { return write.Each(&rule.PutIntegration, f.draft()) },
		Foresees: write.Foresight{
			f.role.Picker: func(arn string) []check.Write {
				r := f.draft()
				r.Config.OpenSearch.RoleARN = arn
				return write.Each(&rule.PutIntegration, r)
			},
			f.application: func(arn string) []check.Write {
				r := f.draft()
				r.Config.OpenSearch.ApplicationARN = named(arn)
				return write.Each(&rule.PutIntegration, r)
			},
		},
		Binds: func() write.Binds {
			const config = "resourceConfig.openSearchResourceConfig."
			return write.Binds{
				"integrationName":                    f.name,
				config + "dataSourceRoleArn":         f.role,
				config + "dashboardViewerPrincipals": f.viewers,
				config + "retentionDays":             f.retention,
				config + "applicationArn":            f.application,
				config + "kmsKeyArn":                 f.key,
			}
		},
		Writes: f.writes,
	}
	f.refresh(at)
	f.application.Pick(createApplication)
	d.Form = form.New(func() []form.Field {
		return []form.Field{f.name, f.role, f.viewers, f.retention, f.application, f.key}
	}, d.Review)
	return d.Open(at)
}

func (f *putForm) refresh(at *desk.Desk) {
	f.role.Refresh(at)
	options := []form.Option{{Value: createApplication, Title: createApplication, Note: "aws-analytics is created, or updated if it exists"}}
	for _, item := range at.Snapshot.Items(model.KindApplication) {
		application, _ := item.(model.Application)
		s := live.ApplicationSuitability(application)
		if application.Status != "ACTIVE" && s.Obstacle == "" {
			s.Obstacle = "is " + string(application.Status)
		}
		options = append(options, write.ResourceOption(at, item, application.ARN, s))
	}
	write.Offer(at, f.application, options, live.FeedApplications)
}

// named is the ARN of an application that is not to be made.
func named(arn string) string {
	if arn == createApplication {
		return ""
	}
	return arn
}

func (f *putForm) draft() rule.PutIntegrationRequest {
	config := rule.OpenSearchResources{
		KMSKeyARN: strings.TrimSpace(f.key.Value()),
		RoleARN:   f.role.Value(),
		Viewers:   append([]string{}, f.viewers.Values()...),
	}
	config.RetentionDays, _ = strconv.Atoi(strings.TrimSpace(f.retention.Value()))
	config.ApplicationARN = named(f.application.Value())
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
		fmt.Sprintf("Indexed log data is kept for %s; a serverless collection is billed for what it holds and computes, also when nobody looks.", text.Count(r.RetentionDays, "day")),
		"Viewers also need the managed policy CloudWatchOpenSearchDashboardAccess.",
	}
}

func (f *putForm) writes(at *desk.Desk) []write.Call {
	request := f.draft()
	return []write.Call{{
		Title: "putting integration " + request.Name,
		// What it makes belongs to other listings too.
		Sends: []*rule.Operation{&rule.PutIntegration},
		Feeds: []live.Feed{{Kind: live.FeedIntegrations}, {Kind: live.FeedApplications}, {Kind: live.FeedCollections}, {Kind: live.FeedDirectQueries}},
		Do: func(ctx context.Context, client *awsclient.Client) (write.Outcome, error) {
			integration, err := client.PutIntegration(ctx, request)
			return write.Outcome{Now: []model.Item{integration}, Says: write.Saying(desk.Info, "integration "+integration.Name+" is "+string(integration.Status))}, err
		},
		Shown: write.IsNew(model.KindIntegration, request.Name, at.Snapshot.Items(model.KindIntegration)),
	}}
}
