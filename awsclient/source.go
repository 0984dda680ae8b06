package awsclient

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	static "github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/logging"
)

// Source returns the configuration of a scope. It may read files and the
// network, and is called again after a failure of the credentials.
type Source func(context.Context) (aws.Config, error)

// Shared is the configuration that every AWS tool uses: environment, shared
// configuration files, SSO, assumed roles, AWS_ENDPOINT_URL, AWS_CA_BUNDLE.
// A profile or Region that is not empty takes precedence.
func Shared(profile, region string) Source {
	return func(ctx context.Context) (aws.Config, error) {
		return load(ctx, profile, config.WithRegion(region))
	}
}

// load has the SDK load the configuration of a profile; "" for that of the
// environment.
func load(ctx context.Context, profile string, options ...func(*config.LoadOptions) error) (aws.Config, error) {
	options = append(slices.Clip(options), config.WithLogger(logging.Nop{})) // the SDK's own would write over the screen
	if profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	c, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return aws.Config{}, loadError(ctx, err, profile)
	}
	return c, nil
}

// InProcess hands every request to a transport, with credentials that mean
// nothing. It reads neither files nor the environment.
func InProcess(transport http.RoundTripper, region string) Source {
	return InProcessAs(transport, region, "")
}

// InProcessAs is InProcess with credentials of an account of the emulator's.
func InProcessAs(transport http.RoundTripper, region, account string) Source {
	return func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region:       region,
			Credentials:  static.NewStaticCredentialsProvider("OSCOPE"+account, "OSCOPE", ""),
			HTTPClient:   &http.Client{Transport: transport},
			BaseEndpoint: aws.String(inProcess),
		}, nil
	}
}

var (
	errNoRegion      = errors.New("no Region is set")
	errNoCredentials = errors.New("no credentials are configured")
)

// credentials marks the errors of a provider, which the SDK returns in texts
// that cannot be told from others, and notes what it brings as secret.
type credentials struct {
	aws.CredentialsProvider
	signIn  signIn
	secrets *secrets
}

// Retrieve implements aws.CredentialsProvider.
func (c credentials) Retrieve(ctx context.Context) (aws.Credentials, error) {
	value, err := c.CredentialsProvider.Retrieve(ctx)
	if err != nil {
		c.secrets.remember(c.signIn.secrets()...)
		return aws.Credentials{}, credentialsError{c.presentable(err)}
	}
	c.secrets.remember(value.SecretAccessKey, value.SessionToken)
	return value, nil
}

// presentable makes a provider's error one that can be told from others.
func (c credentials) presentable(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	// Credentials that were to bring others have explained themselves.
	if _, ok := errors.AsType[configurationError](err); ok {
		return err
	}
	// The SDK asks the metadata service of EC2 where nothing else is configured.
	// That there is none says nothing about the network.
	if ofService(err, "ec2imds") {
		return errNoCredentials
	}
	return c.signIn.explain(err)
}

type credentialsError struct{ error }

func (e credentialsError) Unwrap() error { return e.error }
