package ui_test

import (
	"runtime/debug"
	"slices"
	"testing"
)

// heavy marks a test of what is drawn, or of very much of it: the race detector would
// spend minutes on it and find nothing that the flows do not show. The gate runs it
// without the detector.
func heavy(t *testing.T) {
	t.Helper()
	built, _ := debug.ReadBuildInfo()
	if slices.Contains(built.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("it draws much, on one goroutine: it runs without the race detector")
	}
}
