package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/smithy-go/middleware"

	"oscope/model"
)

// sessions are the sign-ins that the profiles of the shared files stand on. Whoever
// loads configurations gives the loader their options, and puts guard around the
// credentials that it has loaded: once for each profile, whose copies share them.
type sessions struct {
	codes *codes // nil: nobody can be asked for a code
	lives *children

	mu  sync.Mutex
	all map[identityCenter]*session
}

// newSessions returns sessions that ask for MFA codes, if they can.
func newSessions(ask AskCode) *sessions {
	s := &sessions{lives: newChildren(), all: map[identityCenter]*session{}}
	if ask != nil {
		s.codes = newCodes(ask, s.lives)
	}
	return s
}

// end ends all that waits for credentials, and returns when nothing does.
func (s *sessions) end() { s.lives.end() }

// options are what the configuration of a profile is to be loaded with. An empty
// profile is that of the environment.
func (s *sessions) options(profile string) []func(*config.LoadOptions) error {
	if env, err := config.NewEnvConfig(); err == nil {
		profile = cmp.Or(profile, env.SharedConfigProfile, "default")
	}
	return []func(*config.LoadOptions) error{
		config.WithCredentialsCacheOptions(expiryWindow),
		config.WithAPIOptions([]func(*middleware.Stack) error{s.addEnd}),
		config.WithSSOProviderOptions(func(o *ssocreds.Options) { o.Client = portal{o.Client} }),
		config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
			if o.Duration == 0 {
				o.Duration = roleDuration
			}
			if s.codes != nil && o.SerialNumber != nil {
				o.TokenProvider = s.codes.provider(profile, *o.SerialNumber)
				o.Duration = max(o.Duration, roleDuration)
			}
		}),
	}
}

// roleDuration is how long an assumed role lasts: the longest that every role
// allows, since who has typed a code for it does not want to do so again soon.
const roleDuration = time.Hour

// expiryWindow has credentials renewed 1 to 5 minutes early, and not those of all
// profiles at once.
func expiryWindow(o *aws.CredentialsCacheOptions) {
	o.ExpiryWindow, o.ExpiryWindowJitterFrac = 5*time.Minute, 0.8
}

// addEnd gives the calls by which the SDK obtains credentials an end: its cache takes
// from them the deadline and the cancellation of those that wait for them, and a
// service that never answers would keep the profile waiting for good.
func (s *sessions) addEnd(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("oscope:End", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (out middleware.InitializeOutput, metadata middleware.Metadata, err error) {
		over := s.lives.run(ctx, func(ctx context.Context) error {
			ctx, cancel := context.WithTimeout(ctx, callTimeout)
			defer cancel()
			out, metadata, err = next.HandleInitialize(ctx, in)
			return nil // what is wrong with a call is told by its own error, whole
		})
		return out, metadata, cmp.Or(err, over)
	}), middleware.Before)
}

// portal does not let the SDK repeat what was throttled: the session does, and slows
// all its profiles down for it.
type portal struct {
	ssocreds.GetRoleCredentialsAPIClient
}

// GetRoleCredentials implements ssocreds.GetRoleCredentialsAPIClient.
func (p portal) GetRoleCredentials(ctx context.Context, in *sso.GetRoleCredentialsInput, options ...func(*sso.Options)) (*sso.GetRoleCredentialsOutput, error) {
	return p.GetRoleCredentialsAPIClient.GetRoleCredentials(ctx, in, append(slices.Clone(options), func(o *sso.Options) {
		o.Retryer = unthrottled{o.Retryer}
	})...)
}

type unthrottled struct{ aws.Retryer }

// IsErrorRetryable implements aws.Retryer.
func (u unthrottled) IsErrorRetryable(err error) bool {
	return !tooMany(err) && u.Retryer.IsErrorRetryable(err)
}

// of returns the session that profiles of a sign-in share.
func (s *sessions) of(c identityCenter) (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all[c] == nil {
		made, err := newSession(c)
		if err != nil {
			return nil, err
		}
		s.all[c] = made
	}
	return s.all[c], nil
}

