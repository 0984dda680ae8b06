package ui_test

import (
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const growing = `{"applications": [{"name": "console", "status": "CREATING"}, {"name": "logs"}], "domains": [{"DomainName": "analytics"}]}`

// What cannot be read any more is shown with when it was read, beside why it
// cannot, and ages that nobody knows do not grow.
func TestStaleDataSaysSoAndStandsStill(t *testing.T) {
	t.Parallel()
	script(t, growing, func(s *session) {
		s.press("2", "p")
		s.pass(20 * time.Second)
		s.aws.SetFaults(all(emulator.FaultExpired))
		s.press("r")
		s.pass(time.Minute)
		if header := s.header(); !strings.Contains(header, "credentials expired  as of 00:00:") {
			t.Errorf("the header says %s", header)
		}
		s.line("Applications · 2", "as of 00:00:", "credentials expired")
		before := s.line("console", "CREATING")
		s.pass(3 * time.Minute)
		if after := s.line("console", "CREATING"); after != before {
			t.Errorf("an age that is not known goes on:\n%s\n%s", before, after)
		}
		s.press("enter")
		s.sees("its listing cannot be read now")
		s.press("esc")
		s.aws.SetFaults(nil)
		s.pass(time.Minute)
		if after := s.line("console"); after == before {
			t.Error("it still stands when it is read again")
		}
		s.seesNot("credentials expired")
	}, size(120, 35), durations(emulator.Durations{ApplicationCreate: time.Hour}))
}

// Freshness is that of the oldest of several listings, and says so.
func TestFreshnessOfSeveralListings(t *testing.T) {
	t.Parallel()
	script(t, growing, func(s *session) {
		s.pass(20 * time.Second)
		if header := s.header(); !strings.Contains(header, "oldest 00:00:") {
			t.Errorf("the header says %s", header)
		}
		s.press("2")
		if header := s.header(); !strings.Contains(header, "as of 00:00:") {
			t.Errorf("the header says %s", header)
		}
	}, size(120, 35))
}
