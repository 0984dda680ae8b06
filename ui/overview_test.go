package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// sick is a world with something in every section of the overview: long names, long
// reasons, a package that is behind.
const sick = `{
	"applications": [{"name": "customer-support-analytics-eu1", "status": "CREATING"}, {"name": "catalog-migration", "status": "FAILED"}],
	"domains": [{"DomainName": "customer-support-tickets-eu1", "DomainProcessingStatus": "Creating"}, {"DomainName": "orders"}, {"DomainName": "fraud", "DomainProcessingStatus": "Isolated"}],
	"collections": [{"name": "clickstream", "status": "FAILED", "failureMessage": "OpenSearch Serverless cannot access the KMS key of the collection, and whoever reads this to its very end has seen all of it"}],
	"attachments": [
		{"id": "customer-support-analytics-eu1", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/customer-support-tickets-eu1"},
		{"id": "catalog-migration", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/fraud", "status": "FAILED"}
	],
	"packages": [{"PackageID": "F1", "PackageName": "synonyms", "AvailablePackageVersion": "v2", "PackageVersionHistoryList": [{"PackageVersion": "v1"}, {"PackageVersion": "v2"}]}],
	"associations": [{"PackageID": "F1", "DomainName": "orders", "PackageVersion": "v1"}]
}`

// to moves the cursor down to the row with a text.
func (s *session) to(text string) {
	s.t.Helper()
	for range 40 {
		if strings.Contains(s.line("▌"), text) {
			return
		}
		s.press("j")
	}
	s.t.Fatalf("no row has %q:\n%s", text, s.Text())
}

// The row under the cursor unfolds its whole reason, as far as that has no room in it, and
// what to do next; the others keep to a line.
func TestOverviewUnfoldsTheRowUnderTheCursor(t *testing.T) {
	t.Parallel()
	for _, width := range []int{80, 120, 300} {
		script(t, sick, func(s *session) {
			s.pass(time.Second)
			const end = "has seen all of it"
			if width < 300 {
				s.seesNot(end)
			}
			s.to("clickstream")
			s.reads("OpenSearch Serverless cannot access the KMS key of the collection, and whoever reads this to its very end " + end)
			if width == 300 {
				s.line("clickstream", end) // it has room where it is
			} else {
				unfolded := s.line("OpenSearch Serverless cannot")
				if !strings.HasPrefix(unfolded, "│   OpenSearch") || strings.Contains(unfolded, "clickstream") {
					t.Errorf("%d columns: it does not stand below its row:\n%s", width, s.Text())
				}
			}
			s.seesNot("→ R attach again")
			s.to("fraud → catalog-migration")
			s.seesNot("→ R attach")
			if width < 300 {
				s.seesNot(end)
			}
			s.line("→ it would fail again: fraud is ") // as R would say
			s.press("k", "k", "k", "k")
			s.to("✗ FAILED")
			s.line("→ D delete the application")
			s.press("D")
			s.sees("Type catalog-migration to delete:") // from where it is offered
		}, stuck, size(width, 45))
	}
}

// Names take at most two fifths of the width, and every row tells its age.
func TestOverviewRows(t *testing.T) {
	heavy(t)
	t.Parallel()
	for width := 80; width <= 240; width += 20 {
		script(t, sick, func(s *session) {
			s.pass(3 * time.Minute)
			age := regexp.MustCompile(`[≥≤]?[0-9]+m[0-9]+s  `)
			for line := range strings.SplitSeq(s.Text(), "\n") {
				for _, word := range []string{"◐ PENDING", "◐ CREATING", "◐ Creating", "✗ FAILED"} {
					if strings.Contains(line, word) && !strings.Contains(line, "new:") && !age.MatchString(line) {
						t.Errorf("%d columns: no age in %q", width, line)
					}
				}
			}
			name := regexp.MustCompile(`PENDING +(?:attachment +)?(.+?) +[≥≤]?[0-9]`).FindStringSubmatch(s.line("◐ PENDING"))
			if len(name) == 0 || len([]rune(name[1])) > width*2/5 {
				t.Errorf("%d columns: the name is too wide in %q", width, s.line("◐ PENDING"))
			}
		}, stuck, size(width, 45))
	}
}

