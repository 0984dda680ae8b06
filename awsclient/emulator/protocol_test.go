package emulator_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

const small = `{"applications":[{"id":"metrics0","name":"metrics"},{"name":"app-logs"}],"domains":[{"DomainName":"search-prod"}]}`

// The texts of model violations are recorded ones (SERVICE.md §1.4), of the same shape.
func TestRefusalsInRestJSON(t *testing.T) {
	e := load(t, small, emulator.Options{})
	const application = "/2021-01-01/opensearch/application"
	for name, test := range map[string]struct {
		route, body string
		status      int
		code, text  string
	}{
		"pattern of a label": {
			"GET " + application + "/app-logs", "", 400, "ValidationException",
			"1 validation error detected: Value 'app-logs' at 'id' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]{3,30}",
		},
		"percent-encoded label": {
			"GET " + application + "/my%20app%2F%C3%A9", "", 400, "ValidationException",
			"1 validation error detected: Value 'my app/é' at 'id' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]{3,30}",
		},
		"empty label": {
			"POST " + application + "//listDataSourceAttachments", "{}", 400, "ValidationException",
			"1 validation error detected: Value '' at 'id' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]{3,30}",
		},
		"two violations of one member, the pattern first": {
			"POST " + application, `{"name":"X"}`, 400, "ValidationException",
			`2 validation errors detected: Value 'X' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z][a-z0-9\-]+; ` +
				`Value 'X' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 3`,
		},
		"a pattern holds for the whole value": {
			"GET /2021-01-01/opensearch/domain/InvalidName", "", 400, "ValidationException",
			`1 validation error detected: Value 'InvalidName' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z][a-z0-9\-]+`,
		},
		"required member": {
			"POST " + application, `{}`, 400, "ValidationException",
			"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
		},
		"no body is an empty one": {
			"POST " + application, ``, 400, "ValidationException",
			"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
		},
		"members are case-sensitive": {
			"POST " + application, `{"Name":"metrics2"}`, 400, "ValidationException",
			"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
		},
		"element of a list": {
			"POST " + application, `{"name":"abc","dataSources":[{"dataSourceArn":"` + searchProd + `"},{"dataSourceArn":"short"}]}`, 400, "ValidationException",
			"1 validation error detected: Value 'short' at 'dataSources.2.member.dataSourceArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
		},
		"enum in a query": {
			"GET /2021-01-01/opensearch/list-applications?statuses=ACTIVE&statuses=DELETED", "", 400, "ValidationException",
			"1 validation error detected: Value 'DELETED' at 'statuses.2.member' failed to satisfy constraint: Member must satisfy enum value set: [CREATING, UPDATING, DELETING, ACTIVE, FAILED]",
		},
		"bound of a number": {
			"GET /2021-01-01/opensearch/list-applications?maxResults=101", "", 400, "ValidationException",
			"1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
		},
		"number that is none": {
			"GET /2021-01-01/opensearch/list-applications?maxResults=ten", "", 400, "SerializationException", "The value at 'maxResults' has the wrong type.",
		},
		"wrong type": {
			"POST " + application, `{"name":7}`, 400, "SerializationException", "The value at 'name' has the wrong type.",
		},
		"wrong type of an element": {
			"POST " + application, `{"name":"abc","tagList":[{"Key":"team","Value":true}]}`, 400, "SerializationException", "The value at 'tagList.1.member.value' has the wrong type.",
		},
		"exclusive members": {
			"POST " + application + "/metrics0/attachDataSource", `{"dataSourceArn":"` + searchProd + `","workspaceId":"abc","workspaceConfiguration":{"name":"n","workspaceType":"SEARCH"}}`,
			400, "ValidationException", "Invalid value at 'workspaceConfiguration': workspaceId and workspaceConfiguration cannot be set together.",
		},
		"what only the documentation states": {
			"POST " + application + "/metrics0/attachDataSource", `{"dataSourceArn":"` + searchProd + `","workspaceConfiguration":{"name":"n","workspaceType":"LOGS"}}`,
			400, "ValidationException", "Invalid value at 'workspaceConfiguration.workspaceType': must be one of OBSERVABILITY, SECURITY_ANALYTICS, SEARCH.",
		},
		"the model before the documentation": {
			"POST " + application + "/metrics0/attachDataSource", `{"dataSourceArn":"` + searchProd + `","clientToken":"","workspaceConfiguration":{"name":"?","workspaceType":"SEARCH"}}`,
			400, "ValidationException", "1 validation error detected: Value '' at 'clientToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
		},
		"malformed JSON":     {"POST " + application, `{"name":`, 400, "SerializationException", "The body is not a JSON object."},
		"something after it": {"POST " + application, `{"name":"abc"} {}`, 400, "SerializationException", "The body is not a JSON object."},
		"a list":             {"POST " + application, `[]`, 400, "SerializationException", "The body is not a JSON object."},
		"null":               {"POST " + application, `null`, 400, "SerializationException", "The body is not a JSON object."},
		"body too large":     {"POST " + application, strings.Repeat(" ", 5<<20), 413, "RequestEntityTooLargeException", "The body is longer than 4194304 bytes."},
		"unknown path":       {"GET /2021-01-01/opensearch/elsewhere", "", 404, "UnknownOperationException", "There is no such operation."},
		"wrong method":       {"PATCH " + application + "/metrics0", "", 404, "UnknownOperationException", "There is no such operation."},
		"more than one slash": {
			"GET //2021-01-01/domain", "", 404, "UnknownOperationException", "There is no such operation.",
		},
		"not found is a conflict": {"GET " + application + "/nosuch", "", 409, "ResourceNotFoundException", "Application not found: nosuch"},
		"six domains": {
			"POST /2021-01-01/opensearch/domain-info", `{"DomainNames":["aaa","bbb","ccc","ddd","eee","fff"]}`, 400, "ValidationException",
			"Please provide a maximum of 5 domain names to describe.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := send(e, test.route, test.body)
			if got.status != test.status || got.header.Get("X-Amzn-Errortype") != test.code {
				t.Errorf("got %d %s, want %d %s", got.status, got.header.Get("X-Amzn-Errortype"), test.status, test.code)
			}
			if message := got.json(t)["message"]; message != test.text {
				t.Errorf("got  %s\nwant %s", message, test.text)
			}
			if got.header.Get("Content-Type") != "application/json" {
				t.Errorf("content type %q", got.header.Get("Content-Type"))
			}
		})
	}
}

