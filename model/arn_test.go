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
		{"arn:aws:opensearch:us-east-1:123456789012:datasource/my_s3", "my_s3", model.KindDirectQuery},
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
