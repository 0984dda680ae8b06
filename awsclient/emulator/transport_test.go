package emulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/opensearch"

	"oscope/awsclient/emulator"
)

// closing is a request body that knows whether it was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestTransport(t *testing.T) {
	e := load(t, small, emulator.Options{})
	body := closing{Reader: strings.NewReader(`{"DomainNames":["search-prod"]}`)}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://es.us-east-1.amazonaws.com/2021-01-01/opensearch/domain-info", &body)
	ok(t, err)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256")
	response, err := e.Transport().RoundTrip(r)
	ok(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	ok(t, err)
	if response.Status != "200 OK" || response.Request != r || !strings.Contains(string(text), "search-prod") || response.ContentLength != int64(len(text)) {
		t.Errorf("got %+v %s", response, text)
	}
	if !body.closed {
		t.Error("the request's body is still open")
	}
}

func TestTransportHonoursTheContext(t *testing.T) {
	e := load(t, small, emulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := connect(e).ListDomainNames(ctx, &opensearch.ListDomainNamesInput{})
	if !errors.Is(err, context.Canceled) || len(e.Calls()) != 0 {
		t.Errorf("got %v, calls %v", err, e.Calls())
	}
}

// Served on a port, the handler behaves as it does in process.
func TestOnAPort(t *testing.T) {
	e := load(t, small, emulator.Options{})
	server := httptest.NewServer(e.Control())
	defer server.Close()
	// A POST, because net/http repeats a GET by itself when a connection is reset.
	describe := func(ctx context.Context) (string, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/2021-01-01/opensearch/domain-info", strings.NewReader(`{"DomainNames":["search-prod"]}`))
		ok(t, err)
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256")
		response, err := server.Client().Do(r)
		if err != nil {
			return "", err
		}
		defer func() { _ = response.Body.Close() }()
		body, err := io.ReadAll(response.Body)
		return string(body), err
	}
	whole, err := describe(t.Context())
	ok(t, err)
	e.SetFaults([]emulator.Fault{
		{Operation: "*", Kind: emulator.FaultReset, Times: 1},
		{Operation: "*", Kind: emulator.FaultSlow, Latency: time.Millisecond, Times: 1},
		{Operation: "*", Kind: emulator.FaultHang, Times: 1},
		{Operation: "*", Kind: emulator.FaultLatency, Latency: time.Hour},
	})
	if _, err := describe(t.Context()); err == nil {
		t.Error("no reset")
	}
	if slow, err := describe(t.Context()); err != nil || slow != whole {
		t.Errorf("slow: got %s, %v", slow, err)
	}
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, err := describe(ctx)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	}
}
