package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"oscope/model/history"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// Where the table of operations says that a key of a page sends one, that key is of an
// action there, and of one that writes if the operation does.
func TestOperationsAreWhereTheyAreSaidToBe(t *testing.T) {
	t.Parallel()
	pages := newPages(&desk.Facts{Fleet: live.NewFleet(), Durations: history.NewDurations()})
	told := regexp.MustCompile("([A-Z][a-z]+(?: [a-z]+)?)(?: \\(detail\\),)? ((?:`.`(?:, )?)+)")
	for _, o := range rule.Operations {
		for _, match := range told.FindAllStringSubmatch(o.Where, -1) {
			i := slices.IndexFunc(pages, func(p page.Page) bool { return p.Title() == match[1] })
			if i < 0 {
				t.Errorf("%s: there is no page %s", o.Name, match[1])
				continue
			}
			for key := range strings.SplitSeq(strings.Trim(match[2], "`, "), "`, `") {
				if !slices.ContainsFunc(pages[i].Actions(), func(x desk.Action) bool {
					return slices.Contains(x.Keys, key) && (x.Writes || o.Effect == rule.Reads)
				}) {
					t.Errorf("%s: %s does nothing of the kind in %s", o.Name, key, match[1])
				}
			}
		}
	}
}
