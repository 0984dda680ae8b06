package emulator_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"oscope/awsclient/emulator"
)

func (c clients) application(t *testing.T, id string) *opensearch.GetApplicationOutput {
	t.Helper()
	out, err := c.GetApplication(context.Background(), &opensearch.GetApplicationInput{Id: &id})
	ok(t, err)
	return out
}

func TestLifeOfAnApplication(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		c := connect(load(t, `{"domains":[{"DomainName":"search-prod"}]}`, emulator.Options{}))
		start := time.Now()

		created, err := c.CreateApplication(ctx, &opensearch.CreateApplicationInput{
			Name:        aws.String("app-logs"),
			DataSources: []types.DataSource{{DataSourceArn: aws.String(searchProd), DataSourceDescription: aws.String("the index")}},
			AppConfigs:  []types.AppConfig{{Key: "opensearchDashboards.dashboardAdmin.users", Value: aws.String(`["*"]`)}},
			TagList:     []types.Tag{{Key: aws.String("team"), Value: aws.String("")}},
		})
		ok(t, err)
		id := *created.Id
		if len(id) != 20 || *created.Arn != "arn:aws:opensearch:us-east-1:123456789012:application/"+id || *created.Name != "app-logs" {
			t.Errorf("created %+v", created)
		}
		if !created.CreatedAt.Equal(start) || len(created.TagList) != 1 || *created.DataSources[0].DataSourceDescription != "the index" {
			t.Errorf("created %+v", created)
		}

		time.Sleep(14 * time.Second)
		got := c.application(t, id)
		if got.Status != types.ApplicationStatusCreating || got.Endpoint != nil || got.LastUpdatedAt != nil {
			t.Errorf("while creating: %+v", got)
		}
		time.Sleep(2 * time.Second)
		got = c.application(t, id)
		if got.Status != types.ApplicationStatusActive || *got.Endpoint != "https://application-app-logs-"+id+".us-east-1.opensearch.amazonaws.com" {
			t.Errorf("when created: %+v", got)
		}
		if !got.LastUpdatedAt.Equal(start.Add(15 * time.Second)) {
			t.Errorf("created at %v, last updated at %v, though nobody asked then", start, got.LastUpdatedAt)
		}
		if *got.IamIdentityCenterOptions.Enabled || *got.AppConfigs[0].Value != `["*"]` {
			t.Errorf("when created: %+v", got)
		}

		updated, err := c.UpdateApplication(ctx, &opensearch.UpdateApplicationInput{Id: &id, AppConfigs: []types.AppConfig{}})
		ok(t, err)
		if len(updated.DataSources) != 1 || len(updated.AppConfigs) != 0 || !updated.LastUpdatedAt.Equal(time.Now()) {
			t.Errorf("updated %+v", updated)
		}
		_, err = c.UpdateApplication(ctx, &opensearch.UpdateApplicationInput{Id: &id})
		wantCode(t, err, "ConflictException", "UPDATING")
		_, err = c.DeleteApplication(ctx, &opensearch.DeleteApplicationInput{Id: &id})
		wantCode(t, err, "ConflictException", "UPDATING")
		if got = c.application(t, id); got.Status != types.ApplicationStatusUpdating || got.Endpoint == nil {
			t.Errorf("while updating: %+v", got)
		}
		time.Sleep(8 * time.Second)
		if got = c.application(t, id); got.Status != types.ApplicationStatusActive {
			t.Errorf("after updating: %+v", got)
		}

		_, err = c.DeleteApplication(ctx, &opensearch.DeleteApplicationInput{Id: &id})
		ok(t, err)
		_, err = c.DeleteApplication(ctx, &opensearch.DeleteApplicationInput{Id: &id})
		wantCode(t, err, "ConflictException", "DELETING")
		if got = c.application(t, id); got.Status != types.ApplicationStatusDeleting {
			t.Errorf("while deleting: %+v", got)
		}
		time.Sleep(8 * time.Second)
		_, err = c.GetApplication(ctx, &opensearch.GetApplicationInput{Id: &id})
		wantCode(t, err, "ResourceNotFoundException", id)
	})
}

const keyHere = "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"

