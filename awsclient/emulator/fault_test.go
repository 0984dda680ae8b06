package emulator_test

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"oscope/awsclient/emulator"
)

func TestFaultsOnTheWire(t *testing.T) {
	const domains = `{"DomainNames":[{"DomainName":"search-prod","EngineType":"OpenSearch"}]}`
	for name, test := range map[string]struct {
		fault      emulator.Fault
		status     int
		code, body string
	}{
		"throttle": {emulator.Fault{Kind: emulator.FaultThrottle}, 400, "ThrottlingException", `{"message":"Rate exceeded"}`},
		"a throttle of one's own": {
			emulator.Fault{Kind: emulator.FaultThrottle, Code: "TooManyRequestsException", Status: 429, Message: "Slow down"},
			429, "TooManyRequestsException", `{"message":"Slow down"}`,
		},
		"error": {
			emulator.Fault{Kind: emulator.FaultError},
			500, "InternalException",
			`{"message":"Request processing failed because of an unknown error, exception, or internal failure."}`,
		},
		"error of another kind": {emulator.Fault{Kind: emulator.FaultError, Code: "DisabledOperationException", Message: "no"}, 409, "DisabledOperationException", `{"message":"no"}`},
		"expired":               {emulator.Fault{Kind: emulator.FaultExpired}, 403, "ExpiredTokenException", `{"message":"The security token included in the request is expired"}`},
		"denied": {
			emulator.Fault{Kind: emulator.FaultDenied},
			403, "AccessDeniedException",
			`{"Message":"User: arn:aws:sts::123456789012:assumed-role/Operator/oscope is not authorized to perform: es:ListDomainNames on resource: * because no identity-based policy allows the es:ListDomainNames action"}`,
		},
		"truncate": {emulator.Fault{Kind: emulator.FaultTruncate}, 200, "", domains[:len(domains)/2]},
		"latency":  {emulator.Fault{Kind: emulator.FaultLatency, Latency: time.Nanosecond}, 200, "", domains},
		"slow":     {emulator.Fault{Kind: emulator.FaultSlow, Latency: time.Nanosecond}, 200, "", domains},
	} {
		t.Run(name, func(t *testing.T) {
			e := load(t, small, emulator.Options{})
			test.fault.Operation = "ListDomainNames"
			e.SetFaults([]emulator.Fault{test.fault})
			got := send(e, "GET /2021-01-01/domain", "")
			if got.status != test.status || got.header.Get("X-Amzn-Errortype") != test.code || got.body != test.body {
				t.Errorf("got %d %s %s", got.status, got.header.Get("X-Amzn-Errortype"), got.body)
			}
		})
	}
}

func TestFaultHTML(t *testing.T) {
	e := load(t, small, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultHTML}})
	got := send(e, "GET /2021-01-01/domain", "")
	if got.status != 502 || got.header.Get("Content-Type") != "text/html" || !strings.HasPrefix(got.body, "<html>") {
		t.Errorf("got %+v", got)
	}
}

func TestDeniedNamesTheResource(t *testing.T) {
	e := load(t, small, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultDenied}})
	for route, resource := range map[string]string{
		"GET /2021-01-01/opensearch/application/metrics0": "arn:aws:opensearch:us-east-1:123456789012:application/metrics0 ",
		"GET /2021-01-01/opensearch/domain/search-prod":   searchProd + " ",
		"GET /2021-01-01/opensearch/list-applications":    "* ",
	} {
		if got := send(e, route, ""); !strings.Contains(got.body, "on resource: "+resource) {
			t.Errorf("got %s", got.body)
		}
	}
}

func TestFaultsInTheOtherProtocols(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	c := connect(e)
	for kind, want := range map[emulator.FaultKind][3]string{
		emulator.FaultThrottle: {"ThrottlingException", "Throttling", "Rate exceeded"},
		emulator.FaultExpired:  {"ExpiredTokenException", "ExpiredToken", "expired"},
		emulator.FaultDenied:   {"AccessDeniedException", "AccessDenied", "is not authorized to perform: "},
	} {
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: kind}})
		_, err := c.serverless.ListCollections(t.Context(), &opensearchserverless.ListCollectionsInput{})
		wantCode(t, err, want[0], want[2])
		_, err = c.sts.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		wantCode(t, err, want[1], want[2])
	}
}

