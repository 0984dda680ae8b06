package ui_test

import (
	"strings"
	"testing"
)

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
	}, size(160, 45))
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
				s.press("esc") // all of them again
			}, "orders", "✗ health: the cluster is red", "quiet",
		},
		{
			"engine version of a plugin", `{"domains": [{"DomainName": "orders", "EngineVersion": "OpenSearch_2.19"}, {"DomainName": "old", "EngineVersion": "OpenSearch_2.17"}], ` + object + `}`,
			func(s *session) {
				s.fillPlugin("2.19")
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
			}, size(200, 45))
		})
	}
}
