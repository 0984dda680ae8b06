package ui_test

import (
	"strings"
	"testing"
	"time"
)

// broken has what failed before oscope was started: dated by the service, and not.
const broken = `{
	"domains": [{"DomainName": "zebra", "DomainProcessingStatus": "Isolated"}, {"DomainName": "ape", "DomainProcessingStatus": "Isolated"}],
	"packages": [
		{"PackageID": "F1", "PackageName": "words", "PackageStatus": "COPY_FAILED", "CreatedAt": "-9d", "LastUpdatedAt": "-5d"},
		{"PackageID": "F2", "PackageName": "masks", "PackageStatus": "VALIDATION_FAILED", "CreatedAt": "-9d", "LastUpdatedAt": "-4h"}
	]
}`

// A filter goes by the ages that are shown beside the rows that it finds.
func TestFilterGoesByTheAgeShown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filter    string
		has, lack []string
	}{
		{"is:failed since:3d", []string{"masks", "≤4h"}, []string{"words"}},
		{"is:failed age>1h", []string{"masks", "words", "≤5d"}, nil},
		{"is:failed age<1h", nil, []string{"masks", "words"}},
	} {
		for _, view := range []string{"1", "4"} {
			script(t, broken, func(s *session) {
				s.pass(time.Second)
				s.press(view, "/")
				s.write(c.filter)
				s.press("enter")
				s.sees(c.has...)
				s.seesNot(c.lack...)
			}, size(140, 40))
		}
	}
}

// What needs attention is in the order of its age, and what is not dated in that of its
// title, whenever it was first seen.
func TestNeedsAttentionInTheOrderOfAges(t *testing.T) {
	t.Parallel()
	script(t, broken, func(s *session) {
		s.pass(time.Second)
		last := 0
		for _, name := range []string{"words", "masks", "ape", "zebra"} {
			at := strings.Index(s.Text(), name)
			if at < last {
				t.Errorf("%s is too high:\n%s", name, s.Text())
			}
			last = at
		}
	}, size(140, 40))
}

// A note says of what failed what the Overview does, and what names it.
func TestTicketNoteSaysTheAge(t *testing.T) {
	t.Parallel()
	script(t, broken, func(s *session) {
		s.pass(time.Second)
		s.press("ctrl+y")
		s.wantClipboard("`words` is `COPY_FAILED` since 1999-12-", "UTC or later (≤5d", "  - `F1`", "  - `F2`", "  - `arn:aws:es:us-east-1:123456789012:domain/ape`")
	}, size(140, 40))
}
