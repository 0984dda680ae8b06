package awsclient

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"oscope/model"
	"oscope/model/rule"
)

// SignInState is how far a sign-in has come.
type SignInState int

// The states. From SignInDone on nothing more happens.
const (
	SignInCode    SignInState = iota // the operator has a code to give at an address
	SignInWaiting                    // that was not done yet
	SignInSlowed                     // the same; and AWS wants to be asked less often
	SignInDone                       // the credentials are there, or the token to get them with
	SignInExpired                    // the code was not given in time
	SignInDenied                     // the operator refused in the browser
	SignInFailed
)

// Over reports whether nothing more happens.
func (s SignInState) Over() bool { return s >= SignInDone }

// SignInStep is what has happened in a sign-in, and all that a screen needs of it.
type SignInStep struct {
	State   SignInState
	To      string    // "the sso-session corp"
	Code    string    // to be typed, or compared, at the address
	Address string    // without the code
	Link    string    // with the code in it; the address where there is none
	Expires time.Time // of the code
	// Failure is why the sign-in failed, or why AWS was not reached while waiting.
	Failure *model.CallError
}

// SignInFlow signs in to what the credentials of a client stand on: to IAM Identity
// Center by the device flow, which needs a browser anywhere, or by an MFA code. It
// opens nothing itself.
type SignInFlow struct {
	source  Source
	secrets *secrets // of the client
	done    func()

	to     signIn
	config aws.Config
	device *deviceFlow
	last   SignInStep
	own    secrets
}

// SignIn returns a sign-in that has not begun. Nothing is read or asked before its
// first step. What it brings is at once there for all scopes of the same profile.
func (c *Client) SignIn() *SignInFlow {
	signer := c.identity
	if signer.parent != nil {
		signer = signer.parent
	}
	return &SignInFlow{
		source: func(ctx context.Context) (aws.Config, error) {
			config, err := signer.asLoaded(ctx, c.scope.Region)
			config.APIOptions = append(slices.Clip(config.APIOptions), c.addTrace)
			return config, err
		},
		secrets: &signer.secrets, done: signer.signedIn,
	}
}

// Next waits for the next step and returns it; after the last, that one again. It is
// not to be called twice at once. A context that ends while it waits ends the sign-in.
func (f *SignInFlow) Next(ctx context.Context) SignInStep {
	if f.last.State.Over() {
		return f.last
	}
	step, err := f.next(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		step = SignInStep{State: SignInFailed, Failure: f.failure(ctx.Err())}
	case err != nil:
		step = SignInStep{State: SignInFailed, Failure: f.failure(err)}
	case step.State == SignInDone:
		f.done()
	}
	step.To = f.to.to
	f.last = step
	return step
}

func (f *SignInFlow) next(ctx context.Context) (SignInStep, error) {
	if f.device != nil {
		return f.device.poll(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, signInTimeout)
	defer cancel()
	var err error
	if f.config, err = f.source(ctx); err != nil {
		return SignInStep{}, err
	}
	f.to = signInOf(f.config)
	switch {
	case f.to.center != nil:
		f.device = newDeviceFlow(f.config, *f.to.center, &f.own)
		return f.device.begin(ctx)
	case f.to.codeFor != "":
		f.to.to = f.to.here()
		return f.byCode(ctx)
	}
	return SignInStep{}, configurationError{
		kind:    model.FailureCredentials,
		message: "These credentials come from no sign-in that can be done here",
		advice:  f.to.advice,
		err:     errNoCredentials,
	}
}

// signInTimeout is how long the first step may take, in which a code of an MFA device
// may be asked for.
const signInTimeout = codePatience + callTimeout

// byCode gets the credentials anew, for which the operator is asked for a code.
func (f *SignInFlow) byCode(ctx context.Context) (SignInStep, error) {
	if g, ok := f.config.Credentials.(guarded); ok {
		g.again()
	}
	_, err := credentials{f.config.Credentials, f.to, &f.own}.Retrieve(ctx)
	return SignInStep{State: SignInDone}, err
}

// failure translates an error of the sign-in. It is about no permission.
func (f *SignInFlow) failure(err error) *model.CallError {
	op := &signInOperation
	if f.device != nil {
		op = f.device.at
	}
	failure := translate(err, operation{Operation: op})
	failure.Action = ""
	if failure.Message == "" {
		failure.Message = bounded(oauthText(err))
	}
	for _, text := range []*string{&failure.Code, &failure.Message, &failure.Remedy, &failure.RequestID} {
		*text = f.secrets.redact(f.own.redact(*text))
	}
	return failure
}

// The operations of a sign-in. They change nothing of an account's.
var (
	ssoOIDC              = rule.Service{ID: "SSO OIDC", Command: "sso-oidc", Prefix: "sso-oauth"}
	signInOperation      = rule.Operation{Service: ssoOIDC, Name: "SignIn", Effect: rule.Reads}
	registerOperation    = rule.Operation{Service: ssoOIDC, Name: "RegisterClient", Effect: rule.Reads}
	startDeviceOperation = rule.Operation{Service: ssoOIDC, Name: "StartDeviceAuthorization", Effect: rule.Reads}
	createTokenOperation = rule.Operation{Service: ssoOIDC, Name: "CreateToken", Effect: rule.Reads}
)

// webAddress returns an address that a browser may be sent to, or an error: whatever
// else a service named, a desktop would open with another program.
func webAddress(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(text) > textMost || printable(text) != text {
		return "", unreadableError(fmt.Sprintf("it has no address of a page but %q", bounded(printable(text))))
	}
	return text, nil
}
