package emulator_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
)

// logs sends a request to CloudWatch Logs.
func logs(h http.Handler, operation, body string) reply {
	return send(h, "POST /", body, "X-Amz-Target", "Logs_20140328."+operation, "Content-Type", "application/x-amz-json-1.1")
}

// put is a request for an integration, with further members of its config.
func put(name, further string) string {
	return `{"integrationName":"` + name + `","integrationType":"OPENSEARCH","resourceConfig":{"openSearchResourceConfig":{` +
		`"dataSourceRoleArn":"arn:aws:iam::123456789012:role/logs","dashboardViewerPrincipals":["arn:aws:iam::123456789012:role/people"],"retentionDays":30` + further + `}}}`
}

// wantAnswer checks a whole answer.
func (r reply) wantAnswer(t *testing.T, status int, body string) {
	t.Helper()
	if r.status != status || r.body != body {
		t.Errorf("got %d %s\nwant %d %s", r.status, r.body, status, body)
	}
	if got := r.header.Get("Content-Type"); got != "application/x-amz-json-1.1" {
		t.Errorf("content type %q", got)
	}
}

func (r reply) wantRefused(t *testing.T, code, text string) {
	t.Helper()
	r.wantAnswer(t, 400, string(must(json.Marshal(map[string]string{"__type": code, "message": text}))))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// resource is a resource of an integration, whichever it is.
type resource struct {
	PolicyName, DataSourceName, WorkspaceID            string
	ApplicationID, ApplicationARN, ApplicationEndpoint string
	CollectionARN, CollectionEndpoint                  string
	Status                                             struct{ Status, StatusMessage string }
}

// integration is GetIntegration's status and resources.
func integration(t *testing.T, h http.Handler, name string) (status string, resources map[string]resource) {
	t.Helper()
	got := logs(h, "GetIntegration", `{"integrationName":"`+name+`"}`)
	var answer struct {
		IntegrationName, IntegrationType, IntegrationStatus string
		IntegrationDetails                                  map[string]map[string]resource
	}
	ok(t, json.Unmarshal([]byte(got.body), &answer))
	resources, union := answer.IntegrationDetails["openSearchIntegrationDetails"]
	if got.status != 200 || answer.IntegrationName != name || answer.IntegrationType != "OPENSEARCH" || !union || len(answer.IntegrationDetails) != 1 {
		t.Fatalf("got %d %s", got.status, got.body)
	}
	return answer.IntegrationStatus, resources
}

func names(resources map[string]resource) string {
	return strings.Join(slices.Sorted(maps.Keys(resources)), " ")
}

func TestProvisioningAnIntegration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, `{}`, emulator.Options{})
		logs(e, "PutIntegration", put("main", `,"kmsKeyArn":"`+keyHere+`"`)).wantAnswer(t, 200, `{"integrationName":"main","integrationStatus":"PROVISIONING"}`)
		start := time.Now()
		for _, want := range []struct {
			after     time.Duration
			status    string
			resources string
		}{
			{0, "PROVISIONING", ""},
			{1 * time.Second, "PROVISIONING", "encryptionPolicy"},
			{2 * time.Second, "PROVISIONING", "encryptionPolicy networkPolicy"},
			{3 * time.Second, "PROVISIONING", "accessPolicy encryptionPolicy networkPolicy"},
			{4 * time.Second, "PROVISIONING", "accessPolicy encryptionPolicy lifecyclePolicy networkPolicy"},
			{10 * time.Second, "PROVISIONING", "accessPolicy encryptionPolicy lifecyclePolicy networkPolicy"},
			{11 * time.Second, "PROVISIONING", "accessPolicy collection encryptionPolicy lifecyclePolicy networkPolicy"},
			{12 * time.Second, "PROVISIONING", "accessPolicy collection dataSource encryptionPolicy lifecyclePolicy networkPolicy"},
			{27 * time.Second, "PROVISIONING", "accessPolicy collection dataSource encryptionPolicy lifecyclePolicy networkPolicy"},
			{28 * time.Second, "PROVISIONING", "accessPolicy application collection dataSource encryptionPolicy lifecyclePolicy networkPolicy"},
			{29 * time.Second, "ACTIVE", "accessPolicy application collection dataSource encryptionPolicy lifecyclePolicy networkPolicy workspace"},
		} {
			time.Sleep(time.Until(start.Add(want.after)))
			status, resources := integration(t, e, "main")
			if status != want.status || names(resources) != want.resources {
				t.Errorf("after %v: %s %s", want.after, status, names(resources))
			}
		}
		_, resources := integration(t, e, "main")
		for name, r := range resources {
			if r.Status.Status != "ACTIVE" || r.Status.StatusMessage != "" {
				t.Errorf("%s: %+v", name, r.Status)
			}
		}
	})
}

