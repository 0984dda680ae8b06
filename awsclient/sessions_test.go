package awsclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
)

// accounts loads so many profiles of the session corp, each of its own account.
func accounts(t *testing.T, s awsclient.Sessions, p *portal, dir string, n int) []aws.CredentialsProvider {
	t.Helper()
	all := make([]aws.CredentialsProvider, n)
	for i := range all {
		write(t, dir, "config", strings.ReplaceAll(sessionProfile, "111122223333", fmt.Sprintf("%012d", i)))
		config, err := s.Shared(t.Context(), "ops", p.wire())
		ok(t, err)
		all[i] = config.Credentials
	}
	return all
}

// retrieveAll gets the credentials of all at once and returns how they fail.
func retrieveAll(ctx context.Context, providers []aws.CredentialsProvider) []error {
	errs := make([]error, len(providers))
	var group sync.WaitGroup
	for i, provider := range providers {
		group.Go(func() {
			value, err := provider.Retrieve(ctx)
			if errs[i] = err; err == nil && value.AccessKeyID != fmt.Sprintf("ASIA%012d", i) {
				errs[i] = fmt.Errorf("account %d got %s", i, value.AccessKeyID)
			}
		})
	}
	group.Wait()
	return errs
}

// within returns the most calls in any second.
func within(times []time.Time) int {
	most := 0
	for i := range times {
		n := 0
		for _, at := range times[i:] {
			if at.Sub(times[i]) < time.Second {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func TestSessionIsAskedTenTimesASecond(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, 8*time.Hour, "")
		p, s := newPortal(t), awsclient.NewSessions(nil)
		providers, began := accounts(t, s, p, dir, 45), time.Now()
		for i, err := range retrieveAll(t.Context(), providers) {
			if err != nil {
				t.Errorf("account %d: %v", i, err)
			}
		}
		if took, most := time.Since(began), within(p.times); took != 4*time.Second || most != 10 {
			t.Errorf("took %v, at most %d a second", took, most)
		}
		// What is there costs no call, whoever asks.
		retrieveAll(t.Context(), slices.Concat(providers))
		if got := p.count("GetRoleCredentials"); got != 45 {
			t.Errorf("%d calls", got)
		}
	})
}

// For two minutes the portal throttles everything, and after that some: all 665
// accounts get their credentials, none fails, and nobody is asked to sign in.
func TestThrottledSessionEndsWithAllLive(t *testing.T) {
	for name, says := range map[string]string{"by name": "TooManyRequestsException", "by status alone": ""} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, sessionProfile, "")
			synctest.Test(t, func(t *testing.T) {
				signedIn(t, dir, 8*time.Hour, "")
				p, s := newPortal(t), awsclient.NewSessions(nil)
				began := time.Now()
				var refused atomic.Int64 // requests come side by side
				p.answer = func(operation string, n int) (int, string, string) {
					if operation == "GetRoleCredentials" && (time.Since(began) < 2*time.Minute || n%7 == 0) {
						refused.Add(1)
						return http.StatusTooManyRequests, says, `{"message":"HTTP 429 Unknown Code"}`
					}
					return 0, "", ""
				}
				for i, err := range retrieveAll(t.Context(), accounts(t, s, p, dir, 665)) {
					if err != nil {
						t.Errorf("account %d: %v", i, err)
					}
				}
				throttled := int(refused.Load())
				early := slices.IndexFunc(p.times, func(at time.Time) bool { return at.Sub(began) >= 2*time.Minute })
				if got := p.count("GetRoleCredentials"); got != 665+throttled || within(p.times) > 10 || p.count("RegisterClient") > 0 {
					t.Errorf("%d calls, %d of them throttled, at most %d a second", got, throttled, within(p.times))
				}
				if early > 80 { // ten each after 0, 1, 3, 7, 15, 31, 61, 91 s
					t.Errorf("%d calls while all were throttled", early)
				}
				t.Logf("%d calls, %d throttled, in %v", len(p.times), throttled, time.Since(began))
			})
		})
	}
}

