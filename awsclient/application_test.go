package awsclient_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// applications are n, whose ids are "app0001", …
func applications(n int) (w emulator.World, ids []string) {
	for i := range n {
		id := fmt.Sprintf("app%04d", i+1)
		ids = append(ids, id)
		w.Applications = append(w.Applications, emulator.Application{ID: id, Name: "name-" + id})
	}
	return w, ids
}

func TestReadApplications(t *testing.T) {
	for n, pages := range map[int][]int{0: {0}, 1: {1}, 100: {100}, 101: {100, 1}, 350: {100, 100, 100, 50}} {
		world, all := applications(n)
		e := emulator.New(world, emulator.Options{})
		listings := readAll(t, connect(e.Transport()), feed(live.FeedApplications))
		if got := sizes(listings); !slices.Equal(got, pages) {
			t.Errorf("%d applications: pages of %v, want %v", n, got, pages)
		}
		if got := ids(listings...); n > 0 && !slices.Equal(got, all) {
			t.Errorf("%d applications: got %v", n, got)
		}
		wantCalls(t, e, map[string]int{"ListApplications": len(pages)})
	}
}

func TestApplication(t *testing.T) {
	e := emulate(t, `{
		"domains":[{"DomainName":"search-prod"}],
		"applications":[{
			"id":"9wfds1dy935s8exh7yo0","name":"metric","createdAt":1731359238,"lastUpdatedAt":1731359301.25,
			"kmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
			"iamIdentityCenterOptions":{"enabled":true,"iamIdentityCenterInstanceArn":"arn:aws:sso:::instance/ssoins-1",
				"iamIdentityCenterApplicationArn":"arn:aws:sso::123456789012:application/ssoins-1/apl-1",
				"iamRoleForIdentityCenterApplicationArn":"arn:aws:iam::123456789012:role/Center"},
			"dataSources":[{"dataSourceArn":"arn:aws:es:us-east-1:123456789012:domain/search-prod","dataSourceDescription":"all logs",
				"iamRoleForDataSourceArn":"arn:aws:iam::123456789012:role/Reader"}],
			"appConfigs":[{"key":"opensearchDashboards.dashboardAdmin.users","value":"[\"*\"]"},
				{"key":"dashboardsPlugin.idcInstanceArn","value":"arn:aws:sso:::instance/ssoins-1"}]
		},{"id":"new001","name":"unfinished","status":"CREATING"}]}`)
	c := connect(e.Transport())
	want := model.Application{
		Resource: model.Resource{
			Key: model.Key{Kind: model.KindApplication, ID: "9wfds1dy935s8exh7yo0"}, Name: "metric", Status: "ACTIVE",
			ARN: "arn:aws:opensearch:us-east-1:123456789012:application/9wfds1dy935s8exh7yo0",
		},
		Endpoint:  "https://application-metric-9wfds1dy935s8exh7yo0.us-east-1.opensearch.amazonaws.com",
		CreatedAt: time.Unix(1731359238, 0).UTC(),
		UpdatedAt: time.UnixMilli(1731359301250).UTC(),
	}
	if got := readAll(t, c, feed(live.FeedApplications))[0].Items[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("listed: got  %+v\nwant %+v", got, want)
	}

	want.Detail = &model.ApplicationDetail{
		KMSKeyARN: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
		DataSources: []model.ApplicationDataSource{{
			ARN: "arn:aws:es:us-east-1:123456789012:domain/search-prod", Description: "all logs", RoleARN: "arn:aws:iam::123456789012:role/Reader",
		}},
		Configs: []model.ApplicationConfig{
			{Key: rule.AdminUsers, Value: `["*"]`},
			{Key: "dashboardsPlugin.idcInstanceArn", Value: "arn:aws:sso:::instance/ssoins-1"}, // no model lists it
		},
		IdentityCenter: model.IdentityCenter{
			Enabled: true, InstanceARN: "arn:aws:sso:::instance/ssoins-1", RoleARN: "arn:aws:iam::123456789012:role/Center",
			ApplicationARN: "arn:aws:sso::123456789012:application/ssoins-1/apl-1",
		},
	}
	e.ResetCalls()
	listings := readAll(t, c, feedOf(live.FeedApplication, "9wfds1dy935s8exh7yo0"))
	if len(listings) != 1 || len(listings[0].Items) != 1 || !reflect.DeepEqual(listings[0].Items[0], want) {
		t.Errorf("read: got  %+v\nwant %+v", listings, want)
	}
	got, err := c.Application(t.Context(), "9wfds1dy935s8exh7yo0")
	ok(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	wantCalls(t, e, map[string]int{"GetApplication": 2})

	unfinished, err := c.Application(t.Context(), "new001")
	ok(t, err)
	if unfinished.Status != "CREATING" || unfinished.Endpoint != "" || !unfinished.UpdatedAt.IsZero() || unfinished.CreatedAt.IsZero() {
		t.Errorf("being created: %+v", unfinished)
	}
}

// A status that no model lists keeps its word.
func TestUnknownStatus(t *testing.T) {
	world, _ := applications(1)
	wire := rewriting(t, emulator.New(world, emulator.Options{}).Transport(), func(members map[string]any) {
		members["ApplicationSummaries"].([]any)[0].(map[string]any)["status"] = "HIBERNATING"
	})
	item := readAll(t, connect(wire), feed(live.FeedApplications))[0].Items[0]
	if got := item.Common().Status; got != "HIBERNATING" {
		t.Errorf("got %q", got)
	}
}