// What the integration makes can be seen by its own operations, while it is made.
func TestTheResourcesOfAnIntegration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, `{}`, emulator.Options{})
		c := connect(e)
		logs(e, "PutIntegration", put("main", `,"kmsKeyArn":"`+keyHere+`"`))
		time.Sleep(6 * time.Second)
		w := e.World()
		if len(w.Collections) != 1 || w.Collections[0].Status != "CREATING" {
			t.Fatalf("collections while it is made: %+v", w.Collections)
		}
		time.Sleep(8 * time.Second)
		w = e.World()
		collection := w.Collections[0]
		if collection.Status != "ACTIVE" || collection.Type != "TIMESERIES" || collection.StandbyReplicas != "DISABLED" || collection.KMSKeyARN != keyHere {
			t.Errorf("collection %+v", collection)
		}
		if len(w.Applications) != 1 || w.Applications[0].Status != "CREATING" || w.Applications[0].Name != "aws-analytics" {
			t.Fatalf("applications while it is made: %+v", w.Applications)
		}
		if got := w.Applications[0].TagList; len(got) != 1 || got[0] != (emulator.Tag{Key: "OpenSearchIntegration", Value: "Dashboards"}) {
			t.Errorf("tags %v", got)
		}
		time.Sleep(time.Minute)
		app := c.application(t, w.Applications[0].ID)
		if len(app.DataSources) != 1 || *app.DataSources[0].DataSourceArn != collection.ARN {
			t.Errorf("data sources %+v", app.DataSources)
		}
		_, resources := integration(t, e, "main")
		for name, pair := range map[string][2]string{
			"policy":               {resources["lifecyclePolicy"].PolicyName, collection.Name},
			"collection":           {resources["collection"].CollectionARN, collection.ARN},
			"collection endpoint":  {resources["collection"].CollectionEndpoint, "https://" + collection.ID + ".us-east-1.aoss.amazonaws.com"},
			"data source":          {resources["dataSource"].DataSourceName, strings.ReplaceAll(collection.Name, "-", "_")},
			"application":          {resources["application"].ApplicationARN, *app.Arn},
			"application id":       {resources["application"].ApplicationID, *app.Id},
			"application endpoint": {resources["application"].ApplicationEndpoint, *app.Endpoint},
			"workspace":            {resources["workspace"].WorkspaceID, e.World().Workspaces[0].WorkspaceID},
		} {
			if pair[0] == "" || pair[0] != pair[1] {
				t.Errorf("%s: %q, want %q", name, pair[0], pair[1])
			}
		}
		if !strings.HasPrefix(collection.Name, "cloudwatch-logs-") {
			t.Errorf("collection %s", collection.Name)
		}
		time.Sleep(time.Hour)
		if got := e.World().Collections[0].LastModifiedDate; !got.Equal(collection.LastModifiedDate.Time) {
			t.Error("the collection became ready twice")
		}
	})
}

