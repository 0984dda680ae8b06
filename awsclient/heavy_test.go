package awsclient_test

import (
	"runtime/debug"
	"slices"
	"testing"
)

// heavy marks a test that moves many bytes on one goroutine: the race detector would
// spend minutes on it and find nothing. The gate runs it without the detector.
func heavy(t *testing.T) {
	t.Helper()
	built, _ := debug.ReadBuildInfo()
	if slices.Contains(built.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("many bytes, one goroutine: it runs without the race detector")
	}
}
