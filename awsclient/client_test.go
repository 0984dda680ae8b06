package awsclient_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
)

// emulate makes an emulator from a world in JSON.
func emulate(t testing.TB, world string) *emulator.Emulator {
	t.Helper()
	w, err := emulator.ParseWorld([]byte(world))
	ok(t, err)
	return emulator.New(w, emulator.Options{})
}

// connect makes a client whose requests a transport carries.
func connect(wire http.RoundTripper) *awsclient.Client {
	return awsclient.New(awsclient.Options{Source: awsclient.InProcess(wire, "us-east-1")})
}

// carrier is a transport made of a function, put between client and emulator.
type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

// sent returns the body of a request, which can be read again.
func sent(t testing.TB, r *http.Request) string {
	t.Helper()
	if r.Body == nil {
		return ""
	}
	body, err := io.ReadAll(r.Body)
	ok(t, err)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

// rewriting changes the members of every JSON answer on its way.
func rewriting(t testing.TB, wire http.RoundTripper, change func(members map[string]any)) carrier {
	return func(r *http.Request) (*http.Response, error) {
		response, err := wire.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		var members map[string]any
		ok(t, json.NewDecoder(response.Body).Decode(&members))
		change(members)
		body, err := json.Marshal(members)
		ok(t, err)
		response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		return response, nil
	}
}

// readAll reads a feed to its end.
func readAll(t testing.TB, c *awsclient.Client, read model.Read) []model.Listing {
	t.Helper()
	reading := c.Read(read)
	var listings []model.Listing
	for {
		listing, err := reading.Next(t.Context())
		ok(t, err)
		listings = append(listings, listing)
		if !listing.More {
			return listings
		}
	}
}

func feed(kind model.FeedKind) model.Read { return model.Read{Feed: model.Feed{Kind: kind}} }

func feedOf(kind model.FeedKind, id string) model.Read {
	return model.Read{Feed: model.Feed{Kind: kind, Of: id}}
}

// first brings the first page of a feed.
func first(t testing.TB, c *awsclient.Client, kind model.FeedKind) error {
	t.Helper()
	_, err := c.Read(feed(kind)).Next(t.Context())
	return err
}

// sizes returns how many items each page has.
func sizes(listings []model.Listing) []int {
	var all []int
	for _, l := range listings {
		all = append(all, len(l.Items))
	}
	return all
}

// ids returns the ids of what pages hold, in their order.
func ids(listings ...model.Listing) []string {
	all := []string{}
	for _, l := range listings {
		for _, item := range l.Items {
			all = append(all, item.Common().Key.ID)
		}
	}
	return all
}

// numbered returns n names: "search-1", "search-2", …
func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = "search-" + strconv.Itoa(i+1)
	}
	return names
}

// failureOf returns the failure that an error must be.
func failureOf(t testing.TB, err error) *model.CallError {
	t.Helper()
	var failure *model.CallError
	if !errors.As(err, &failure) {
		t.Fatalf("got %v (%T), want a *model.CallError", err, err)
	}
	return failure
}

func wantKind(t testing.TB, err error, kind model.FailureKind) *model.CallError {
	t.Helper()
	failure := failureOf(t, err)
	if failure.Kind != kind {
		t.Errorf("kind %d, want %d: %v", failure.Kind, kind, err)
	}
	return failure
}

func wantCalls(t testing.TB, e *emulator.Emulator, want map[string]int) {
	t.Helper()
	if got := e.Calls(); !maps.Equal(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestCallTimeout(t *testing.T) {
	for _, kind := range []emulator.FaultKind{emulator.FaultLatency, emulator.FaultSlow} {
		synctest.Test(t, func(t *testing.T) {
			e := emulate(t, `{}`)
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: kind, Latency: time.Hour}})
			start := time.Now()
			failure := wantKind(t, first(t, connect(e.Transport()), model.FeedApplications), model.FailureNetwork)
			if took := time.Since(start); took != 30*time.Second {
				t.Errorf("%s: given up after %v", kind, took)
			}
			if failure.Message != "no answer in time" {
				t.Errorf("%s: message %q", kind, failure.Message)
			}
			wantCalls(t, e, map[string]int{"ListApplications": 1})
		})
	}
}