func TestTheApplicationOfAnIntegration(t *testing.T) {
	const arn = "arn:aws:opensearch:us-east-1:123456789012:application/"
	for name, test := range map[string]struct {
		world, applicationARN string
		status                string // of the integration in the end
		health, text          string // of its application
		id                    string // of the application; "" is a new one
		takes                 time.Duration
	}{
		"a new one":             {`{}`, "", "ACTIVE", "ACTIVE", "", "", 29 * time.Second},
		"the one of its name":   {`{"applications":[{"id":"old0","name":"aws-analytics"}]}`, "", "ACTIVE", "ACTIVE", "", "old0", 22 * time.Second},
		"the one that is named": {`{"applications":[{"id":"old0","name":"metrics"}]}`, arn + "old0", "ACTIVE", "ACTIVE", "", "old0", 22 * time.Second},
		"one that is not ready": {`{"applications":[{"id":"old0","name":"metrics","status":"CREATING"}]}`, arn + "old0", "ACTIVE", "ACTIVE", "", "old0", 24 * time.Second},
		"one that failed":       {`{"applications":[{"id":"old0","name":"metrics","status":"FAILED"}]}`, arn + "old0", "FAILED", "ERROR", "Application old0 is FAILED.", "old0", 13 * time.Second},
		"one that does not":     {`{}`, arn + "nosuch", "FAILED", "NOT_FOUND", "Application not found: " + arn + "nosuch", "", 13 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := load(t, test.world, emulator.Options{})
				further := ""
				if test.applicationARN != "" {
					further = `,"applicationArn":"` + test.applicationARN + `"`
				}
				logs(e, "PutIntegration", put("main", further)).wantAnswer(t, 200, `{"integrationName":"main","integrationStatus":"PROVISIONING"}`)
				time.Sleep(test.takes - time.Second)
				if status, _ := integration(t, e, "main"); status != "PROVISIONING" {
					t.Errorf("a second before: %s", status)
				}
				time.Sleep(time.Second)
				status, resources := integration(t, e, "main")
				got := resources["application"]
				if status != test.status || got.Status.Status != test.health || got.Status.StatusMessage != test.text {
					t.Errorf("%s, application %+v", status, got)
				}
				if test.id != "" && got.ApplicationID != test.id {
					t.Errorf("application %s", got.ApplicationID)
				}
				if apps := e.World().Applications; status == "ACTIVE" && (len(apps) != 1 || len(apps[0].DataSources) != 1 || apps[0].Status != "ACTIVE") {
					t.Errorf("applications %+v", apps)
				}
			})
		})
	}
}

