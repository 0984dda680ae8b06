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
	"reflect"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
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
func readAll(t testing.TB, c *awsclient.Client, read live.Read) []live.Listing {
	t.Helper()
	reading := c.Read(read)
	var listings []live.Listing
	for {
		listing, err := reading.Next(t.Context())
		ok(t, err)
		listings = append(listings, listing)
		if !listing.More {
			return listings
		}
	}
}

func feed(kind live.FeedKind) live.Read { return live.Read{Feed: live.Feed{Kind: kind}} }

func feedOf(kind live.FeedKind, id string) live.Read {
	return live.Read{Feed: live.Feed{Kind: kind, Of: id}}
}

// first brings the first page of a feed.
func first(t testing.TB, c *awsclient.Client, kind live.FeedKind) error {
	t.Helper()
	_, err := c.Read(feed(kind)).Next(t.Context())
	return err
}

// sizes returns how many items each page has.
func sizes(listings []live.Listing) []int {
	var all []int
	for _, l := range listings {
		all = append(all, len(l.Items))
	}
	return all
}

// ids returns the ids of what pages hold, in their order.
func ids(listings ...live.Listing) []string {
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

// failureOf returns the failure that an error must be, which must be of a kind.
func failureOf(t testing.TB, err error, kind model.FailureKind) *model.CallError {
	t.Helper()
	var failure *model.CallError
	if !errors.As(err, &failure) {
		t.Fatalf("got %v (%T), want a *model.CallError", err, err)
	}
	if failure.Kind != kind {
		t.Errorf("kind %d, want %d: %v", failure.Kind, kind, err)
	}
	return failure
}

func wantKind(t testing.TB, err error, kind model.FailureKind) {
	t.Helper()
	_ = failureOf(t, err, kind)
}

func wantCalls(t testing.TB, e *emulator.Emulator, want map[string]int) {
	t.Helper()
	if got := e.Calls(); !maps.Equal(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
}

// wantMembers compares those members of a value, as JSON, that want names. One that
// is null in want must be absent.
func wantMembers(t testing.TB, value any, want string) {
	t.Helper()
	var got, wanted map[string]any
	ok(t, json.Unmarshal([]byte(inJSON(t, value)), &got))
	ok(t, json.Unmarshal([]byte(want), &wanted))
	for name, member := range wanted {
		if !reflect.DeepEqual(got[name], member) {
			t.Errorf("%s: got %v, want %v", name, got[name], member)
		}
	}
}

func inJSON(t testing.TB, value any) string {
	t.Helper()
	encoded, err := json.Marshal(value)
	ok(t, err)
	return string(encoded)
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
			failure := failureOf(t, first(t, connect(e.Transport()), live.FeedApplications), model.FailureNetwork)
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

// A bubble of synctest ends only when every goroutine in it has: nothing is left
// behind.
func TestCancelledWhileItWaits(t *testing.T) {
	always := func(operation string, kind emulator.FaultKind) []emulator.Fault {
		return []emulator.Fault{{Operation: operation, Kind: kind, Latency: time.Hour}}
	}
	untilGivenUp := func(ctx context.Context) (aws.Config, error) {
		<-ctx.Done()
		return aws.Config{}, ctx.Err()
	}
	tests := map[string]struct {
		faults []emulator.Fault
		ahead  int // calls that wait for their turn before it
		source awsclient.Source
	}{
		"for the answer":             {faults: always("ListDomainNames", emulator.FaultLatency)},
		"for the rest of the answer": {faults: always("ListDomainNames", emulator.FaultSlow)},
		"for several answers":        {faults: always("DescribeDomains", emulator.FaultLatency)},
		"before it tries again":      {faults: []emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle}}},
		"for its turn":               {ahead: 250},
		"for the configuration":      {source: untilGivenUp},
		"for the credentials": {source: withProvider(func(ctx context.Context) (aws.Credentials, error) {
			_, err := untilGivenUp(ctx)
			return aws.Credentials{}, err
		})},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := emulator.New(domains(20), emulator.Options{})
				e.SetFaults(tt.faults)
				if tt.source == nil {
					tt.source = awsclient.InProcess(e.Transport(), "us-east-1")
				}
				c := awsclient.New(awsclient.Options{Source: tt.source})
				ctx, cancel := context.WithCancel(t.Context())
				for range tt.ahead {
					go func() { _, _ = c.Application(ctx, "app0001") }()
				}
				synctest.Wait()
				time.AfterFunc(100*time.Millisecond, cancel)
				start := time.Now()
				reading := c.Read(feed(live.FeedDomains))
				_, err := reading.Next(ctx)
				if err == nil {
					_, err = reading.Next(ctx)
				}
				if took := time.Since(start); took != 100*time.Millisecond {
					t.Errorf("given up after %v", took)
				}
				if failure := failureOf(t, err, model.FailureCancelled); failure.Brief() != "given up before an answer came" {
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
				_, err := c.Read(feed(live.FeedDomains)).Next(t.Context())
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
	c := awsclient.New(awsclient.Options{ReadOnly: true, Source: func(context.Context) (aws.Config, error) {
		t.Error("the configuration was read")
		return aws.Config{}, nil
	}})
	for _, facts := range live.Feeds {
		c.Read(feed(facts.Kind))
	}
	if !c.ReadOnly() || len(c.Slowed()) != 0 {
		t.Errorf("read-only %v, slowed %v", c.ReadOnly(), c.Slowed())
	}
}

func ExampleClient_Read() {
	world := emulator.World{Domains: []emulator.Domain{{DomainName: "search-prod"}, {DomainName: "search-test", DomainProcessingStatus: "Creating"}}}
	c := awsclient.New(awsclient.Options{Source: awsclient.InProcess(emulator.New(world, emulator.Options{}).Transport(), "us-east-1")})
	reading := c.Read(live.Read{Feed: live.Feed{Kind: live.FeedDomains}})
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
