package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const (
	administered = `{"id": "app0001", "name": "logs", "appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}]}`
	operator     = `"roles": [{"RoleName": "Operator", "Path": "/people/"}]`
	inVPC        = `{"applications": [` + administered + `], ` + operator + `, "domains": [{"DomainName": "analytics", "VPCOptions": {"VPCId": "vpc-1"}}]}`
	unreachable  = "the domain is in a VPC and does not let OpenSearch UI in"
)

// attachReview fills in the form for analytics up to its review.
func (s *session) attachReview() {
	s.t.Helper()
	s.openAttach("analytics")
	s.pick("logs")
	s.review()
}

// A domain that an application could not reach is found before it is attached, mended with
// one key, and attached.
func TestCheckMendsBeforeAttaching(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.reads("✗ VPC access · analytics: "+unreachable, "(ListVpcEndpointAccess;", "f authorise OpenSearch UI on analytics", "✓ administrator")
		s.press("f")
		s.reads("✓ VPC access · analytics: the domain lets OpenSearch UI into its VPC")
		s.seesNot("✗", "f authorise OpenSearch UI")
		if n := s.aws.Calls()["AuthorizeVpcEndpointAccess"]; n != 1 || len(s.wire.writes()) != 0 {
			t.Errorf("%d authorisations, and attached %v", n, s.wire.writes())
		}
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), careful)
}

// What a check says will fail can be done all the same, with one more enter; any other key
// takes that back.
func TestFailingCheckWantsOneMoreEnter(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.press("enter")
		s.sees("a check says that this will fail; enter once more does it all the same")
		s.press("shift+tab", "tab", "enter")
		if n := len(s.wire.writes()); n != 0 {
			t.Fatalf("%d writes", n)
		}
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), careful)
}

// A check that may not be made says which permission is missing, and is in nobody's way.
func TestCheckWithoutPermission(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.reads("? VPC access: could not be looked at: es:ListVpcEndpointAccess is missing")
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), careful, failing(emulator.Fault{Operation: "ListVpcEndpointAccess", Kind: emulator.FaultDenied}))
}

// Each fact is asked once a minute, however often a form is opened, and none while somebody
// types. A check that hangs keeps no key waiting.
func TestChecksOfAForm(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		checks := func() int {
			calls := s.aws.Calls()
			return calls["ListVpcEndpointAccess"]
		}
		s.attachReview()
		s.press("esc", "esc")
		s.attachReview()
		if n := checks(); n != 1 {
			t.Errorf("asked %d times", n)
		}
		s.press("esc", "esc")
		s.pass(time.Minute)
		s.attachReview()
		if n := checks(); n != 2 {
			t.Errorf("asked %d times, with a minute between", n)
		}
	}, size(formSize, 45), careful)
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.reads("… VPC access: looking: VPC access")
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), careful, failing(emulator.Fault{Operation: "ListVpcEndpointAccess", Kind: emulator.FaultLatency, Latency: time.Minute}))
}

