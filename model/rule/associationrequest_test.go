package rule_test

import (
	"strings"
	"testing"

	"oscope/model/rule"
)

// What a package needs comes before it, however much or little either needs.
func TestInOrder(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"", ""},
		{"a b c", "a b c"},
		{"c:b b", "b c"},
		{"a:b b:c,d c d", "c d b a"}, // the first needs less than what it needs
		{"a:b,c b c:b", "b c a"},     // and in a chain
		{"x a:b b y", "x b a y"},     // others keep their place
		{"a:elsewhere b:a", "a b"},   // what is not in the list is there already
		{"a:b b:a c:a", "b a c"},     // a circle ends, and what is behind it follows
		{"license:plugin config:plugin plugin:dictionary dictionary", "dictionary plugin license config"},
	} {
		var list []rule.PackageAssociation
		for entry := range strings.FieldsSeq(test.list) {
			id, needs, _ := strings.Cut(entry, ":")
			p := rule.PackageAssociation{PackageID: id}
			if needs != "" {
				p.Prerequisites = strings.Split(needs, ",")
			}
			list = append(list, p)
		}
		var got []string
		for _, p := range rule.InOrder(list) {
			got = append(got, p.PackageID)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.list, strings.Join(got, " "), test.want)
		}
	}
}