func TestRefusalsOfIntegrations(t *testing.T) {
	e := load(t, `{"integrations":[{"integrationName":"main"}]}`, emulator.Options{})
	empty := load(t, `{}`, emulator.Options{})
	const null = "' failed to satisfy constraint: Member must not be null"
	for name, test := range map[string]struct {
		e               *emulator.Emulator
		operation, body string
		code, text      string
	}{
		"a second one":  {e, "PutIntegration", put("other", ""), "LimitExceededException", "Resource limit exceeded."},
		"the same once": {e, "PutIntegration", put("main", ""), "LimitExceededException", "Resource limit exceeded."},
		"the model before the limit": {
			e, "PutIntegration", put("a b", ""), "InvalidParameterException",
			`1 validation error detected: Value 'a b' at 'integrationName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`,
		},
		"nothing at all": {
			empty, "PutIntegration", `{}`, "InvalidParameterException",
			"3 validation errors detected: Value null at 'integrationName" + null + "; Value null at 'resourceConfig" + null + "; Value null at 'integrationType" + null,
		},
		"required members of the config": {
			empty, "PutIntegration", `{"integrationName":"main","integrationType":"OPENSEARCH","resourceConfig":{"openSearchResourceConfig":{}}}`, "InvalidParameterException",
			"3 validation errors detected: Value null at 'resourceConfig.openSearchResourceConfig.dataSourceRoleArn" + null +
				"; Value null at 'resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals" + null +
				"; Value null at 'resourceConfig.openSearchResourceConfig.retentionDays" + null,
		},
		"days of retention": {
			empty, "PutIntegration", strings.Replace(put("main", ""), "30", "31", 1), "InvalidParameterException",
			"1 validation error detected: Value '31' at 'resourceConfig.openSearchResourceConfig.retentionDays' failed to satisfy constraint: Member must have value less than or equal to 30",
		},
		"another type": {
			empty, "PutIntegration", strings.Replace(put("main", ""), "OPENSEARCH", "S3", 1), "InvalidParameterException",
			"1 validation error detected: Value 'S3' at 'integrationType' failed to satisfy constraint: Member must satisfy enum value set: [OPENSEARCH]",
		},
		"a union of nothing": {
			empty, "PutIntegration", `{"integrationName":"main","integrationType":"OPENSEARCH","resourceConfig":{}}`, "InvalidParameterException",
			"Exactly one member of resourceConfig must be set.",
		},
		"a union of something unknown": {
			empty, "PutIntegration", `{"integrationName":"main","integrationType":"OPENSEARCH","resourceConfig":{"s3ResourceConfig":{}}}`, "InvalidParameterException",
			"Exactly one member of resourceConfig must be set.",
		},
		"viewers that are nobody": {
			empty, "PutIntegration", strings.Replace(put("main", ""), `"arn:aws:iam::123456789012:role/people"`, `"*","nonsense","arn:aws:s3:::bucket"`, 1), "InvalidParameterException",
			"Invalid value at 'resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals.2.member': must be the ARN of an IAM role or an IAM user, or *. " +
				"Invalid value at 'resourceConfig.openSearchResourceConfig.dashboardViewerPrincipals.3.member': must be the ARN of an IAM role or an IAM user, or *.",
		},
		"a bucket as the key": {
			empty, "PutIntegration", put("main", `,"kmsKeyArn":"arn:aws:s3:::bucket"`), "InvalidParameterException",
			"Invalid value at 'resourceConfig.openSearchResourceConfig.kmsKeyArn': must be the ARN of a KMS key in us-east-1.",
		},
		"a key of another Region": {
			empty, "PutIntegration", put("main", `,"kmsKeyArn":"`+strings.Replace(keyHere, "us-east-1", "eu-west-1", 1)+`"`), "InvalidParameterException",
			"Invalid value at 'resourceConfig.openSearchResourceConfig.kmsKeyArn': must be in us-east-1, the Region of the request; this is in eu-west-1.",
		},
		"a role of another partition": {
			empty, "PutIntegration", strings.Replace(put("main", ""), "arn:aws:iam::123456789012:role/logs", "arn:aws-cn:iam::123456789012:role/logs", 1), "InvalidParameterException",
			"Invalid value at 'resourceConfig.openSearchResourceConfig.dataSourceRoleArn': must be in the partition aws, as us-east-1 is; this is in aws-cn.",
		},
		"an application by its id": {
			empty, "PutIntegration", put("main", `,"applicationArn":"old0"`), "InvalidParameterException",
			"Invalid value at 'resourceConfig.openSearchResourceConfig.applicationArn': must be the ARN of an application.",
		},
		"a wrong type":   {empty, "GetIntegration", `{"integrationName":7}`, "SerializationException", "The value at 'integrationName' has the wrong type."},
		"get unknown":    {e, "GetIntegration", `{"integrationName":"other"}`, "ResourceNotFoundException", "Integration not found: other"},
		"delete unknown": {e, "DeleteIntegration", `{"integrationName":"other","force":true}`, "ResourceNotFoundException", "Integration not found: other"},
		"get a long name": {
			e, "GetIntegration", `{"integrationName":"` + strings.Repeat("a", 51) + `"}`, "InvalidParameterException",
			"1 validation error detected: Value '" + strings.Repeat("a", 51) + "' at 'integrationName' failed to satisfy constraint: Member must have length less than or equal to 50",
		},
		"list a status": {
			e, "ListIntegrations", `{"integrationStatus":"DELETING"}`, "InvalidParameterException",
			"1 validation error detected: Value 'DELETING' at 'integrationStatus' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONING, ACTIVE, FAILED]",
		},
		"an operation that there is not": {e, "UpdateIntegration", `{}`, "UnknownOperationException", "There is no such operation."},
	} {
		t.Run(name, func(t *testing.T) {
			logs(test.e, test.operation, test.body).wantRefused(t, test.code, test.text)
		})
	}
}