func TestNamesInsteadOfIdentifiers(t *testing.T) {
	for name, test := range map[string]struct {
		path   string
		option bool
		status int
	}{
		"a name without a hyphen":                {"metrics", false, 200},
		"an identifier":                          {"metrics0", false, 200},
		"a hyphenated name":                      {"app-logs", false, 400},
		"a hyphenated name that may be":          {"app-logs", true, 200},
		"no application's name, if they may be":  {"no-such", true, 400},
		"an identifier, if names may be as well": {"metrics0", true, 200},
	} {
		t.Run(name, func(t *testing.T) {
			e := load(t, small, emulator.Options{HyphenatedNames: test.option})
			if got := send(e, "GET /2021-01-01/opensearch/application/"+test.path, ""); got.status != test.status {
				t.Errorf("got %d %s", got.status, got.body)
			}
		})
	}
}

func TestUnsignedRequestsAreRefused(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	got := send(e, "GET /2021-01-01/domain", "", "Authorization", "")
	if got.status != 403 || got.header.Get("X-Amzn-Errortype") != "MissingAuthenticationTokenException" || got.json(t)["message"] != "Missing Authentication Token" {
		t.Errorf("got %+v", got)
	}
}

func TestRequestIDs(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	run := func() (ids []string) {
		e := load(t, `{}`, emulator.Options{})
		for _, route := range []string{"GET /2021-01-01/domain", "GET /nowhere", "PUT /2021-01-01/opensearch/application/abc"} {
			ids = append(ids, send(e, route, "").header.Get("x-amzn-RequestId"))
		}
		return ids
	}
	first, again := run(), run()
	for i, id := range first {
		if !form.MatchString(id) {
			t.Errorf("%q is not a UUID", id)
		}
		if id != again[i] || i > 0 && id == first[i-1] {
			t.Errorf("%v, then %v", first, again)
		}
	}
}

