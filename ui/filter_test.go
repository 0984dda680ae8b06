package ui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// fleet has data sources in every phase.
const fleet = `{
	"domains": [
		{"DomainName": "audit", "DomainProcessingStatus": "Isolated"},
		{"DomainName": "billing"},
		{"DomainName": "catalog", "DomainProcessingStatus": "Creating"},
		{"DomainName": "delivery"}
	],
	"collections": [
		{"name": "embeddings", "status": "FAILED", "failureMessage": "the key is not accessible"},
		{"name": "facets", "status": "CREATING"}
	]
}`

// stuck keeps in flight what is in flight for the whole of a test.
var stuck = durations(emulator.Durations{
	ApplicationCreate: 1000 * time.Hour, DomainCreate: 1000 * time.Hour, CollectionCreate: 1000 * time.Hour,
	PendingAttachment: 1000 * time.Hour,
})

func TestFilter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		filter string
		rows   []string
	}{
		{"billing", []string{"billing"}},
		{"BILL", []string{"billing"}},
		{"status:failed", []string{"embeddings"}},
		{"status:FAIL", []string{"embeddings"}},
		{"kind:coll", []string{"embeddings", "facets"}},
		{"kind:domain !status:active", []string{"audit", "catalog"}},
		{"!domain", []string{"embeddings", "facets"}},
		{"name:a", []string{"audit", "catalog", "facets"}},
		{"creating", []string{"catalog", "facets"}},
		{"creating domain", []string{"catalog"}},
		{"no such thing", nil},
		{"bill|audit", []string{"audit", "billing"}},
		{"is:failed", []string{"audit", "embeddings"}},
		{"is:settled", []string{"billing", "delivery"}},
		{"is:inflight kind:coll", []string{"facets"}},
		{"age>10m", nil},
		{"age>bogus", nil},
		{"blng", []string{"billing"}}, // its letters, since nothing has them together
		{"dlvry", []string{"delivery"}},
		{"!", []string{"audit", "billing", "catalog", "delivery", "embeddings", "facets"}},
	} {
		t.Run(test.filter, func(t *testing.T) {
			script(t, fleet, func(s *session) {
				s.press(dataSources, "/")
				s.write(test.filter)
				for _, name := range []string{"audit", "billing", "catalog", "delivery", "embeddings", "facets"} {
					shown := strings.Contains(s.Text(), " "+name)
					if want := slices.Contains(test.rows, name); shown != want {
						t.Errorf("%s is shown: %v, want %v\n%s", name, shown, want, s.Text())
					}
				}
				if test.rows == nil {
					s.sees("Nothing matches. Press esc to see all again.")
				}
			}, stuck)
		})
	}
}

func TestFilterIsKeptByEnterAndClearedByEsc(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "/")
		s.write("status:active")
		s.press("enter")
		s.sees("2 of 6 · status:active", "/ filter")
		s.press("j")
		s.atCursor("delivery")
		s.press("1", dataSources) // it stays when somebody looks elsewhere
		s.sees("2 of 6 · status:active")
		s.press("/", "backspace")
		s.sees("/status:activ")
		s.press("esc")
		s.sees("Data sources · 6")
		s.atCursor("delivery")
		s.press("/")
		s.write("audit")
		s.press("enter", "esc")
		s.sees("Data sources · 6")
	}, stuck)
}

func TestInFlightOnly(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "i")
		s.sees("2 of 6 · in flight", "catalog", "facets")
		s.seesNot("billing", "embeddings")
		s.press("/")
		s.write("fac")
		s.press("enter")
		s.sees("1 of 6 · fac · in flight")
		s.press("esc") // one thing at a time
		s.sees("2 of 6 · in flight")
		s.press("esc")
		s.sees("Data sources · 6")
		s.press("i", "i")
		s.sees("Data sources · 6")
	}, stuck)
}

func TestInFlightFilterLetsGoOfWhatHasSettled(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "i")
		s.sees("2 of 6")
		s.pass(45 * time.Second)
		s.sees("1 of 6 · in flight", "catalog")
		s.pass(time.Minute)
		s.sees("Nothing matches. Press esc to see all again.")
	}, durations(emulator.Durations{CollectionCreate: 30 * time.Second, DomainCreate: 80 * time.Second}))
}

func TestSortAndReverse(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "s")
		s.sees("by name ▲")
		s.press("S")
		s.sees("by name ▼")
		s.order("facets", "embeddings", "delivery", "catalog", "billing", "audit")
		s.press("s", "s")
		s.sees("by status ▲")
		// What has failed and what is in flight come before what has settled.
		s.order("embeddings", "audit", "facets", "catalog", "billing", "delivery")
	}, stuck)
}

// order fails the test unless the names stand on the screen from top to bottom.
func (s *session) order(names ...string) {
	s.t.Helper()
	last := -1
	for _, name := range names {
		at := strings.Index(s.Text(), " "+name)
		if at <= last {
			s.t.Fatalf("%s is not below the others of %q:\n%s", name, names, s.Text())
		}
		last = at
	}
}

