package filter_test

import (
	"testing"

	"oscope/model/filter"
)

// Rows of cells are filtered as those of the screen's tables are.
func TestMatches(t *testing.T) {
	titles := []string{"NAME", "STATUS", "", "NAMESPACE"}
	row := []string{"Ärger Blue", "VALIDATION_FAILED", "hidden", "team:search"}
	for text, want := range map[string]bool{
		"": true, "blue": true, "ÄRGER": true, "green": false, "!green": true, "!blue": false,
		"status:failed": true, "sta:failed": true, "name:failed": false, "!name:failed": true,
		`"ärger blue"`: true, `"blue ärger"`: false, "blue failed": true, "bluevalidation": false,
		"names:team:search": true, "team:search": true, "!": true, "status:": true, `"`: true,
	} {
		terms := filter.Parse(text, func(prefix string) (int, bool) { return filter.ColumnOf(prefix, titles) })
		if got := filter.Matches(terms, row); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
