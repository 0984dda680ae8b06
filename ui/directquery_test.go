package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// querying is a world with a direct-query data source of each type, one of which an
// integration has made, and one that lives in a domain.
const querying = `{
	"applications": [` + administered + `],
	"domains": [{"DomainName": "orders"}],
	"collections": [{"id": "events0001", "name": "events"}],
	"roles": [{"RoleName": "Query", "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
		"Principal": {"Service": "directquery.opensearchservice.amazonaws.com"}}]}}],
	"directQueryDataSources": [
		{"DataSourceName": "flow_logs", "Description": "VPC flow logs", "DataSourceType": {"CloudWatchLog": {"RoleArn": "arn:aws:iam::123456789012:role/Query"}},
			"OpenSearchArns": ["arn:aws:aoss:us-east-1:123456789012:collection/events0001"], "TagList": [{"Key": "team", "Value": "network"}]},
		{"DataSourceName": "lake", "DataSourceType": {"SecurityLake": {"RoleArn": "arn:aws:iam::123456789012:role/Gone"}}},
		{"DataSourceName": "pods", "DataSourceType": {"Prometheus": {"RoleArn": "arn:aws:iam::123456789012:role/Query",
			"WorkspaceArn": "arn:aws:aps:us-east-1:123456789012:workspace/ws-1"}}}
	],
	"domainDataSources": [{"DomainName": "orders", "Name": "clicks", "Description": "Click events", "Status": "DISABLED"}],
	"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {
		"dataSource": {"dataSourceName": "flow_logs"}, "application": {"applicationId": "logs"}}}}]
}`

// They stand behind the domains and the collections, each with its type, and their detail
// tells what the service does: no status, and who has made them.
func TestDirectQueriesAreDataSources(t *testing.T) {
	t.Parallel()
	script(t, querying, func(s *session) {
		s.press(dataSources)
		s.sees("Data sources · 5")
		s.line("flow_logs", "direct query", "CloudWatch Logs")
		s.line("lake", "Security Lake")
		s.line("pods", "Prometheus")
		s.press("j", "j", "enter")
		s.pass(2 * time.Second)
		s.reads("Status the service tells none", "CloudWatch Logs", "VPC flow logs", "role/Query", "Collections events", "Made by integration main", "team network")
		s.seesNot("cannot query")
		s.press("esc", "j", "enter")
		s.pass(2 * time.Second)
		s.reads("its role Gone is gone: it cannot query")
		s.press("esc", "j", "enter")
		s.reads("Workspace arn:aws:aps:us-east-1:123456789012:workspace/ws-1")
		calls := s.aws.Calls()
		if calls["ListDirectQueryDataSources"] == 0 || calls["GetDirectQueryDataSource"] != 0 {
			t.Errorf("the calls are %v", calls)
		}
	}, size(160, 45))
}

// Those that live in a domain are asked for by one call, while its detail is looked at.
func TestDataSourcesOfADomain(t *testing.T) {
	t.Parallel()
	script(t, querying, func(s *session) {
		if n := s.calls("ListDataSources"); n != 0 {
			t.Errorf("asked %d times before anybody looks", n)
		}
		s.press(dataSources)
		s.reads("Direct queries · 1", "clicks S3 (AWS Glue) · DISABLED", "Click events")
		s.pass(2 * time.Minute)
		if n := s.calls("ListDataSources"); n != 1 {
			t.Errorf("asked %d times", n)
		}
	}, size(160, 45))
	script(t, querying, func(s *session) {
		s.press(dataSources)
		s.reads("Direct queries ✗ no permission: es:ListDataSources")
		s.line("orders", "✓ Active")
	}, size(160, 45), failing(emulator.Fault{Operation: "ListDataSources", Kind: emulator.FaultDenied}))
}

// They cannot be attached: the key says why, the picker offers them with the reason, and
// an application takes them into its list.
func TestDirectQueriesAreListedAndNotAttached(t *testing.T) {
	t.Parallel()
	const lake = "arn:aws:opensearch:us-east-1:123456789012:datasource/lake"
	script(t, querying, func(s *session) {
		s.press(dataSources, "j", "j", "j", "a")
		s.reads("lake cannot be attached; list it among the data sources of an application")
		s.press("2", "a")
		s.pass(time.Second)
		s.reads("lake", "cannot be attached; list it among the data sources of an application")
		s.press("esc")
		s.press("e")
		s.pass(time.Second)
		s.write("lake")
		s.line("lake", "direct query")
		s.press("enter")
		s.field("Review")
		s.press("enter")
		s.pass(20 * time.Second)
		if a, _ := s.application("logs"); len(a.DataSources) != 1 || a.DataSources[0].DataSourceARN != lake {
			t.Errorf("it lists %v", a.DataSources)
		}
		s.reads("direct query " + lake)
		s.press(dataSources)
		s.line("lake", "logs")
	}, size(160, 45))
}

// The integration and what it made lead to each other.
func TestAnIntegrationLeadsToItsDataSource(t *testing.T) {
	t.Parallel()
	script(t, querying, func(s *session) {
		s.press("6")
		s.reads("Resource flow_logs")
		s.press("enter", "tab", "enter")
		s.sees("Data sources")
		s.reads("Made by integration main")
	}, size(160, 45))
}

// Where they may not be listed that is said in their place, and the scope is as live as
// before; where the Region has none of them there is nothing to say.
func TestDirectQueriesThatCannotBeListed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fault emulator.Fault
		says  string
	}{
		{"denied", emulator.Fault{Kind: emulator.FaultDenied}, "✗ ListDirectQueryDataSources: no permission: es:ListDirectQueryDataSources"},
		{"not in the Region", emulator.Fault{Kind: emulator.FaultError, Code: "DisabledOperationException", Status: 409, Message: "not supported"}, ""},
		{"unknown in the Region", emulator.Fault{Kind: emulator.FaultError, Code: "UnknownOperationException", Status: 404, Message: "no such operation"}, ""},
	} {
		tt.fault.Operation = "ListDirectQueryDataSources"
		script(t, querying, func(s *session) {
			s.pass(time.Minute)
			s.seesNot("no permission", "partly")
			s.press(dataSources)
			s.sees("Data sources · 2")
			s.line("orders", "✓ Active")
			if tt.says != "" {
				s.sees(tt.says)
			} else {
				s.seesNot("✗ ListDirect")
			}
		}, size(200, 45), failing(tt.fault))
	}
}

// A round of listings costs one call more in each scope.
func TestCallsOfDirectQueries(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		for round := range 3 {
			if n, others := s.calls("ListDirectQueryDataSources"), s.calls("ListCollections"); n != round+1 || n != others {
				t.Errorf("round %d: called %d times, and ListCollections %d times", round, n, others)
			}
			s.press(dataSources, "r")
		}
	}, size(160, 45))
}
