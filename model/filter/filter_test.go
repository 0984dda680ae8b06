package filter_test

import (
	"strings"
	"testing"
	"time"

	"oscope/model"
	"oscope/model/filter"
)

// Rows of cells are filtered as those of the screen's tables are.
func TestMatches(t *testing.T) {
	titles := []string{"NAME", "STATUS", "", "NAMESPACE", "SINCE"}
	row := []string{"Ärger Blue", "VALIDATION_FAILED", "hidden", "team:search", "2026-11-26"}
	now := time.Now()
	facts := filter.Facts{Phase: model.Failed, Age: model.Age{At: now.Add(-time.Hour), Bound: model.Exactly}, Now: now, Tags: []model.Tag{{Key: "Team", Value: "Search"}}}
	for text, want := range map[string]bool{
		"": true, "blue": true, "ÄRGER": true, "green": false, "!green": true, "!blue": false,
		"status:failed": true, "sta:failed": true, "name:failed": false, "!name:failed": true,
		`"ärger blue"`: true, `"blue ärger"`: false, "blue failed": true, "bluevalidation": false,
		"blue|green": true, "green|red": false, "!green|blue": false, "status:active|failed": true, `"blue|green"`: false,
		"is:failed": true, "is:inf": false, "is:inf|failed": true, "!is:failed": false, "is:": true,
		"age>10m": true, "age>2h": false, "age<1d": true, "age>": true, "since:2h": true, "since:10m": false, "sinc:2026": true,
		"tag:team=sea": true, "tag:team": true, "tag:owner": false, "tag:team=x": false,
		"names:team:search": true, "team:search": true, "!": true, "status:": true, `"`: true,
	} {
		terms := filter.Parse(text, func(prefix string) (int, bool) { return filter.ColumnOf(prefix, titles) })
		if got := filter.Matches(terms, row, facts); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

// A value that means nothing matches nothing, and says what may be there.
func TestWrongValues(t *testing.T) {
	now := time.Now()
	facts := filter.Facts{Phase: model.Failed, Age: model.Age{At: now.Add(-time.Hour), Bound: model.Exactly}, Now: now}
	for text, says := range map[string]string{
		"since:bogus":      "since:bogus says no time: write one as in since:90s, 10m, 1h30m, 2d or 1w",
		"blue since:3":     "since:3 says no time",
		"since:1h|2h":      "since:1h|2h says no time",
		"since:-1h":        "since:-1h says no time",
		"since:nand":       "since:nand says no time",
		"!age>Bogus":       "age>bogus says no time: write one as in age>90s",
		"age<1":            "age<1 says no time",
		"is:failed|broken": "is:broken is not known: write is: and one of failed, inflight, settled, gone",
		"since:":           "",
		"age>":             "",
		"is:":              "",
		"since:1w":         "",
		"is:f":             "",
		"team:bogus":       "",
	} {
		terms := filter.Parse(text, func(string) (int, bool) { return 0, false })
		if got := filter.Wrong(terms); !strings.HasPrefix(got, says) || says == "" && got != "" {
			t.Errorf("%s: %q", text, got)
		}
		if says != "" && filter.Matches(terms, []string{"blue"}, facts) {
			t.Errorf("%s matches", text)
		}
	}
}

// Filters go by the age that is shown. What was there before anybody looked has come about
// within a time only if the service's last change says so.
func TestFilterGoesByTheAge(t *testing.T) {
	now := time.Now()
	for text, want := range map[string]map[model.Bound]bool{
		"since:2h":   {model.Exactly: true, model.AtMost: true, model.AtLeast: false},
		"since:10m":  {model.Exactly: false, model.AtMost: false, model.AtLeast: false},
		"age>10m":    {model.Exactly: true, model.AtMost: true, model.AtLeast: true},
		"age<10m":    {model.Exactly: false, model.AtMost: false, model.AtLeast: false},
		"!since:2h":  {model.Exactly: false, model.AtMost: false, model.AtLeast: true},
		"age<2h":     {model.Exactly: true, model.AtMost: true, model.AtLeast: true},
		"!age<1h30m": {model.Exactly: false, model.AtMost: false, model.AtLeast: false},
	} {
		for bound, want := range want {
			facts := filter.Facts{Age: model.Age{At: now.Add(-time.Hour), Bound: bound}, Now: now}
			terms := filter.Parse(text, func(string) (int, bool) { return 0, false })
			if got := filter.Matches(terms, nil, facts); got != want {
				t.Errorf("%s of %s1h: %t", text, bound.Mark(), got)
			}
		}
	}
}

// What a filter has found is shown where it stands.
func TestFound(t *testing.T) {
	titles := []string{"NAME", "STATUS"}
	for _, c := range []struct {
		filter string
		column int
		text   string
		want   string // with what is found in brackets
	}{
		{"", 0, "blue", "blue"},
		{"blue", 0, "Blue blue-BLUE", "[Blue] [blue]-[BLUE]"},
		{"ärg", 0, "ÄRGER", "[ÄRG]ER"},
		{"status:fail", 0, "failed", "failed"},
		{"status:fail", 1, "VALIDATION_FAILED", "VALIDATION_[FAIL]ED"},
		{"!blue", 0, "blue", "blue"},
		{"is:failed", 1, "failed", "failed"},
		{"a|b c", 0, "abcd", "[abc]d"},
		{"aa", 0, "aaaaa", "[aaaa]a"},
		{"lu ue", 0, "blue", "b[lue]"},
		{"longer", 0, "long", "long"},
	} {
		terms := filter.Parse(c.filter, func(prefix string) (int, bool) { return filter.ColumnOf(prefix, titles) })
		var got strings.Builder
		end := 0
		for _, s := range filter.Found(terms, c.column, c.text) {
			got.WriteString(c.text[end:s.From] + "[" + c.text[s.From:s.To] + "]")
			end = s.To
		}
		got.WriteString(c.text[end:])
		if got.String() != c.want {
			t.Errorf("%q in %q: %q, want %q", c.filter, c.text, got.String(), c.want)
		}
	}
}
