package ui_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

const troubledWorld = `{
	"applications": [{"name": "logs", "status": "CREATING"}, {"name": "metrics"}],
	"domains": [{"DomainName": "search-prod"}],
	"packages": [{"PackageName": "synonyms", "PackageStatus": "COPY_FAILED", "ErrorDetails": {"ErrorType": "CopyFailed", "ErrorMessage": "the object is gone"}}]
}`

func (s *session) wantClipboard(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.Clipboard(), text) {
			s.t.Errorf("%q is not in what was copied:\n%s", text, s.Clipboard())
		}
	}
}

// ctrl+y copies the same note on every page, in a form and while something is typed.
func TestTicketNote(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{"overview": nil, "a page": {"2"}, "a filter": {"2", "/", "x"}, "the help": {"?"}, "a form": {"2", "a"}} {
		t.Run(name, func(t *testing.T) {
			script(t, troubledWorld, func(s *session) {
				s.press(keys...)
				screen := s.Text()
				s.press("ctrl+y")
				s.wantClipboard("2000-01-01 00:00:0", " UTC**", "Account `123456789012`, Region `us-east-1`",
					"**Needs attention**", "package `synonyms` is `COPY_FAILED`", "the object is gone",
					"**In flight**", "application `logs` is `CREATING` since", "  - `arn:aws:opensearch:us-east-1:123456789012:application/",
					"**Failed calls**", "`ListDomainNames`: `AccessDeniedException`", "request id `")
				if strings.Contains(s.Clipboard(), "metrics") {
					t.Errorf("what is well is in\n%s", s.Clipboard())
				}
				s.sees("a note for a ticket sent to the clipboard")
				if name == "a filter" && !strings.Contains(screen, "/x") {
					t.Fatalf("there is no filter:\n%s", screen)
				}
			}, failing(emulator.Fault{Operation: "ListDomainNames", Kind: emulator.FaultDenied}), durations(emulator.Durations{ApplicationCreate: time.Hour}))
		})
	}
}

// In the log of failed calls y copies the one under the cursor and Y all; of one that
// was denied, y copies the statement that is missing.
func TestCopyingFailedCalls(t *testing.T) {
	t.Parallel()
	script(t, troubledWorld, func(s *session) {
		s.pass(20 * time.Second)
		s.press("!")
		s.sees("Failed calls")
		s.press("Y")
		s.wantClipboard("Call: ListDomainNames", "Code: AccessDeniedException", "Call: DescribePackages", "Code: InternalException", "Request id: ", "2000-01-01T00:00:")
		both := map[string]bool{}
		for range 2 {
			s.press("y")
			copied := s.Clipboard()
			var statement map[string]string
			switch err := json.Unmarshal([]byte(copied), &statement); err {
			case nil:
				both["statement"] = statement["Effect"] == "Allow" && statement["Action"] == "es:ListDomainNames" && statement["Resource"] != ""
			default:
				both["call"] = strings.Contains(copied, "Call: DescribePackages") && !strings.Contains(copied, "ListDomainNames")
			}
			s.press("down")
		}
		if !both["statement"] || !both["call"] {
			t.Errorf("copied %v; the screen is\n%s", both, s.Text())
		}
	}, size(110, 40), failing(
		emulator.Fault{Operation: "ListDomainNames", Kind: emulator.FaultDenied},
		emulator.Fault{Operation: "DescribePackages", Kind: emulator.FaultError, Code: "InternalException", Status: 500},
	))
}

// Where a page cannot show anything, y copies the permission that it takes.
func TestCopyingWhatIsMissing(t *testing.T) {
	t.Parallel()
	script(t, `{}`, func(s *session) {
		s.press("2", "y")
		s.wantClipboard(`"Action": "es:ListApplications"`)
		s.sees("the IAM statement that is missing")
	}, failing(emulator.Fault{Operation: "ListApplications", Kind: emulator.FaultDenied}))
}

// A form that was refused for want of a permission gives away which.
func TestCopyingWhatAFormLacks(t *testing.T) {
	t.Parallel()
	script(t, shop, func(s *session) {
		s.aws.SetFaults([]emulator.Fault{{Operation: "AttachDataSource", Kind: emulator.FaultDenied}})
		s.openAttach("analytics")
		s.pick("logs")
		s.review()
		s.press("y")
		s.wantClipboard("aws opensearch attach-data-source")
		s.sees("y copy the command")
		s.press("enter")
		s.pass(time.Second)
		s.sees("y copy what IAM lacks")
		s.press("y")
		s.wantClipboard(`"Action": "es:AttachDataSource"`)
	}, size(formSize, 40))
}
