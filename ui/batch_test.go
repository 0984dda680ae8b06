package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"oscope/awsclient/emulator"
)

// associateWithAll sends stopwords to the three domains, and one of the calls is
// refused.
func (s *session) associateWithAll(refusals ...emulator.Fault) {
	s.t.Helper()
	s.find(packagesView, "stopwords")
	s.press("a")
	s.sees("▸ Domains")
	s.press("enter", "down", "enter", "down", "enter")
	s.toReview()
	s.reads("Associates stopwords with search-a, search-b, search-c.", "That is 3 calls, one for each domain; one that fails stops no other.")
	s.aws.SetFaults(refusals)
	s.press("enter")
}

// refusing lets one call pass and refuses the next ones.
func refusing(message string) []emulator.Fault {
	return []emulator.Fault{
		{Operation: "AssociatePackage", Kind: emulator.FaultLatency, Latency: time.Millisecond, Times: 1},
		{Operation: "AssociatePackage", Kind: emulator.FaultError, Code: "ConflictException", Status: 409, Message: message, Times: 1},
	}
}

func TestBatchOfWhichOneIsRefused(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(refusing("Domain search-b is busy.")...)
		s.pass(time.Second)
		s.sees("Associating", "2 of 3 accepted, 2 in flight, 1 refused. R sends again what was not done")
		s.line("◐", "stopwords → search-a", "ASSOCIATING 1s")
		s.line("✗", "stopwords → search-b")
		s.line("◐", "stopwords → search-c", "ASSOCIATING 1s")
		s.reads("ConflictException: Domain search-b is busy.", "(request ")
		s.associated("F2", "search-a", "ASSOCIATING")
		s.associated("F2", "search-c", "ASSOCIATING")
		if _, there := s.association("F2", "search-b"); there {
			t.Fatal("search-b has it")
		}
		if n := s.calls("AssociatePackage"); n != 3 {
			t.Fatalf("%d calls", n)
		}

		s.press("R")
		s.sees("3 of 3 accepted")
		s.seesNot("refused", "busy")
		s.associated("F2", "search-b", "ASSOCIATING")
		if n := s.calls("AssociatePackage"); n != 4 {
			t.Errorf("%d calls: not only the failed one was tried again", n)
		}
		s.press("R") // nothing has failed: nothing is sent
		s.pass(time.Second)
		if n := s.calls("AssociatePackage"); n != 4 {
			t.Errorf("%d calls", n)
		}
		s.press("esc", "!")
		s.sees("AssociatePackage", "Domain search-b is busy.")
	}, size(120, 35))
}

// R tries again as often as it takes.
func TestBatchRetriesAgainAndAgain(t *testing.T) {
	t.Parallel()
	denied := emulator.Fault{Operation: "AssociatePackage", Kind: emulator.FaultDenied}
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(denied)
		s.pass(time.Second)
		s.reads("no permission: es:AssociatePackage")
		s.press("R")
		s.pass(time.Second)
		s.reads("no permission: es:AssociatePackage")
		s.aws.SetFaults(nil)
		s.press("R")
		s.pass(time.Second)
		s.sees("3 of 3 accepted")
		if n := s.calls("AssociatePackage"); n != 9 {
			t.Errorf("%d calls", n)
		}
	}, size(120, 35))
}

// slowly has each call take five seconds.
var slowly = emulator.Fault{Operation: "AssociatePackage", Kind: emulator.FaultLatency, Latency: 5 * time.Second}

func TestBatchShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(slowly)
		s.line("◐", "stopwords → search-a", "sending…")
		s.line("stopwords → search-b", "waiting")
		s.sees("0 of 3 accepted")
		s.press("R") // while it is under way there is nothing to try again
		s.pass(5 * time.Second)
		s.line("◐", "stopwords → search-a", "ASSOCIATING 0s")
		s.line("◐", "stopwords → search-b", "sending…")
		s.sees("1 of 3 accepted")
		s.pass(11 * time.Second)
		s.sees("3 of 3 accepted")
		if n := s.calls("AssociatePackage"); n != 3 {
			t.Errorf("%d calls", n)
		}
	}, size(120, 35))
}

func TestClosingABatchDoesNotStopIt(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(slowly)
		s.press("esc")
		s.seesNot("sending…")
		s.pass(20 * time.Second)
		for _, domain := range []string{"search-a", "search-b", "search-c"} {
			if _, there := s.association("F2", domain); !there {
				t.Errorf("%s does not have it", domain)
			}
		}
		s.press(associationsView)
		s.sees("Associations · 3")
	}, size(120, 35))
}

