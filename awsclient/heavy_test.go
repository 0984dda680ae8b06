package awsclient_test

import "testing"

// heavy marks a test that moves many bytes on one goroutine: the race detector would
// spend minutes on it and find nothing. The gate runs it without the detector.
func heavy(t *testing.T) {
	t.Helper()
	if underRace {
		t.Skip("many bytes, one goroutine: it runs without the race detector")
	}
}
