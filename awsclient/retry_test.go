package awsclient_test

import (
	"encoding/json"
	"net"
	"net/http"
	"os"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// losing carries every request, but the first n answers to nobody: the service
// has done its work, and the client cannot know.
func losing(n int, wire http.RoundTripper) carrier {
	return func(r *http.Request) (*http.Response, error) {
		response, err := wire.RoundTrip(r)
		n--
		if n >= 0 {
			return nil, &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
		}
		return response, err
	}
}

func TestAttempts(t *testing.T) {
	throttled := emulator.Fault{Operation: "*", Kind: emulator.FaultThrottle}
	twice := throttled
	twice.Times = 2
	quota := emulator.Fault{Operation: "*", Kind: emulator.FaultError, Code: "LimitExceededException", Status: 409}
	reset := emulator.Fault{Operation: "*", Kind: emulator.FaultReset}
	failing := emulator.Fault{Operation: "*", Kind: emulator.FaultError}

	read := func(t *testing.T, e *emulator.Emulator) error {
		return first(t, connect(e.Transport()), live.FeedApplications)
	}
	attach := func(t *testing.T, e *emulator.Emulator) error {
		_, err := connect(e.Transport()).AttachDataSource(t.Context(), rule.AttachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: stageARN, ClientToken: "once"})
		return err
	}
	detach := func(t *testing.T, e *emulator.Emulator) error {
		return connect(e.Transport()).DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN})
	}
	const done = -1
	tests := []struct {
		name      string
		fault     emulator.Fault
		do        func(*testing.T, *emulator.Emulator) error
		operation string
		attempts  int
		kind      model.FailureKind
	}{
		{"a throttled read", throttled, read, "ListApplications", 3, model.FailureThrottling},
		{"a read throttled twice", twice, read, "ListApplications", 3, done},
		{"a read at a limit", quota, read, "ListApplications", 1, model.FailureQuota},
		{"a read cut off", reset, read, "ListApplications", 3, model.FailureNetwork},
		{"a throttled attach", twice, attach, "AttachDataSource", 3, done},
		{"an attach at a limit", quota, attach, "AttachDataSource", 1, model.FailureQuota},
		{"a throttled detach", twice, detach, "DetachDataSource", 3, done},
		{"a detach throttled for ever", throttled, detach, "DetachDataSource", 3, model.FailureThrottling},
		{"a detach at a limit", quota, detach, "DetachDataSource", 1, model.FailureQuota},
		{"a detach cut off", reset, detach, "DetachDataSource", 1, model.FailureNetwork},
		{"a detach that fails inside", failing, detach, "DetachDataSource", 1, model.FailureUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, attachedWorld)
				e.SetFaults([]emulator.Fault{tt.fault})
				if err := tt.do(t, e); tt.kind == done {
					ok(t, err)
				} else {
					wantKind(t, err, tt.kind)
				}
				wantCalls(t, e, map[string]int{tt.operation: tt.attempts})
			})
		})
	}
}

// attachedWorld has one attached data source, and one that can be attached.
const attachedWorld = `{"applications":[{"id":"app0001","name":"logs"}],
	"domains":[{"DomainName":"search-prod"},{"DomainName":"search-stage","DomainProcessingStatus":"Creating"}],
	"attachments":[{"id":"app0001","dataSourceArn":"` + prodARN + `"}]}`

// The answer to an attach is lost. It is sent again, and is the same request.
func TestAttachIsDoneOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, attachable)
		var tokens []string
		lossy := losing(1, e.Transport())
		c := connect(carrier(func(r *http.Request) (*http.Response, error) {
			var in struct{ ClientToken string }
			ok(t, json.Unmarshal([]byte(sent(t, r)), &in))
			tokens = append(tokens, in.ClientToken)
			return lossy(r)
		}))
		attached, err := c.AttachDataSource(t.Context(), rule.AttachDataSourceRequest{
			ApplicationID: "app0001", DataSourceARN: prodARN, ClientToken: "once",
			Workspace: &rule.WorkspaceConfiguration{Name: "Search", Type: "SEARCH"},
		})
		ok(t, err)
		if !slices.Equal(tokens, []string{"once", "once"}) {
			t.Errorf("sent with tokens %q", tokens)
		}
		world := e.World()
		if len(world.Attachments) != 1 || world.Attachments[0].AttachmentID != attached.AttachmentID || len(world.Workspaces) != 2 {
			t.Errorf("attachments %+v\nworkspaces %+v", world.Attachments, world.Workspaces)
		}
	})
}

// The answer to a detach is lost. Sent again it would be refused as not found,
// although it was done.
func TestDetachIsNotSentTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, attachedWorld)
		c := connect(losing(1, e.Transport()))
		wantKind(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}), model.FailureNetwork)
		wantCalls(t, e, map[string]int{"DetachDataSource": 1})
		if left := e.World().Attachments; len(left) != 0 {
			t.Errorf("still attached: %+v", left)
		}
	})
}

// The SDK's own budget of retries must not run out while a service throttles for
// long: every later call would then be tried only once. A call that goes well
// gives back a little.
func TestRetriesGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{}`)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 30}})
		c := connect(e.Transport())
		for range 10 {
			wantKind(t, first(t, c, live.FeedApplications), model.FailureThrottling)
			time.Sleep(time.Minute)
		}
		ok(t, first(t, c, live.FeedApplications))
		wantCalls(t, e, map[string]int{"ListApplications": 31})
	})
}