// Whoever has closed the list and gone elsewhere is left in peace there.
func TestClosedBatchDoesNotTakeTheScreen(t *testing.T) {
	t.Parallel()
	script(t, shelves(synonymsOnA), func(s *session) {
		s.associateWithAll(slowly)
		s.press("esc", dataSources, "G")
		s.atCursor("search-c")
		s.pass(20 * time.Second)
		s.sees("─ Data sources")
		s.atCursor("search-c")
	}, size(120, 35))
}

// What fails after the list was closed must be told all the same.
func TestClosedBatchTellsOfAFailure(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(slowly)
		s.press("esc")
		s.aws.SetFaults([]emulator.Fault{{Operation: "AssociatePackage", Kind: emulator.FaultError, Code: "ConflictException", Status: 409, Message: "Domain is busy."}})
		var screens []string
		for range 20 {
			s.pass(time.Second)
			screens = append(screens, s.Text())
		}
		seen := strings.Join(screens, "\n")
		for _, text := range []string{"! 2", "stopwords → search-b: ConflictException", "stopwords → search-c: ConflictException"} {
			if !strings.Contains(seen, text) {
				t.Errorf("%q was never on the screen:\n%s", text, s.Text())
			}
		}
	}, size(120, 35))
}

// The form and the list that follows it open under a hand that may still be
// typing: an enter too many does no harm.
func TestEnterTooManyOnlyClosesABatch(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(slowly)
		s.Press("enter", "enter", "enter")
		s.pass(20 * time.Second)
		if n := s.calls("AssociatePackage"); n != 3 {
			t.Errorf("%d calls", n)
		}
	}, size(120, 35))
}

// Long reasons do not push what can be done about them out of sight where there is
// room for both.
func TestBatchSaysHowToTryAgain(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(emulator.Fault{Operation: "AssociatePackage", Kind: emulator.FaultDenied})
		s.pass(time.Second)
		s.sees("0 of 3 accepted, 3 refused. R sends again what was not done")
	}, size(120, 35))
}

// What does not fit can be scrolled to.
func TestBatchOnASmallTerminal(t *testing.T) {
	t.Parallel()
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll(emulator.Fault{Operation: "AssociatePackage", Kind: emulator.FaultDenied})
		s.pass(time.Second)
		for range 20 {
			s.press("down")
		}
		s.sees("3 refused. R sends again what was not done")
		for range 20 {
			s.press("up")
		}
		s.sees("stopwords → search-a")
	})
}

// What was accepted is followed in its line, aligned with the others, until it is known
// what has become of it.
func TestBatchFollowsWhatWasAccepted(t *testing.T) {
	t.Parallel()
	script(t, shelves(`{"PackageID": "F2", "DomainName": "search-a", "usedByIndex": true}`, synonymsOnA, stopsOnB), func(s *session) {
		s.press(associationsView, "space", "space", "space", "d")
		s.write("dissociate 3")
		s.press("enter")
		s.pass(2 * time.Second)
		s.sees("2 of 2 accepted, 2 in flight", "─ Dissociating ")
		column := 0
		for _, title := range []string{"stopwords, synonyms → search-a", "stopwords → search-b"} {
			before, _, _ := strings.Cut(s.line("◐ "+title, "DISSOCIATING"), "DISSOCIATING ")
			at := utf8.RuneCountInString(before)
			if column == 0 {
				column = at
			}
			if at != column {
				t.Errorf("not aligned:\n%s", s.Text())
			}
		}
		s.pass(time.Minute)
		s.sees("2 of 2 accepted, 1 failed", "─ Dissociating ")
		s.line("✗ stopwords, synonyms → search-a", "DISSOCIATION_FAILED, gone")
		s.reads("Package F2 is in use by an index of domain search-a.")
		s.line("stopwords → search-b", "gone")
	}, size(140, 35))
	script(t, fmt.Sprintf(library, ""), func(s *session) {
		s.associateWithAll()
		s.pass(10 * time.Minute)
		for _, domain := range []string{"search-a", "search-b", "search-c"} {
			s.line("✓ stopwords → "+domain, "ACTIVE")
		}
		s.sees("3 of 3 accepted", "─ Associating ")
		s.seesNot("in flight")
	}, size(140, 35))
}
