package fuzzy_test

import (
	"slices"
	"testing"

	"oscope/ui/fuzzy"
)

func TestRank(t *testing.T) {
	t.Parallel()
	texts := []string{"prod-payments", "us-east-1", "stage-orders", "eu-west-1", "prod-orders", "Zürich", ""}
	for typed, want := range map[string][]string{
		"":           texts,
		" ":          texts,
		"orders":     {"stage-orders", "prod-orders"}, // alike: in their order
		"prord":      {"prod-orders"},
		"ord prod":   {"prod-orders"},
		"ORD":        {"stage-orders", "prod-orders"},
		"use1":       {"us-east-1"},
		"zur":        {"Zürich"},
		"us-esat-1":  nil,
		"pp":         {"prod-payments"},
		"prodorders": {"prod-orders"},
		"west":       {"eu-west-1"},
	} {
		var got []string
		for _, i := range fuzzy.Rank(typed, texts) {
			got = append(got, texts[i])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	if got := fuzzy.Rank("pay", []string{"a-pXaXy", "x-pay", "pay"}); !slices.Equal(got, []int{2, 1, 0}) && !slices.Equal(got, []int{1, 2, 0}) {
		t.Errorf("the best is not first: %v", got)
	}
}