func TestListIntegrations(t *testing.T) {
	e := load(t, `{"integrations":[{"integrationName":"central-logs"},{"integrationName":"old","integrationStatus":"FAILED"}]}`, emulator.Options{})
	const (
		central = `{"integrationName":"central-logs","integrationType":"OPENSEARCH","integrationStatus":"ACTIVE"}`
		old     = `{"integrationName":"old","integrationType":"OPENSEARCH","integrationStatus":"FAILED"}`
	)
	for body, want := range map[string]string{
		``:                                    central + "," + old,
		`{"integrationNamePrefix":"central"}`: central,
		`{"integrationNamePrefix":"logs"}`:    "",
		`{"integrationType":"OPENSEARCH","integrationStatus":"FAILED"}`:       old,
		`{"integrationNamePrefix":"central-","integrationStatus":"FAILED"}`:   "",
		`{"integrationStatus":"PROVISIONING","integrationType":"OPENSEARCH"}`: "",
	} {
		logs(e, "ListIntegrations", body).wantAnswer(t, 200, `{"integrationSummaries":[`+want+`]}`)
	}
}

func TestDeletingAnIntegration(t *testing.T) {
	for name, test := range map[string]struct {
		integration, force string
		code               string // "" is success
	}{
		"with dashboards":                {`"integrationName":"main"`, ``, "ValidationException"},
		"with dashboards, not by force":  {`"integrationName":"main"`, `,"force":false`, "ValidationException"},
		"with dashboards, by force":      {`"integrationName":"main"`, `,"force":true`, ""},
		"without dashboards":             {`"integrationName":"main","dashboards":false`, ``, ""},
		"before there can be dashboards": {`"integrationName":"main","integrationStatus":"PROVISIONING"`, ``, ""},
		"that failed":                    {`"integrationName":"main","integrationStatus":"FAILED"`, ``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := load(t, `{"integrations":[{`+test.integration+`}]}`, emulator.Options{})
			got := logs(e, "DeleteIntegration", `{"integrationName":"main"`+test.force+`}`)
			if test.code != "" {
				got.wantRefused(t, test.code, "Integration main has dashboards. Set force to true to delete them with it.")
				return
			}
			got.wantAnswer(t, 200, `{}`)
			logs(e, "GetIntegration", `{"integrationName":"main"}`).wantRefused(t, "ResourceNotFoundException", "Integration not found: main")
			logs(e, "PutIntegration", put("main", "")).wantAnswer(t, 200, `{"integrationName":"main","integrationStatus":"PROVISIONING"}`)
		})
	}
}

// What an integration has made outlives it; a new one makes a collection of its
// own, and finds the application that is there.
func TestAnIntegrationLeavesItsResources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, `{}`, emulator.Options{})
		logs(e, "PutIntegration", put("main", ""))
		time.Sleep(time.Minute)
		logs(e, "DeleteIntegration", `{"integrationName":"main","force":true}`).wantAnswer(t, 200, `{}`)
		time.Sleep(time.Minute)
		if w := e.World(); len(w.Collections) != 1 || len(w.Applications) != 1 || len(w.Workspaces) != 1 {
			t.Errorf("left: %+v", w)
		}
		logs(e, "PutIntegration", put("main", ""))
		time.Sleep(time.Minute)
		w := e.World()
		if len(w.Collections) != 2 || w.Collections[0].Name == w.Collections[1].Name || len(w.Applications) != 1 || len(w.Applications[0].DataSources) != 2 {
			t.Errorf("then: %+v", w)
		}
	})
}

