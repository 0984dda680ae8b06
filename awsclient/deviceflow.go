package awsclient

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
	"github.com/aws/smithy-go"

	"oscope/model"
	"oscope/model/rule"
)

// What RFC 8628 says of the device flow, and assumes where a service says nothing.
const (
	grantDevice     = "urn:ietf:params:oauth:grant-type:device_code"
	grantRefresh    = "refresh_token"
	pollInterval    = 5 * time.Second
	pollSlower      = 5 * time.Second // with each slow_down, for good
	codeLifetime    = 10 * time.Minute
	registrationDue = time.Hour // a registration that ends sooner is not used any more
)

// deviceFlow gets a token of IAM Identity Center: it shows a code, and asks for the
// token until somebody has given the code in a browser.
type deviceFlow struct {
	center   identityCenter
	client   *ssooidc.Client
	secrets  *secrets
	at       *rule.Operation // under way
	token    tokenFile
	device   string // code that the token is asked for with
	step     SignInStep
	interval time.Duration
}

func newDeviceFlow(c aws.Config, center identityCenter, secrets *secrets) *deviceFlow {
	c.Region = center.Region
	c.Credentials = nil
	// The SDK renews tokens without regard to an endpoint for all services.
	c.BaseEndpoint = nil
	c.HTTPClient = direct(c.HTTPClient)
	c.APIOptions = append(slices.Clip(c.APIOptions), addBounds)
	return &deviceFlow{center: center, client: ssooidc.NewFromConfig(c), secrets: secrets, at: &signInOperation}
}

// begin gets a code. The registration that the token's file holds is used if it can
// be; the AWS CLI's may be for another flow.
func (f *deviceFlow) begin(ctx context.Context) (SignInStep, error) {
	path, err := f.center.tokenPath()
	if err != nil {
		return SignInStep{}, err
	}
	f.token = readToken(path)
	f.secrets.remember(f.token.secrets()...)
	used := f.registered()
	if !used {
		if err := f.register(ctx); err != nil {
			return SignInStep{}, err
		}
	}
	err = f.start(ctx)
	if used && refusesClient(err) {
		if err = f.register(ctx); err == nil {
			err = f.start(ctx)
		}
	}
	return f.step, err
}

// registered reports whether the token's file has a registration of this sign-in.
func (f *deviceFlow) registered() bool {
	return f.token.text(tokenClient) != "" && f.token.text(tokenSecret) != "" &&
		f.token.text(tokenStartURL) == f.center.StartURL && f.token.text(tokenRegion) == f.center.Region &&
		time.Until(f.token.time(tokenClientExpiry)) > registrationDue
}

// refusesClient reports whether the service refused who asks, and not what for.
func refusesClient(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return false
	}
	switch api.ErrorCode() {
	case "InvalidClientException", "UnauthorizedClientException", "UnsupportedGrantTypeException", "InvalidGrantException", "InvalidRequestException":
		return true
	}
	return false
}

func (f *deviceFlow) register(ctx context.Context) error {
	f.at = &registerOperation
	in := &ssooidc.RegisterClientInput{
		ClientName: aws.String("oscope"),
		ClientType: aws.String("public"),
		GrantTypes: []string{grantDevice},
		Scopes:     f.center.scopes(),
	}
	if in.Scopes != nil {
		in.GrantTypes = append(in.GrantTypes, grantRefresh)
	}
	out, err := bounding(ctx, func(ctx context.Context) (*ssooidc.RegisterClientOutput, error) {
		return f.client.RegisterClient(ctx, in)
	})
	switch {
	case err != nil:
		return err
	case aws.ToString(out.ClientId) == "" || aws.ToString(out.ClientSecret) == "":
		return unreadableError("it has no ClientId or no ClientSecret")
	}
	f.secrets.remember(*out.ClientSecret)
	f.token.set(tokenClient, *out.ClientId)
	f.token.set(tokenSecret, *out.ClientSecret)
	f.token.set(tokenClientExpiry, "")
	if out.ClientSecretExpiresAt > 0 {
		f.token.setTime(tokenClientExpiry, time.Unix(out.ClientSecretExpiresAt, 0))
	}
	return nil
}