func TestFaultsAreUsedUp(t *testing.T) {
	e := load(t, small, emulator.Options{})
	c := connect(e)
	e.SetFaults([]emulator.Fault{
		{Operation: "ListDomainNames", Kind: emulator.FaultThrottle, Times: 2},
		{Operation: "*", Kind: emulator.FaultExpired, Times: 1},
	})
	list := func() error {
		_, err := c.ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
		return err
	}
	wantCode(t, list(), "ThrottlingException", "")
	if left := e.Faults(); len(left) != 2 || left[0].Times != 1 {
		t.Errorf("left: %+v", left)
	}
	wantCode(t, list(), "ThrottlingException", "")
	wantCode(t, list(), "ExpiredTokenException", "")
	ok(t, list())
	if left := e.Faults(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if got := e.Calls()["ListDomainNames"]; got != 4 {
		t.Errorf("%d calls", got)
	}
	e.SetFaults([]emulator.Fault{{Operation: "ListDomainNames", Kind: emulator.FaultError}})
	for range 5 {
		wantCode(t, list(), "InternalException", "")
	}
	e.SetFaults(nil)
	ok(t, list())
}

func TestFaultReset(t *testing.T) {
	e := load(t, small, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultReset}})
	_, err := connect(e).ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v", err)
	}
}

// A truncated answer is one whose request has been carried out.
func TestFaultTruncateLosesTheAnswerOnly(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	e.SetFaults([]emulator.Fault{{Operation: "CreateApplication", Kind: emulator.FaultTruncate, Times: 1}})
	name := "logs"
	_, err := connect(e).CreateApplication(t.Context(), &opensearch.CreateApplicationInput{Name: &name})
	if err == nil {
		t.Error("half an answer was read as a whole one")
	}
	if got := e.World().Applications; len(got) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestWaitingFaultsTakeTheirTime(t *testing.T) {
	for _, kind := range []emulator.FaultKind{emulator.FaultLatency, emulator.FaultSlow} {
		synctest.Test(t, func(t *testing.T) {
			e := load(t, small, emulator.Options{})
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: kind, Latency: 4 * time.Second}})
			c := connect(e)
			start := time.Now()
			_, err := c.ListDomainNames(t.Context(), &opensearch.ListDomainNamesInput{})
			ok(t, err)
			if took := time.Since(start); took != 4*time.Second {
				t.Errorf("%s took %v", kind, took)
			}

			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			start = time.Now()
			_, err = c.ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 3*time.Second {
				t.Errorf("%s: got %v after %v", kind, err, time.Since(start))
			}
		})
	}
}

// A waiting request must not hold up the others.
func TestLatencyIsOutsideTheLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := load(t, small, emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "ListDomainNames", Kind: emulator.FaultLatency, Latency: time.Hour}})
		c := connect(e)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			_, err := c.ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
			done <- err
		}()
		synctest.Wait()
		start := time.Now()
		_, err := c.ListApplications(t.Context(), &opensearch.ListApplicationsInput{})
		ok(t, err)
		if time.Since(start) != 0 {
			t.Errorf("took %v", time.Since(start))
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestParseFaults(t *testing.T) {
	for text, want := range map[string]string{
		`[{"operation":"ListApplications","kind":"throttle","times":3},{"operation":"*","kind":"slow","latency":"250ms"}]`: "",
		`[]`: "",
		`{}`: "must be a list",
		`[{"operation":"ListTables","kind":"throttle"}]`:                             `[0].operation: "ListTables" is not an operation that is served, nor "*"`,
		`[{"operation":"*","kind":"explode"}]`:                                       `[0].kind: "explode" is not one of [throttle error reset lost slow truncate html expired denied latency hang]`,
		`[{"operation":"*","kind":"error"},{"operation":"*","kind":"error","oh":1}]`: "[1].oh: unknown member",
		`[{"operation":"*","kind":"error","times":-1}]`:                              "[0].times: must not be negative",
		`[{"operation":"*","kind":"error","status":200}]`:                            "[0].status: must be from 400 to 599",
		`[{"operation":"*","kind":"hang","account":"12"}]`:                           "[0].account: must be 12 digits",
		`[{"operation":"*","kind":"hang","region":"here"}]`:                          `[0].region: must be a Region such as "us-east-1"`,
		`[{"operation":"*","kind":"latency"}]`:                                       "[0].latency: must be set for this kind",
		`[{"operation":"*","kind":"latency","latency":"-1s"}]`:                       "[0].latency: must not be negative",
		`[{"operation":"*","kind":"latency","latency":5}]`:                           `[0].latency: must be a duration such as "250ms"`,
	} {
		_, err := emulator.ParseFaults([]byte(text))
		if got := message(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// message is the text of an error, empty if there is none.
func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
