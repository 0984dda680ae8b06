package awsclient_test

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

// One call of each protocol meets every fault.
func TestFaults(t *testing.T) {
	protocols := []struct {
		operation string // of the calls
		// The query protocol spells codes without Exception; the JSON ones of RPC
		// services answer 400 where the fault is the client's.
		query, rpc bool
		// S3 has names and statuses of its own.
		codes    map[string]string
		statuses map[string]int
	}{
		{operation: "ListApplications"},
		{operation: "ListCollections", rpc: true},
		{operation: "ListIntegrations", rpc: true},
		{operation: "ListAliases", rpc: true},
		{operation: "GetCallerIdentity", query: true},
		{operation: "ListRoles", query: true},
		{
			operation: "ListBuckets", query: true,
			codes:    map[string]string{"ThrottlingException": "SlowDown"},
			statuses: map[string]int{"ThrottlingException": 503, "ExpiredTokenException": 400},
		},
	}
	tests := []struct {
		fault    emulator.Fault
		kind     model.FailureKind
		code     string
		message  string // or a part of it
		status   int
		rpc      int // the status of the RPC services, where it is another
		attempts int
		brief    string
	}{
		{
			fault: emulator.Fault{Kind: emulator.FaultThrottle},
			kind:  model.FailureThrottling, code: "ThrottlingException", message: "Rate exceeded", status: 400, attempts: 3, brief: "throttled by AWS",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultError, Code: "InternalFailure", Status: 500},
			kind:  model.FailureUnavailable, code: "InternalFailure", message: "Request processing failed", status: 500, attempts: 3, brief: "service error",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultReset},
			kind:  model.FailureNetwork, message: "connection reset by peer", attempts: 3, brief: "AWS not reached",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultTruncate},
			kind:  model.FailureUnreadable, message: "not one of the service's", status: 200, attempts: 1, brief: "unreadable answer",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultHTML},
			kind:  model.FailureUnreadable, message: "Bad Gateway", status: 502, attempts: 3, brief: "unreadable answer",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultExpired},
			kind:  model.FailureExpired, code: "ExpiredTokenException", message: "The security token included in the request is expired",
			status: 403, rpc: 400, attempts: 1, brief: "credentials expired",
		},
		{
			fault: emulator.Fault{Kind: emulator.FaultDenied}, // spells its text "Message"
			kind:  model.FailurePermission, code: "AccessDeniedException", message: "assumed-role/Operator/oscope is not authorized to perform: ACTION on resource: *",
			status: 403, rpc: 400, attempts: 1, brief: "no permission: ACTION",
		},
	}
	for _, p := range protocols {
		call := calls[slices.IndexFunc(calls, func(c clientCall) bool { return c.name() == p.operation })]
		for _, tt := range tests {
			t.Run(fmt.Sprintf("%s %s", p.operation, tt.fault.Kind), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					e := emulate(t, `{}`)
					tt.fault.Operation = p.operation
					e.SetFaults([]emulator.Fault{tt.fault})
					var requestID string
					c := connect(carrier(func(r *http.Request) (*http.Response, error) {
						response, err := e.Transport().RoundTrip(r)
						if err == nil {
							requestID = response.Header.Get("X-Amzn-Requestid")
							response.Header.Set("X-Amz-Request-Id", requestID) // where S3 has it
						}
						return response, err
					}))
					failure := failureOf(t, call.do(t.Context(), c), tt.kind)
					if p.rpc && tt.rpc != 0 {
						tt.status = tt.rpc
					}
					tt.status = cmp.Or(p.statuses[tt.code], tt.status)
					tt.code = cmp.Or(p.codes[tt.code], tt.code)
					if p.query {
						tt.code = strings.TrimSuffix(tt.code, "Exception")
					}
					if failure.Code != tt.code || failure.HTTPStatus != tt.status || failure.RequestID != requestID {
						t.Errorf("code %q, status %d, request %q; want %q, %d, %q", failure.Code, failure.HTTPStatus, failure.RequestID, tt.code, tt.status, requestID)
					}
					if want := strings.ReplaceAll(tt.message, "ACTION", call.action); !strings.Contains(failure.Message, want) || strings.Contains(failure.Message, "operation error") {
						t.Errorf("message %q, want %q", failure.Message, want)
					}
					if want := strings.ReplaceAll(tt.brief, "ACTION", call.action); failure.Brief() != want {
						t.Errorf("brief %q, want %q", failure.Brief(), want)
					}
					if failure.Operation != p.operation || failure.Action != call.action || failure.On != "" {
						t.Errorf("operation %q on %q needs %q", failure.Operation, failure.On, failure.Action)
					}
					wantCalls(t, e, map[string]int{p.operation: tt.attempts})
				})
			})
		}
	}
}

