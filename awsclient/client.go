package awsclient

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearchserverless"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"

	"oscope/model"
	"oscope/model/rule"
)

// callTimeout bounds one call with all its retries.
const callTimeout = 30 * time.Second

// Options says how a Client behaves.
type Options struct {
	// Source returns the configuration: Shared, InProcess, or a test's own.
	Source Source
	// ReadOnly refuses every operation that is not known to be a read.
	ReadOnly bool
}

// Client makes the calls of one scope. It is safe for concurrent use. All errors
// that its methods return are of type *model.CallError.
type Client struct {
	options  Options
	gates    *gates
	secrets  secrets
	children *children

	mu       sync.Mutex
	services *services // nil until the first call, and after a failure of credentials
}

// services are the SDK's clients made from one configuration.
type services struct {
	region     string
	standing   model.Caller // what the configuration tells of it
	signIn     signIn
	opensearch *opensearch.Client
	serverless *opensearchserverless.Client
	sts        *sts.Client
	s3         *s3.Client
	kms        *kms.Client
	logs       *cloudwatchlogs.Client
	iam        *iam.Client
}

// New returns a client at once: the configuration is read by the first call, so
// that neither a file nor the network delays the start, and read again after a
// failure of the credentials, so that renewed ones are found.
func New(o Options) *Client {
	return &Client{options: o, gates: newGates(), children: newChildren()}
}

// Close ends the programs that run for the client's credentials, and returns when
// they have ended. Calls that wait for them fail.
func (c *Client) Close() { c.children.end() }

// ReadOnly reports whether the client refuses writes.
func (c *Client) ReadOnly() bool { return c.options.ReadOnly }

// Slowed returns the names of the services that have throttled us and are being
// asked less often than usual, with the calls per second that are left to them.
func (c *Client) Slowed() map[string]float64 { return c.gates.slowed() }

// open returns the SDK's clients, made from the configuration if there are none.
func (c *Client) open(ctx context.Context) (*services, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.services != nil {
		return c.services, nil
	}
	config, err := c.options.Source(ctx)
	if err != nil {
		return nil, credentialsError{err}
	}
	if config.Region == "" {
		return nil, errNoRegion
	}
	if config.Credentials == nil {
		return nil, credentialsError{errNoCredentials}
	}
	settled, signIn := config, signInOf(config)
	config.Credentials = credentials{withProcess(config, c.children), signIn, &c.secrets}
	config.Retryer = newRetryer
	config.HTTPClient = direct(config.HTTPClient)
	// Added only now, so that the calls by which the SDK itself obtains
	// credentials are neither gated nor refused.
	config.APIOptions = append(config.APIOptions, c.gates.addTo, addErrorText, addBounds, addAnswers, addSent, addOnce)
	if c.options.ReadOnly {
		config.APIOptions = append(config.APIOptions, addReadOnly)
	}
	s := &services{
		region:     config.Region,
		signIn:     signIn,
		opensearch: opensearch.NewFromConfig(config),
		serverless: opensearchserverless.NewFromConfig(config),
		sts:        sts.NewFromConfig(config),
		// An endpoint of our own has no host names for buckets.
		s3:   s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = o.BaseEndpoint != nil }),
		kms:  kms.NewFromConfig(config),
		logs: cloudwatchlogs.NewFromConfig(config),
		iam:  iam.NewFromConfig(config),
	}
	endpoints := s.endpoints()
	s.standing = standing(settled, endpoints)
	c.secrets.remember(secretsOf(settled, endpoints)...)
	c.services = s
	return s, nil
}

// forget has the configuration read again by the next call.
func (c *Client) forget(stale *services) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.services == stale {
		c.services = nil
	}
}

// operation is a call with what it is about, for its errors.
type operation struct {
	*rule.Operation
	on string
}

// declared returns what is declared of the operation that the SDK is carrying out;
// nil if nothing is.
func declared(ctx context.Context) *rule.Operation {
	return rule.Declared(middleware.GetServiceID(ctx), middleware.GetOperationName(ctx))
}

// call runs one operation and translates its error.
func call[Out any](ctx context.Context, c *Client, op operation, do func(context.Context, *services) (Out, error)) (Out, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ctx, sent := recordSent(ctx)
	var none Out
	s, err := c.open(ctx)
	if err == nil {
		var out Out
		if out, err = unpanicked(func() (Out, error) { return do(ctx, s) }); err == nil {
			return out, nil
		}
	}
	failure := c.translate(err, op, s)
	failure.Sent = sent.any.Load()
	switch failure.Kind {
	case model.FailureExpired, model.FailureCredentials, model.FailureRegion, model.FailureRegionOff:
		c.forget(s)
	default:
	}
	return none, failure
}

// unpanicked makes a panic an error: the SDK panics on some answers, such as a time
// that is not a number, and nothing that a service sends may end the program.
func unpanicked[Out any](do func() (Out, error)) (out Out, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = unreadableError(fmt.Sprintf("reading it failed: %v", cause))
		}
	}()
	return do()
}
