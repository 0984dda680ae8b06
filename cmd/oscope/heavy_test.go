package main

import (
	"runtime/debug"
	"slices"
	"testing"
)

// heavy marks a test that starts the program very often, one after the other: under the
// race detector each start takes a second, and finds nothing that the others do not.
func heavy(t *testing.T) {
	t.Helper()
	built, _ := debug.ReadBuildInfo()
	if slices.Contains(built.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("it starts the program very often: it runs without the race detector")
	}
}