// What S3, KMS and IAM call what others have other words for.
func TestOtherWords(t *testing.T) {
	for operation, codes := range map[string]map[string]model.FailureKind{
		"ListBuckets": {
			"InternalError": model.FailureUnavailable, "InvalidAccessKeyId": model.FailureCredentials, "SignatureDoesNotMatch": model.FailureCredentials,
			"NoSuchBucket": model.FailureNotFound, "SlowDown": model.FailureThrottling, "AccessDenied": model.FailurePermission, "NotImplemented": model.FailureOther,
		},
		"ListAliases": {"KMSInternalException": model.FailureUnavailable, "DependencyTimeoutException": model.FailureUnavailable},
		"ListRoles":   {"ServiceFailure": model.FailureUnavailable, "InvalidClientTokenId": model.FailureCredentials},
	} {
		call := calls[slices.IndexFunc(calls, func(c clientCall) bool { return c.name() == operation })]
		for code, kind := range codes {
			synctest.Test(t, func(t *testing.T) {
				e := emulate(t, `{}`)
				e.SetFaults([]emulator.Fault{{Operation: operation, Kind: emulator.FaultError, Code: code, Message: "in its words"}})
				failure := failureOf(t, call.do(t.Context(), connect(e.Transport())), kind)
				if strings.TrimSuffix(failure.Code, "Exception") != strings.TrimSuffix(code, "Exception") || failure.Message != "in its words" {
					t.Errorf("%s: got %q %q", code, failure.Code, failure.Message)
				}
			})
		}
	}
}

// The code decides, whatever the HTTP status. Statuses are those of the service
// model and of recordings (SERVICE.md §1.1).
func TestCodeDecides(t *testing.T) {
	tests := []struct {
		code   string
		status int
		kind   model.FailureKind
	}{
		{"ResourceNotFoundException", 409, model.FailureNotFound},
		{"ResourceNotFoundException", 400, model.FailureNotFound},
		{"ResourceAlreadyExistsException", 409, model.FailureConflict},
		{"ConflictException", 409, model.FailureConflict},
		{"DisabledOperationException", 409, model.FailureConflict},
		{"LimitExceededException", 409, model.FailureQuota},
		{"ServiceQuotaExceededException", 402, model.FailureQuota},
		{"ThrottlingException", 429, model.FailureThrottling},
		{"ThrottlingException", 400, model.FailureThrottling},
		{"ValidationException", 400, model.FailureValidation},
		{"InvalidTypeException", 409, model.FailureValidation},
		{"InvalidPaginationTokenException", 400, model.FailureValidation},
		{"DependencyFailureException", 424, model.FailureUnavailable},
		{"ServiceUnavailableException", 503, model.FailureUnavailable},
		{"InternalException", 500, model.FailureUnavailable},
		{"AccessDeniedException", 403, model.FailurePermission},
		{"AccessDeniedException", 400, model.FailurePermission},
		{"UnrecognizedClientException", 403, model.FailureCredentials},
		{"OptInRequired", 403, model.FailureRegionOff},
		{"RegionDisabledException", 403, model.FailureRegionOff},
		{"InvalidSignatureException", 403, model.FailureCredentials},
		{"ExpiredTokenException", 400, model.FailureExpired},
		{"BaseException", 400, model.FailureOther},
		{"BrandNewException", 418, model.FailureOther},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			e := emulate(t, `{}`)
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultError, Code: tt.code, Status: tt.status, Message: "in the service's words"}})
			failure := failureOf(t, first(t, connect(e.Transport()), live.FeedApplications), tt.kind)
			if failure.Code != tt.code || failure.HTTPStatus != tt.status || failure.Message != "in the service's words" {
				t.Errorf("%s %d: got %q %d %q", tt.code, tt.status, failure.Code, failure.HTTPStatus, failure.Message)
			}
		})
	}
}

