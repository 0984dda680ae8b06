package awsclient_test

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
)

const (
	accountA = "111111111111"
	accountB = "222222222222"
)

var fleetRegions = strings.Fields("us-east-1 eu-central-1 us-west-2 ap-southeast-1 eu-west-1 us-east-2 ap-northeast-1 eu-north-1 sa-east-1 ap-south-1")

// twoAccounts is a world of a domain in each of two accounts.
const twoAccounts = `{"account": "` + accountA + `", "domains": [{"DomainName": "a-domain"}],
	"scopes": [{"account": "` + accountB + `", "domains": [{"DomainName": "b-domain"}]}]}`

// fleetOf is a fleet on an emulator in this process, in which the profile of an account
// begins with the account.
func fleetOf(t testing.TB, wire http.RoundTripper, change func(*awsclient.FleetOptions)) *awsclient.Fleet {
	t.Helper()
	o := awsclient.FleetOptions{
		CacheDir: t.TempDir(),
		Source: func(scope model.Scope) awsclient.Source {
			account, _, _ := strings.Cut(scope.Profile, "-")
			return awsclient.InProcessAs(wire, "us-east-1", account)
		},
	}
	if change != nil {
		change(&o)
	}
	f := awsclient.NewFleet(o)
	t.Cleanup(f.Close)
	return f
}

// everyRegion calls for the caller in ten Regions of a profile at once.
func everyRegion(t *testing.T, f *awsclient.Fleet, profile string) []error {
	t.Helper()
	errs := make([]error, len(fleetRegions))
	var group sync.WaitGroup
	for i, region := range fleetRegions {
		group.Go(func() { _, errs[i] = f.Client(model.Scope{Profile: profile, Region: region}).Caller(t.Context()) })
	}
	group.Wait()
	return errs
}

// The configuration of a profile is read once for all its Regions, and once more after
// all of them have failed with its credentials.
func TestConfigurationOfManyScopes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		var read atomic.Int64
		f := fleetOf(t, e.Transport(), func(o *awsclient.FleetOptions) {
			source := o.Source
			o.Source = func(scope model.Scope) awsclient.Source {
				inner := source(scope)
				return func(ctx context.Context) (aws.Config, error) {
					read.Add(1)
					time.Sleep(time.Second)
					return inner(ctx)
				}
			}
		})
		for _, err := range everyRegion(t, f, accountA) {
			ok(t, err)
		}
		if n := read.Load(); n != 1 {
			t.Errorf("read %d times for ten Regions", n)
		}
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultExpired, Times: 10, Latency: time.Second}})
		for _, err := range everyRegion(t, f, accountA) {
			wantKind(t, err, model.FailureExpired)
		}
		for _, err := range everyRegion(t, f, accountA) {
			ok(t, err)
		}
		if n := read.Load(); n != 2 {
			t.Errorf("read %d times after a failure", n)
		}
	})
}

// Whoever does not want to wait for the configuration any more leaves it to the others.
func TestGivingUpTheConfiguration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := fleetOf(t, emulate(t, twoAccounts).Transport(), func(o *awsclient.FleetOptions) {
			source := o.Source
			o.Source = func(scope model.Scope) awsclient.Source {
				inner := source(scope)
				return func(ctx context.Context) (aws.Config, error) {
					select {
					case <-time.After(2 * time.Second):
						return inner(ctx)
					case <-ctx.Done():
						return aws.Config{}, ctx.Err()
					}
				}
			}
		})
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		given := make(chan error)
		go func() {
			_, err := f.Client(model.Scope{Profile: accountA, Region: "eu-west-1"}).Caller(impatient)
			given <- err
		}()
		synctest.Wait()
		_, err := f.Client(model.Scope{Profile: accountA, Region: "us-east-1"}).Caller(t.Context())
		ok(t, err)
		if <-given == nil {
			t.Error("answered after its time")
		}
	})
}

