package model_test

import (
	"testing"

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
