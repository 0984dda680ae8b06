package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const (
	administered = `{"id": "app0001", "name": "logs", ` + admins + `}`
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
	}, size(formSize, 45))
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
	}, size(formSize, 45))
}

// A check that may not be made says which permission is missing, and is in nobody's way.
func TestCheckWithoutPermission(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.reads("? VPC access: could not be looked at: es:ListVpcEndpointAccess is missing")
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), failing(emulator.Fault{Operation: "ListVpcEndpointAccess", Kind: emulator.FaultDenied}))
}

// fillPlugin fills in the form of a plugin for an engine version, to its review.
func (s *session) fillPlugin(version string) {
	s.t.Helper()
	s.press(packages, "n", "down", "enter")
	s.write("guard")
	s.press("enter")
	s.pick(version)
	s.press("tab")
	s.pick("packages")
	s.pick("guard.zip")
	s.review()
}

// A plugin for another engine version is refused in the form.
func TestCheckOfAPluginsArchive(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}],
		"buckets": [{"Name": "packages", "objects": [{"Key": "guard.zip", "plugin": {"name": "guard", "opensearch.version": "2.17.0"}}]}]
	}`, func(s *session) {
		s.fillPlugin("2.19")
		s.reads("✗ archive · guard.zip: is made for OpenSearch_2.17, and the package is for OpenSearch_2.19")
		s.press("enter")
		s.sees("enter once more")
		if n := s.calls("CreatePackage"); n != 0 {
			t.Errorf("%d packages were created", n)
		}
	}, size(formSize, 45))
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
		}, size(width, 45))
	}
}

// The same is found, and mended by the same key, before an application is created with such
// a domain.
func TestCheckMendsBeforeCreating(t *testing.T) {
	t.Parallel()
	script(t, inVPC, func(s *session) {
		s.press("2", "n")
		s.write("fresh")
		s.press("enter")
		s.pick("analytics")
		s.field("Review")
		s.reads("✗ VPC access · analytics: "+unreachable, "✓ administrator: whoever creates the application")
		s.press("f")
		s.reads("✓ VPC access · analytics")
		s.press("enter")
		if n := len(s.aws.World().Applications); n != 2 {
			t.Errorf("there are %d applications", n)
		}
	}, size(formSize, 45))
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
	}, size(formSize, 50))
}

// Confirmations make the checks of their operation too.
func TestCheckOfAConfirmation(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [`+administered+`], "defaultApplicationArn": "arn:aws:opensearch:us-east-1:123456789012:application/app0001"}`, func(s *session) {
		s.press("2", "D")
		s.reads("! what hangs on it · app0001: it is the default application")
	})
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