func TestCreateApplicationRefuses(t *testing.T) {
	c := connect(load(t, small, emulator.Options{}))
	source := func(arn string) []types.DataSource { return []types.DataSource{{DataSourceArn: &arn}} }
	tags := slices.Repeat([]types.Tag{{Key: aws.String("k"), Value: aws.String("v")}}, 11)
	for name, test := range map[string]struct {
		in         opensearch.CreateApplicationInput
		code, text string
	}{
		"a name that is taken":    {opensearch.CreateApplicationInput{Name: aws.String("metrics")}, "ConflictException", "already exists"},
		"an unknown domain":       {opensearch.CreateApplicationInput{DataSources: source(newborn)}, "ValidationException", "Unable to access domain"},
		"another partition":       {opensearch.CreateApplicationInput{DataSources: source(strings.Replace(searchProd, "aws", "aws-cn", 1))}, "ValidationException", "partition aws"},
		"what is no ARN at all":   {opensearch.CreateApplicationInput{DataSources: source("search-prod in us-east-1")}, "ValidationException", "must be the ARN of a domain, a collection or a direct-query data source"},
		"a key of another Region": {opensearch.CreateApplicationInput{KmsKeyArn: aws.String(strings.Replace(keyHere, "us-east-1", "eu-west-1", 1))}, "ValidationException", "must be in us-east-1, the Region of the request; this is in eu-west-1"},
		"eleven tags":             {opensearch.CreateApplicationInput{TagList: tags}, "ValidationException", "at most 10 tags"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.in.Name == nil {
				test.in.Name = aws.String("logs")
			}
			_, err := c.CreateApplication(t.Context(), &test.in)
			wantCode(t, err, test.code, test.text)
		})
	}
}

func TestCreateApplicationIsIdempotent(t *testing.T) {
	c := connect(load(t, `{}`, emulator.Options{}))
	create := func(name, token string) (*opensearch.CreateApplicationOutput, error) {
		return c.CreateApplication(t.Context(), &opensearch.CreateApplicationInput{Name: &name, ClientToken: &token})
	}
	first, err := create("logs", "token-1")
	ok(t, err)
	again, err := create("logs", "token-1")
	ok(t, err)
	if *first.Id != *again.Id {
		t.Errorf("ids %s and %s", *first.Id, *again.Id)
	}
	_, err = create("metrics", "token-1")
	wantCode(t, err, "ConflictException", "client token")
	_, err = create("logs", "token-2")
	wantCode(t, err, "ConflictException", "already exists")
}

func TestADirectQueryDataSourceFailsTheCreation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, `{"directQueryDataSources": [{"DataSourceName": "lake"}], "applications": [{"name": "metrics"}]}`, emulator.Options{})
		c := connect(e)
		source := func(name string) []types.DataSource {
			return []types.DataSource{{DataSourceArn: aws.String("arn:aws:opensearch:us-east-1:123456789012:datasource/" + name)}}
		}
		_, err := c.CreateApplication(t.Context(), &opensearch.CreateApplicationInput{Name: aws.String("logs"), DataSources: source("nosuch")})
		wantCode(t, err, "ValidationException", "Unable to access")
		there, err := c.UpdateApplication(t.Context(), &opensearch.UpdateApplicationInput{Id: aws.String("metrics"), DataSources: source("lake")})
		ok(t, err)
		_, err = c.AttachDataSource(t.Context(), &opensearch.AttachDataSourceInput{Id: there.Id, DataSourceArn: source("lake")[0].DataSourceArn})
		wantCode(t, err, "ValidationException", "must be the ARN of a domain or a collection")
		created, err := c.CreateApplication(t.Context(), &opensearch.CreateApplicationInput{Name: aws.String("logs"), DataSources: source("lake")})
		ok(t, err)
		e.Advance(time.Minute)
		if got := c.application(t, *there.Id); got.Status != types.ApplicationStatusActive || len(got.DataSources) != 1 {
			t.Errorf("that it is listed afterwards makes it %+v", got)
		}
		if got := c.application(t, *created.Id); got.Status != types.ApplicationStatusFailed || got.Endpoint != nil {
			t.Errorf("got %+v", got)
		}
		_, err = c.UpdateApplication(t.Context(), &opensearch.UpdateApplicationInput{Id: created.Id})
		wantCode(t, err, "ConflictException", "FAILED")
		_, err = c.DeleteApplication(t.Context(), &opensearch.DeleteApplicationInput{Id: created.Id})
		ok(t, err)
	})
}

