package crash_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"oscope/awsclient"
	"oscope/cmd/oscope/crash"
	"oscope/model"
	"oscope/ui/guard"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// outOfRange is what the runtime panics with.
func outOfRange() (value any) {
	defer func() { value = recover() }()
	var none []int
	return none[len(os.Args)]
}

// A report says where it was and what it was doing, and nothing of the operator's.
func TestReport(t *testing.T) {
	t.Setenv("TERM", "xterm-kitty")
	t.Setenv("AWS_PROFILE", "the-profile")
	var r crash.Record
	for range 40 {
		r.Call(awsclient.Call{Scope: model.Scope{Profile: "the-profile", Account: "123456789012"}, Operation: "DescribeDomains", RequestID: "r-1"})
	}
	r.Call(awsclient.Call{Operation: "ListApplications"})
	report := r.Report(&guard.Panic{Value: outOfRange(), Stack: []string{"oscope/ui.(*App).Update app.go:1"}, Width: 80, Height: 24}, "v9.9")
	for _, want := range []string{"oscope v9.9", runtime.GOOS, "80 columns, 24 lines", `TERM="xterm-kitty"`, "index out of range", "oscope/ui.(*App).Update app.go:1", "DescribeDomains\n  ListApplications\n"} {
		if !strings.Contains(report, want) {
			t.Errorf("%q is not in\n%s", want, report)
		}
	}
	report += r.Report(&guard.Panic{Value: errors.New("domain my-domain is odd")}, "v9.9")
	for _, private := range []string{"the-profile", "123456789012", "r-1", "my-domain"} {
		if strings.Contains(report, private) {
			t.Errorf("%q is in\n%s", private, report)
		}
	}
	if n := strings.Count(report, "DescribeDomains"); n > 60 {
		t.Errorf("%d operations", n)
	}
}

// The message says where the report is; where it cannot be written, it is the report.
func TestError(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "state", "oscope")
	says := crash.Error(folder, "the report", noon).Error()
	path := filepath.Join(folder, "crash-20261126T120000Z.txt")
	if !strings.Contains(says, path) || !strings.Contains(says, "To file it") || strings.Contains(says, "the report\n") {
		t.Errorf("it says\n%s", says)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "the report" {
		t.Errorf("%q, %v", text, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	for _, folder := range []string{"", filepath.Join(path, "beneath a file")} {
		if says := crash.Error(folder, "the report", noon).Error(); !strings.HasSuffix(says, "the report") {
			t.Errorf("it says\n%s", says)
		}
	}
}
