package model_test

import (
	"testing"

	"oscope/model"
)

func TestPrincipalARN(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:sts::123456789012:assumed-role/Operator/session": "arn:aws:iam::123456789012:role/Operator",
		"arn:aws:iam::123456789012:user/jane":                     "arn:aws:iam::123456789012:user/jane",
		"":                                                        "",
	} {
		if got := (model.Caller{Account: "123456789012", ARN: arn}).PrincipalARN(); got != want {
			t.Errorf("%q is %q, want %q", arn, got, want)
		}
	}
}

func TestCallerRole(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:sts::123456789012:assumed-role/Operator/jane@example.com": "role/Operator",
		"arn:aws:iam::123456789012:user/jane":                              "user/jane",
		"arn:aws:sts::123456789012:federated-user/jane":                    "federated-user/jane",
		"arn:aws:iam::123456789012:root":                                   "root",
		"":                                                                 "",
	} {
		if got := (model.Caller{Account: "123456789012", ARN: arn}).Role(); got != want {
			t.Errorf("role of %q = %q, want %q", arn, got, want)
		}
	}
}
