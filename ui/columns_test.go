package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/ui"
)

// titles are the titles of the columns on the screen, in their order.
func (s *session) titles(first string) string {
	s.t.Helper()
	line := s.line("│   " + first)
	_, line, _ = strings.Cut(line, "│")
	line, _, _ = strings.Cut(line, "│")
	var all []string
	for title := range strings.SplitSeq(line, "  ") {
		if title = strings.TrimSpace(title); title != "" {
			all = append(all, title)
		}
	}
	return strings.Join(all, ", ")
}

// has fails the test unless the table has these columns.
func (s *session) has(titles string) {
	s.t.Helper()
	first, _, _ := strings.Cut(titles, ",")
	if got := s.titles(first); got != titles {
		s.t.Fatalf("columns %s, want %s:\n%s", got, titles, s.Text())
	}
}

// plugins is a world of packages, of which two are called the same.
const plugins = `{
	"domains": [{"DomainName": "analytics"}],
	"packages": [
		{"PackageID": "pkg-a1", "PackageName": "query-guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.15"},
		{"PackageID": "pkg-a2", "PackageName": "query-guard", "PackageType": "ZIP-PLUGIN", "EngineVersion": "OpenSearch_2.17"},
		{"PackageID": "F1", "PackageName": "synonyms"}
	]
}`

func TestNothingIsCutThatThereIsRoomFor(t *testing.T) {
	t.Parallel()
	const application, domain = "customer-support-analytics-eu1", "customer-support-tickets-eu1"
	script(t, `{
		"applications": [{"id": "a1a1a1a1a1a1a1a1a1a1", "name": "`+application+`"}],
		"domains": [{"DomainName": "`+domain+`"}],
		"attachments": [{"id": "a1a1a1a1a1a1a1a1a1a1", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/`+domain+`"}]
	}`, func(s *session) {
		s.press("3")
		for _, width := range []int{82, 100, 128, 240} {
			s.Resize(width, 24)
			s.pass(time.Second)
			s.atCursor(application+"  "+domain, "✓ ATTACHED")
		}
	})
}

func TestAColumnThatIsEmptyInEveryRowGoes(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.has("NAME, STATUS, ATTACHED, ENDPOINT, UPDATED")
	}, size(100, 24))
}

// And it comes when there is something in it, at once.
func TestAColumnComesAtOnce(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "console"}, {"name": "logs"}]}`, func(s *session) {
		s.press("2")
		s.has("NAME, STATUS, ATTACHED, ENDPOINT, UPDATED")
		w := s.aws.World()
		w.Applications[0].Status = "UPDATING"
		s.aws.SetWorld(w)
		s.press("r")
		s.has("NAME, STATUS, SINCE, ATTACHED, ENDPOINT")
		s.pass(time.Hour)
		s.atCursor("✓ ACTIVE")
		s.has("NAME, STATUS, SINCE, ATTACHED, ENDPOINT")
	}, size(100, 24))
}

// While somebody is at a table its columns only grow, so that nothing jumps about.
func TestColumnsShrinkWhenTheViewIsEnteredAnew(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "a-name-that-is-long"}, {"name": "logs"}]}`, func(s *session) {
		s.press("2", "G")
		before := s.line("logs", "✓ ACTIVE")
		w := s.aws.World()
		w.Applications = w.Applications[1:]
		s.aws.SetWorld(w)
		s.press("r")
		s.sees("Applications · 1")
		if got := s.line("logs", "✓ ACTIVE"); got != before {
			t.Errorf("a refresh has moved the columns from\n%s to\n%s", before, got)
		}
		s.press("3", "2")
		s.line("logs  ✓ ACTIVE")
	}, size(100, 24))
}

func TestTheEngineComesWhereNamesRepeat(t *testing.T) {
	t.Parallel()
	script(t, plugins, func(s *session) {
		s.press(viewKey("Packages"))
		s.has("NAME, VERSION, STATUS, ENGINE")
	}, size(60, 24))
	script(t, strings.Replace(plugins, `"query-guard"`, `"masking"`, 1), func(s *session) {
		s.press(viewKey("Packages"))
		if got := s.titles("NAME"); strings.Contains(got, "ENGINE") {
			t.Errorf("columns %s", got)
		}
	}, size(60, 24))
}