// Whoever has no more time is told what was waited for, and the others are not
// disturbed. When the sessions end, so does all that waits.
func TestThrottledSessionAndContexts(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, 8*time.Hour, "")
		p, s := newPortal(t), awsclient.NewSessions(nil)
		var throttles atomic.Bool
		throttles.Store(true)
		p.answer = func(string, int) (int, string, string) {
			if throttles.Load() {
				return http.StatusTooManyRequests, "TooManyRequestsException", `{}`
			}
			return 0, "", ""
		}
		c := opsClient(p, s)
		failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureThrottling)
		if !strings.Contains(failure.Message, "the sso-session corp; the next is in ") {
			t.Errorf("got %q", failure.Message)
		}
		providers := accounts(t, s, p, dir, 2)
		patient := make(chan error)
		go func() { patient <- retrieveAll(context.WithoutCancel(t.Context()), providers[:1])[0] }()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := retrieveAll(ctx, providers)[0]; err == nil {
			t.Error("no failure")
		}
		throttles.Store(false)
		ok(t, <-patient)

		throttles.Store(true)
		time.Sleep(time.Minute)
		go func() { patient <- retrieveAll(t.Context(), accounts(t, s, p, dir, 1))[0] }()
		time.Sleep(time.Second)
		s.End()
		if err := <-patient; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

// A token that has run out is renewed once for all profiles: its secret serves once.
func TestSessionRenewsItsTokenOnce(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, time.Minute, `,"clientId":"the-client","clientSecret":"the-client-secret","refreshToken":"the-refresh-token"`)
		p, s := newPortal(t), awsclient.NewSessions(nil)
		providers := accounts(t, s, p, dir, 8)
		time.Sleep(time.Hour)
		for _, err := range retrieveAll(t.Context(), providers) {
			ok(t, err)
		}
		if got := p.count("CreateToken"); got != 1 {
			t.Errorf("renewed %d times", got)
		}
	})
}

// Being signed out is found once for the session, told with what to do, and over when
// somebody signs in, with whatever tool.
func TestSignedOutSession(t *testing.T) {
	refresh := `,"clientId":"the-client","clientSecret":"the-client-secret","refreshToken":"the-refresh-token"`
	oidc := func(code string) func(string, int) (int, string, string) {
		return func(operation string, _ int) (int, string, string) {
			if operation == "CreateToken" {
				return 400, code, `{"error":"invalid"}`
			}
			return 0, "", ""
		}
	}
	for name, tt := range map[string]struct {
		token  string // the whole file, or
		lasts  time.Duration
		more   string
		answer func(string, int) (int, string, string)
		calls  map[string]int
	}{
		"never signed in":      {},
		"expired":              {lasts: -time.Hour},
		"old form":             {token: `{"accessToken":"the-access-token","expiresAt":"2030-01-01T00:00:00UTC"}`},
		"no token in it":       {token: `{"expiresAt":"2030-01-01T00:00:00Z"}`},
		"refresh refused":      {lasts: -time.Hour, more: refresh, answer: oidc("InvalidGrantException"), calls: map[string]int{"CreateToken": 1}},
		"refresh too late":     {lasts: -time.Hour, more: refresh, answer: oidc("ExpiredTokenException"), calls: map[string]int{"CreateToken": 1}},
		"registration expired": {lasts: -time.Hour, more: refresh, answer: oidc("InvalidClientException"), calls: map[string]int{"CreateToken": 1}},
		"unknown client":       {lasts: -time.Hour, more: refresh, answer: oidc("UnauthorizedClientException"), calls: map[string]int{"CreateToken": 1}},
		"revoked": {lasts: time.Hour, calls: map[string]int{"GetRoleCredentials": 1}, answer: func(string, int) (int, string, string) {
			return 401, "UnauthorizedException", `{"message":"Session token not found or invalid"}`
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := home(t, sessionProfile, "")
			synctest.Test(t, func(t *testing.T) {
				if tt.token != "" {
					write(t, dir, corpToken, tt.token)
				} else if tt.lasts != 0 {
					signedIn(t, dir, tt.lasts, tt.more)
				}
				p, s := newPortal(t), awsclient.NewSessions(nil)
				p.answer = tt.answer
				c := opsClient(p, s)
				for range 3 {
					failure := failureOf(t, first(t, c, live.FeedApplications), model.FailureExpired)
					if !strings.HasPrefix(failure.Message, "Not signed in to the sso-session corp: ") || failure.SignIn != "the sso-session corp" ||
						failure.Explain() != "Sign in: aws sso login --sso-session corp. oscope picks it up by itself." ||
						failure.ExplainAt("L") != "L signs in to the sso-session corp here. "+failure.Explain() {
						t.Errorf("got %+v", failure)
					}
					private(t, failure.Error())
				}
				if len(tt.calls) != len(p.calls) || fmt.Sprint(tt.calls) != fmt.Sprint(p.calls) {
					t.Errorf("calls %v, want %v", p.calls, tt.calls)
				}
				if got := s.Renewed(); len(got) > 0 {
					t.Errorf("renewed %q", got)
				}

				// Somebody signs in elsewhere.
				p.answer = nil
				signedIn(t, dir, 8*time.Hour, "")
				if got := append(s.Renewed(), s.Renewed()...); !slices.Equal(got, []string{"corp"}) {
					t.Errorf("renewed %q", got)
				}
				config, err := s.Shared(t.Context(), "ops", p.wire())
				ok(t, err)
				_, err = config.Credentials.Retrieve(t.Context())
				ok(t, err)
			})
		})
	}
}

