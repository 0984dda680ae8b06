package awsclient

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
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
	// Trace is told of every call; nil for nobody.
	Trace Trace
}

// Client makes the calls of one scope. It is safe for concurrent use. All errors
// that its methods return are of type *model.CallError.
type Client struct {
	scope    model.Scope
	guard    guard
	limits   *limits
	identity *identity
	trace    Trace
	close    func()

	mu       sync.Mutex
	services *services // nil until the first call, and after a failure of credentials
}

// services are the SDK's clients of one Region, made from one configuration. There
// is one of each for a scope, though they take 2 kB each: the allowance for retries
// that the SDK gives a client, which a Region in trouble uses up, is then its own.
// What most scopes never need is made when it is used.
type services struct {
	base       *base
	region     string
	signIn     signIn
	standing   model.Caller // what the configuration tells of it
	opensearch *opensearch.Client
	serverless *opensearchserverless.Client
	sts        *sts.Client
	s3         func() *s3.Client
	kms        func() *kms.Client
	logs       func() *cloudwatchlogs.Client
	iam        func() *iam.Client
}

// New returns a client at once: the configuration is read by the first call, so
// that neither a file nor the network delays the start, and read again after a
// failure of the credentials, so that renewed ones are found.
func New(o Options) *Client {
	limits := newLimits(flightMost)
	only := &identity{
		source: func(ctx context.Context, _ string) (aws.Config, error) { return o.Source(ctx) },
		limits: limits, children: newChildren(),
	}
	return &Client{guard: guard{all: o.ReadOnly}, limits: limits, identity: only, trace: o.Trace, close: only.close}
}

// Close ends the programs that run for the client's credentials, unless other scopes
// use them, and the connections that are not in use. It returns when that is done;
// calls that wait for such a program fail.
func (c *Client) Close() { c.close() }

// ReadOnly reports whether the client refuses writes, as far as the account is known.
func (c *Client) ReadOnly() bool {
	c.mu.Lock()
	s := c.services
	c.mu.Unlock()
	account := c.scope.Account
	if s != nil {
		account = cmp.Or(c.identity.accountOf(s.base), account)
	}
	return c.guard.refuses(account) != nil
}

// Slowed returns the names of the services that have throttled us and are being
// asked less often than usual, with the calls per second that are left to them.
func (c *Client) Slowed() map[string]float64 { return c.limits.places.slowed(c.place()) }

// place is what the client's calls are counted by.
func (c *Client) place() place {
	c.mu.Lock()
	region := c.scope.Region
	if c.services != nil {
		region = c.services.region
	}
	c.mu.Unlock()
	return place{c.identity.who(), region}
}

// open returns the SDK's clients, made from the configuration if there are none.
func (c *Client) open(ctx context.Context) (*services, error) {
	base, err := c.identity.open(ctx, c.scope.Region)
	if err != nil {
		return nil, err
	}
	config := base.config
	if config.Region = cmp.Or(c.scope.Region, config.Region); config.Region == "" {
		c.identity.forget(base)
		return nil, errNoRegion
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.services != nil && c.services.base == base {
		return c.services, nil
	}
	config.APIOptions = append(slices.Clip(config.APIOptions), c.addGate, c.addTrace)
	if c.guard.some() {
		config.APIOptions = append(config.APIOptions, c.addReadOnly)
	}
	c.services = &services{
		base: base, region: config.Region, signIn: base.signIn, standing: base.standing,
		opensearch: opensearch.NewFromConfig(config),
		serverless: opensearchserverless.NewFromConfig(config),
		sts:        sts.NewFromConfig(config),
		// An endpoint of our own has no host names for buckets.
		s3: sync.OnceValue(func() *s3.Client {
			return s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = o.BaseEndpoint != nil })
		}),
		kms:  sync.OnceValue(func() *kms.Client { return kms.NewFromConfig(config) }),
		logs: sync.OnceValue(func() *cloudwatchlogs.Client { return cloudwatchlogs.NewFromConfig(config) }),
		iam:  sync.OnceValue(func() *iam.Client { return iam.NewFromConfig(config) }),
	}
	c.services.standing.Region = config.Region
	return c.services, nil
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
	switch {
	case s == nil: // nothing has been read
	case failure.Kind == model.FailureExpired, failure.Kind == model.FailureCredentials,
		failure.Kind == model.FailureRegion && c.scope.Region == "":
		c.identity.forget(s.base)
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
