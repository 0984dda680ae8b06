package calllog_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/cmd/oscope/calllog"
	"oscope/model"
)

func call(operation string) awsclient.Call {
	return awsclient.Call{
		Scope: model.Scope{Profile: "prod", Account: "123456789012", Region: "eu-west-1"}, Service: "OpenSearch", Operation: operation,
		Began: time.Date(2026, 11, 26, 15, 0, 0, 0, time.FixedZone("", 3600)), Took: 1500 * time.Microsecond, Attempts: 2, Status: 403, RequestID: "r-1", Code: "AccessDeniedException",
	}
}

// lines are those of a file, each an object.
func lines(t *testing.T, path string) []map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for line := range bytes.Lines(text) {
		var members map[string]any
		if err := json.Unmarshal(line, &members); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, members)
	}
	return all
}

func TestALineForACall(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	log, err := calllog.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	log.Start("v1")
	log.Call(call("ListApplications"))
	got := lines(t, path)
	if len(got) != 2 || got[0]["msg"] != "oscope started" || got[0]["version"] != "v1" {
		t.Fatalf("%v", got)
	}
	for member, want := range map[string]any{
		"time": "2026-11-26T14:00:00Z", "level": "WARN", "profile": "prod", "account": "123456789012", "region": "eu-west-1", "service": "OpenSearch",
		"operation": "ListApplications", "milliseconds": 1.5, "attempts": 2.0, "status": 403.0, "code": "AccessDeniedException", "requestId": "r-1",
	} {
		if got[1][member] != want {
			t.Errorf("%s is %v, want %v", member, got[1][member], want)
		}
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// Files are bounded, and of the old ones there are few.
func TestLongFilesAreRenamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	log, err := calllog.Open(path, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	log.SetMost(4096)
	for range 200 {
		log.Call(call("ListApplications"))
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) != 4 {
		t.Errorf("%v, %v", files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || info.Size() > 4096 || len(lines(t, file)) < 2 {
			t.Errorf("%s: %v, %v", file, info.Size(), err)
		}
	}
}

// Two programs that write to one file lose nothing when one of them begins a new one.
func TestTwoWriteToOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.jsonl")
	var group sync.WaitGroup
	for range 2 {
		log, err := calllog.Open(path, func(err error) { t.Error(err) })
		if err != nil {
			t.Fatal(err)
		}
		defer log.Close()
		group.Go(func() {
			for range 100 {
				log.Call(call("ListApplications"))
			}
		})
	}
	group.Wait()
	if n := len(lines(t, path)); n != 200 {
		t.Errorf("%d lines", n)
	}
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	log, err := calllog.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	log.Call(call("ListDomainNames"))
	if n := len(lines(t, path)); n != 1 {
		t.Errorf("%d lines", n)
	}
}

// What is in the way is said once, and again only when it has been out of the way.
func TestAFileThatCannotBeWritten(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "logs")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "calls.jsonl")
	if _, err := calllog.Open(filepath.Join(folder, "none", "calls.jsonl"), nil); err == nil {
		t.Error("a folder that does not exist is no failure")
	}
	var told []error
	log, err := calllog.Open(path, func(err error) { told = append(told, err) })
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	for round := 1; round <= 2; round++ {
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			log.Call(call("ListApplications"))
		}
		if len(told) != round {
			t.Fatalf("round %d: told %v", round, told)
		}
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		log.Call(call("ListApplications"))
		if n := len(lines(t, path)); n != 1 {
			t.Errorf("%d lines", n)
		}
	}
}

// A disk without room is one of them.
func TestAFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no such device here")
	}
	var told []error
	log, err := calllog.Open("/dev/full", func(err error) { told = append(told, err) })
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	for range 3 {
		log.Call(call("ListApplications"))
	}
	if len(told) != 1 {
		t.Errorf("told %v", told)
	}
}