// Whatever the size, the cursor comes to every row of every section, and each section is
// there.
func TestOverviewReachesEverything(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		script(t, sick, func(s *session) {
			s.pass(time.Second)
			s.sees("─ In flight", "─ Needs attention", "─ Updates available", "─ Recently")
			var rows []string
			for range 30 {
				rows = append(rows, s.line("▌"))
				s.press("j")
			}
			seen := strings.Join(rows, "\n")
			for _, row := range []string{"CREATING", "Creating", "PENDING", "catalog-migr", "clickstream", "synonyms", "collection", "last cha"} {
				if !strings.Contains(seen, row) {
					t.Errorf("%v: the cursor does not come to %s:\n%s", c, row, seen)
				}
			}
			s.press("g")
			if !strings.Contains(s.line("▌"), "◐") {
				t.Errorf("%v: g does not go to the top:\n%s", c, s.Text())
			}
			s.press("G")
			last := s.line("▌")
			s.press("j")
			if s.line("▌") != last {
				t.Errorf("%v: G does not go to the bottom:\n%s", c, s.Text())
			}
		}, stuck, size(c[0], c[1]))
	}
}

// Lines that one section does not need go to those that do.
func TestOverviewSharesItsLines(t *testing.T) {
	t.Parallel()
	for name, status := range map[string]string{"failed": "FAILED", "in flight": "CREATING"} {
		var applications []string
		for i := range 14 {
			applications = append(applications, fmt.Sprintf(`{"name": "app-%02d", "status": %q}`, i, status))
		}
		script(t, `{"applications": [`+strings.Join(applications, ",")+`]}`, func(s *session) {
			s.pass(time.Second)
			for i := range 12 {
				if !strings.Contains(s.Text(), fmt.Sprintf("app-%02d", i)) {
					t.Errorf("%s: app-%02d is not there although lines are empty:\n%s", name, i, s.Text())
				}
			}
		}, stuck, size(120, 30))
	}
}

// The overview is filtered as tables are, in all of its sections.
func TestOverviewIsFiltered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		filter    string
		has, lack []string
	}{
		{"fraud", []string{"fraud → catalog", "Isolated"}, []string{"clickstream", "customer-"}},
		{"kind:collection", []string{"clickstream", "─ Recently"}, []string{"catalog", "─ In flight"}},
		{"status:pending", []string{"PENDING", "─ In flight"}, []string{"clickstream", "─ Updates"}},
		{"is:failed", []string{"catalog-migration", "clickstream"}, []string{"CREATING", "synonyms", "─ In flight", "─ Updates"}},
		{"is:inflight", []string{"CREATING", "PENDING"}, []string{"FAILED", "─ Needs"}},
		{"reason:kms", []string{"clickstream"}, []string{"catalog"}},
		{"!customer !fraud kind:application|collection is:failed", []string{"catalog-migration", "clickstream"}, []string{"customer-", "fraud →"}},
		{"clkstrm", []string{"like clkstrm", "clickstream"}, []string{"orders"}},
		{"age>1h is:failed", []string{"Nothing matches."}, []string{"clickstream"}},
		{"since:bogus", []string{"Nothing matches.", "since:bogus says no time: write one as in since:90s, 10m, 1h30m, 2d or 1w."}, []string{"clickstream"}},
		{"colour:red", []string{"Nothing matches.", "There is no column colour. Columns: status, kind, name, account, region, reason."}, []string{"clickstream"}},
	} {
		script(t, sick, func(s *session) {
			s.pass(time.Second)
			s.press("/")
			s.write(c.filter)
			s.press("enter")
			s.sees(c.has...)
			s.seesNot(c.lack...)
			s.press("esc")
			s.sees("─ In flight", "─ Needs attention", "─ Updates available", "─ Recently")
			s.press("/", "up")
			s.sees("/" + c.filter) // the last one
		}, stuck, size(140, 45))
	}
}

// x and i leave what needs attention, and what is in flight.
func TestOverviewOnlyWhatMatters(t *testing.T) {
	t.Parallel()
	script(t, sick, func(s *session) {
		s.pass(time.Second)
		s.press("x")
		s.sees("Needs attention · x shows the rest", "catalog-migration", "clickstream")
		s.seesNot("─ In flight", "─ Updates", "PENDING")
		s.press("x", "i")
		s.sees("In flight · i shows the rest", "PENDING")
		s.seesNot("─ Needs", "─ Updates", "clickstream")
		s.press("esc")
		s.sees("─ Needs", "clickstream")
	}, stuck, size(140, 45))
	script(t, shop, func(s *session) {
		s.press("x")
		s.sees("Needs attention · x shows the rest", "Nothing needs attention.")
		s.seesNot("─ In flight", "Nothing matches")
	})
}