func TestNotFound(t *testing.T) {
	e := emulate(t, `{}`)
	_, err := connect(e.Transport()).Application(t.Context(), "nosuchapp")
	failure := failureOf(t, err, model.FailureNotFound)
	if failure.HTTPStatus != http.StatusConflict || failure.Code != "ResourceNotFoundException" || failure.On != "nosuchapp" || failure.Message != "Application not found: nosuchapp" {
		t.Errorf("got %+v", failure)
	}
	wantCalls(t, e, map[string]int{"GetApplication": 1})
}

// A proxy that refuses with nothing says nothing about permissions.
func TestRefusalWithoutCode(t *testing.T) {
	e := emulate(t, `{}`)
	c := connect(carrier(func(r *http.Request) (*http.Response, error) {
		response, err := e.Transport().RoundTrip(r)
		ok(t, err)
		response.StatusCode, response.Body, response.ContentLength = http.StatusForbidden, http.NoBody, 0
		return response, nil
	}))
	failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureUnreadable)
	if failure.Code != "" || failure.HTTPStatus != http.StatusForbidden || !strings.Contains(failure.Message, "Forbidden") {
		t.Errorf("got %+v", failure)
	}
}

// Over a socket faults look different: a cut connection is an end of file. Detach
// is used because it is sent only once, so that nothing has to be waited for.
func TestFaultsOverASocket(t *testing.T) {
	e := emulate(t, attachable)
	server := httptest.NewServer(e)
	defer server.Close()
	c := connect(carrier(func(r *http.Request) (*http.Response, error) {
		r.URL.Scheme, r.URL.Host = "http", server.Listener.Addr().String()
		return server.Client().Transport.RoundTrip(r)
	}))
	for kind, want := range map[emulator.FaultKind]model.FailureKind{
		emulator.FaultReset:    model.FailureNetwork,
		emulator.FaultHTML:     model.FailureUnreadable,
		emulator.FaultTruncate: model.FailureUnreadable,
		emulator.FaultError:    model.FailureUnavailable,
		emulator.FaultDenied:   model.FailurePermission,
	} {
		e.ResetCalls()
		e.SetWorld(e.World())
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: kind}})
		failure := failureOf(t, c.DetachDataSource(t.Context(), rule.DetachDataSourceRequest{ApplicationID: "app0001", DataSourceARN: prodARN}), want)
		if failure.Message == "" || strings.Contains(failure.Message, "operation error") {
			t.Errorf("%s: message %q", kind, failure.Message)
		}
		wantCalls(t, e, map[string]int{"DetachDataSource": 1})
	}
}

// Somebody who is cut off in the middle of an answer was not answered.
func TestAnswerCutOff(t *testing.T) {
	e := emulate(t, `{}`)
	c := connect(carrier(func(r *http.Request) (*http.Response, error) {
		response, err := e.Transport().RoundTrip(r)
		ok(t, err)
		response.Body = io.NopCloser(io.MultiReader(io.LimitReader(response.Body, 5), cut{}))
		return response, nil
	}))
	wantKind(t, first(t, c, live.FeedApplications), model.FailureUnreadable)
}

// cut is what follows when a connection is closed too early.
type cut struct{}

func (cut) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
