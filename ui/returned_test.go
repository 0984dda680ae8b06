package ui_test

import (
	"encoding/json"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

// J asks for the resource under the cursor and shows the answer whole, to be searched,
// wrapped and copied.
func TestTheAnswerAsReturned(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.press("2")
		before := s.calls("GetApplication")
		s.press("J")
		if n := s.calls("GetApplication") - before; n != 1 {
			t.Errorf("asked %d times", n)
		}
		s.sees("GetApplication", `"status": "ACTIVE"`, `"endpoint":`, "/ find", "w wrap")
		s.press("/")
		s.write("ENDPOINT")
		s.press("enter")
		s.sees("ENDPOINT: 1 of ")
		s.press("n")
		s.press("N")
		s.sees("ENDPOINT: 1 of ")
		s.press("/")
		s.write("X-not-there")
		s.press("enter")
		s.sees("no ENDPOINTX-not-there")
		s.press("esc")
		s.sees(`"status": "ACTIVE"`)
		s.press("y")
		var members map[string]any
		if err := json.Unmarshal([]byte(s.Clipboard()), &members); err != nil || members["status"] != "ACTIVE" {
			t.Errorf("copied %q, %v", s.Clipboard(), err)
		}
		s.press("f")
		s.sees("status: ACTIVE")
		s.seesNot(`"status"`)
		s.press("y")
		if got := s.Clipboard(); !strings.Contains(got, "\nstatus: ACTIVE\n") {
			t.Errorf("copied %q", got)
		}
		s.press("f")
		s.sees(`"status": "ACTIVE"`)
		s.press("r")
		if n := s.calls("GetApplication") - before; n < 2 {
			t.Errorf("r has asked %d times", n)
		}
		s.press("esc")
		s.seesNot("GetApplication")
	}, size(120, 40))
}

// Long lines are wrapped, or cut.
func TestTheAnswerIsWrapped(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789", 12)
	script(t, shop, func(s *session) {
		s.press("2", "J")
		s.reads(long + `"`)
		s.press("w")
		if strings.Contains(s.letters(), long) {
			t.Errorf("it is not cut:\n%s", s.Text())
		}
		s.press("w")
		s.reads(long + `"`)
	}, size(100, 30), func(o *setup) {
		o.edit = func(_ string, answer []byte) []byte {
			if strings.Contains(string(answer), `"endpoint"`) {
				return []byte(strings.Replace(string(answer), "{", `{"new":"`+long+`",`, 1))
			}
			return answer
		}
	})
}

// What cannot be asked is said: nothing is selected, no call tells of it, it may not be
// seen.
func TestNoAnswer(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.press("2", "J")
		s.sees("nothing is selected")
	})
	script(t, shop, func(s *session) {
		s.press("2")
		s.aws.SetFaults([]emulator.Fault{{Operation: "GetApplication", Kind: emulator.FaultDenied}})
		s.press("J")
		s.reads("no permission: es:GetApplication")
		s.press("esc", "!")
		s.sees("GetApplication")
	})
}

// It can be asked for from the overview as well.
func TestTheAnswerFromTheOverview(t *testing.T) {
	t.Parallel()
	script(t, `{"domains": [{"DomainName": "search-prod", "DomainProcessingStatus": "Isolated"}]}`, func(s *session) {
		s.press("J")
		s.sees("DescribeDomains", `"DomainName": "search-prod"`)
	}, size(100, 30))
}
