package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

var integrationsView = viewKey("Integrations")

// logged is a world with a complete integration of an application and a collection
// of its own; parts replaces single resources of it.
func logged(parts string) string {
	if parts == "" {
		parts = `"lifecyclePolicy": {}`
	}
	return `{
		"applications": [{"name": "aws-analytics", "id": "a1b2c3d4e5"}],
		"collections": [{"name": "cloudwatch-logs-main", "id": "c0ffee", "type": "TIMESERIES"}],
		"workspaces": [{"workspaceId": "wrkspc", "id": "aws-analytics", "name": "CloudWatch Logs", "workspaceType": "OBSERVABILITY"}],
		"roles": [{"RoleName": "LogsReader"}, {"RoleName": "Operator"}],
		"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {
			"dataSource": {"dataSourceName": "cloudwatch_logs_main"}, "application": {"applicationId": "aws-analytics"},
			"collection": {"collectionArn": "arn:aws:aoss:us-east-1:123456789012:collection/c0ffee"}, "workspace": {"workspaceId": "wrkspc"},
			"encryptionPolicy": {}, "networkPolicy": {}, "accessPolicy": {},
			` + parts + `
		}}}]
	}`
}

const brokenPolicy = `"lifecyclePolicy": {"status": {"status": "NOT_FOUND", "statusMessage": "The policy was deleted."}}`

func TestIntegrationsView(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.press(integrationsView)
		s.line("main", "✓ ACTIVE", "8/8", "aws-analytics", "logs-main")
		s.reads("Healthy 8 of 8 resources", "Data source", "cloudwatch_logs_main")
		s.seesNot("NOT_FOUND", "✗")
		s.press("1")
		s.sees("Nothing needs attention.")
	}, size(200, 50))
}

func TestNoIntegration(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.press(integrationsView)
		s.reads("No CloudWatch Logs integration in this account and Region. Press n to make one.")
		s.press("D")
		s.sees("no integration is selected")
	})
}

// An integration may be ACTIVE although something that it rests on is gone.
func TestBrokenResourceNeedsAttention(t *testing.T) {
	t.Parallel()
	script(t, logged(brokenPolicy), func(s *session) {
		s.line("✗ 7/8 healthy", "integration", "main", "lifecycle policy NOT_FOUND: The policy was deleted.")
		s.press("enter")
		s.atCursor("main", "ACTIVE", "7/8")
		s.press("enter")
		s.sees("Lifecycle policy", "✗ NOT_FOUND")
		s.reads("The policy was deleted.", "was removed behind the integration's back", "7 of 8 resources")
	}, size(160, 60))
}

// A resource that goes while oscope looks on is noticed.
func TestResourceOfAnIntegrationGoes(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.press(integrationsView)
		s.atCursor("main", "8/8")
		w := s.aws.World()
		w.Integrations[0].IntegrationDetails.OpenSearch.NetworkPolicy = &emulator.OpenSearchPolicy{
			Status: emulator.OpenSearchResourceStatus{Status: "ERROR", StatusMessage: "It denies everybody."},
		}
		s.aws.SetWorld(w)
		s.pass(40 * time.Second)
		s.atCursor("main", "7/8")
		s.reads("It denies everybody.")
		s.press("1")
		s.line("✗ 7/8 healthy", "main", "network policy ERROR: It denies everybody.")
	}, size(160, 60))
}

// What the Logs service denies is no reason not to show the rest, nor the other
// way round.
func TestLogsAndOpenSearchFailApart(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		s.press("2")
		s.line("aws-analytics", "✓ ACTIVE")
		s.press(integrationsView)
		s.sees("no permission: logs:ListIntegrations")
		s.seesNot("No CloudWatch Logs integration", "aws-analytics ")
		s.press("1")
		s.sees("logs:ListIntegrations")
	}, failing(emulator.Fault{Operation: "ListIntegrations", Kind: emulator.FaultDenied}), size(120, 40))
	script(t, logged(""), func(s *session) {
		s.press("2")
		s.sees("no permission: es:ListApplications")
		s.press(integrationsView)
		s.line("main", "✓ ACTIVE", "8/8")
	}, failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied}), size(120, 40))
	// The listing may be allowed and the detail not.
	script(t, logged(""), func(s *session) {
		s.press(integrationsView)
		s.line("main", "✓ ACTIVE")
		s.sees("GetIntegration: no permission")
		s.seesNot("0/8", "8/8")
	}, failing(emulator.Fault{Operation: "GetIntegration", Kind: emulator.FaultDenied}), size(120, 40))
}

func TestReadOnlyRefusesAllOfIntegrations(t *testing.T) {
	t.Parallel()
	script(t, logged(""), func(s *session) {
		for _, key := range []string{"n", "D"} {
			s.press(integrationsView, key)
			s.sees("oscope runs read-only")
			s.seesNot("Put a CloudWatch Logs integration", "Delete integration", "One integration per account")
			s.pass(7 * time.Second)
		}
	}, readOnly)
}