func TestAnIntegrationDeletedWhileItIsProvisioned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, `{}`, emulator.Options{})
		logs(e, "PutIntegration", put("main", ""))
		time.Sleep(6 * time.Second)
		logs(e, "DeleteIntegration", `{"integrationName":"main"}`).wantAnswer(t, 200, `{}`)
		time.Sleep(time.Minute)
		w := e.World()
		if len(w.Integrations) != 0 || len(w.Applications) != 0 || len(w.Collections) != 1 || w.Collections[0].Status != "ACTIVE" {
			t.Errorf("left: %+v", w)
		}
	})
}

// provisioned is a world with an integration that is ready when it is loaded.
const provisioned = `{"integrations":[{"integrationName":"main","integrationStatus":"PROVISIONING","lastUpdatedAt":"-5m"}]}`

func TestDeletingTheApplicationOfAnIntegration(t *testing.T) {
	e := load(t, provisioned, emulator.Options{Standstill: true})
	_, resources := integration(t, e, "main")
	send(e, "DELETE /2021-01-01/opensearch/application/"+resources["application"].ApplicationID, "")
	e.Advance(time.Minute)
	status, now := integration(t, e, "main")
	if now["application"].Status.Status != "NOT_FOUND" || now["workspace"].Status.Status != "NOT_FOUND" || now["collection"].Status.Status != "ACTIVE" || status != "ACTIVE" {
		t.Errorf("%s %+v", status, now)
	}
	if now["application"].ApplicationARN != resources["application"].ApplicationARN {
		t.Errorf("application %+v", now["application"])
	}
	_ = load(t, string(encode(t, e.World())), emulator.Options{}) // it is accepted
}

func TestBrokenResourcesOfAWorld(t *testing.T) {
	e := load(t, `{
		"applications": [{"id": "metrics0", "name": "metrics"}],
		"collections": [{"id": "logs0", "name": "logs-archive"}],
		"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {
			"lifecyclePolicy": {"policyName": "keep", "status": {"status": "NOT_FOUND", "statusMessage": "The policy is gone."}},
			"application": {"applicationId": "metrics"},
			"collection": {"collectionArn": "arn:aws:aoss:us-east-1:123456789012:collection/logs0"},
			"workspace": {"status": {"status": "ERROR", "statusMessage": "It cannot be read."}}
		}}}]
	}`, emulator.Options{})
	logs(e, "GetIntegration", `{"integrationName":"main"}`).wantAnswer(t, 200, `{"integrationName":"main","integrationType":"OPENSEARCH","integrationStatus":"ACTIVE",`+
		`"integrationDetails":{"openSearchIntegrationDetails":{`+
		`"application":{"applicationEndpoint":"https://application-metrics-metrics0.us-east-1.opensearch.amazonaws.com",`+
		`"applicationArn":"arn:aws:opensearch:us-east-1:123456789012:application/metrics0","applicationId":"metrics0","status":{"status":"ACTIVE"}},`+
		`"collection":{"collectionEndpoint":"https://logs0.us-east-1.aoss.amazonaws.com",`+
		`"collectionArn":"arn:aws:aoss:us-east-1:123456789012:collection/logs0","status":{"status":"ACTIVE"}},`+
		`"workspace":{"status":{"status":"ERROR","statusMessage":"It cannot be read."}},`+
		`"lifecyclePolicy":{"policyName":"keep","status":{"status":"NOT_FOUND","statusMessage":"The policy is gone."}}}}}`)
}

