package rule_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"oscope/model/rule"
)

// The whole policy allows every operation that some part of the program needs, once.
func TestPolicyAllowsWhatIsNeeded(t *testing.T) {
	times := map[string]int{}
	sids := map[string]bool{}
	for _, s := range rule.Policy(rule.Wanted{Role: "Operator"}) {
		if s.Effect != "Allow" || len(s.Resource) == 0 || !regexp.MustCompile(`^[A-Za-z]+$`).MatchString(s.Sid) || sids[s.Sid] {
			t.Errorf("%+v", s)
		}
		sids[s.Sid] = true
		for _, action := range s.Action {
			times[action]++
		}
	}
	for _, o := range slices.Concat(rule.Operations, rule.Around) {
		needed := o.Where != "" && o != &rule.GetCallerIdentity
		if (times[o.Permission()] > 0) != needed {
			t.Errorf("%s is allowed %d times", o.Permission(), times[o.Permission()])
		}
		if needed && !slices.ContainsFunc(rule.Views, o.NeededBy) {
			t.Errorf("%s is needed by no view: %s", o.Name, o.Where)
		}
	}
	for _, o := range slices.Concat(rule.Operations, rule.Around) { // some share an action
		delete(times, o.Permission())
	}
	delete(times, "iam:PassRole")
	if len(times) > 0 {
		t.Errorf("allowed besides: %v", times)
	}
}

// What the program does without can be told apart, and looking needs it too: details have
// checks. What mends is not for looking.
func TestPolicyMarksWhatIsOptional(t *testing.T) {
	for _, readOnly := range []bool{false, true} {
		optional := map[string]bool{}
		for _, s := range rule.Policy(rule.Wanted{ReadOnly: readOnly}) {
			for _, action := range s.Action {
				optional[action] = strings.HasPrefix(s.Sid, "Optional")
			}
		}
		for _, o := range rule.Operations {
			is, allowed := optional[o.Permission()]
			switch {
			case !o.Optional && !is:
			case o.Optional && allowed && is && (o.Effect == rule.Reads || !readOnly):
			case o.Optional && !allowed && readOnly && o.Effect != rule.Reads:
			default:
				t.Errorf("read-only %v, %s: allowed %v, marked as optional %v", readOnly, o.Permission(), allowed, is)
			}
		}
	}
}

// A policy is no wider than what was asked for.
func TestPolicyIsNarrow(t *testing.T) {
	for _, c := range []struct {
		name   string
		wanted rule.Wanted
		want   string // actions on resources, a statement each
	}{
		{
			"to look at packages",
			rule.Wanted{Views: []string{"Packages"}, ReadOnly: true},
			"ReadAnything: es:DescribePackages es:GetPackageVersionHistory es:ListDomainsForPackage on *",
		},
		{
			"associations",
			rule.Wanted{Views: []string{"Associations"}, Regions: []string{"eu-west-1", "us-*"}, Account: "123456789012"},
			"ReadAnything: es:DescribePackages es:ListDomainNames es:ListDomainsForPackage iam:ListRoles on *; " +
				"ReadDomains: es:DescribeDomains es:ListPackagesForDomain on arn:aws:es:eu-west-1:123456789012:domain/* arn:aws:es:us-*:123456789012:domain/*; " +
				"ChangeDomains: es:AssociatePackage es:AssociatePackages es:DissociatePackage es:DissociatePackages on arn:aws:es:eu-west-1:123456789012:domain/* arn:aws:es:us-*:123456789012:domain/*; " +
				"PassRoles: iam:PassRole on arn:aws:iam::123456789012:role/*",
		},
		{
			"the accounts of an organisation",
			rule.Wanted{Views: []string{"Scopes"}, ReadOnly: true, Role: "Operator", Partition: "aws-cn"},
			"ReadAnything: account:ListRegions organizations:ListAccounts on *; EnterAccounts: sts:AssumeRole on arn:aws-cn:iam::*:role/Operator",
		},
	} {
		var all []string
		for _, s := range rule.Policy(c.wanted) {
			all = append(all, s.Sid+": "+strings.Join(s.Action, " ")+" on "+strings.Join(s.Resource, " "))
		}
		if got := strings.Join(all, "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	for _, s := range rule.Policy(rule.Wanted{ReadOnly: true}) {
		for _, action := range s.Action {
			if !regexp.MustCompile(`:(Get|List|Describe|BatchGet|Simulate)`).MatchString(action) {
				t.Errorf("read-only allows %s", action)
			}
		}
	}
	overview := rule.Policy(rule.Wanted{Views: []string{"Overview"}})
	if len(overview) != 3 || slices.ContainsFunc(overview, func(s rule.Statement) bool { return !strings.HasPrefix(s.Sid, "Read") }) {
		t.Errorf("the Overview needs %+v", overview)
	}
}
