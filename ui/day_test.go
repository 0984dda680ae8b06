package ui_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model/history"
)

// register is an archive that counts what it is given.
type register struct {
	mu             sync.Mutex
	entries, bytes int
}

func (r *register) Load(history.Place) ([]history.Entry, error) { return nil, nil }

func (r *register) Append(_ history.Place, entries []history.Entry) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range entries {
		r.entries, r.bytes = r.entries+1, r.bytes+len(history.Encode(e))
	}
	return nil
}

// heap is how much memory is in use.
func heap() int {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // what finalizers held
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// A day with fifty resources under way costs no memory, and what is kept of it is what has
// happened, not how often it was looked at.
func TestADayWithFiftyInFlight(t *testing.T) {
	heavy(t)
	type named map[string]any
	world := named{}
	var applications, packages, domains []named
	for i := range 2 {
		applications = append(applications, named{"name": fmt.Sprintf("app-%d", i), "status": "UPDATING"})
	}
	for i := range 45 {
		packages = append(packages, named{"PackageName": fmt.Sprintf("package-%d", i), "PackageStatus": "COPYING"})
	}
	for i := range 3 {
		domains = append(domains, named{"DomainName": fmt.Sprintf("domain-%d", i), "DomainProcessingStatus": "Modifying"})
	}
	world["applications"], world["packages"], world["domains"] = applications, packages, domains
	text, err := json.Marshal(world)
	if err != nil {
		t.Fatal(err)
	}
	var kept register
	forever := emulator.Durations{ApplicationUpdate: 1000 * time.Hour, PackageCopy: 1000 * time.Hour, DomainModify: 1000 * time.Hour}
	script(t, string(text), func(s *session) {
		s.press("6") // a page on which no seconds pass: to draw 80,000 of them takes minutes
		s.pass(2 * time.Hour)
		s.sees("50 in flight")
		before, entries := heap(), kept.entries
		s.aws.ResetCalls()
		s.pass(22 * time.Hour)
		s.sees("50 in flight")
		calls := 0
		for _, n := range s.aws.Calls() {
			calls += n
		}
		grown := heap() - before
		t.Logf("%d calls, %+d KiB, %d entries of %d bytes", calls, grown>>10, kept.entries, kept.bytes)
		if grown > 1<<20 {
			t.Errorf("%d KiB more are in use after a day", grown>>10)
		}
		if kept.entries != entries || entries > 60 || kept.bytes > 60*400 {
			t.Errorf("%d entries of %d bytes are kept, %d of them of the first two hours", kept.entries, kept.bytes, entries)
		}
	}, func(o *setup) { o.archive = &kept }, durations(forever), size(160, 60))
}
