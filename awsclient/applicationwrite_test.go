package awsclient_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// written makes a client that notes the bodies that it sends.
func written(t *testing.T, e *emulator.Emulator) (*awsclient.Client, *[]string) {
	t.Helper()
	var bodies []string
	return connect(carrier(func(r *http.Request) (*http.Response, error) {
		bodies = append(bodies, sent(t, r))
		return e.Transport().RoundTrip(r)
	})), &bodies
}

func TestCreateApplication(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{"domains":[{"DomainName":"search-prod"}]}`)
		c := connect(e.Transport())
		created, err := c.CreateApplication(t.Context(), rule.CreateApplicationRequest{
			ClientToken:    "once",
			Name:           "metrics-prod",
			DataSources:    []model.ApplicationDataSource{{ARN: prodARN, Description: "all logs", RoleARN: readerARN}},
			IdentityCenter: &model.IdentityCenter{Enabled: true, InstanceARN: "arn:aws:sso:::instance/ssoins-1", RoleARN: readerARN},
			Configs:        []model.ApplicationConfig{{Key: rule.AdminUsers, Value: `["*"]`}},
			Tags:           []model.Tag{{Key: "team", Value: "search"}, {Key: "empty"}},
			KMSKeyARN:      "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
		})
		ok(t, err)
		id := created.Key.ID
		want := model.Application{
			Resource: model.Resource{
				Key: model.Key{Kind: model.KindApplication, ID: id}, Name: "metrics-prod", Status: "CREATING",
				ARN: "arn:aws:opensearch:us-east-1:123456789012:application/" + id,
			},
			CreatedAt: time.Now().UTC(),
		}
		if id == "" || !reflect.DeepEqual(created, want) {
			t.Errorf("got  %+v\nwant %+v", created, want)
		}
		wantMembers(t, e.World().Applications[0], `{
			"id": "`+id+`", "name": "metrics-prod", "status": "CREATING",
			"dataSources": [{"dataSourceArn": "`+prodARN+`", "dataSourceDescription": "all logs", "iamRoleForDataSourceArn": "`+readerARN+`"}],
			"iamIdentityCenterOptions": {"enabled": true, "iamIdentityCenterInstanceArn": "arn:aws:sso:::instance/ssoins-1", "iamRoleForIdentityCenterApplicationArn": "`+readerARN+`"},
			"appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"*\"]"}],
			"tagList": [{"Key": "team", "Value": "search"}, {"Key": "empty", "Value": ""}],
			"kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
		}`)
		time.Sleep(time.Minute)
		finished, err := c.Application(t.Context(), id)
		ok(t, err)
		if finished.Status != "ACTIVE" || finished.Endpoint == "" {
			t.Errorf("a minute later: %+v", finished)
		}
	})
}

// What is not set is not sent.
func TestCreateApplicationBare(t *testing.T) {
	e := emulate(t, `{}`)
	c, bodies := written(t, e)
	_, err := c.CreateApplication(t.Context(), rule.CreateApplicationRequest{Name: "bare", ClientToken: "once"})
	ok(t, err)
	if want := []string{`{"clientToken":"once","name":"bare"}`}; !slices.Equal(*bodies, want) {
		t.Errorf("sent %s", *bodies)
	}
}

// The answer is lost: it is sent again with the token that it had, even if that is
// one of the SDK's own making.
func TestCreateApplicationToken(t *testing.T) {
	for _, token := range []string{"once", ""} {
		synctest.Test(t, func(t *testing.T) {
			e := emulate(t, `{}`)
			var tokens []string
			lossy := losing(1, e.Transport())
			c := connect(carrier(func(r *http.Request) (*http.Response, error) {
				var in struct{ ClientToken string }
				ok(t, json.Unmarshal([]byte(sent(t, r)), &in))
				tokens = append(tokens, in.ClientToken)
				return lossy(r)
			}))
			created, err := c.CreateApplication(t.Context(), rule.CreateApplicationRequest{Name: "traces", ClientToken: token})
			ok(t, err)
			if len(tokens) != 2 || tokens[0] == "" || tokens[1] != tokens[0] || token != "" && tokens[0] != token {
				t.Errorf("sent with tokens %q", tokens)
			}
			if all := e.World().Applications; len(all) != 1 || all[0].ID != created.Key.ID {
				t.Errorf("created %+v", all)
			}
		})
	}
}

// A list that is nil is left alone, one that is empty is cleared.
func TestUpdateApplication(t *testing.T) {
	const (
		sources = `[{"dataSourceArn": "` + prodARN + `", "dataSourceDescription": "all logs"}]`
		configs = `[{"key": "opensearchDashboards.dashboardAdmin.users", "value": "[\"*\"]"}]`
		center  = `{"enabled": true, "iamIdentityCenterInstanceArn": "arn:aws:sso:::instance/ssoins-1"}`
		world   = `{"domains": [{"DomainName": "search-prod"}, {"DomainName": "search-stage"}], "applications": [
			{"id": "app0001", "name": "logs", "dataSources": ` + sources + `, "appConfigs": ` + configs + `, "iamIdentityCenterOptions": ` + center + `}]}`
	)
	tests := map[string]struct {
		request                  rule.UpdateApplicationRequest
		body                     string
		sources, configs, center string // where they change
	}{
		"nothing": {body: `{}`},
		"all lists cleared": {
			request: rule.UpdateApplicationRequest{DataSources: []model.ApplicationDataSource{}, Configs: []model.ApplicationConfig{}},
			body:    `{"appConfigs":[],"dataSources":[]}`, sources: `[]`, configs: `[]`,
		},
		"data sources cleared": {
			request: rule.UpdateApplicationRequest{DataSources: []model.ApplicationDataSource{}},
			body:    `{"dataSources":[]}`, sources: `[]`,
		},
		"data sources replaced": {
			request: rule.UpdateApplicationRequest{DataSources: []model.ApplicationDataSource{{ARN: stageARN, RoleARN: readerARN}}},
			body:    `{"dataSources":[{"dataSourceArn":"` + stageARN + `","iamRoleForDataSourceArn":"` + readerARN + `"}]}`,
			sources: `[{"dataSourceArn": "` + stageARN + `", "iamRoleForDataSourceArn": "` + readerARN + `"}]`,
		},
		"administrators replaced": {
			request: rule.UpdateApplicationRequest{Configs: []model.ApplicationConfig{{Key: rule.AdminGroups, Value: `["ops"]`}}},
			body:    `{"appConfigs":[{"key":"opensearchDashboards.dashboardAdmin.groups","value":"[\"ops\"]"}]}`,
			configs: `[{"key": "opensearchDashboards.dashboardAdmin.groups", "value": "[\"ops\"]"}]`,
		},
		"Identity Center off": {
			request: rule.UpdateApplicationRequest{IdentityCenter: &model.IdentityCenter{}},
			body:    `{"iamIdentityCenterOptions":{"enabled":false}}`, center: `{"enabled": false}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, world)
				c, bodies := written(t, e)
				tt.request.ApplicationID = "app0001"
				ok(t, c.UpdateApplication(t.Context(), tt.request))
				if !slices.Equal(*bodies, []string{tt.body}) {
					t.Errorf("sent %s", *bodies)
				}
				wantMembers(t, e.World().Applications[0], `{"status": "UPDATING", "dataSources": `+cmp.Or(tt.sources, sources)+
					`, "appConfigs": `+cmp.Or(tt.configs, configs)+`, "iamIdentityCenterOptions": `+cmp.Or(tt.center, center)+`}`)
				// Nothing else can be changed until it is done.
				failure := failureOf(t, c.UpdateApplication(t.Context(), tt.request), model.FailureConflict)
				if failure.On != "app0001" || failure.Code != "ConflictException" {
					t.Errorf("got %+v", failure)
				}
				time.Sleep(time.Minute)
				wantMembers(t, e.World().Applications[0], `{"status": "ACTIVE"}`)
			})
		})
	}
}

