package awsclient_test

import (
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

func centralLogs() rule.PutIntegrationRequest {
	return rule.PutIntegrationRequest{
		Name: "central-logs", Type: "OPENSEARCH",
		Config: rule.IntegrationResources{OpenSearch: rule.OpenSearchResources{
			RoleARN: readerARN, Viewers: []string{"arn:aws:iam::123456789012:role/Operator"}, RetentionDays: 30,
		}},
	}
}

// whole is a world with an integration that has all its parts, one of them lost.
const whole = `{
	"applications": [{"id": "app0001", "name": "logs"}],
	"collections": [{"id": "b5yd0g8zr3xk1vm6ceqt", "name": "logs-archive", "type": "TIMESERIES"}],
	"workspaces": [{"workspaceId": "yCdEiL", "id": "app0001", "name": "Logs", "workspaceType": "OBSERVABILITY"}],
	"integrations": [{
		"integrationName": "central-logs", "collectionName": "cloudwatch-logs-1",
		"integrationDetails": {"openSearchIntegrationDetails": {
			"dataSource": {"dataSourceName": "cloudwatch_logs_1"},
			"application": {"applicationId": "app0001"},
			"collection": {"collectionArn": "arn:aws:aoss:us-east-1:123456789012:collection/b5yd0g8zr3xk1vm6ceqt", "status": {"status": "ERROR", "statusMessage": "no key"}},
			"workspace": {"workspaceId": "yCdEiL"},
			"encryptionPolicy": {"policyName": "encryption"}, "networkPolicy": {"policyName": "network"}, "accessPolicy": {"policyName": "access"},
			"lifecyclePolicy": {"policyName": "lifecycle", "status": {"status": "NOT_FOUND", "statusMessage": "was deleted"}}
		}}
	}]
}`

func TestIntegration(t *testing.T) {
	e := emulate(t, whole)
	c := connect(e.Transport())
	got, err := c.Integration(t.Context(), "central-logs")
	ok(t, err)
	want := model.Integration{
		Resource: model.Resource{Key: model.IntegrationKey("central-logs"), Name: "central-logs", Status: "ACTIVE"},
		Type:     "OPENSEARCH", Detailed: true,
		Parts: [model.IntegrationPartCount]model.IntegrationPart{
			{Name: "data source", ID: "cloudwatch_logs_1", Status: "ACTIVE"},
			{Name: "application", ID: logsARN, Endpoint: e.World().Applications[0].Endpoint, Status: "ACTIVE"},
			{
				Name: "collection", ID: "arn:aws:aoss:us-east-1:123456789012:collection/b5yd0g8zr3xk1vm6ceqt",
				Endpoint: e.World().Collections[0].CollectionEndpoint, Status: "ERROR", Message: "no key",
			},
			{Name: "workspace", ID: "yCdEiL", Status: "ACTIVE"},
			{Name: "encryption policy", ID: "encryption", Status: "ACTIVE"},
			{Name: "network policy", ID: "network", Status: "ACTIVE"},
			{Name: "access policy", ID: "access", Status: "ACTIVE"},
			{Name: "lifecycle policy", ID: "lifecycle", Status: "NOT_FOUND", Message: "was deleted"},
		},
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	_, err = c.Integration(t.Context(), "nosuch")
	if failure := failureOf(t, err, model.FailureNotFound); failure.On != "nosuch" || failure.Operation != "GetIntegration" {
		t.Errorf("got %+v", failure)
	}
}

// Details that no model knows are no details; the parts keep their names.
func TestIntegrationOfAnotherKind(t *testing.T) {
	wire := rewriting(t, emulate(t, whole).Transport(), func(members map[string]any) {
		members["integrationDetails"] = map[string]any{"somethingNew": map[string]any{}}
		members["integrationType"] = "SOMETHING_NEW"
	})
	got, err := connect(wire).Integration(t.Context(), "central-logs")
	ok(t, err)
	if got.Type != "SOMETHING_NEW" || got.Healthy() != 0 || got.Parts[7] != (model.IntegrationPart{Name: "lifecycle policy"}) {
		t.Errorf("got %+v", got)
	}
}

// What there is comes first, what it is made of afterwards.
func TestReadIntegrations(t *testing.T) {
	e := emulate(t, `{"integrations": [{"integrationName": "central-logs"}, {"integrationName": "other", "integrationStatus": "FAILED"}]}`)
	listings := readAll(t, connect(e.Transport()), feed(live.FeedIntegrations))
	if got := sizes(listings); !slices.Equal(got, []int{2, 1, 1}) {
		t.Fatalf("pages of %v", got)
	}
	want := []model.Item{
		model.Integration{Resource: model.Resource{Key: model.IntegrationKey("central-logs"), Name: "central-logs", Status: "ACTIVE"}, Type: "OPENSEARCH"},
		model.Integration{Resource: model.Resource{Key: model.IntegrationKey("other"), Name: "other", Status: "FAILED"}, Type: "OPENSEARCH"},
	}
	if !reflect.DeepEqual(listings[0].Items, want) {
		t.Errorf("got %+v", listings[0].Items)
	}
	for i, name := range []string{"central-logs", "other"} {
		if got, _ := listings[i+1].Items[0].(model.Integration); got.Name != name || !got.Detailed {
			t.Errorf("got %+v", got)
		}
	}
	wantCalls(t, e, map[string]int{"ListIntegrations": 1, "GetIntegration": 2})
	none := emulate(t, `{}`)
	if got := sizes(readAll(t, connect(none.Transport()), feed(live.FeedIntegrations))); !slices.Equal(got, []int{0}) {
		t.Errorf("of none: pages of %v", got)
	}
	wantCalls(t, none, map[string]int{"ListIntegrations": 1})
}

// Who may list but not look into it still sees that it is there.
func TestReadIntegrationsWithoutDetail(t *testing.T) {
	e := emulate(t, whole)
	e.SetFaults([]emulator.Fault{{Operation: "GetIntegration", Kind: emulator.FaultDenied}})
	reading := connect(e.Transport()).Read(feed(live.FeedIntegrations))
	listing, err := reading.Next(t.Context())
	ok(t, err)
	if got := ids(listing); !slices.Equal(got, []string{"central-logs"}) || !listing.More {
		t.Errorf("got %v, more: %v", got, listing.More)
	}
	listing, err = reading.Next(t.Context())
	if failure := failureOf(t, err, model.FailurePermission); failure.Action != "logs:GetIntegration" || failure.On != "central-logs" {
		t.Errorf("got %+v", failure)
	}
	if listing.More || len(listing.Items) != 0 {
		t.Errorf("it brought %+v", listing)
	}
}

func TestPutIntegration(t *testing.T) {
	full := centralLogs()
	full.Config.OpenSearch.ApplicationARN = logsARN
	full.Config.OpenSearch.KMSKeyARN = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	nobody := centralLogs()
	nobody.Config.OpenSearch.Viewers = []string{}
	const (
		principals = `"dashboardViewerPrincipals":["arn:aws:iam::123456789012:role/Operator"]`
		role       = `"dataSourceRoleArn":"` + readerARN + `"`
	)
	tests := map[string]struct {
		request  rule.PutIntegrationRequest
		resource string // its one member of the union
	}{
		"bare":       {centralLogs(), `{` + principals + `,` + role + `,"retentionDays":30}`},
		"no viewers": {nobody, `{"dashboardViewerPrincipals":[],` + role + `,"retentionDays":30}`},
		"full": {full, `{"applicationArn":"` + logsARN + `",` + principals + `,` + role +
			`,"kmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555","retentionDays":30}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, `{"applications": [{"id": "app0001", "name": "logs"}]}`)
				c := connect(e.Transport())
				put, err := c.PutIntegration(t.Context(), tt.request)
				ok(t, err)
				want := model.Integration{
					Resource: model.Resource{Key: model.IntegrationKey("central-logs"), Name: "central-logs", Status: "PROVISIONING"}, Type: "OPENSEARCH",
				}
				if put != want {
					t.Errorf("got %+v", put)
				}
				wantMembers(t, e.World().Integrations[0], `{"integrationName": "central-logs", "integrationType": "OPENSEARCH", "integrationStatus": "PROVISIONING",
					"resourceConfig": {"openSearchResourceConfig": `+tt.resource+`}}`)
				time.Sleep(3 * time.Second) // some of it is there
				half, err := c.Integration(t.Context(), "central-logs")
				ok(t, err)
				if half.Status != "PROVISIONING" || half.Healthy() == 0 || half.Healthy() == model.IntegrationPartCount {
					t.Errorf("in between: %+v", half)
				}
				time.Sleep(time.Minute)
				made, err := c.Integration(t.Context(), "central-logs")
				ok(t, err)
				if made.Status != "ACTIVE" || made.Healthy() != model.IntegrationPartCount {
					t.Errorf("a minute later: %+v", made)
				}
			})
		})
	}
}

// There is one in an account, and that is not taken for throttling.
func TestSecondIntegration(t *testing.T) {
	e := emulate(t, whole)
	r := centralLogs()
	r.Name = "second"
	_, err := connect(e.Transport()).PutIntegration(t.Context(), r)
	failure := failureOf(t, err, model.FailureQuota)
	if failure.On != "second" || failure.Code != "LimitExceededException" || failure.Message != "Resource limit exceeded." {
		t.Errorf("got %+v", failure)
	}
	wantCalls(t, e, map[string]int{"PutIntegration": 1})
	if len(e.World().Integrations) != 1 {
		t.Errorf("got %+v", e.World().Integrations)
	}
}

func TestDeleteIntegration(t *testing.T) {
	e := emulate(t, whole)
	c := connect(e.Transport())
	r := rule.DeleteIntegrationRequest{Name: "central-logs"}
	failure := failureOf(t, c.DeleteIntegration(t.Context(), r), model.FailureValidation)
	if failure.On != "central-logs" || len(e.World().Integrations) != 1 {
		t.Errorf("got %+v", failure)
	}
	r.Force = true // there are dashboards
	ok(t, c.DeleteIntegration(t.Context(), r))
	if w := e.World(); len(w.Integrations) != 0 || len(w.Collections) != 1 || len(w.Applications) != 1 {
		t.Errorf("left are %+v", w)
	}
	wantKind(t, c.DeleteIntegration(t.Context(), r), model.FailureNotFound)
}