// What tells endpoints apart can be read where they are cut.
func TestEndpointsAreCutWhereTheyAreAlike(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"id": "a1a1a1a1a1a1a1a1a1a1", "name": "console"}, {"id": "b2b2b2b2b2b2b2b2b2b2", "name": "logs"}]}`, func(s *session) {
		s.press("2", "c")
		s.press("end", "space", "k", "space", "k", "space") // without ID, the date and …
		s.press("enter")
		for _, line := range []string{s.line("console", "a1a1a1a1a1a1a1a1a1a1"), s.line("logs", "b2b2b2b2b2b2b2b2b2b2")} {
			if !strings.Contains(line, "…") {
				t.Errorf("not cut: %s", line)
			}
		}
	}, size(90, 24))
}

func TestWide(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.has("NAME, STATUS, ATTACHED, ENDPOINT")
		s.sees("─ console ─")
		s.press("w")
		s.has("NAME, STATUS, ATTACHED, ID, ENDPOINT, UPDATED")
		s.seesNot("─ console ─")
		s.press("w")
		s.has("NAME, STATUS, ATTACHED, ENDPOINT")
		s.sees("─ console ─")
		s.press("w", "p")
		s.sees("─ console ─")
	}, size(130, 24))
}

func TestColumnsAreChosenAndKept(t *testing.T) {
	t.Parallel()
	kept := map[string][]string{}
	keep := func(view string, columns []string) { kept[view] = columns }
	script(t, plugins, func(s *session) {
		s.press(viewKey("Packages"))
		before := s.titles("NAME")
		s.press("c")
		s.sees("─ Columns · Packages ─", "✓ name", "since")
		s.line("since", "empty in every row")
		s.press("esc")
		s.has(before)
		s.press("c")
		s.press("j", "space", "space")            // without TYPE and VERSION
		s.press("end", "k", "K", "shift+up", "K") // and the id
		s.press("enter")
		s.has("NAME, STATUS, ID, ENGINE, DOMAINS, OWNER, UPDATED")
		if want := []string{"name", "status", "since", "id", "engine", "domains", "owner", "updated"}; !slices.Equal(kept["packages"], want) {
			t.Errorf("kept %q, want %q", kept["packages"], want)
		}
		s.press("2", viewKey("Packages"))
		s.has("NAME, STATUS, ID, ENGINE, DOMAINS, OWNER, UPDATED")
		s.press("w")
		s.has(before)
		s.press("w", "/")
		s.write("type:zip") // what is not shown can be filtered by
		s.press("enter")
		s.sees("Packages · 2 of 3")
	}, size(100, 24), func(s *setup) { s.columns.Keep = keep })
	script(t, plugins, func(s *session) {
		s.press(viewKey("Packages"))
		s.has("NAME, STATUS, ID, ENGINE, DOMAINS, OWNER, UPDATED")
		s.press("c", "r")
		s.has("ENGINE, NAME")
		if len(kept["packages"]) != 0 {
			t.Errorf("kept %q", kept["packages"])
		}
	}, size(100, 24), func(s *setup) {
		s.columns = ui.Columns{Configured: map[string][]string{"packages": {"engine", "name"}}, Chosen: map[string][]string{"packages": kept["packages"]}, Keep: keep}
	})
}

func TestOneColumnHasToBeShown(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3", "c")
		for range 6 {
			s.press("space")
		}
		s.press("enter")
		s.sees("One of them has to be shown.")
		s.press("space", "enter")
		s.has("ARN")
	}, size(100, 24))
}

func TestConfiguredColumns(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press(dataSources)
		s.has("ENGINE, NAME")
	}, size(100, 24), func(s *setup) {
		s.columns.Configured = map[string][]string{"data_sources": {"engine", "name", "of another version"}}
	})
}

func TestOverviewHasNoColumns(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("c")
		s.sees("the Overview has no columns to choose")
	})
}

// With several scopes a row always says to which it belongs.
func TestScopesAreNotChosenAway(t *testing.T) {
	t.Parallel()
	script(t, houses, func(s *session) {
		s.press("2", "c")
		s.seesNot("region")
		s.press("space", "enter")
		if got := s.titles("ACCOUNT"); !strings.HasPrefix(got, "ACCOUNT, REGION, STATUS") {
			t.Errorf("columns %s", got)
		}
	}, size(100, 24), three)
}
