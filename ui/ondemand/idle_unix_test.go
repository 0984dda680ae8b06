//go:build unix

package ondemand_test

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A program for which nothing happens is not woken. By the clock it would be, 120
// times a second.
func TestSleepsWhenNothingHappens(t *testing.T) {
	r := run(t.Context(), t, counter{})
	time.Sleep(200 * time.Millisecond)
	least := switches(t, time.Second)
	for range 4 { // the collector and others may be at work
		least = min(least, switches(t, time.Second))
	}
	if least > 20 {
		t.Errorf("woken %d times in a second", least)
	}
	r.Quit()
	if err := r.ends(); err != nil {
		t.Fatal(err)
	}
}

// switches returns how often the process has gone to sleep within d.
func switches(t *testing.T, d time.Duration) int {
	t.Helper()
	var before, after unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &before); err != nil {
		t.Fatal(err)
	}
	time.Sleep(d)
	if err := unix.Getrusage(unix.RUSAGE_SELF, &after); err != nil {
		t.Fatal(err)
	}
	return int(after.Nvcsw - before.Nvcsw)
}