func (f *deviceFlow) start(ctx context.Context) error {
	f.at = &startDeviceOperation
	out, err := bounding(ctx, func(ctx context.Context) (*ssooidc.StartDeviceAuthorizationOutput, error) {
		return f.client.StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{
			ClientId: aws.String(f.token.text(tokenClient)), ClientSecret: aws.String(f.token.text(tokenSecret)), StartUrl: &f.center.StartURL,
		})
	})
	switch {
	case err != nil:
		return err
	case aws.ToString(out.DeviceCode) == "" || aws.ToString(out.UserCode) == "":
		return unreadableError("it has no DeviceCode or no UserCode")
	}
	f.device = *out.DeviceCode
	f.secrets.remember(f.device)
	f.interval = cmp.Or(time.Duration(max(0, out.Interval))*time.Second, pollInterval)
	lifetime := cmp.Or(time.Duration(max(0, out.ExpiresIn))*time.Second, codeLifetime)
	f.step = SignInStep{State: SignInCode, Code: bounded(printable(*out.UserCode)), Expires: time.Now().Add(lifetime)}
	if f.step.Address, err = webAddress(aws.ToString(out.VerificationUri)); err != nil {
		return err
	}
	f.step.Link, err = webAddress(cmp.Or(aws.ToString(out.VerificationUriComplete), f.step.Address))
	return err
}

// poll asks once whether the code was given.
func (f *deviceFlow) poll(ctx context.Context) (SignInStep, error) {
	if err := pause(ctx, min(f.interval, max(0, time.Until(f.step.Expires)))); err != nil {
		return SignInStep{}, err
	}
	f.at = &createTokenOperation
	out, err := bounding(ctx, func(ctx context.Context) (*ssooidc.CreateTokenOutput, error) {
		return f.client.CreateToken(ctx, &ssooidc.CreateTokenInput{
			ClientId: aws.String(f.token.text(tokenClient)), ClientSecret: aws.String(f.token.text(tokenSecret)),
			GrantType: aws.String(grantDevice), DeviceCode: &f.device,
		})
	})
	if err == nil {
		return f.step.in(SignInDone), f.keep(out)
	}
	code := ""
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		code = api.ErrorCode()
	}
	waits := f.step.in(SignInWaiting)
	switch code {
	case "AuthorizationPendingException":
	case "SlowDownException":
		f.interval += pollSlower
		waits.State = SignInSlowed
	case "ExpiredTokenException":
		return f.step.in(SignInExpired), nil
	case "AccessDeniedException":
		return f.step.in(SignInDenied), nil
	default:
		// A network that is gone for a while costs nobody the code that they have
		// typed already.
		waits.Failure = translate(err, operation{Operation: f.at})
		switch waits.Failure.Kind {
		case model.FailureNetwork, model.FailureUnavailable, model.FailureThrottling:
			waits.Failure.Action, waits.Failure.Message = "", f.secrets.redact(waits.Failure.Message)
		default:
			return waits, err
		}
	}
	if time.Now().Before(f.step.Expires) {
		return waits, nil
	}
	return f.step.in(SignInExpired), nil
}

func (s SignInStep) in(state SignInState) SignInStep {
	s.State = state
	return s
}

// keep puts the token where the AWS CLI and the SDKs look for it.
func (f *deviceFlow) keep(out *ssooidc.CreateTokenOutput) error {
	if aws.ToString(out.AccessToken) == "" || out.ExpiresIn <= 0 {
		return unreadableError("it has no AccessToken or no ExpiresIn")
	}
	f.secrets.remember(*out.AccessToken, aws.ToString(out.RefreshToken))
	path, err := f.center.tokenPath()
	if err != nil {
		return err
	}
	registration := f.token
	f.token = readToken(path) // another tool may have added to it meanwhile
	for _, member := range []string{tokenClient, tokenSecret, tokenClientExpiry} {
		f.token.set(member, registration.text(member))
	}
	f.token.set(tokenStartURL, f.center.StartURL)
	f.token.set(tokenRegion, f.center.Region)
	f.token.set(tokenAccess, *out.AccessToken)
	f.token.setTime(tokenExpires, time.Now().Add(time.Duration(out.ExpiresIn)*time.Second))
	f.token.set(tokenRefresh, aws.ToString(out.RefreshToken))
	if err := f.token.write(path); err != nil {
		return configurationError{
			kind:    model.FailureCredentials,
			message: "Signed in, but the token could not be kept: " + err.Error(),
			advice:  "Let it be written, and sign in again.",
			err:     err,
		}
	}
	return nil
}

// bounding gives a call an end, retries included.
func bounding[Out any](ctx context.Context, do func(context.Context) (Out, error)) (Out, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return unpanicked(func() (Out, error) { return do(ctx) })
}
