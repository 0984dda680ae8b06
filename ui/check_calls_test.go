package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

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
	}, size(formSize, 45))
	script(t, inVPC, func(s *session) {
		s.attachReview()
		s.reads("… VPC access: looking: VPC access")
		s.press("enter")
		s.sees("attached analytics → logs")
	}, size(formSize, 45), failing(emulator.Fault{Operation: "ListVpcEndpointAccess", Kind: emulator.FaultLatency, Latency: time.Minute}))
}

// A form asks each thing once, however its fields are gone through, and what is listed
// anyway not at all; opening it again within the minute costs nothing.
func TestCallsOfChecks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, world string
		review      func(*session)
		calls       map[string]int // of what no page lists
	}{
		{
			"attach", inVPC, (*session).attachReview,
			map[string]int{"ListVpcEndpointAccess": 1, "GetApplication": 1, "GetRole": 1, "SimulatePrincipalPolicy": 1},
		},
		{
			"associate", `{"domains": [{"DomainName": "orders"}, {"DomainName": "other"}], "packages": [{"PackageID": "pkg-0a", "PackageName": "guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.19"}]}`,
			func(s *session) {
				s.openAssociate()
				s.pick("guard")
				s.press("tab")
				s.pick("orders")
				s.pick("other")
				s.toReview()
			},
			map[string]int{"DescribeDomainHealth": 2, "ListScheduledActions": 2}, // of two domains
		},
		{
			"put", `{"roles": [{"RoleName": "LogsReader"}]}`, func(s *session) { s.fillPut(); s.review() },
			map[string]int{"GetRole": 3, "SimulatePrincipalPolicy": 1}, // the role, a viewer, and the service's own
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			script(t, tt.world, func(s *session) {
				s.aws.Calls()
				for range 2 {
					tt.review(s)
					s.press("shift+tab", "tab", "shift+tab", "shift+tab", "tab", "tab", "esc", "esc")
				}
				s.seesNot("Review")
				calls := s.aws.Calls()
				for name, n := range tt.calls {
					if calls[name] != n {
						t.Errorf("%s was called %d times, want %d", name, calls[name], n)
					}
				}
			}, size(formSize, 45))
		})
	}
}
