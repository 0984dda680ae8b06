package awsclient_test

import (
	"math"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"oscope/awsclient"
	"oscope/awsclient/emulator"
	"oscope/model"
	"oscope/model/live"
)

// at notes when each request passes, since the start.
func at(wire http.RoundTripper) (carrier, func() []time.Duration) {
	var mu sync.Mutex
	var passed []time.Duration
	start := time.Now()
	return func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			passed = append(passed, time.Since(start).Round(time.Millisecond))
			mu.Unlock()
			return wire.RoundTrip(r)
		}, func() []time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return passed
		}
}

// callers makes n calls at once and returns how they ended.
func callers(t *testing.T, c *awsclient.Client, n int) []error {
	errs := make([]error, n)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() { _, errs[i] = c.Caller(t.Context()) })
	}
	group.Wait()
	return errs
}

func wantRate(t *testing.T, c *awsclient.Client, service string, want float64) {
	t.Helper()
	got, slowed := c.Slowed()[service]
	if !slowed {
		got = 10
	}
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is asked %v times a second, want %v", service, got, want)
	}
}

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wire, passed := at(emulate(t, `{}`).Transport())
		c := connect(wire)
		for round := range 2 {
			for _, err := range callers(t, c, 40) {
				ok(t, err)
			}
			moments := passed()[40*round:]
			for i, moment := range moments {
				if want := moments[0] + time.Duration(100*max(0, i-19))*time.Millisecond; moment != want {
					t.Errorf("call %d at %v, want %v", i, moment, want)
				}
			}
			time.Sleep(2 * time.Second) // without calls: then a burst may come again
		}
		if slowed := c.Slowed(); len(slowed) != 0 {
			t.Errorf("slowed: %v", slowed)
		}
	})
}

// Whoever would have to wait longer than a call may take is told so at once.
func TestGateRefusesWhatCannotPassInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{}`)
		c := connect(e.Transport())
		_, err := c.Caller(t.Context())
		ok(t, err)
		time.Sleep(50 * time.Millisecond) // so that no turn comes at the very moment when time is up
		refused := 0
		for _, err := range callers(t, c, 400) {
			if err == nil {
				continue
			}
			refused++
			if failure := failureOf(t, err, model.FailureThrottling); failure.Message != "too many requests are waiting for their turn" || failure.Code != "" {
				t.Fatalf("got %+v", failure)
			}
		}
		if refused != 81 { // 19 pass at once, and then 300 in 30 s
			t.Errorf("refused %d", refused)
		}
		wantCalls(t, e, map[string]int{"GetCallerIdentity": 1 + 400 - refused})
	})
}

func TestGateHalvesAndRecovers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{}`)
		e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 10, Latency: time.Millisecond}})
		wire, passed := at(e.Transport())
		c := connect(wire)

		// Ten calls are throttled at the same moment: one burst, half the rate.
		called := make(chan []error)
		go func() { called <- callers(t, c, 10) }()
		time.Sleep(time.Millisecond)
		synctest.Wait()
		wantRate(t, c, "STS", 5)
		for _, err := range <-called {
			ok(t, err)
		}
		wantRate(t, c, "STS", 6) // by 0.1 for each of the ten that went well

		// A slowed service is asked one at a time, evenly.
		before := len(passed())
		time.Sleep(10 * time.Second)
		for _, err := range callers(t, c, 20) {
			ok(t, err)
		}
		if moments := passed()[before:]; moments[1] == moments[0] || moments[2] == moments[1] {
			t.Errorf("asked at %v", moments)
		}
		wantRate(t, c, "STS", 8)

		for range 21 {
			for _, err := range callers(t, c, 1) {
				ok(t, err)
			}
		}
		wantRate(t, c, "STS", 10)
		time.Sleep(time.Minute)
		start := time.Now()
		callers(t, c, 20)
		if took := time.Since(start); took != 0 {
			t.Errorf("a burst takes %v after the recovery", took)
		}
	})
}

// Every burst of throttling halves the rate, down to one call in two seconds.
func TestGateNeverCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{}`)
		c := connect(e.Transport())
		rate := 10.0
		for range 8 {
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 1}})
			called := make(chan error)
			go func() {
				_, err := c.Caller(t.Context())
				called <- err
			}()
			synctest.Wait() // for the throttled attempt
			rate = max(rate/2, 0.5)
			wantRate(t, c, "STS", rate)
			ok(t, <-called) // the next attempt goes well
			rate += 0.1
			wantRate(t, c, "STS", rate)
			time.Sleep(2 * time.Second)
		}
	})
}

// A minute after the last throttle the full rate is back: nobody has to call for
// that, nor to look.
func TestGateForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := emulate(t, `{}`)
		throttle := func(c *awsclient.Client) (since time.Time) {
			t.Helper()
			e.SetFaults([]emulator.Fault{{Operation: "*", Kind: emulator.FaultThrottle, Times: 1}})
			since = time.Now()
			_, err := c.Caller(t.Context())
			ok(t, err)
			return since
		}
		looked := connect(e.Transport())
		since := throttle(looked)
		time.Sleep(59*time.Second - time.Since(since))
		wantRate(t, looked, "STS", 5.1)
		time.Sleep(time.Second)
		wantRate(t, looked, "STS", 10)

		used := connect(e.Transport())
		since = throttle(used)
		time.Sleep(time.Minute - time.Since(since))
		start := time.Now()
		callers(t, used, 20)
		if took := time.Since(start); took != 1900*time.Millisecond {
			t.Errorf("20 calls take %v", took)
		}
	})
}

func TestServicesAreSlowedApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		world, _ := collections(1)
		e := emulator.New(world, emulator.Options{})
		e.SetFaults([]emulator.Fault{{Operation: "ListApplications", Kind: emulator.FaultThrottle}})
		c := connect(e.Transport())
		wantKind(t, first(t, c, live.FeedApplications), model.FailureThrottling)
		if slowed := c.Slowed(); len(slowed) != 1 || slowed["OpenSearch"] == 0 {
			t.Errorf("slowed: %v", slowed)
		}
		start := time.Now()
		for range 5 {
			readAll(t, c, feed(live.FeedCollections))
			readAll(t, c, feed(live.FeedCaller))
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("the others take %v", took)
		}
	})
}

// Being at a limit, refused or cut off is no reason to slow down.
func TestOnlyThrottlingSlows(t *testing.T) {
	for _, fault := range []emulator.Fault{
		{Kind: emulator.FaultReset},
		{Kind: emulator.FaultError},
		{Kind: emulator.FaultDenied},
		{Kind: emulator.FaultError, Code: "LimitExceededException", Status: 409},
	} {
		synctest.Test(t, func(t *testing.T) {
			e := emulate(t, `{}`)
			fault.Operation = "*"
			e.SetFaults([]emulator.Fault{fault})
			c := connect(e.Transport())
			if err := first(t, c, live.FeedApplications); err == nil {
				t.Error("no failure")
			}
			if slowed := c.Slowed(); len(slowed) != 0 {
				t.Errorf("%s %s slows: %v", fault.Kind, fault.Code, slowed)
			}
		})
	}
}