func TestDeleteApplication(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, populated)
		c := connect(e.Transport())
		request := rule.DeleteApplicationRequest{ApplicationID: "app0001"}
		ok(t, c.DeleteApplication(t.Context(), request))
		wantMembers(t, e.World().Applications[0], `{"id": "app0001", "status": "DELETING"}`)
		wantKind(t, c.DeleteApplication(t.Context(), request), model.FailureConflict)
		time.Sleep(time.Minute)
		if left := e.World().Applications; len(left) != 1 || left[0].ID != "app0002" {
			t.Errorf("left are %+v", left)
		}
		failure := failureOf(t, c.DeleteApplication(t.Context(), request), model.FailureNotFound)
		if failure.On != "app0001" {
			t.Errorf("on %q", failure.On)
		}
	})
}

func TestDefaultApplication(t *testing.T) {
	e := emulate(t, populated)
	c := connect(e.Transport())
	want := func(arn string) {
		t.Helper()
		got, err := c.DefaultApplication(t.Context())
		ok(t, err)
		listings := readAll(t, c, feed(live.FeedDefault))
		if got != arn || len(listings) != 1 || listings[0].DefaultARN != arn || len(listings[0].Items) != 0 || e.World().DefaultApplicationARN != arn {
			t.Errorf("got %q, read %+v, the world has %q; want %q", got, listings, e.World().DefaultApplicationARN, arn)
		}
	}
	want(metricsARN)
	for _, r := range []struct {
		arn string
		set bool
	}{{logsARN, true}, {metricsARN, true}, {metricsARN, false}} {
		ok(t, c.SetDefaultApplication(t.Context(), rule.DefaultApplicationRequest{ApplicationARN: r.arn, SetAsDefault: r.set}))
		if r.set {
			want(r.arn)
		} else {
			want("") // the service says that it is not found
		}
	}
	unknown := logsARN + "9"
	failure := failureOf(t, c.SetDefaultApplication(t.Context(), rule.DefaultApplicationRequest{ApplicationARN: unknown, SetAsDefault: true}), model.FailureNotFound)
	if failure.On != unknown {
		t.Errorf("on %q", failure.On)
	}
}
