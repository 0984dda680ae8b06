package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"oscope/model"
)

// CodeRequest asks for the code that an MFA device shows.
type CodeRequest struct {
	Profile string // for which it is needed
	Serial  string // of the device
	// Refused is what was wrong with the code before; empty when it is the first.
	Refused string
}

// AskCode gets an MFA code from the operator. It returns one, or an error if the
// context ends first or the operator wants to give none. It is never called twice
// at once: a device has one code at a time, which is good for one use.
type AskCode func(context.Context, CodeRequest) (string, error)

// codePatience is how long a code is waited for.
const codePatience = 3 * time.Minute

var sixDigits = pattern(`^\d{6}$`)

// codes asks for MFA codes, and remembers of which profiles one was not given, or of
// no use: those ask no more until somebody wants it.
type codes struct {
	ask   AskCode
	turn  chan struct{} // held by who is asking
	lives *children

	mu   sync.Mutex
	byID map[string]*codeState // by profile
}

type codeState struct {
	asking  string // the device whose code is being waited for
	given   bool   // a code was, in the attempt under way
	refused string // what was wrong with the code before
	failed  error  // why no more are asked for
}

func newCodes(ask AskCode, lives *children) *codes {
	return &codes{ask: ask, turn: make(chan struct{}, 1), lives: lives, byID: map[string]*codeState{}}
}

// with changes or reads the state of a profile.
func (c *codes) with(profile string, do func(*codeState)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID[profile] == nil {
		c.byID[profile] = &codeState{}
	}
	do(c.byID[profile])
}

// provider is what the SDK calls when it assumes a role that wants a code. It gives
// no context: the wait ends with the sessions, or when patience does.
func (c *codes) provider(profile, serial string) func() (string, error) {
	return func() (code string, err error) {
		err = c.lives.run(context.Background(), func(ctx context.Context) error {
			code, err = c.code(ctx, profile, serial)
			return err
		})
		return code, err
	}
}

func (c *codes) code(ctx context.Context, profile, serial string) (string, error) {
	if err := hold(ctx, c.turn); err != nil {
		return "", err
	}
	defer func() { <-c.turn }()
	ctx, cancel := context.WithTimeout(ctx, codePatience)
	defer cancel()
	request := CodeRequest{Profile: profile, Serial: serial}
	var failed error
	c.with(profile, func(s *codeState) { s.asking, request.Refused, failed = serial, s.refused, s.failed })
	defer c.with(profile, func(s *codeState) { s.asking = "" })
	for failed == nil {
		code, err := c.ask(ctx, request)
		if code = strings.ReplaceAll(code, " ", ""); err == nil && sixDigits().MatchString(code) {
			c.with(profile, func(s *codeState) { s.given = true })
			return code, nil
		}
		if err != nil {
			failed = noCode(profile, serial, err)
		}
		request.Refused = "An MFA code has six digits."
	}
	return "", failed
}

// noCode says that somebody has to give a code after all.
func noCode(profile, serial string, err error) error {
	message := fmt.Sprintf("No MFA code of %s was given for profile %s", serial, profile)
	if errors.Is(err, context.DeadlineExceeded) {
		message += fmt.Sprintf(" within %d minutes", int(codePatience.Minutes()))
	}
	return configurationError{
		kind: model.FailureExpired, message: message,
		advice: "Sign in to be asked for it again.",
		// That the wait was given up is no fate of the call.
		err: errors.New(err.Error()),
	}
}

// retrieve gets the credentials of a profile that wants codes, with another one if
// the first is wrong.
func (c *codes) retrieve(ctx context.Context, profile string, provider aws.CredentialsProvider) (aws.Credentials, error) {
	for {
		var failed error
		c.with(profile, func(s *codeState) { failed, s.given = s.failed, false })
		if failed != nil {
			return aws.Credentials{}, failed
		}
		value, err := provider.Retrieve(ctx)
		if ctx.Err() != nil {
			return value, cmp.Or(err, ctx.Err())
		}
		again := false
		c.with(profile, func(s *codeState) {
			again = s.given && wrongCode(err)
			_, known := errors.AsType[configurationError](err)
			switch {
			case again:
				s.refused = "AWS did not take the code. Each is good for one use: wait for the next."
			case err == nil:
				s.refused = ""
			case s.given || known:
				// The next attempt would want a code for what another code does not mend.
				s.failed = err
			}
		})
		if !again {
			return value, err
		}
	}
}

// wrongCode reports whether AWS refused the code, and not who gave it (SERVICE.md §11.1).
func wrongCode(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && kinds[api.ErrorCode()] == model.FailurePermission && strings.Contains(api.ErrorMessage(), "invalid MFA one time pass code")
}

// asking reports whether a code is being waited for, and of which device.
func (c *codes) asking(profile string) (serial string, asked bool) {
	c.with(profile, func(s *codeState) { serial = s.asking })
	return serial, serial != ""
}

// again has a profile ask for a code that was not given before.
func (c *codes) again(profile string) {
	c.with(profile, func(s *codeState) { s.failed, s.refused = nil, "" })
}