// renewed names the sessions to which somebody has signed in since they were found
// signed out, here or with another tool. It costs a look at the file of each that
// is signed out, and names each but once.
func (s *sessions) renewed() []identityCenter {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []identityCenter
	for center, session := range s.all {
		if session.renewed() {
			all = append(all, center)
		}
	}
	return all
}

// guard returns the credentials of a configuration that was loaded with the options,
// got through their session and cached. What runs or waits for them ends with the
// given children.
func (s *sessions) guard(c aws.Config, lives *children) (aws.CredentialsProvider, error) {
	w := watched{provider: withProcess(c, lives), sources: credentialSources(c.Credentials), lives: lives}
	signIn := signInOf(c)
	if signIn.center != nil {
		var err error
		if w.session, err = s.of(*signIn.center); err != nil {
			return nil, err
		}
	}
	if shared := sharedConfig(c); shared != nil && s.codes != nil && signIn.codeFor != "" {
		w.profile, w.codes = shared.Profile, s.codes
	}
	// The expiry window is that of the loaded cache within: a second one would find
	// what that still brings expired.
	return guarded{aws.NewCredentialsCache(w), w}, nil
}

// guarded are the credentials of a profile, one attempt at a time for all that need
// them.
type guarded struct {
	*aws.CredentialsCache

	watched watched
}

// Retrieve implements aws.CredentialsProvider. Whoever has waited for too long is told
// what for.
func (g guarded) Retrieve(ctx context.Context) (aws.Credentials, error) {
	value, err := g.CredentialsCache.Retrieve(ctx)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
		return value, g.watched.waiting(err)
	}
	return value, err
}

// Invalidate has the credentials got anew. The cache within, of whichever kind the
// SDK made, forgets them too.
func (g guarded) Invalidate() {
	if within, ok := g.watched.provider.(interface{ Invalidate() }); ok {
		within.Invalidate()
	}
	g.CredentialsCache.Invalidate()
}

// again has the credentials got anew, with an MFA code that was not given before.
func (g guarded) again() {
	if g.watched.codes != nil {
		g.watched.codes.again(g.watched.profile)
	}
	g.Invalidate()
}

// watched gets credentials through what the profile stands on.
type watched struct {
	provider aws.CredentialsProvider
	sources  []aws.CredentialSource
	lives    *children
	session  *session // nil where there is none
	codes    *codes   // nil where none is wanted
	profile  string   // that wants codes
}

// ProviderSources implements aws.CredentialProviderSource.
func (w watched) ProviderSources() []aws.CredentialSource { return w.sources }

// Retrieve implements aws.CredentialsProvider. The context is that of the cache, which
// never ends.
func (w watched) Retrieve(ctx context.Context) (value aws.Credentials, err error) {
	err = w.lives.run(ctx, func(ctx context.Context) error {
		if w.codes != nil {
			value, err = w.codes.retrieve(ctx, w.profile, aws.CredentialsProviderFunc(w.retrieve))
		} else {
			value, err = w.retrieve(ctx)
		}
		return err
	})
	return value, err
}

func (w watched) retrieve(ctx context.Context) (aws.Credentials, error) {
	if w.session != nil {
		return w.session.retrieve(ctx, w.provider)
	}
	return w.provider.Retrieve(ctx)
}

// waiting says what credentials are still being waited for.
func (w watched) waiting(err error) error {
	if w.codes != nil {
		if serial, asked := w.codes.asking(w.profile); asked {
			return configurationError{
				kind:    model.FailureExpired,
				message: fmt.Sprintf("Profile %s waits for the MFA code of %s", w.profile, serial),
				advice:  "oscope goes on by itself when it is given.",
				err:     err,
			}
		}
	}
	if w.session != nil {
		if until, paused := w.session.throttledUntil(); paused {
			return configurationError{
				kind:    model.FailureThrottling,
				message: fmt.Sprintf("AWS wants fewer sign-ins of %s; the next is in %d s", w.session.name, 1+int(time.Until(until).Seconds())),
				err:     err,
			}
		}
	}
	return err
}