// served makes the shared files of two accounts and serves an emulator, whose
// connections are counted.
func served(t testing.TB, h http.Handler, more string) (dir string, open, made *atomic.Int64) {
	t.Helper()
	server, open, made := counted(t, h)
	dir = home(t, "[profile a]\nregion = us-east-1\n[profile b]\nregion = eu-west-1\n"+more,
		"[a]\naws_access_key_id = AKID"+accountA+"\naws_secret_access_key = secret-of-a\n[b]\naws_access_key_id = AKID"+accountB+"\naws_secret_access_key = secret-of-b\n")
	t.Setenv("AWS_ENDPOINT_URL", server)
	return dir, open, made
}

// A profile's credential_process runs once for all its Regions.
func TestCredentialsOfManyScopes(t *testing.T) {
	ran := t.TempDir() + "/ran"
	program := write(t, t.TempDir(), "program", "echo . >>"+ran+"\n"+processKeys)
	served(t, emulate(t, twoAccounts), "[profile p]\ncredential_process = sh "+program+"\n")
	f := awsclient.NewFleet(awsclient.FleetOptions{})
	defer f.Close()
	for _, err := range everyRegion(t, f, "p") {
		ok(t, err)
	}
	text, err := os.ReadFile(ran)
	ok(t, err)
	if n := len(strings.Fields(string(text))); n != 1 {
		t.Errorf("it ran %d times", n)
	}
}

// Keys that somebody writes into the shared files are found by all Regions.
func TestChangedSharedFiles(t *testing.T) {
	e := emulate(t, twoAccounts)
	dir, _, _ := served(t, e, "")
	f := awsclient.NewFleet(awsclient.FleetOptions{})
	defer f.Close()
	for _, err := range everyRegion(t, f, "a") {
		ok(t, err)
	}
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultExpired, Times: 10}})
	for _, err := range everyRegion(t, f, "a") {
		wantKind(t, err, model.FailureExpired)
	}
	write(t, dir, "credentials", "[a]\naws_access_key_id = OTHERKEY"+accountB+"\naws_secret_access_key = other-secret\n")
	e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultExpired, Times: 1}})
	_, err := f.Client(model.Scope{Profile: "a", Region: "us-east-1"}).Caller(t.Context())
	wantKind(t, err, model.FailureExpired)
	for _, region := range fleetRegions {
		caller, err := f.Client(model.Scope{Profile: "a", Region: region}).Caller(t.Context())
		ok(t, err)
		if caller.Account != accountB || caller.Region != region {
			t.Errorf("in %s: %+v", region, caller)
		}
	}
}

// All scopes share connections, however many there are; none is left after Close, and
// none that is not in use after a scope was removed.
func TestConnectionsOfManyScopes(t *testing.T) {
	_, open, made := served(t, emulate(t, twoAccounts), "")
	f := awsclient.NewFleet(awsclient.FleetOptions{})
	for range 3 {
		for _, profile := range []string{"a", "b"} {
			for _, err := range everyRegion(t, f, profile) {
				ok(t, err)
			}
		}
	}
	if n := made.Load(); n > 20 {
		t.Errorf("%d connections for at most ten calls at once", n)
	}
	f.Remove(model.Scope{Profile: "a", Region: "us-east-1"})
	wantNoConnections(t, open)
	_, err := f.Client(model.Scope{Profile: "a", Region: "eu-west-1"}).Caller(t.Context())
	ok(t, err)
	f.Close()
	wantNoConnections(t, open)
}