// Marks are those of tables: they stay with their rows, and what is marked is copied.
func TestOverviewMarks(t *testing.T) {
	t.Parallel()
	script(t, sick, func(s *session) {
		s.pass(time.Second)
		s.to("catalog-migration")
		s.press("space", "space")
		s.sees("· 2 marked")
		s.line("●", "catalog-migration")
		s.line("●", "clickstream")
		s.press("y")
		if got := s.Clipboard(); strings.Count(got, "\n") != 1 || !strings.Contains(got, ":application/") || !strings.Contains(got, ":collection/") {
			t.Errorf("copied %q", got)
		}
		s.press("Y")
		if got := s.Clipboard(); !strings.HasPrefix(got, "[") || !strings.Contains(got, "clickstream") {
			t.Errorf("copied %q", got)
		}
		s.press("k", "k", "D")
		s.sees("2 marked: delete works on one; esc clears the marks")
		s.press("/")
		s.write("clickst")
		s.press("enter")
		s.sees("1 marked · 1 marked and hidden")
		s.press("esc")
		s.seesNot("· 1 marked", "marked and hidden", "●")
	}, stuck, size(140, 45))
}

// What takes longer than it usually does comes first, as soon as it does, and the cursor
// stays on its row.
func TestOverviewPutsFirstWhatIsLate(t *testing.T) {
	t.Parallel()
	script(t, `{"domains": [{"DomainName": "alpha", "DomainProcessingStatus": "Creating"}]}`, func(s *session) {
		inOrder := func(first, then string) {
			t.Helper()
			_, screen, _ := strings.Cut(s.Text(), "─ In flight")
			screen, _, _ = strings.Cut(screen, "─ Needs")
			if i, j := strings.Index(screen, first), strings.Index(screen, then); i < 0 || j < 0 || i > j {
				t.Errorf("%s is not before %s:\n%s", first, then, screen)
			}
		}
		w := s.aws.World()
		w.Applications = append(w.Applications, emulator.Application{Name: "omega", Status: "CREATING"})
		s.aws.SetWorld(w)
		s.press("j", "k", "r")
		s.pass(4 * time.Minute)
		inOrder("alpha", "omega")
		s.pass(time.Minute - time.Second)
		inOrder("alpha", "omega")
		s.pass(3 * time.Second)
		inOrder("omega", "alpha")
		s.line("omega", "over 2m00s–5m00s")
		s.atCursor("alpha")
	}, stuck, size(160, 40))
}

// What a filter has found stands out in its cells, with colours or without; nothing does
// while there is none.
func TestMatchesStandOut(t *testing.T) {
	heavy(t)
	t.Parallel()
	for _, look := range []look{dark, light, sixteen, noColor} {
		for _, c := range []struct{ view, filter, found string }{
			{"1", "lickstr", "lickstr"},
			{"1", "NAME:CLICK", "click"},
			{"1", "clkstrm", "kstr"},
			{"1", "is:failed kms", "KMS"},
			{dataSources, "lickstr", "lickstr"},
			{dataSources, "sta:ail", "AIL"},
			{"2", "migr", "migr"},
		} {
			script(t, sick, func(s *session) {
				s.press(c.view)
				s.pass(time.Second)
				// Bold and underlined; where it is bold anyway, only the other is switched on.
				pattern := regexp.MustCompile(`\x1b\[([0-9;:]*;)?4(;[0-9;:]*)?m` + regexp.QuoteMeta(c.found))
				stands := func() bool { return pattern.MatchString(s.ANSI()) }
				if stands() {
					t.Fatalf("%s: %s stands out already", look.name, c.found)
				}
				s.press("/")
				s.write(c.filter)
				s.press("enter")
				if !stands() {
					t.Errorf("%s: %q in view %s: %s does not stand out:\n%s", look.name, c.filter, c.view, c.found, s.Text())
				}
				s.press("esc")
				if stands() {
					t.Errorf("%s: %s stands out without a filter", look.name, c.found)
				}
			}, stuck, size(140, 40), func(o *setup) { o.terminal.Profile, o.terminal.Light = look.profile, look.light })
		}
	}
}