// Mistake 2 of the field: sort, filter, marks and selection are lost on refresh.
func TestNothingMovesOnRefresh(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "s", "S", "g", "j", "space", "/")
		s.write("!audit")
		s.press("enter", "j")
		s.atCursor("catalog")
		before := s.body()
		s.press("r")
		s.pass(10 * time.Minute)
		if got := s.body(); got != before {
			t.Errorf("after refreshes the screen is\n%s\nand was\n%s", got, before)
		}
		s.sees("5 of 6 · !audit · by name ▼ · 1 marked")
	}, stuck)
}

var spans = regexp.MustCompile(` *(≥?\b([0-9]+[dhms])+\b|\(now\)|\([0-9dhms]+ ago\))`)

// body is the screen without what tells the time, and without the blanks that
// give way to it.
func (s *session) body() string {
	var b strings.Builder
	for line := range strings.SplitSeq(s.Text(), "\n") {
		if !strings.Contains(line, "as of") && !strings.Contains(line, "oldest ") {
			b.WriteString(strings.Join(strings.Fields(spans.ReplaceAllString(line, "")), " ") + "\n")
		}
	}
	return b.String()
}

func TestCursorStaysOnItsResourceWhileRowsComeAndGo(t *testing.T) {
	t.Parallel()
	world := func(names ...string) emulator.World {
		var w emulator.World
		for _, name := range names {
			w.Domains = append(w.Domains, emulator.Domain{DomainName: name})
		}
		return w
	}
	script(t, `{}`, func(s *session) {
		s.aws.SetWorld(world("bravo", "delta", "foxtrot"))
		s.press(dataSources, "r", "j")
		s.atCursor("delta")
		for _, step := range []struct {
			names []string
			at    string
		}{
			{[]string{"alpha", "bravo", "charlie", "delta", "foxtrot"}, "delta"},
			{[]string{"delta", "foxtrot"}, "delta"},
			{[]string{"alpha", "foxtrot", "golf"}, "foxtrot"}, // its own is gone: the next one
			{[]string{"alpha", "bravo"}, "bravo"},             // the last one is gone
			{[]string{"alpha", "bravo", "charlie"}, "bravo"},
		} {
			s.aws.SetWorld(world(step.names...))
			s.press("r")
			s.sees(fmt.Sprintf("Data sources · %d", len(step.names)))
			s.atCursor(step.at)
		}
		s.aws.SetWorld(world())
		s.press("r")
		s.sees("No domains, collections or direct queries")
		s.press("j", "k", "enter", "space", "G")
		s.aws.SetWorld(world("alpha", "bravo"))
		s.press("r")
		s.atCursor("bravo")
	})
}

// A list that has had data never blanks to "loading" (mistake 4).
func TestRefreshShowsTheOldUntilTheNewIsThere(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources)
		s.aws.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultLatency, Latency: 5 * time.Second}})
		before := s.body()
		s.press("r")
		for range 15 {
			s.pass(time.Second)
			if got := s.body(); got != before {
				t.Fatalf("while it is being read the screen is\n%s\nand was\n%s", got, before)
			}
		}
	}, stuck)
}

// A page that does not come takes nothing away: a resource is gone only after a
// complete listing without it.
func TestFailedRefreshTakesNothingAway(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources)
		s.aws.SetFaults([]emulator.Fault{{Operation: "DescribeDomains", Kind: emulator.FaultDenied}, {Operation: "BatchGetCollection", Kind: emulator.FaultDenied}})
		s.press("r")
		s.sees("Data sources · 6", "✓ Active", "◐ Creating", "no permission", "oldest 00:00:00")
	}, stuck, size(109, 24))
}

func TestMarksOfWhatIsGoneAreForgotten(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "j", "space", "space")
		s.sees("2 marked")
		s.aws.SetWorld(emulator.World{Domains: []emulator.Domain{{DomainName: "catalog"}}})
		s.press("r")
		s.sees("Data sources · 1 · 1 marked")
		s.press("esc")
		s.seesNot("marked")
	}, stuck)
}

func TestAttachmentOfAVanishedApplicationGoesWithIt(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("3")
		s.sees("Attachments · 2")
		w := s.aws.World()
		w.Attachments = w.Attachments[:1]
		w.Applications = w.Applications[:2]
		s.aws.SetWorld(w)
		s.press("r")
		s.sees("Attachments · 1")
		s.seesNot("metrics")
	})
}

// A filter for a column that there is none of says which there are; those of before come
// back.
func TestFilterTellsItsColumnsAndComesBack(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press(dataSources, "/")
		s.write("colour:blue")
		s.reads("There is no column colour. Columns: name, kind, status")
		s.press("esc", "/")
		s.write("kind:domain")
		s.press("enter", "/", "esc", "/")
		s.write("blng")
		s.sees("1 of 6 · like blng")
		s.press("enter", "/", "esc", "/", "up", "up")
		s.sees("/kind:domain", "4 of 6")
	}, stuck)
}

func TestOnlyWhatNeedsAttention(t *testing.T) {
	t.Parallel()
	script(t, fleet, func(s *session) {
		s.press("x")
		s.sees("audit", "embeddings")
		s.seesNot("facets", "In flight")
		s.press("esc")
		s.sees("facets", "In flight")
		s.press(dataSources, "x")
		s.sees("2 of 6 · needs attention", "audit", "embeddings")
		s.seesNot("billing", "facets")
		s.press("esc")
		s.sees("Data sources · 6")
	}, stuck)
}
