package model_test

import (
	"slices"
	"testing"

	"oscope/model"
)

func TestCompareEngines(t *testing.T) {
	ordered := []string{
		"Elasticsearch_1.5", "Elasticsearch_6.8", "Elasticsearch_7.1", "Elasticsearch_7.10",
		"OpenSearch", "OpenSearch_1.0", "OpenSearch_1.3", "OpenSearch_2.9", "OpenSearch_2.19", "OpenSearch_3.1", "OpenSearch_10.0",
	}
	shuffled := slices.Sorted(slices.Values(ordered)) // as text: 2.19 before 2.9
	slices.SortFunc(shuffled, model.CompareEngines)
	if !slices.Equal(shuffled, ordered) {
		t.Errorf("%v, want %v", shuffled, ordered)
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := model.CompareEngines(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%s and %s: %d", a, b, got)
			}
		}
	}
}
