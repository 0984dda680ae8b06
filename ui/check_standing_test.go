package ui_test

import (
	"testing"
	"time"
)

// What exists is looked at by the same checks when its detail is on the screen, and needs
// attention if it is of no use.
func TestChecksOfWhatStands(t *testing.T) {
	t.Parallel()
	script(t, inVPC[:len(inVPC)-1]+`, "attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`"}]}`, func(s *session) {
		s.sees("Nothing needs attention.")
		s.press("3")
		s.pass(time.Second)
		s.reads("ATTACHED, but the application cannot reach it")
		s.press("1")
		s.sees("✓ ATTACHED", "ATTACHED, but the application")
		if n := s.calls("ListVpcEndpointAccess"); n != 1 {
			t.Errorf("asked %d times", n)
		}
	}, size(160, 40))
}

// What exists of every kind is looked at when its detail is on the screen, at no call that
// the detail does not need, and then needs attention everywhere.
func TestChecksOfWhatStandsOfEveryKind(t *testing.T) {
	t.Parallel()
	const guard = `"packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19", ` +
		`"PackageEncryptionOptions": {"EncryptionEnabled": true, "KmsKeyIdentifier": "alias/k"}}]`
	for _, tt := range []struct {
		name, world, page, says string
		calls                   map[string]int // those of checks, of the detail, and of listings that checks look into
	}{
		{
			"application", `{"applications": [{"id": "app0001", "name": "logs"}]}`, "2",
			"ACTIVE, but nobody can see it: the application has no dashboard administrator",
			map[string]int{"GetApplication": 1},
		},
		{
			"package", `{` + guard + `, "keys": [{"AliasName": "alias/k", "KeyState": "Disabled"}]}`, packages,
			"AVAILABLE, but the key is Disabled",
			map[string]int{"DescribeKey": 1},
		},
		{
			"association", `{"domains": [{"DomainName": "orders", "health": {"ClusterHealth": "Red"}}], ` + guard + `, "associations": [{"PackageID": "pkg-0a", "DomainName": "orders"}]}`, associationsView,
			"ACTIVE, but the cluster of its domain is red",
			map[string]int{"DescribeDomainHealth": 1},
		},
		{
			"integration", `{"applications": [` + administered + `], "roles": [{"RoleName": "LogsReader"}],
				"directQueryDataSources": [{"DataSourceName": "made", "DataSourceType": {"CloudWatchLog": {"RoleArn": "arn:aws:iam::123456789012:role/LogsReader"}}}],
				"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {"dataSource": {"dataSourceName": "made"}, "application": {"applicationId": "logs"}}}}]}`, "6",
			"ACTIVE, but its role LogsReader does not trust directquery",
			map[string]int{"GetRole": 1, "ListDirectQueryDataSources": 2, "GetApplication": 0},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			script(t, tt.world, func(s *session) {
				s.press(tt.page)
				s.pass(2 * time.Second)
				s.reads(tt.says)
				s.press("x")
				s.sees("· 1 · needs attention")
				s.press("x", "1")
				s.reads("Needs attention")
				s.reads(tt.says)
				calls := s.aws.Calls()
				for name, n := range tt.calls {
					if calls[name] != n {
						t.Errorf("%s was called %d times, want %d", name, calls[name], n)
					}
				}
			}, size(160, 45))
		})
	}
}

// What is known without a call needs attention before anybody has looked at it.
func TestWhatStandsIsJudgedWithoutACall(t *testing.T) {
	t.Parallel()
	script(t, `{"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.17"}],
		"packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}],
		"associations": [{"PackageID": "pkg-0a", "DomainName": "orders"}]}`, func(s *session) {
		s.sees("guard → orders", "ACTIVE, but made for OpenSearch_2.19, the domain runs OpenSearch_2.17")
		if n := s.calls("DescribeDomainHealth"); n != 0 {
			t.Errorf("its health was asked %d times", n)
		}
	}, size(160, 45))
}

// What is looked at when nothing may be changed is the same, and nothing is mended.
func TestReadOnlyChecksAndMendsNothing(t *testing.T) {
	t.Parallel()
	script(t, inVPC[:len(inVPC)-1]+`, "attachments": [{"id": "logs", "dataSourceArn": "`+analytics+`"}]}`, func(s *session) {
		s.press("3")
		s.pass(time.Second)
		s.reads("ATTACHED, but the application cannot reach it")
		s.press("enter", "f", "a")
		s.seesNot("authorise OpenSearch UI on analytics", "Attach a data source")
		calls := s.aws.Calls()
		if calls["ListVpcEndpointAccess"] != 1 || calls["GetApplication"] != 1 || calls["AuthorizeVpcEndpointAccess"] != 0 {
			t.Errorf("the calls are %v", calls)
		}
	}, size(160, 40), readOnly)
}