// A bubble of synctest ends only when every goroutine in it has.
func TestCancelledWhileItWaits(t *testing.T) {
	world := emulator.World{}
	for _, name := range numbered(20) {
		world.Domains = append(world.Domains, emulator.Domain{DomainName: name})
	}
	never := func(ctx context.Context) error {
		<-ctx.Done()
		return context.Cause(ctx)
	}
	tests := map[string]struct {
		faults []emulator.Fault
		source func(awsclient.Source) awsclient.Source
		feed   model.FeedKind
		calls  int // that were under way or done before
	}{
		"for the answer":               {feed: model.FeedApplications, faults: []emulator.Fault{{Operation: "*", Kind: emulator.FaultLatency, Latency: time.Hour}}},
		"for the rest of the answer":   {feed: model.FeedApplications, faults: []emulator.Fault{{Operation: "*", Kind: emulator.FaultSlow, Latency: time.Hour}}},
		"for several answers":          {feed: model.FeedDomains, faults: []emulator.Fault{{Operation: "DescribeDomains", Kind: emulator.FaultLatency, Latency: time.Hour}}},
		"for its turn":                 {feed: model.FeedApplications, calls: 250},
		"before it tries again":        {feed: model.FeedApplications, faults: []emulator.Fault{{Operation: "*", Kind: emulator.FaultError}}},
		"for the configuration":        {feed: model.FeedApplications, source: func(awsclient.Source) awsclient.Source { return stuckSource(never) }},
		"for the credentials":          {feed: model.FeedApplications, source: func(s awsclient.Source) awsclient.Source { return withProvider(s, stuckProvider(never)) }},
		"for cached credentials again": {feed: model.FeedApplications, source: func(s awsclient.Source) awsclient.Source { return withProvider(s, cached(stuckProvider(never))) }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulator.New(world, emulator.Options{})
				source := awsclient.InProcess(e.Transport(), "us-east-1")
				if tt.source != nil {
					source = tt.source(source)
				}
				c := awsclient.New(awsclient.Options{Source: source})
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				for range tt.calls {
					go func() { _, _ = c.Application(ctx, "abc") }()
				}
				if tt.calls > 0 {
					synctest.Wait()
				}
				reading := c.Read(feed(tt.feed))
				var err error
				done := make(chan time.Time)
				go func() {
					for more := true; more && err == nil; {
						var listing model.Listing
						listing, err = reading.Next(ctx)
						more = listing.More
					}
					done <- time.Now()
				}()
				time.Sleep(100 * time.Millisecond)
				cancelled := time.Now()
				cancel()
				if ended := <-done; !ended.Equal(cancelled) {
					t.Errorf("went on for %v", ended.Sub(cancelled))
				}
				failure := wantKind(t, err, model.FailureCancelled)
				if failure.Brief() != "context canceled" {
					t.Errorf("brief: %q", failure.Brief())
				}
			})
		})
	}
}

func TestConcurrentUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{"domains":[{"DomainName":"search-prod"}]}`)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultExpired, Times: 15}})
		c := connect(e.Transport())
		results := make(chan error)
		for i := range 40 {
			go func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				_, err := c.Read(feed(model.FeedDomains)).Next(t.Context())
				c.Slowed()
				results <- err
			}()
		}
		var failed int
		for range 40 {
			if err := <-results; err != nil {
				wantKind(t, err, model.FailureExpired)
				failed++
			}
		}
		if failed != 15 {
			t.Errorf("%d failed, want the 15 that met a fault", failed)
		}
	})
}

func TestNewAsksForNothing(t *testing.T) {
	c := awsclient.New(awsclient.Options{ReadOnly: true, Source: func(context.Context) (config awsConfig, err error) {
		t.Error("the configuration was read")
		return config, err
	}})
	for _, kind := range []model.FeedKind{model.FeedCaller, model.FeedApplications, model.FeedDomains, model.FeedCollections} {
		c.Read(feed(kind))
	}
	if !c.ReadOnly() || len(c.Slowed()) != 0 {
		t.Errorf("read-only %v, slowed %v", c.ReadOnly(), c.Slowed())
	}
}

func ExampleClient_Read() {
	world := emulator.World{Domains: []emulator.Domain{{DomainName: "search-prod"}, {DomainName: "search-test", DomainProcessingStatus: "Creating"}}}
	c := awsclient.New(awsclient.Options{Source: awsclient.InProcess(emulator.New(world, emulator.Options{}).Transport(), "us-east-1")})
	reading := c.Read(model.Read{Feed: model.Feed{Kind: model.FeedDomains}})
	for more := true; more; {
		listing, err := reading.Next(context.Background())
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, item := range listing.Items {
			fmt.Printf("%s %q\n", item.Common().Name, item.Common().Status)
		}
		more = listing.More
	}
	// Output:
	// search-prod ""
	// search-test ""
	// search-prod "Active"
	// search-test "Creating"
}

var _ = slices.Sorted[string]