// A plugin for another engine version is refused in the form.
func TestCheckOfAPluginsArchive(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}],
		"buckets": [{"Name": "packages", "objects": [{"Key": "guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.17.0"}}]}]
	}`, func(s *session) {
		s.press("4", "n", "down", "enter")
		s.write("guard")
		s.press("enter")
		s.pick("2.19")
		s.press("tab")
		s.pick("packages")
		s.pick("guard.zip")
		s.review()
		s.reads("✗ archive · guard.zip: is made for OpenSearch_2.17, and the package is for OpenSearch_2.19")
		s.press("enter")
		s.sees("enter once more")
		if n := s.calls("CreatePackage"); n != 0 {
			t.Errorf("%d packages were created", n)
		}
	}, size(formSize, 45), careful)
}

// An application that nobody administers is mended in its own form, from which one comes
// back to a check that knows it, whether the detail of the application is on the screen or
// not.
func TestCheckOpensTheFormThatMends(t *testing.T) {
	t.Parallel()
	for _, width := range []int{formSize, 160} {
		script(t, `{"applications": [{"id": "app0001", "name": "logs"}], `+operator+`, "domains": [{"DomainName": "analytics"}]}`, func(s *session) {
			s.attachReview()
			s.reads("✗ administrator: the application has no dashboard administrator", "f edit the application")
			s.press("f")
			s.sees("Edit application logs")
			s.press("tab")
			s.sees("▸ Admin users")
			s.write("*")
			s.press("enter")
			s.review()
			s.press("enter")
			s.pass(5 * time.Second)
			s.sees("Attach a data source")
			s.reads("✓ administrator: the application has an administrator")
			if users := s.aws.World().Applications[0].AppConfigs; len(users) == 0 {
				t.Error("nobody was named")
			}
			s.press("enter")
			s.sees("analytics → logs is PENDING")
		}, size(width, 45), careful)
	}
}

// A collection's policy is changed as its review shows, line by line.
func TestCheckShowsTheChangeOfAPolicy(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [`+administered+`], `+operator+`, "collections": [{"name": "vectors"}], "policies": [{"name": "vectors-net",
		"policy": [{"Rules": [{"ResourceType": "collection", "Resource": ["collection/vec*"]}], "AllowFromPublic": false, "SourceVPCEs": ["vpce-1"]}]}]}`, func(s *session) {
		s.openAttach("vectors")
		s.pick("logs")
		s.review()
		s.reads("✗ network policy · vectors: no network policy", "+ \"application.opensearchservice.amazonaws.com\"", "f let OpenSearch UI in by the policy vectors-net")
		s.press("f")
		s.reads("✓ network policy · vectors: the network policy vectors-net lets OpenSearch UI reach it")
		if n := s.calls("UpdateSecurityPolicy"); n != 1 {
			t.Errorf("%d updates", n)
		}
	}, size(formSize, 50), careful)
}

// Confirmations make the checks of their operation too.
func TestCheckOfAConfirmation(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [`+administered+`], "defaultApplicationArn": "arn:aws:opensearch:us-east-1:123456789012:application/app0001"}`, func(s *session) {
		s.press("2", "D")
		s.reads("! what hangs on it · app0001: it is the default application")
	})
}

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
		calls                   map[string]int // those of checks, and of the detail
	}{
		{
			"application", `{"applications": [{"id": "app0001", "name": "logs"}]}`, "2",
			"ACTIVE, but nobody can see it: the application has no dashboard administrator", map[string]int{"GetApplication": 1},
		},
		{
			"package", `{` + guard + `, "keys": [{"AliasName": "alias/k", "KeyState": "Disabled"}]}`, packages,
			"AVAILABLE, but the key is Disabled", map[string]int{"DescribeKey": 1},
		},
		{
			"association", `{"domains": [{"DomainName": "orders", "health": {"ClusterHealth": "Red"}}], ` + guard + `, "associations": [{"PackageID": "pkg-0a", "DomainName": "orders"}]}`, associationsView,
			"ACTIVE, but the cluster of its domain is red", map[string]int{"DescribeDomainHealth": 1},
		},
		{
			"integration", `{"applications": [` + administered + `], "roles": [{"RoleName": "LogsReader"}],
				"directQueryDataSources": [{"DataSourceName": "made", "DataSourceType": {"CloudWatchLog": {"RoleArn": "arn:aws:iam::123456789012:role/LogsReader"}}}],
				"integrations": [{"integrationName": "main", "integrationDetails": {"openSearchIntegrationDetails": {"dataSource": {"dataSourceName": "made"}, "application": {"applicationId": "logs"}}}}]}`, "6",
			"ACTIVE, but its role LogsReader does not trust directquery", map[string]int{"GetRole": 1, "ListDirectQueryDataSources": 1, "GetApplication": 1},
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

// Which packages of a domain are ready for an upgrade is shown by one key, and changes
// nothing.
func TestUpgradeReadiness(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.17"}],
		"packages": [
			{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.17"},
			{"PackageID": "pkg-0b", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"},
			{"PackageID": "pkg-0c", "PackageName": "hush", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.17"}
		],
		"associations": [{"PackageID": "pkg-0a", "DomainName": "orders"}, {"PackageID": "pkg-0c", "DomainName": "orders"}]
	}`, func(s *session) {
		s.press(dataSources, "U")
		s.sees("Upgrade of orders", "orders runs OpenSearch_2.17")
		s.sees("✗ OpenSearch_2.19  1 plugin without a package for it", "✗ hush", "✓ guard: pkg-0b")
		s.press("esc")
		s.seesNot("Upgrade of orders")
	}, readOnly, size(120, 45))
}

