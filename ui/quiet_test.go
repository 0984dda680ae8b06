package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// hourly returns the calls of an hour.
func (s *session) hourly() map[string]int {
	s.aws.ResetCalls()
	s.pass(time.Hour)
	return s.aws.Calls()
}

func sum(calls map[string]int) int {
	n := 0
	for _, c := range calls {
		n += c
	}
	return n
}

// With nothing in flight an application list costs two calls a minute; what is
// not on screen, one every five minutes.
func TestIdleCallsAnHour(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		s.pass(10 * time.Minute)
		got := s.hourly()
		for operation, most := range map[string]int{
			"ListApplications":          120,
			"ListDataSourceAttachments": 3 * 12,
			"ListDomainNames":           12,
			"DescribeDomains":           12,
			"ListCollections":           12,
			"BatchGetCollection":        12,
			"GetCallerIdentity":         1,
			"GetApplication":            0,
		} {
			if n := got[operation]; n > most || n < most*9/10 {
				t.Errorf("%s: %d calls an hour, want %d", operation, n, most)
			}
		}
	})
}

// An idle screen stands still: between two refreshes not a byte is written, and
// a refresh writes the time of day that it is from.
func TestIdleWritesNothing(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(10 * time.Minute)
		before := s.BytesWritten()
		silent := 0
		for range 3600 {
			last := s.BytesWritten()
			time.Sleep(time.Second)
			if s.BytesWritten() == last {
				silent++
			}
		}
		if silent < 3600-130*3 {
			t.Errorf("only %d of 3600 seconds were silent", silent)
		}
		if wrote := s.BytesWritten() - before; wrote > 3600/30*3*64 {
			t.Errorf("%d bytes in an hour", wrote)
		}
	})
}

func TestBlurredAndIdleCallsNothing(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.pass(time.Minute)
		s.Blur()
		s.pass(6 * time.Minute)
		written := s.BytesWritten()
		if got := s.hourly(); sum(got) != 0 {
			t.Errorf("calls in an hour: %v", got)
		}
		if wrote := s.BytesWritten() - written; wrote != 0 {
			t.Errorf("%d bytes were written", wrote)
		}
		s.Focus()
		s.pass(2 * time.Second)
		if got := s.calls("ListApplications"); got != 1 {
			t.Errorf("after the focus came back, %d calls of ListApplications", got)
		}
		s.sees("oldest 01:0")
	})
}

// A blurred terminal keeps asking for what is in flight, and for nothing else.
func TestBlurredFollowsWhatIsInFlight(t *testing.T) {
	t.Parallel()
	script(t, `{
		"applications": [{"name": "console"}, {"name": "logs"}],
		"domains": [{"DomainName": "analytics"}, {"DomainName": "fresh", "DomainProcessingStatus": "Creating"}],
		"attachments": [{"id": "logs", "dataSourceArn": "arn:aws:es:us-east-1:123456789012:domain/fresh"}]
	}`, func(s *session) {
		s.pass(time.Minute)
		s.Blur()
		s.pass(time.Minute)
		got := s.hourly()
		attachments, domains := got["ListDataSourceAttachments"], got["DescribeDomains"]
		if attachments < 60 || attachments > 260 || domains < 60 || domains > 260 {
			t.Errorf("in an hour %v", got)
		}
		// Of the one domain each poll asks for its change, and its health once that is stuck.
		changes, health := got["DescribeDomainChangeProgress"], got["DescribeDomainHealth"]
		if changes != domains || health == 0 || health > 60 {
			t.Errorf("%d calls about its change, %d about its health", changes, health)
		}
		if other := sum(got) - attachments - domains - changes - health; other != 0 {
			t.Errorf("%d calls for what is settled: %v", other, got)
		}
	}, durations(emulator.Durations{DomainCreate: 100 * time.Hour}))
}

// Fifty attachments in flight of one application cost the calls of one listing.
func TestFiftyPendingAttachmentsCostOneListing(t *testing.T) {
	t.Parallel()
	w := emulator.World{Applications: []emulator.Application{{Name: "logs", Status: "CREATING"}}}
	for i := range 50 {
		name := "domain-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		w.Domains = append(w.Domains, emulator.Domain{DomainName: name})
		w.Attachments = append(w.Attachments, emulator.Attachment{ID: "logs", DataSourceARN: "arn:aws:es:us-east-1:123456789012:domain/" + name})
	}
	script(t, `{}`, func(s *session) {
		s.aws.SetWorld(w)
		s.press("r", "3")
		s.pass(time.Minute)
		s.sees("Attachments · 50", "◐ PENDING")
		s.Blur()
		s.aws.ResetCalls()
		s.pass(10 * time.Minute)
		if got := s.calls("ListDataSourceAttachments"); got > 10*60/15+5 {
			t.Errorf("%d calls in ten minutes", got)
		}
		if got := s.calls("DescribeDataSourceAttachment"); got != 0 {
			t.Errorf("%d calls for single attachments", got)
		}
	}, durations(emulator.Durations{ApplicationCreate: 100 * time.Hour}))
}

// Once something is in flight its elapsed time moves, once a second.
func TestElapsedTimeMoves(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.press("2")
		s.pass(20 * time.Second)
		seen := map[string]bool{}
		for range 10 {
			seen[s.line("◐ CREATING")] = true
			s.pass(time.Second)
		}
		if len(seen) < 9 {
			t.Errorf("ten seconds had %d faces", len(seen))
		}
		s.Blur()
		s.pass(time.Second)
		written := s.BytesWritten()
		s.pass(5 * time.Second)
		if wrote := s.BytesWritten() - written; wrote != 0 {
			t.Errorf("%d bytes while nobody looks", wrote)
		}
	}, stuck)
}

// Coming back does not start a second round of polling.
func TestFocusDoesNotMultiplyPolling(t *testing.T) {
	t.Parallel()
	script(t, `{"applications": [{"name": "logs", "status": "CREATING"}]}`, func(s *session) {
		s.press("2")
		for range 20 {
			s.Blur()
			s.Settle()
			s.Focus()
			s.Settle()
			s.Press("r")
		}
		s.pass(time.Minute)
		s.aws.ResetCalls()
		s.pass(5 * time.Minute)
		if got := s.calls("ListApplications"); got > 300/15+1 {
			t.Errorf("%d calls of ListApplications in five minutes", got)
		}
	}, stuck)
}

// A desktop notification tells who is not looking; whoever looks sees a toast.
func TestNotifiesOnlyWhenBlurred(t *testing.T) {
	t.Parallel()
	world := `{"applications": [{"name": "logs", "status": "CREATING"}]}`
	script(t, world, func(s *session) {
		s.WaitFor("logs is ACTIVE after ")
		if got := s.Notifications(); len(got) != 0 {
			t.Errorf("notifications %q", got)
		}
	})
	script(t, world, func(s *session) {
		s.Blur()
		s.pass(time.Minute)
		if got := s.Notifications(); len(got) != 1 {
			t.Errorf("notifications %q", got)
		}
	})
}

func TestToastsGoByThemselves(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2", "y")
		s.sees("the ARN sent to the clipboard")
		s.pass(5 * time.Second)
		s.sees("sent to the clipboard")
		s.pass(2 * time.Second)
		s.seesNot("sent to the clipboard")
		s.press("y", "y", "y", "y", "y")
		s.pass(10 * time.Second)
		s.seesNot("sent to the clipboard")
	})
}
