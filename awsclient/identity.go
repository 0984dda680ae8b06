package awsclient

import (
	"context"
	"errors"
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

	"oscope/model"
)

// identity is who calls: one configuration with its credentials, which all scopes of
// a profile share, or of one account of an organisation.
type identity struct {
	name     string // stands for the account until that is known
	source   func(ctx context.Context, region string) (aws.Config, error)
	state    func() [2]stamp // changes when reading again may bring something else; nil if that is not known
	parent   *identity       // whose credentials these are got with; nil where there is none
	limits   *limits
	children *children
	secrets  secrets

	mu      sync.Mutex
	base    *base // nil until the first call, and after a failure of credentials
	reading *reading
	signsIn *identityCenter // of the last base that there was
}

// base is a configuration that has been read.
type base struct {
	loaded   aws.Config // as it was read
	config   aws.Config // all but the Region is ready for the SDK's clients
	signIn   signIn
	standing model.Caller // what the configuration tells of it
	state    [2]stamp
	at       time.Time

	// Guarded by identity.mu.
	account string    // empty until AWS has told it
	again   time.Time // that its credentials were last got anew for a failure
}

// reading is one under way, for whose end others wait.
type reading struct {
	done chan struct{}
	base *base
	err  error
}

// rereadAfter is how long a configuration is kept that fails, if nothing has changed
// of the files that it was read from: the SDK parses all of them for each profile,
// which takes 24 ms at a thousand profiles, and signed out are often all at once.
// What has to be renewed beside them, such as the token of a sign-in, its providers
// read by themselves each time.
const rereadAfter = 5 * time.Minute

// renewAfter is how long credentials are kept that were got anew for a failure.
const renewAfter = time.Minute

// open returns the configuration, read if there is none. It is read once for all who
// ask meanwhile. A region is where credentials are asked for if nothing else tells.
func (i *identity) open(ctx context.Context, region string) (*base, error) {
	for {
		i.mu.Lock()
		if i.base != nil && (i.base.config.Region != "" || region == "") {
			found := i.base
			i.mu.Unlock()
			return found, nil
		}
		under := i.reading
		if under == nil {
			mine := &reading{done: make(chan struct{})}
			i.reading = mine
			i.mu.Unlock()
			mine.base, mine.err = i.read(ctx, region)
			i.mu.Lock()
			i.base, i.reading = mine.base, nil
			if i.base != nil {
				i.signsIn = i.base.signIn.center
			}
			i.mu.Unlock()
			close(mine.done)
			return mine.base, mine.err
		}
		i.mu.Unlock()
		select {
		case <-under.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		// Whoever gave up waiting for the answer does not answer for the others.
		if under.err != nil && !errors.Is(under.err, context.Canceled) && !errors.Is(under.err, context.DeadlineExceeded) {
			return nil, under.err
		}
	}
}

// read reads the configuration and makes it ready.
func (i *identity) read(ctx context.Context, region string) (*base, error) {
	var state [2]stamp
	if i.state != nil {
		state = i.state() // before the files are read: what changes meanwhile is seen later
	}
	config, err := i.source(ctx, region)
	if err != nil {
		return nil, credentialsError{err}
	}
	if config.Credentials == nil {
		if config.Region == "" && region == "" {
			return nil, errNoRegion
		}
		return nil, credentialsError{errNoCredentials}
	}
	b := &base{loaded: config, signIn: signInOf(config), state: state, at: time.Now()}
	endpoints := endpoints(config)
	b.standing = standing(config, endpoints)
	i.secrets.remember(secretsOf(config, endpoints)...)
	provider := config.Credentials
	if _, ok := provider.(guarded); !ok {
		provider = withProcess(config, i.children)
	}
	config.Credentials = credentials{provider, b.signIn, &i.secrets}
	config.Retryer = newRetryer
	config.HTTPClient = direct(config.HTTPClient)
	// Added only now, so that the calls by which the SDK itself obtains credentials
	// are not refused.
	config.APIOptions = append(slices.Clip(config.APIOptions), addErrorText, addBody, addBounds, addAnswers, addSent, addOnce, i.limits.addFlight)
	b.config = config
	return b, nil
}

// asLoaded returns the configuration as it was read.
func (i *identity) asLoaded(ctx context.Context, region string) (aws.Config, error) {
	b, err := i.open(ctx, region)
	if err != nil {
		return aws.Config{}, err
	}
	return b.loaded, nil
}

// signedIn has what somebody has signed in to used by the next call. Guarded
// credentials find it by themselves, or have it already.
func (i *identity) signedIn() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.base == nil {
		return
	}
	if _, ok := i.base.loaded.Credentials.(guarded); !ok {
		i.base = nil
	}
}

// forget has the configuration read again by the next call, once for all scopes
// that fail with the same one.
func (i *identity) forget(stale *base) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.base != stale || stale == nil {
		return
	}
	if i.state != nil && i.state() == stale.state && time.Since(stale.at) < rereadAfter {
		// A Region that is switched off refuses good credentials for ever, which the
		// other Regions need.
		if time.Since(stale.again) >= renewAfter {
			stale.again = time.Now()
			stale.account = "" // the next credentials may be another's
			invalidate(stale.config.Credentials)
		}
		return
	}
	i.base = nil
}

// invalidate has credentials got anew, if they are kept.
func invalidate(provider aws.CredentialsProvider) {
	if marked, ok := provider.(credentials); ok {
		provider = marked.CredentialsProvider
	}
	if kept, ok := provider.(interface{ Invalidate() }); ok {
		kept.Invalidate()
	}
}

// center is the sign-in to IAM Identity Center that the credentials stand on, or nil.
func (i *identity) center() *identityCenter {
	if i.parent != nil {
		return i.parent.center()
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.signsIn
}

// accountOf is what AWS has told of the credentials of a configuration.
func (i *identity) accountOf(b *base) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return b.account
}

// who is what calls are counted by: the account, or what stands for it until it is
// known.
func (i *identity) who() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.base != nil && i.base.account != "" {
		return i.base.account
	}
	return i.name
}

// learn notes the account that AWS has told.
func (i *identity) learn(b *base, account string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if account != "" && b.account != account {
		b.account = account
		i.limits.places.rename(i.name, account)
	}
}

// close ends the programs that run for the credentials, and the connections that
// are not in use.
func (i *identity) close() {
	i.children.end()
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.base != nil {
		closeIdle(i.base.config.HTTPClient)
	}
}

// endpoints are where the calls of each service go instead of to AWS, out of the
// environment, the profile and its services section. They do not depend on the
// Region. The SDK tells them only by clients, which are made for that alone.
func endpoints(c aws.Config) []serviceEndpoint {
	return []serviceEndpoint{
		{"opensearch", opensearch.NewFromConfig(c).Options().BaseEndpoint},
		{"serverless", opensearchserverless.NewFromConfig(c).Options().BaseEndpoint},
		{"logs", cloudwatchlogs.NewFromConfig(c).Options().BaseEndpoint},
		{"s3", s3.NewFromConfig(c).Options().BaseEndpoint},
		{"sts", sts.NewFromConfig(c).Options().BaseEndpoint},
		{"iam", iam.NewFromConfig(c).Options().BaseEndpoint},
		{"kms", kms.NewFromConfig(c).Options().BaseEndpoint},
	}
}
