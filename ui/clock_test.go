package ui_test

import (
	"testing"
	"time"

	"oscope/awsclient/emulator"
)

// The flows here run on the real clock, where the race detector sees what fake
// time would order.

func TestRealClockBrowse(t *testing.T) {
	s := start(t, fleet, size(140, 40))
	s.WaitFor("catalog")
	for _, view := range []string{"2", "3", dataSources} {
		s.Press(view, "j", "k", "G", "g", "s", "S", "r")
	}
	s.WaitFor("Data sources · 6")
	s.Press("/")
	s.Type("coll")
	s.WaitFor("2 of 6 · coll")
	s.Press("enter", "space", "y", "Y")
	s.WaitFor("1 marked")
	s.Resize(80, 24)
	s.Blur()
	s.Focus()
	s.Press("?")
	s.WaitFor("─ Help")
	s.Press("esc", "q")
	if err := s.WaitExit(); err != nil {
		t.Error(err)
	}
}

func TestRealClockAttachAndDetach(t *testing.T) {
	s := start(t, `{
		"applications": [{"name": "logs", "status": "CREATING", "appConfigs": [{"key": "opensearchDashboards.dashboardAdmin.users", "value": "*"}]}],
		"domains": [{"DomainName": "analytics"}]
	}`, durations(emulator.Durations{ApplicationCreate: 2 * time.Second}), size(120, 35))
	s.WaitFor("In flight") // a key before the first frame is nobody's
	s.Press(dataSources)
	s.WaitFor("✓ Active")
	s.Press("a")
	s.WaitFor("▸ Application")
	s.Press("enter", "tab", "tab")
	s.WaitFor("▸ Review")
	s.Press("enter")
	s.WaitFor("◐ PENDING")
	s.WaitFor("✓ ATTACHED")
	s.WaitFor("logs is ACTIVE")
	s.Press("d")
	s.WaitFor("Type analytics to detach:")
	time.Sleep(400 * time.Millisecond) // the grace of the dialog
	s.Type("analytics")
	s.WaitFor("› analytics")
	s.Press("enter")
	s.WaitFor("detached analytics → logs")
}

func TestRealClockQuitWhileReading(t *testing.T) {
	s := start(t, shop, failing(emulator.Fault{Operation: "*", Kind: emulator.FaultLatency, Latency: 200 * time.Millisecond}))
	s.WaitFor("Reading…")
	for range 10 {
		s.Press("2", "r", "3", "r", dataSources, "r")
	}
	time.Sleep(250 * time.Millisecond)
	s.Press("q")
	if err := s.WaitExit(); err != nil {
		t.Error(err)
	}
}