// A step that builds on what was lost cannot be taken.
func TestAnIntegrationThatCannotGoOn(t *testing.T) {
	for _, lost := range []string{"collection", "application"} {
		e := load(t, `{"integrations":[{"integrationName":"main","integrationStatus":"PROVISIONING","lastUpdatedAt":"-5m",
			"integrationDetails":{"openSearchIntegrationDetails":{"`+lost+`":{"status":{"status":"NOT_FOUND"}}}}}]}`, emulator.Options{})
		status, resources := integration(t, e, "main")
		if status != "FAILED" || resources["workspace"].WorkspaceID != "" || resources[lost].Status.Status != "NOT_FOUND" {
			t.Errorf("without its %s: %s %+v", lost, status, resources)
		}
	}
}

// However far an integration has come, its world goes on in another emulator, if
// with identifiers of its own.
func TestProvisioningGoesOnInAnotherWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := load(t, `{"applications":[{"name":"metrics"}]}`, emulator.Options{})
		logs(first, "PutIntegration", put("main", ""))
		var others []*emulator.Emulator
		for range 30 {
			others = append(others, load(t, string(encode(t, first.World())), emulator.Options{}))
			time.Sleep(time.Second)
		}
		want := encode(t, first.World())
		if status, _ := integration(t, first, "main"); status != "ACTIVE" {
			t.Fatal(status)
		}
		for i, other := range others {
			w := other.World()
			id := []byte(first.World().Workspaces[0].WorkspaceID)
			got := bytes.ReplaceAll(encode(t, w), []byte(w.Workspaces[0].WorkspaceID), id)
			if !bytes.Equal(got, want) {
				t.Fatalf("from second %d on:\n%s\n%s", i, got, want)
			}
		}
	})
}

func TestDurationsOfAnIntegration(t *testing.T) {
	e := load(t, `{}`, emulator.Options{Standstill: true, Durations: emulator.Durations{
		IntegrationStep: time.Nanosecond, IntegrationCollection: time.Nanosecond, ApplicationCreate: time.Nanosecond,
	}})
	logs(e, "PutIntegration", put("main", ""))
	e.Advance(time.Second)
	if status, resources := integration(t, e, "main"); status != "ACTIVE" {
		t.Errorf("%s %s", status, names(resources))
	}
}

func TestFaultsOfIntegrations(t *testing.T) {
	e := load(t, provisioned, emulator.Options{})
	for kind, want := range map[emulator.FaultKind]struct {
		status int
		body   string
	}{
		emulator.FaultThrottle: {400, `{"__type":"ThrottlingException","message":"Rate exceeded"}`},
		emulator.FaultExpired:  {400, `{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}`},
		emulator.FaultDenied: {
			400, `{"Message":"User: arn:aws:sts::123456789012:assumed-role/Operator/oscope is not authorized to perform: logs:ListIntegrations on resource: * because no identity-based policy allows the logs:ListIntegrations action","__type":"AccessDeniedException"}`,
		},
		emulator.FaultTruncate: {200, `{"integrationSummaries":[{"integrationName":"main"`},
	} {
		e.SetFaults([]emulator.Fault{{Operation: "ListIntegrations", Kind: kind}})
		got := logs(e, "ListIntegrations", `{}`)
		if got.status != want.status || !strings.HasPrefix(got.body, want.body[:len(want.body)-1]) {
			t.Errorf("%s: got %d %s", kind, got.status, got.body)
		}
	}
	e.SetFaults([]emulator.Fault{{Operation: "GetIntegration", Kind: emulator.FaultError, Code: "ServiceUnavailableException", Message: "later"}})
	if got := logs(e, "GetIntegration", `{"integrationName":"main"}`); got.status != 503 || got.json(t)["__type"] != "ServiceUnavailableException" {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

func TestUnsignedLogsRequests(t *testing.T) {
	got := send(load(t, `{}`, emulator.Options{}), "POST /", `{}`, "X-Amz-Target", "Logs_20140328.ListIntegrations", "Content-Type", "application/x-amz-json-1.1", "Authorization", "")
	got.wantRefused(t, "MissingAuthenticationTokenException", "Missing Authentication Token")
}