// Nor are there more than half as many again as calls at once where each profile has a
// host of its own.
func TestConnectionsToManyHosts(t *testing.T) {
	e := emulate(t, twoAccounts)
	var config strings.Builder
	var opens []*atomic.Int64
	for i := range 20 {
		server, open, _ := counted(t, e)
		_, _ = fmt.Fprintf(&config, "[profile host%d]\nregion = us-east-1\nendpoint_url = %s\naws_access_key_id = AKID\naws_secret_access_key = secret-of-all\n", i, server)
		opens = append(opens, open)
	}
	home(t, config.String(), "")
	f := awsclient.NewFleet(awsclient.FleetOptions{InFlight: 4})
	defer f.Close()
	for range 2 {
		for i := range opens {
			_, err := f.Client(model.Scope{Profile: fmt.Sprintf("host%d", i), Region: "us-east-1"}).Caller(t.Context())
			ok(t, err)
			total := func() (n int64) {
				for _, open := range opens {
					n += open.Load()
				}
				return n
			}
			for range 100 { // the servers see a connection's end a little later
				if total() <= 6 {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if n := total(); n > 6 {
				t.Fatalf("%d connections", n)
			}
		}
	}
}

// Whoever signs in anywhere brings all scopes of the session back, which is told once.
func TestRenewedSession(t *testing.T) {
	dir := home(t, ssoSession+"[profile other]\nsso_session = corp\nsso_account_id = "+accountB+"\nsso_role_name = Operator\n", twoKeys)
	e := emulate(t, `{}`)
	server, _, _ := counted(t, e)
	t.Setenv("AWS_ENDPOINT_URL", server)
	f := awsclient.NewFleet(awsclient.FleetOptions{})
	defer f.Close()
	scopes := []model.Scope{{Profile: "other", Region: "eu-west-1"}, {Profile: "sso", Region: "eu-west-1"}, {Profile: "sso", Region: "us-east-1"}}
	for _, scope := range append(scopes, model.Scope{Profile: "ops", Region: "us-east-1"}) {
		_, err := f.Client(scope).Caller(t.Context())
		if scope.Profile == "ops" {
			ok(t, err)
			continue
		}
		wantKind(t, err, model.FailureExpired)
	}
	if got := f.Renewed(); got != nil {
		t.Errorf("nobody has signed in to %v", got)
	}
	sum := sha1.Sum([]byte("corp"))
	write(t, filepath.Join(dir, ".aws", "sso", "cache"), hex.EncodeToString(sum[:])+".json", `{"accessToken":"an-access-token","expiresAt":"2999-01-01T00:00:00Z"}`)
	if got := f.Renewed(); !slices.Equal(got, scopes) {
		t.Errorf("got %v", got)
	}
	if got := f.Renewed(); got != nil {
		t.Errorf("told again: %v", got)
	}
}

func wantNoConnections(t *testing.T, open *atomic.Int64) {
	t.Helper()
	for range 500 {
		if open.Load() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d connections are left", open.Load())
}

// Two profiles of one account are asked at one rate in each Region, once it is known
// that they are, and apart in another Region.
func TestGatesOfAnAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		f := fleetOf(t, e.Transport(), nil)
		client := func(profile, region string) *awsclient.Client {
			return f.Client(model.Scope{Profile: profile, Region: region})
		}
		one, other := client(accountA+"-admin", "us-east-1"), client(accountA+"-reader", "us-east-1")
		elsewhere, stranger := client(accountA+"-admin", "eu-west-1"), client(accountB, "us-east-1")
		for _, c := range []*awsclient.Client{one, other, elsewhere, stranger} {
			_, err := c.Caller(t.Context())
			ok(t, err)
		}
		e.SetFaults([]emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultThrottle, Times: 1}})
		ok(t, first(t, one, live.FeedApplications))
		wantRate(t, one, "OpenSearch", 5.1)
		wantRate(t, other, "OpenSearch", 5.1)
		wantRate(t, elsewhere, "OpenSearch", 10)
		wantRate(t, stranger, "OpenSearch", 10)

		e.SetFaults([]emulator.Fault{{Operation: "GetCallerIdentity", Kind: emulator.FaultThrottle, Times: 1}})
		_, err := elsewhere.Caller(t.Context())
		ok(t, err)
		wantRate(t, other, "STS", 5.1) // is counted across Regions
		wantRate(t, stranger, "STS", 10)
	})
}

// What an account's gate has learnt before the account is known is not lost.
func TestGateOfAnAccountNotKnownYet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		c := fleetOf(t, e.Transport(), nil).Client(model.Scope{Profile: accountA, Region: "us-east-1"})
		e.SetFaults([]emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultThrottle, Times: 1}})
		ok(t, first(t, c, live.FeedApplications))
		_, err := c.Caller(t.Context())
		ok(t, err)
		wantRate(t, c, "OpenSearch", 5.1)
	})
}

