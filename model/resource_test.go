package model_test

import (
	"testing"

	"oscope/model"
)

func TestARNParts(t *testing.T) {
	for _, c := range []struct {
		arn, name string
		kind      model.Kind
	}{
		{"arn:aws:es:us-east-1:123456789012:domain/search-prod", "search-prod", model.KindDomain},
		{"arn:aws-cn:es:cn-north-1:123456789012:domain/logs", "logs", model.KindDomain},
		{"arn:aws:aoss:us-east-1:123456789012:collection/07tjusf2h91cunochc", "07tjusf2h91cunochc", model.KindCollection},
		{"arn:aws:opensearch:us-east-1:123456789012:application/9wfds1dy935s8exh7yo0", "9wfds1dy935s8exh7yo0", ""},
		{"arn:aws:opensearch:us-east-1:123456789012:datasource/my_s3", "my_s3", ""},
		{"arn:aws:aoss:us-east-1:123456789012:dashboards/default", "default", ""},
		{"arn:aws:es:us-east-1:123456789012", "123456789012", ""},
		{"search-prod", "search-prod", ""},
		{"ends/", "ends/", ""},
		{"", "", ""},
	} {
		if got := model.ARNName(c.arn); got != c.name {
			t.Errorf("ARNName(%q) = %q, want %q", c.arn, got, c.name)
		}
		if got := model.ARNKind(c.arn); got != c.kind {
			t.Errorf("ARNKind(%q) = %q, want %q", c.arn, got, c.kind)
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

func TestNewAttachmentIsKeyedByItsPair(t *testing.T) {
	const arn = "arn:aws:es:us-east-1:123456789012:domain/search-prod"
	a := model.NewAttachment("app1", arn, "att-1", "PENDING")
	b := model.NewAttachment("app1", arn, "att-2", "ATTACHED")
	if a.Key != b.Key || a.Key != model.AttachmentKey("app1", arn) {
		t.Errorf("one pair has the keys %v and %v", a.Key, b.Key)
	}
	if a.Key == model.AttachmentKey("app2", arn) {
		t.Error("two applications share the key of an attachment")
	}
	if a.Name != "search-prod" || a.Phase() != model.InFlight {
		t.Errorf("attachment is %q, %s", a.Name, a.Phase())
	}
}