func TestListApplications(t *testing.T) {
	e := load(t, `{"applications":[{"name":"app-a"},{"name":"app-b","status":"FAILED"},{"name":"app-c"},{"name":"app-d","status":"CREATING"},{"name":"app-e"}]}`, emulator.Options{Standstill: true})
	c := connect(e)
	list := func(in opensearch.ListApplicationsInput) (pages []string) {
		t.Helper()
		pager := opensearch.NewListApplicationsPaginator(c, &in)
		for pager.HasMorePages() {
			out, err := pager.NextPage(t.Context())
			ok(t, err)
			var names []string
			for _, a := range out.ApplicationSummaries {
				names = append(names, strings.TrimPrefix(*a.Name, "app-"))
			}
			pages = append(pages, strings.Join(names, ""))
		}
		return pages
	}
	for name, test := range map[string]struct {
		in   opensearch.ListApplicationsInput
		want []string
	}{
		"all":                         {opensearch.ListApplicationsInput{}, []string{"abcde"}},
		"by twos":                     {opensearch.ListApplicationsInput{MaxResults: 2}, []string{"ab", "cd", "e"}},
		"no empty page at the end":    {opensearch.ListApplicationsInput{MaxResults: 5}, []string{"abcde"}},
		"by status":                   {opensearch.ListApplicationsInput{Statuses: []types.ApplicationStatus{"CREATING", "FAILED"}}, []string{"bd"}},
		"by status, one by one":       {opensearch.ListApplicationsInput{Statuses: []types.ApplicationStatus{"ACTIVE"}, MaxResults: 1}, []string{"a", "c", "e"}},
		"by a status that none is in": {opensearch.ListApplicationsInput{Statuses: []types.ApplicationStatus{"DELETING"}}, []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := list(test.in); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}

	t.Run("the last of a page goes before the next page", func(t *testing.T) {
		first, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{MaxResults: 2})
		ok(t, err)
		_, err = c.DeleteApplication(t.Context(), &opensearch.DeleteApplicationInput{Id: first.ApplicationSummaries[1].Id})
		ok(t, err)
		e.Advance(time.Minute)
		second, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{MaxResults: 2, NextToken: first.NextToken})
		ok(t, err)
		if *second.ApplicationSummaries[0].Name != "app-c" {
			t.Errorf("went on with %s", *second.ApplicationSummaries[0].Name)
		}
	})
	t.Run("a token of nowhere", func(t *testing.T) {
		for _, token := range []string{"x", "AAAA", "YXR0YWNobWVudHMgMQ"} {
			_, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{NextToken: &token})
			wantCode(t, err, "ValidationException", "token")
		}
	})
}

func TestApplicationPagesAreOf100(t *testing.T) {
	var w emulator.World
	for i := range 101 {
		w.Applications = append(w.Applications, emulator.Application{Name: "app-" + string(rune('a'+i/26)) + string(rune('a'+i%26))})
	}
	c := connect(emulator.New(w, emulator.Options{}))
	out, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{})
	ok(t, err)
	if len(out.ApplicationSummaries) != 100 || out.NextToken == nil {
		t.Errorf("%d applications, token %v", len(out.ApplicationSummaries), out.NextToken)
	}
}

func TestDefaultApplication(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		c := connect(load(t, small, emulator.Options{}))
		arn := "arn:aws:opensearch:us-east-1:123456789012:application/metrics0"
		other := *c.application(t, applicationID(t, c, "app-logs")).Arn
		get := func() (string, error) {
			out, err := c.GetDefaultApplicationSetting(ctx, &opensearch.GetDefaultApplicationSettingInput{})
			if err != nil {
				return "", err
			}
			return *out.ApplicationArn, nil
		}
		put := func(arn string, set bool) error {
			_, err := c.PutDefaultApplicationSetting(ctx, &opensearch.PutDefaultApplicationSettingInput{ApplicationArn: &arn, SetAsDefault: &set})
			return err
		}
		_, err := get()
		wantCode(t, err, "ResourceNotFoundException", "not set")
		ok(t, put(arn, true))
		if got, _ := get(); got != arn {
			t.Errorf("default %s", got)
		}
		wantCode(t, put(arn+"x", true), "ResourceNotFoundException", "metrics0x")
		wantCode(t, put(other, false), "ValidationException", "not the default")
		ok(t, put(arn, false))
		_, err = get()
		wantCode(t, err, "ResourceNotFoundException", "not set")

		ok(t, put(arn, true))
		_, err = c.DeleteApplication(ctx, &opensearch.DeleteApplicationInput{Id: aws.String("metrics0")})
		ok(t, err)
		time.Sleep(time.Minute)
		_, err = get()
		wantCode(t, err, "ResourceNotFoundException", "not set")
	})
}

// applicationID looks up an application by name.
func applicationID(t *testing.T, c clients, name string) string {
	t.Helper()
	out, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{})
	ok(t, err)
	for _, a := range out.ApplicationSummaries {
		if *a.Name == name {
			return *a.Id
		}
	}
	t.Fatalf("no application %s", name)
	return ""
}
