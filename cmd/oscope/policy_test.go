package main

import (
	"encoding/json"
	"strings"
	"testing"

	"oscope/cmd/oscope/exit"
)

// The policy is JSON that IAM takes, in the limits of a managed policy, and nothing is
// asked of anybody for it.
func TestPolicyCommand(t *testing.T) {
	code, out, errs := run(t, "iam-policy", "--region", "eu-central-1", "--for", "data-sources")
	var policy struct {
		Version   string
		Statement []struct {
			Sid, Effect      string
			Action, Resource []string
		}
	}
	if err := json.Unmarshal([]byte(out), &policy); err != nil || code != 0 || errs != "" {
		t.Fatal(err, code, out, errs)
	}
	if policy.Version != "2012-10-17" || !strings.Contains(out, `"arn:aws:es:eu-central-1:*:domain/*"`) || !strings.Contains(out, `"aoss:ListCollections"`) || strings.Contains(out, "CreatePackage") {
		t.Error(out)
	}
	_, whole, _ := run(t, "iam-policy", "--organization", "Operator")
	if n := len(strings.Join(strings.Fields(whole), "")); n > 6144 {
		t.Errorf("%d characters without white space are too many for a policy", n)
	}
	for _, c := range []struct{ arguments, says string }{
		{"--for packges", "(packages?)"},
		{"--region cn-north-1,us-east-1", "two partitions"},
		{"--profile x", "does not take --profile"},
	} {
		code, out, errs := run(t, append([]string{"iam-policy"}, strings.Fields(c.arguments)...)...)
		if exit.Code(code) != exit.Usage || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s%s", c.arguments, code, out, errs)
		}
	}
}
