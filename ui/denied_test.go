package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// What is looked at and denied is there a minute after it is allowed, without a key.
func TestWhatIsAllowedAgainIsReadWithinAMinute(t *testing.T) {
	t.Parallel()
	for operation, view := range map[string]string{
		"ListApplications": "2", "ListDataSourceAttachments": "3", "DescribePackages": packagesView, "ListDomainNames": dataSources,
		"ListCollections": dataSources, "GetDefaultApplicationSetting": "2", "GetApplication": "2",
	} {
		t.Run(operation, func(t *testing.T) {
			script(t, shop, func(s *session) {
				s.press(view, "j")
				s.pass(10 * time.Minute)
				denied := "no permission"
				if operation == "GetApplication" {
					denied = "AccessDeniedException" // the whole of it
				}
				s.reads(denied)
				s.aws.SetFaults(nil)
				s.pass(time.Minute)
				s.seesNot(denied)
			}, size(160, 50), failing(emulator.Fault{Operation: operation, Kind: emulator.FaultDenied}))
		})
	}
}

// The star that cannot be read is named where it would be, and r reads it again.
func TestTheDefaultThatCannotBeRead(t *testing.T) {
	t.Parallel()
	script(t, starred, func(s *session) {
		s.press("2")
		s.sees("Applications · 1", "✗ default application: no permission: es:GetDefaultApplicationSetting")
		s.reads("Default ✗ which one is not known: no permission: es:GetDefaultApplicationSetting")
		s.seesNot("★")
		s.aws.SetFaults(nil)
		s.press("r")
		s.sees("metrics ★")
		s.seesNot("no permission", "not known")
	}, size(160, 40), failing(emulator.Fault{Operation: "GetDefaultApplicationSetting", Kind: emulator.FaultDenied}))
}

const starred = `{
	"applications": [{"id": "metrics0", "name": "metrics"}],
	"defaultApplicationArn": "arn:aws:opensearch:us-east-1:123456789012:application/metrics0"
}`

// Each key that is told works where it is told: r on the Overview, and in the list of
// failed calls, for whatever is named there.
func TestRefreshReadsWhatIsNamed(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"GetDefaultApplicationSetting", "ListApplications", "DescribePackages", "GetCallerIdentity"} {
		for place, open := range map[string][]string{"the overview": {"1"}, "the failed calls": {"4", "!"}} {
			if operation == "GetCallerIdentity" && place != "the overview" {
				continue
			}
			t.Run(operation+" in "+place, func(t *testing.T) {
				script(t, starred, func(s *session) {
					s.press(open...)
					s.reads("no permission")
					if place == "the failed calls" {
						s.reads("then press r")
						s.sees("r read again")
					}
					s.aws.SetFaults(nil)
					s.aws.ResetCalls()
					s.press("r")
					if n := s.calls(operation); n != 1 {
						t.Errorf("%d calls", n)
					}
					s.press("esc", "1")
					s.seesNot("no permission")
				}, size(140, 40), failing(emulator.Fault{Operation: operation, Kind: emulator.FaultDenied}))
			})
		}
	}
}

// The caller in the header is read again too, and a pager reads what it shows.
func TestRefreshReadsTheHeaderAndThePager(t *testing.T) {
	t.Parallel()
	script(t, `{"packages": [{"PackageID": "F1", "PackageName": "words"}]}`, func(s *session) {
		for _, view := range []string{"1", "2", dataSources} {
			s.press(view)
			s.aws.ResetCalls()
			s.press("r")
			if n := s.calls("GetCallerIdentity"); n != 1 {
				t.Errorf("view %s: %d calls for the header", view, n)
			}
		}
		s.aws.SetFaults([]emulator.Fault{{Operation: "GetPackageVersionHistory", Kind: emulator.FaultDenied}})
		s.press(packagesView)
		s.reads("Newest could not be looked at: es:GetPackageVersionHistory is missing")
		s.press("v")
		s.reads("no permission: es:GetPackageVersionHistory", "then press r")
		s.aws.SetFaults(nil)
		s.press("r")
		s.sees("v1 (available)")
	}, size(140, 40))
}