// What a check has found of late stands beside the option in the picker, which can be
// picked all the same, and goes when it is mended; nothing is asked for that.
func TestPickersForesee(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [`+administered+`], `+operator+`, "domains": [{"DomainName": "analytics", "VPCOptions": {"VPCId": "vpc-1"}}, {"DomainName": "orders"}]}`, func(s *session) {
		s.attachReview()
		s.reads("✗ VPC access")
		s.press("shift+tab", "shift+tab")
		if line := s.line("│", " analytics ", "domain"); !strings.Contains(line, "✗ VPC access: the domain is in a VPC") {
			t.Errorf("the picker says %q", line)
		}
		if line := s.line("│", " orders ", "domain"); strings.Contains(line, "✗") {
			t.Errorf("the picker says %q", line)
		}
		if n := s.calls("ListVpcEndpointAccess"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		s.review()
		s.press("f", "shift+tab", "shift+tab")
		s.seesNot("✗ VPC access")
	}, size(160, 45), careful)
}

// The same in the other forms: with what is chosen besides, and known either by a check or
// by what is listed anyway.
func TestPickersForeseeInEveryForm(t *testing.T) {
	t.Parallel()
	const object = `"buckets": [{"Name": "packages", "objects": [{"Key": "guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.17.0"}}]}]`
	for _, tt := range []struct {
		name, world string
		to          func(*session) // to a picker, past what its checks ask
		option      string
		says        string
		other       string // an option of which nothing is said
	}{
		{
			"domain to associate", `{"domains": [{"DomainName": "orders", "health": {"ClusterHealth": "Red"}}, {"DomainName": "quiet"}], ` +
				`"packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}]}`,
			func(s *session) {
				s.openAssociate()
				s.pick("guard")
				s.press("tab")
				s.pick("orders")
				s.toReview()
				s.back("Domains")
			}, "orders", "✗ health: the cluster is red", "quiet",
		},
		{
			"engine version of a plugin", `{"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "old", "EngineVersion": "OpenSearch_2.17"}], ` + object + `}`,
			func(s *session) {
				s.press(packages, "n", "down", "enter")
				s.write("guard")
				s.press("enter")
				s.pick("2.19")
				s.press("tab")
				s.pick("packages")
				s.pick("guard.zip")
				s.review()
				s.back("Engine version")
			}, "OpenSearch_2.19", "✗ archive · guard.zip: is made for OpenSearch_2.17", "OpenSearch_2.17",
		},
		{
			"role of an integration", `{"roles": [{"RoleName": "LogsReader"}, {"RoleName": "Other"}]}`,
			func(s *session) {
				s.fillPut()
				s.press("shift+tab")
			}, "LogsReader", "✗ trust of the role: the role does not trust", "Other",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			script(t, tt.world, func(s *session) {
				tt.to(s)
				if line := s.line(tt.option, "✗"); !strings.Contains(line, tt.says) {
					t.Errorf("the picker says %q", line)
				}
				if line := s.line("│", "  "+tt.other+"  "); strings.Contains(line, "✗") {
					t.Errorf("the picker says %q", line)
				}
			}, size(200, 45), careful)
		})
	}
}