func TestRefusalsInAWSJSON(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	for name, test := range map[string]struct {
		target, body string
		code, text   string
	}{
		"unknown operation": {"OpenSearchServerless.CreateTable", `{}`, "UnknownOperationException", "There is no such operation."},
		"unknown service":   {"DynamoDB_20120810.ListCollections", `{}`, "UnknownOperationException", "There is no such operation."},
		"malformed":         {"OpenSearchServerless.ListCollections", `{`, "SerializationException", "The body is not a JSON object."},
		"violation": {
			"OpenSearchServerless.ListCollections", `{"maxResults":0}`, "ValidationException",
			"1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
		},
		"neither ids nor names": {
			"OpenSearchServerless.BatchGetCollection", `{}`, "ValidationException",
			"You need to provide IDs or names. You can't provide both IDs and names in the same request",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := send(e, "POST /", test.body, "X-Amz-Target", test.target, "Content-Type", "application/x-amz-json-1.0")
			members := got.json(t)
			if got.status != 400 || members["__type"] != test.code || members["message"] != test.text {
				t.Errorf("got %d %s", got.status, got.body)
			}
			if got.header.Get("Content-Type") != "application/x-amz-json-1.0" {
				t.Errorf("content type %q", got.header.Get("Content-Type"))
			}
		})
	}
}

func TestRefusalsInXML(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	form := []string{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}
	got := send(e, "POST /", "Action=GetSessionToken&Version=2011-06-15", form...)
	if got.status != 400 || got.header.Get("Content-Type") != "text/xml" || !strings.Contains(got.body, "<Type>Sender</Type><Code>InvalidAction</Code>") {
		t.Errorf("got %d %s", got.status, got.body)
	}
	got = send(e, "POST /", "Action=GetCallerIdentity&Version=2011-06-15", append(form, "Authorization", "")...)
	if got.status != 403 || !strings.Contains(got.body, "<Code>MissingAuthenticationToken</Code>") {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

// fuzzTarget sends a request to a world and wants an answer that is not the
// emulator's own fault.
func fuzzTarget(t *testing.T, world string, r *http.Request) {
	got := serve(load(t, world, emulator.Options{}), r)
	if got.status < 200 || got.status >= 500 && got.status != http.StatusNotImplemented {
		t.Errorf("got %d %s", got.status, got.body)
	}
	if got.status >= 400 && got.body == "" {
		t.Errorf("status %d without a text", got.status)
	}
}

func FuzzRequest(f *testing.F) {
	f.Add("POST", "/2021-01-01/opensearch/application", "", "application/json", `{"name":"abc","dataSources":[null],"tagList":[null]}`)
	f.Add("PUT", "/2021-01-01/opensearch/application/metrics", "", "", `{"dataSources":[],"appConfigs":[{"key":1}]}`)
	f.Add("POST", "/2021-01-01/opensearch/application/metrics/attachDataSource", "", "", `{"dataSourceArn":"arn:aws:es:us-east-1:123456789012:domain/search-prod","clientToken":"t"}`)
	f.Add("POST", "/2021-01-01/opensearch/application/metrics/listDataSourceAttachments", "", "", `{"maxResults":-1,"nextToken":"AAAA"}`)
	f.Add("GET", "/2021-01-01/opensearch/list-applications?maxResults=1&nextToken=YXBwbGljYXRpb25zIDI", "", "", ``)
	f.Add("POST", "/2021-01-01/opensearch/domain-info", "", "", `{"DomainNames":[null,"search-prod"]}`)
	f.Add("POST", "/2021-01-01/tags", "", "", `{"ARN":"arn:aws:es:us-east-1:123456789012:domain/search-prod","TagList":[{"Key":"a","Value":"b"}]}`)
	f.Add("POST", "/", "OpenSearchServerless.BatchGetCollection", "application/x-amz-json-1.0", `{"ids":["abc"]}`)
	f.Add("POST", "/", "Logs_20140328.PutIntegration", "application/x-amz-json-1.1", `{"integrationName":"a","integrationType":"OPENSEARCH","resourceConfig":{"openSearchResourceConfig":{"dataSourceRoleArn":"a","dashboardViewerPrincipals":[],"retentionDays":1}}}`)
	f.Add("POST", "/", "", "application/x-www-form-urlencoded", `Action=ListRoles&Version=2010-05-08&MaxItems=1&Marker=cm9sZXMgMQ`)
	f.Add("POST", "/", "", "application/x-www-form-urlencoded", `Action=GetCallerIdentity&Version=2011-06-15`)
	f.Fuzz(func(t *testing.T, method, target, rpc, contentType, body string) {
		r, err := http.NewRequest(method, "http://localhost"+target, strings.NewReader(body))
		if err != nil {
			t.Skip() // no client can send it
		}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256")
		r.Header.Set("X-Amz-Target", rpc)
		r.Header.Set("Content-Type", contentType)
		fuzzTarget(t, small, r)
	})
}
