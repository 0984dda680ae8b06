package awsclient

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"oscope/model"
)

const (
	// sessionMost is how many credentials a session is asked for in any second. Users
	// of twice as many have been throttled (SERVICE.md §10.3).
	sessionMost = 10
	// A session that throttles is not asked at all for so long, twice as long each
	// time until an answer comes.
	pauseLeast = time.Second
	pauseMost  = 30 * time.Second
	// That one has to sign in is taken for granted for so long, unless the token's
	// file changes: a refusal may have been a hiccup.
	signedOutFor = 5 * time.Minute
	// Where a token could not be renewed since AWS was not reached, those who wait
	// for it are told so, and do not try one after the other.
	unrenewedFor = 5 * time.Second
)

// session is a sign-in to IAM Identity Center in use: the one place where the
// credentials of all its profiles are asked for, and where it is known that they
// cannot be had.
type session struct {
	name     string
	path     string        // of the token's file
	turn     chan struct{} // held by who asks next, so that those who wait do in order
	renewing chan struct{} // held by who renews the token

	mu        sync.Mutex
	asked     [sessionMost]time.Time // a ring of the last
	oldest    int                    // in it
	throttled time.Time
	backoff   time.Duration
	paused    time.Time // until then
	failed    failedSession
}

// failedSession is how the last attempt ended that speaks for the whole session.
type failedSession struct {
	err   error
	token stamp // that it was made with
	until time.Time
}

func newSession(c identityCenter) (*session, error) {
	path, err := c.tokenPath()
	if err != nil {
		return nil, err
	}
	return &session{name: c.name(), path: path, turn: make(chan struct{}, 1), renewing: make(chan struct{}, 1)}, nil
}

// retrieve gets the credentials of one profile when it is their turn. Being
// throttled is no failure: then they wait like all others of the session.
func (s *session) retrieve(ctx context.Context, provider aws.CredentialsProvider) (aws.Credentials, error) {
	for {
		value, err := s.attempt(ctx, provider)
		if !throttledBySession(err) {
			return value, err
		}
	}
}

func (s *session) attempt(ctx context.Context, provider aws.CredentialsProvider) (aws.Credentials, error) {
	renewed, err := s.renewal(ctx)
	if err != nil {
		return aws.Credentials{}, err
	}
	defer renewed()
	if err := s.failure(); err != nil {
		return aws.Credentials{}, err
	}
	if err := s.wait(ctx); err != nil {
		return aws.Credentials{}, err
	}
	token, began := stampOf(s.path), time.Now()
	value, err := provider.Retrieve(ctx)
	s.learn(err, token, began)
	return value, err
}

// renewal lets one alone ask while the token has expired. The SDK renews it on the
// way, with a secret that may be used once: of several at once, all but the first
// would be refused.
func (s *session) renewal(ctx context.Context) (done func(), err error) {
	expired := func() bool { return time.Now().After(readToken(s.path).time(tokenExpires)) }
	if !expired() {
		return func() {}, nil
	}
	if err := hold(ctx, s.renewing); err != nil {
		return nil, err
	}
	release := func() { <-s.renewing }
	if !expired() {
		release()
		return func() {}, nil
	}
	return release, nil
}

// hold takes what only one may have at a time.
func hold(ctx context.Context, c chan struct{}) error {
	select {
	case c <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait waits until the session may be asked once more.
func (s *session) wait(ctx context.Context) error {
	if err := hold(ctx, s.turn); err != nil {
		return err
	}
	defer func() { <-s.turn }()
	for {
		delay := s.take(time.Now())
		if delay <= 0 {
			return nil
		}
		if err := pause(ctx, delay); err != nil {
			return err
		}
	}
}

// pause waits for a while.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// take notes that the session is asked now, or returns how long that must wait.
func (s *session) take(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	free := s.asked[s.oldest].Add(time.Second)
	if free.Before(s.paused) {
		free = s.paused
	}
	if delay := free.Sub(now); delay > 0 {
		return delay
	}
	s.asked[s.oldest] = now
	s.oldest = (s.oldest + 1) % sessionMost
	return 0
}

// learn draws from an attempt what it means for the whole session.
func (s *session) learn(err error, token stamp, began time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	switch {
	case throttledBySession(err):
		// What was under way at the first throttle is of the same burst.
		if began.Before(s.throttled) {
			return
		}
		s.throttled = now
		s.backoff = min(max(2*s.backoff, pauseLeast), pauseMost)
		s.paused = now.Add(s.backoff + rand.N(s.backoff/4)) //nolint:gosec // jitter is no secret
	case err == nil && !began.Before(s.throttled):
		s.backoff = 0
		s.failed = failedSession{}
	case signedOutOfSession(err):
		s.failed = failedSession{err, token, now.Add(signedOutFor)}
	case ofService(err, "SSO OIDC"):
		s.failed = failedSession{err, token, now.Add(unrenewedFor)}
	}
}

// failure returns what every profile of the session has to expect now.
func (s *session) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed.err == nil || time.Now().After(s.failed.until) || stampOf(s.path) != s.failed.token {
		return nil
	}
	return s.failed.err
}

// renewed reports, once, that somebody has signed in since the session was found
// signed out.
func (s *session) renewed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed.err == nil || stampOf(s.path) == s.failed.token {
		return false
	}
	s.failed = failedSession{}
	return true
}

// throttledUntil returns when the session is asked again, if it is paused.
func (s *session) throttledUntil() (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paused, time.Now().Before(s.paused)
}

// throttledBySession reports whether Identity Center wants fewer requests.
func throttledBySession(err error) bool { return ofSession(err) && tooMany(err) }

// signedOutOfSession reports whether no profile of the session gets credentials.
func signedOutOfSession(err error) bool {
	return err != nil && signedOut(err) || ofSession(err) && kindOfCode(err) == model.FailureExpired
}

func ofSession(err error) bool { return ofService(err, "SSO") || ofService(err, "SSO OIDC") }

// tooMany reports whether a call was throttled. Identity Center does not always say
// so in words: then only the status tells.
func tooMany(err error) bool {
	response, ok := errors.AsType[*awshttp.ResponseError](err)
	return ok && response.HTTPStatusCode() == http.StatusTooManyRequests || kindOfCode(err) == model.FailureThrottling
}

// kindOfCode is what the code of an error alone says.
func kindOfCode(err error) model.FailureKind {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return kinds[api.ErrorCode()]
	}
	return model.FailureOther
}
