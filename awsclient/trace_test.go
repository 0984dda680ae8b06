package awsclient_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// heard keeps what a trace was told.
type heard struct {
	mu    sync.Mutex
	calls []awsclient.Call
}

func (h *heard) take(c awsclient.Call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, c)
}

// last is the last call of an operation.
func (h *heard) last(t *testing.T, operation string) awsclient.Call {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	var found awsclient.Call
	for _, c := range h.calls {
		if c.Operation == operation {
			found = c
		}
	}
	if found.Operation == "" {
		t.Fatalf("no call of %s among %+v", operation, h.calls)
	}
	return found
}

// However a call ends, a trace learns how, from the scope where it was made.
func TestTraceOfACall(t *testing.T) {
	for name, tt := range map[string]struct {
		faults   []emulator.Fault
		attempts int
		status   int
		code     string
		failure  string
		id       bool
		slow     bool
	}{
		"answered":        {attempts: 1, status: 200, id: true},
		"throttled twice": {faults: []emulator.Fault{{Kind: emulator.FaultThrottle, Times: 2}}, attempts: 3, status: 200, id: true, slow: true},
		"denied":          {faults: []emulator.Fault{{Kind: emulator.FaultDenied}}, attempts: 1, status: 403, code: "AccessDeniedException", id: true},
		"cut off":         {faults: []emulator.Fault{{Kind: emulator.FaultReset}}, attempts: 3, failure: "connection reset", slow: true},
		"a proxy's page":  {faults: []emulator.Fault{{Kind: emulator.FaultHTML, Status: 502}}, attempts: 3, status: 502, failure: "the answer is not one of the service's", id: true, slow: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var h heard
				e := emulate(t, populated)
				for i := range tt.faults {
					tt.faults[i].Operation = "ListApplications"
				}
				e.SetFaults(tt.faults)
				f := fleetOf(t, e.Transport(), func(o *awsclient.FleetOptions) { o.Trace = h.take })
				began := time.Now()
				c := f.Client(model.Scope{Region: "us-east-1"})
				readAll(t, c, feed(live.FeedCaller))
				_ = first(t, c, live.FeedApplications)
				call := h.last(t, "ListApplications")
				if call.Attempts != tt.attempts || call.Status != tt.status || call.Code != tt.code || (call.RequestID != "") != tt.id || (call.Took > 0) != tt.slow {
					t.Errorf("%+v", call)
				}
				if !strings.Contains(call.Failure, tt.failure) || (tt.failure == "") != (call.Failure == "") {
					t.Errorf("what failed is %q", call.Failure)
				}
				if call.Scope != (model.Scope{Account: "123456789012", Region: "us-east-1"}) || call.Service != "OpenSearch" || call.Began.Before(began) {
					t.Errorf("%+v", call)
				}
			})
		})
	}
}

// What a trace is told holds neither what was asked nor what people and resources are
// called, nor a secret that a service repeats.
func TestTraceHoldsNothingPrivate(t *testing.T) {
	synctest.Test(t, tracePrivate)
}

func tracePrivate(t *testing.T) {
	var h heard
	f := awsclient.NewFleet(awsclient.FleetOptions{
		Trace: h.take,
		Source: func(model.Scope) awsclient.Source {
			return awsclient.InProcess(carrier(func(r *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("proxy refused %s", "https://user:hunter22@proxy.example/ AKIAIOSFODNN7EXAMPLE")
			}), "us-east-1")
		},
	})
	t.Cleanup(f.Close)
	_ = first(t, f.Client(model.Scope{}), live.FeedApplications)
	e := emulate(t, populated)
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultDenied}})
	denied := fleetOf(t, e.Transport(), func(o *awsclient.FleetOptions) { o.Trace = h.take })
	_ = first(t, denied.Client(model.Scope{}), live.FeedApplications)
	said := fmt.Sprintf("%+v", h.calls)
	for _, secret := range []string{"hunter22", "AKIAIOSFODNN7EXAMPLE", "not authorized", "arn:"} {
		if strings.Contains(said, secret) {
			t.Errorf("%q is in %s", secret, said)
		}
	}
	if !strings.Contains(said, "proxy refused") || !strings.Contains(said, "AccessDenied") {
		t.Errorf("what failed is not in %s", said)
	}
}

// The calls by which credentials are got are traced as well, in the scope of the
// profile.
func TestTraceOfCallsForCredentials(t *testing.T) {
	home(t, "[profile "+accountA+"]\nregion = us-east-1\n", "")
	var h heard
	f := fleetOf(t, emulate(t, organised).Transport(), func(o *awsclient.FleetOptions) { o.Trace = h.take })
	found := resolve(t, f, awsclient.Selection{Profiles: []string{accountA}, Regions: []string{"us-east-1"}, Organization: "Steward"})
	for _, scope := range found.Scopes {
		_, _ = f.Client(scope).Caller(t.Context())
	}
	if call := h.last(t, "ListAccounts"); call.Scope.Profile != accountA || call.Status != http.StatusOK {
		t.Errorf("%+v", call)
	}
	if call := h.last(t, "AssumeRole"); call.Scope.Profile != accountA || call.Scope.Account == "" || call.Service != "STS" {
		t.Errorf("%+v", call)
	}
}
