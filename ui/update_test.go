package ui_test

import (
	"testing"
	"time"
)

// What is behind the newest version of its package is listed where everybody looks
// first, marked where packages and domains are, and brought up to date from there.
func TestUpdatesFromTheOverview(t *testing.T) {
	t.Parallel()
	script(t, `{
		"domains": [{"DomainName": "orders"}, {"DomainName": "payments"}],
		"packages": [{"PackageID": "F1", "PackageName": "synonyms", "AvailablePackageVersion": "v2", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]}],
		"associations": [{"PackageID": "F1", "DomainName": "orders", "PackageVersion": "v1"}, {"PackageID": "F1", "DomainName": "payments"}]
	}`, func(s *session) {
		s.sees("Updates available")
		s.atCursor("synonyms → orders", "has v1, v2 is available: u applies it")
		s.press("4")
		s.line("synonyms", "2 ↑1")
		s.press(dataSources)
		s.line("orders", "domain ↑1")
		s.press("1", "u")
		s.sees("Apply v2 of synonyms", "orders")
		s.sends()
		s.pass(time.Second)
		s.press("1")
		s.line("ASSOCIATING", "synonyms → orders")
		s.seesNot("Updates available")
		s.pass(time.Minute)
		s.seesNot("Updates available")
	}, size(160, 40))
}
