package model_test

import (
	"testing"
	"time"

	"oscope/model"
)

func integrationOf(status model.Status, parts ...model.IntegrationPart) model.Integration {
	i := model.Integration{Resource: model.Resource{Key: model.IntegrationKey("main"), Name: "main", Status: status}, Detailed: true}
	copy(i.Parts[:], parts)
	return i
}

func TestIntegrationHealth(t *testing.T) {
	healthy := model.IntegrationPart{Name: "collection", ID: "c", Status: "ACTIVE"}
	lost := model.IntegrationPart{Name: "network policy", Status: "NOT_FOUND"}
	wrong := model.IntegrationPart{Name: "workspace", Status: "ERROR", Message: "no"}
	unmade := model.IntegrationPart{Name: "application"}
	for _, c := range []struct {
		status          model.Status
		healthy, broken int
	}{
		{"ACTIVE", 1, 2},
		{"FAILED", 1, 2},
		{"PROVISIONING", 1, 0}, // its parts are being made
	} {
		i := integrationOf(c.status, healthy, lost, wrong, unmade)
		if i.Healthy() != c.healthy || len(i.Broken()) != c.broken {
			t.Errorf("%s: %d healthy and %v broken", c.status, i.Healthy(), i.Broken())
		}
	}
	if p := integrationOf("ACTIVE", healthy).Part("collection"); p != healthy {
		t.Errorf("the collection is %+v", p)
	}
	if p := integrationOf("ACTIVE").Part("collection"); p.Name != "collection" || p.Status != "" {
		t.Errorf("a collection that was not made is %+v", p)
	}
}

// The listing of integrations lacks their parts, which a refresh must not lose.
func TestIntegrationSummaryKeepsItsParts(t *testing.T) {
	s := model.NewSnapshot()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	feed := model.Feed{Kind: model.FeedIntegrations}
	full := integrationOf("PROVISIONING", model.IntegrationPart{Name: "collection", Status: "ACTIVE"})
	for _, item := range []model.Integration{full, {Resource: model.Resource{Key: full.Key, Name: "main", Status: "ACTIVE"}}} {
		read := s.Begin(model.Read{Feed: feed}, now)
		s.Apply(model.Listing{Read: read, Items: []model.Item{item}, At: now})
	}
	item, _ := s.Item(full.Key)
	if got, _ := item.(model.Integration); got.Status != "ACTIVE" || got.Healthy() != 1 || !got.Detailed {
		t.Errorf("%+v", got)
	}
}

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
