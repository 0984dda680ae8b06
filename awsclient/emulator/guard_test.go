package emulator_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient/emulator"
)

// A page can have a browser send requests to this machine, under a name of its own
// too. None is answered, and none changes anything; programs are not disturbed.
func TestWebPagesAreRefused(t *testing.T) {
	e := load(t, small, emulator.Options{Standstill: true})
	server := httptest.NewServer(e.Control())
	defer server.Close()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	for _, c := range []struct {
		route, host string
		headers     []string
		status      int
	}{
		{"GET /_emulator/world", "", nil, 200},
		{"GET /_emulator/world", "localhost:" + port, nil, 200},
		{"GET /_emulator/world", "LocalHost.:" + port, nil, 200},
		{"GET /_emulator/world", "[::1]:" + port, nil, 200},
		{"GET /_emulator/world", "packages.s3.localhost:" + port, nil, 200},
		{"GET /2021-01-01/domain", "127.0.0.2", nil, 200},
		{"GET /_emulator/world", "127.0.0.1:" + port, []string{"Origin", "http://127.0.0.1:" + port, "Sec-Fetch-Site", "same-origin"}, 200},
		{"GET /_emulator/world", "", []string{"Sec-Fetch-Site", "none"}, 200}, // typed into the address bar

		{"GET /_emulator/world", "rebound.example:" + port, nil, 403},
		{"GET /_emulator/world", "localhost.example", nil, 403},
		{"GET /_emulator/world", "127.0.0.1.example", nil, 403},
		{"GET /_emulator/world", "192.0.2.1", nil, 403},
		{"GET /2021-01-01/domain", "rebound.example", nil, 403},
		{"PUT /_emulator/world", "rebound.example", nil, 403},
		{"PUT /_emulator/world", "", []string{"Origin", "https://page.example"}, 403},
		{"PUT /_emulator/world", "", []string{"Origin", "null"}, 403},
		{"POST /_emulator/advance?by=1h", "", []string{"Origin", "http://localhost:" + port}, 403}, // another name, another site
		{"POST /_emulator/advance?by=1h", "", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"DELETE /2021-01-01/opensearch/application/metrics0", "", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"GET /_emulator/calls", "", []string{"Sec-Fetch-Site", "cross-site"}, 403},
	} {
		method, path, _ := strings.Cut(c.route, " ")
		before := fmt.Sprint(e.World())
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(`{}`))
		ok(t, err)
		r.Host = c.host
		r.Header.Set("Authorization", "any")
		for i := 0; i < len(c.headers); i += 2 {
			r.Header.Set(c.headers[i], c.headers[i+1])
		}
		out, err := http.DefaultClient.Do(r)
		ok(t, err)
		body, _ := io.ReadAll(out.Body)
		_ = out.Body.Close()
		if out.StatusCode != c.status || strings.Contains(string(body), "search-prod") == (c.status == 403) && method == "GET" && !strings.HasSuffix(path, "calls") {
			t.Errorf("%s at %q %v: %d %.80s, want %d", c.route, c.host, c.headers, out.StatusCode, body, c.status)
		}
		if after := fmt.Sprint(e.World()); after != before {
			t.Errorf("%s at %q %v changed the world", c.route, c.host, c.headers)
		}
	}
}

// pipes are connections within the process, whose deadlines keep to a bubble's time.
type pipes struct{ connections chan net.Conn }

func (p pipes) Accept() (net.Conn, error) {
	if c, open := <-p.connections; open {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{} }

// A body that never ends is given up after half a minute; an answer that is late on
// purpose is not.
func TestHalfSentBodies(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		faults []emulator.Fault
		after  time.Duration
		status int
	}{
		"half a world":       {`{"domains":`, nil, 30 * time.Second, 400},
		"a whole one":        {`{"domains":[]}      `, nil, 0, 204},
		"a whole one, later": {`{}                  `, nil, 0, 204},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				status, took := speak(t, load(t, small, emulator.Options{}), "PUT /_emulator/world", c.body, 20)
				if status != c.status || took != c.after {
					t.Errorf("%d after %v, want %d after %v", status, took, c.status, c.after)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		e := load(t, small, emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "DescribeDomains", Kind: "latency", Latency: 5 * time.Minute}})
		status, took := speak(t, e, "POST /2021-01-01/opensearch/domain-info", `{"DomainNames":["search-prod"]}`, 31)
		if status != 200 || took != 5*time.Minute {
			t.Errorf("what is late on purpose: %d after %v", status, took)
		}
	})
}

// speak sends a request of which the body is announced with a length, over a
// connection that stays open, and returns the status and how long it took.
func speak(t *testing.T, e *emulator.Emulator, route, body string, length int) (status int, took time.Duration) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	p := pipes{make(chan net.Conn)}
	server := &http.Server{Handler: e.Control(), ReadHeaderTimeout: time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan struct{})
	go func() { _ = server.Serve(p); close(done) }()
	near, far := net.Pipe()
	p.connections <- far
	start := time.Now()
	_, err := fmt.Fprintf(near, "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: any\r\nContent-Length: %d\r\n\r\n%s", route, length, body)
	ok(t, err)
	out, err := http.ReadResponse(bufio.NewReader(near), nil)
	ok(t, err)
	took = time.Since(start)
	_ = out.Body.Close()
	_ = near.Close()
	close(p.connections)
	_ = server.Close()
	<-done
	return out.StatusCode, took
}