// No more calls than agreed are on the wire at once, and who waits for room gives up
// with the context.
func TestCallsInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		var now, most atomic.Int64
		wire := carrier(func(r *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			time.Sleep(time.Second)
			return e.Transport().RoundTrip(r)
		})
		f := fleetOf(t, wire, func(o *awsclient.FleetOptions) { o.InFlight = 3 })
		start := time.Now()
		waiting, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		var given atomic.Int64
		var group sync.WaitGroup
		for i := range 8 {
			ctx, region := t.Context(), fleetRegions[i]
			if i >= 6 { // wait behind the first six
				ctx = waiting
			}
			group.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				if _, err := f.Client(model.Scope{Profile: accountA, Region: region}).Caller(ctx); err != nil {
					given.Add(1)
				}
			})
		}
		group.Wait()
		if took := time.Since(start).Round(100 * time.Millisecond); most.Load() != 3 || given.Load() != 2 || took != 2*time.Second {
			t.Errorf("%d at once, %d given up, after %v", most.Load(), given.Load(), took)
		}
	})
}

// A Region that never answers costs the others of its profile nothing.
func TestHangingScope(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		e.SetFaults([]emulator.Fault{{Operation: "*", Account: accountA, Region: "eu-west-1", Kind: emulator.FaultHang}})
		f := fleetOf(t, e.Transport(), nil)
		hung := make(chan error)
		go func() {
			_, err := f.Client(model.Scope{Profile: accountA, Region: "eu-west-1"}).Caller(t.Context())
			hung <- err
		}()
		synctest.Wait()
		start := time.Now()
		for _, region := range []string{"us-east-1", "us-west-2"} {
			readAll(t, f.Client(model.Scope{Profile: accountA, Region: region}), feed(live.FeedDomains))
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("the others take %v", took)
		}
		wantKind(t, <-hung, model.FailureNetwork)
		if took := time.Since(start); took != 30*time.Second {
			t.Errorf("it hangs for %v", took)
		}
	})
}

// Writes to an account that is read-only are refused, whatever is known of it before.
func TestReadOnlyAccount(t *testing.T) {
	add := func(t *testing.T, c *awsclient.Client, account string) error {
		return c.AddTags(t.Context(), rule.AddTagsRequest{ARN: "arn:aws:es:us-east-1:" + account + ":domain/a-domain", Tags: []model.Tag{{Key: "k", Value: "v"}}})
	}
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, twoAccounts)
		f := fleetOf(t, e.Transport(), func(o *awsclient.FleetOptions) { o.ReadOnlyAccounts = []string{accountA} })
		c := f.Client(model.Scope{Profile: accountA, Region: "us-east-1"})

		e.SetFaults([]emulator.Fault{{Operation: "GetCallerIdentity", Kind: emulator.FaultDenied}})
		if err := add(t, c, accountA); err == nil {
			t.Error("a write goes out to an account that is not known")
		}
		e.SetFaults(nil)
		failure := failureOf(t, add(t, c, accountA), model.FailureReadOnly)
		if failure.Message != "refused: account "+accountA+" is read-only" || failure.Sent {
			t.Errorf("got %+v", failure)
		}
		if !c.ReadOnly() || e.Calls()["AddTags"] != 0 {
			t.Errorf("read-only %v, %d writes sent", c.ReadOnly(), e.Calls()["AddTags"])
		}
		_ = add(t, f.Client(model.Scope{Profile: accountB, Region: "us-east-1"}), accountB)
		if n := e.Calls()["AddTags"]; n != 1 {
			t.Errorf("%d writes to the other account", n)
		}
	})
}

func scopesOf(found awsclient.Found) []string {
	var all []string
	for _, s := range found.Scopes {
		all = append(all, fmt.Sprintf("%s/%s/%s", s.Profile, s.Account, s.Region))
	}
	slices.Sort(all)
	return all
}