// The profiles of an older kind share the sign-in of their start URL.
func TestSignedOutOlderKind(t *testing.T) {
	home(t, legacyProfile, "")
	failure := failureOf(t, first(t, opsClient(newPortal(t), awsclient.NewSessions(nil)), live.FeedApplications), model.FailureExpired)
	if failure.SignIn != "https://corp.awsapps.com/start" || !strings.Contains(failure.Explain(), "aws sso login --profile ops") {
		t.Errorf("got %+v", failure)
	}
}

// A role that is not assigned is no sign-in, and none of the session's other profiles
// has to do with it.
func TestRoleIsNotAssigned(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, 8*time.Hour, "")
		p, s := newPortal(t), awsclient.NewSessions(nil)
		p.answer = func(_ string, n int) (int, string, string) {
			if n == 1 {
				return 403, "ForbiddenException", `{"message":"No access"}`
			}
			return 0, "", ""
		}
		failure := failureOf(t, first(t, opsClient(p, s), live.FeedApplications), model.FailurePermission)
		if failure.Action != "sso:GetRoleCredentials" || failure.SignIn != "" || !strings.Contains(failure.Message, "role Operator in account 111122223333 is not assigned") {
			t.Errorf("got %+v", failure)
		}
		ok(t, retrieveAll(t.Context(), accounts(t, s, p, dir, 1))[0])
	})
}

// A portal that does not answer holds up nobody for good, and those that wait for its
// answer get it from the next attempt.
func TestHungPortal(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, 8*time.Hour, "")
		p, s := newPortal(t), awsclient.NewSessions(nil)
		provider := hung(t, s, p)
		_, err := provider.Retrieve(t.Context())
		if err == nil {
			t.Fatal("no failure")
		}
		_, err = provider.Retrieve(t.Context())
		ok(t, err)
	})
}

// hung makes the credentials of ops, of which the first call is never answered.
func hung(t *testing.T, s awsclient.Sessions, p *portal) aws.CredentialsProvider {
	t.Helper()
	n := 0
	wire := carrier(func(r *http.Request) (*http.Response, error) {
		n++
		if n == 1 {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		return p.RoundTrip(r)
	})
	config, err := s.Shared(t.Context(), "ops", withWire(wire))
	ok(t, err)
	return config.Credentials
}

// Credentials are renewed one to five minutes before they end, once.
func TestCredentialsAreRenewedEarly(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		signedIn(t, dir, 8*time.Hour, "")
		p, s := newPortal(t), awsclient.NewSessions(nil)
		providers := accounts(t, s, p, dir, 10)
		retrieveAll(t.Context(), providers)
		for minute := range 61 {
			time.Sleep(time.Minute)
			for _, err := range retrieveAll(t.Context(), providers) {
				ok(t, err)
			}
			switch got := p.count("GetRoleCredentials"); {
			case minute < 54 && got != 10, minute >= 58 && got != 20:
				t.Fatalf("%d calls after %d minutes", got, minute+1)
			}
		}
	})
}

// A portal that answers fewer than we ask for, as the emulator's may, brings them all
// in the end.
func TestSlowPortalOfTheEmulator(t *testing.T) {
	dir := home(t, sessionProfile, "")
	synctest.Test(t, func(t *testing.T) {
		center := &emulator.IdentityCenter{CredentialRate: 4, Tokens: []emulator.Token{{AccessToken: "the-access-token"}}}
		for i := range 665 {
			center.Assignments = append(center.Assignments, emulator.Assignment{AccountID: fmt.Sprintf("%012d", i), Roles: []string{"Operator"}})
		}
		e := emulator.New(emulator.World{IdentityCenter: center}, emulator.Options{})
		signedIn(t, dir, 8*time.Hour, "")
		s := awsclient.NewSessions(nil)
		var group sync.WaitGroup
		for i := range 665 {
			write(t, dir, "config", strings.ReplaceAll(sessionProfile, "111122223333", fmt.Sprintf("%012d", i)))
			config, err := s.Shared(t.Context(), "ops", withWire(e.Transport()))
			ok(t, err)
			group.Go(func() {
				if value, err := config.Credentials.Retrieve(t.Context()); err != nil || !value.HasKeys() {
					t.Errorf("account %d: %v", i, err)
				}
			})
		}
		group.Wait()
		t.Logf("calls %v", e.Calls())
	})
}
