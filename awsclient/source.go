package awsclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	static "github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/smithy-go"
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
		// The SDK's own logger would write over the screen.
		options := []func(*config.LoadOptions) error{config.WithLogger(logging.Nop{})}
		if profile != "" {
			options = append(options, config.WithSharedConfigProfile(profile))
		}
		if region != "" {
			options = append(options, config.WithRegion(region))
		}
		return config.LoadDefaultConfig(ctx, options...)
	}
}

// InProcess hands every request to a transport, with credentials that mean
// nothing. It reads neither files nor the environment.
func InProcess(transport http.RoundTripper, region string) Source {
	return func(context.Context) (aws.Config, error) {
		return aws.Config{
			Region:      region,
			Credentials: static.NewStaticCredentialsProvider("OSCOPE", "OSCOPE", ""),
			HTTPClient:  &http.Client{Transport: transport},
			// Not one of AWS's, whose buckets have host names of their own.
			BaseEndpoint: aws.String("http://emulator.invalid"),
		}, nil
	}
}

var (
	errNoRegion      = errors.New("no Region is set")
	errNoCredentials = errors.New("no credentials are configured")
	errSignedOut     = errors.New("the sign-in has expired")
)

// credentials marks the errors of a provider, which the SDK returns in texts
// that cannot be told from others.
type credentials struct{ aws.CredentialsProvider }

// Retrieve implements aws.CredentialsProvider.
func (c credentials) Retrieve(ctx context.Context) (aws.Credentials, error) {
	value, err := c.CredentialsProvider.Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, credentialsError{presentable(err)}
	}
	return value, nil
}

// presentable makes a provider's error one that may be shown and can be told
// from others.
func presentable(err error) error {
	if process, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		// The SDK quotes all that the process wrote if it cannot parse it, which
		// may be credentials.
		if inner := errors.Unwrap(process.Err); inner != nil {
			return fmt.Errorf("credential_process failed: %w", inner)
		}
	}
	// The SDK asks the metadata service of EC2 where nothing else is configured.
	// That there is none says nothing about the network.
	if call, ok := errors.AsType[*smithy.OperationError](err); ok && call.Service() == "ec2imds" && !errors.Is(err, context.Canceled) {
		return errNoCredentials
	}
	// Of an SSO session and of aws login the SDK tells only in words that one
	// has to sign in again.
	if text := err.Error(); strings.Contains(text, "SSO token is expired") || strings.Contains(text, "please reauthenticate") {
		return fmt.Errorf("%w: %w", errSignedOut, err)
	}
	return err
}

type credentialsError struct{ error }

func (e credentialsError) Unwrap() error { return e.error }
