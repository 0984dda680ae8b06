package awsclient

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/middleware"

	"oscope/model"
)

// FleetOptions says how the clients of a Fleet behave.
type FleetOptions struct {
	// Source returns where the configuration of a scope's profile comes from; it is
	// asked once for all scopes of a profile. Nil for the shared files.
	Source func(model.Scope) Source
	// ReadOnly refuses every operation that is not known to be a read.
	ReadOnly bool
	// ReadOnlyAccounts are the accounts in which it does.
	ReadOnlyAccounts []string
	// AskCode gets the MFA codes that profiles want; nil if nobody can be asked.
	AskCode AskCode
	// InFlight bounds the calls on the wire at once; 0 for the default.
	InFlight int
	// CacheDir is where the Regions of accounts are kept; "" for the user's own.
	CacheDir string
	// Trace is told of every call; nil for nobody.
	Trace Trace
	// Surround returns what selections are resolved against; nil for the shared files
	// and the environment.
	Surround func() Surroundings
	// Transport carries the calls of the profiles of the shared files; nil for the
	// network.
	Transport http.RoundTripper
}

// Fleet makes the clients of scopes. It is safe for concurrent use.
type Fleet struct {
	options FleetOptions
	limits  *limits
	network *network
	// The sign-ins that profiles stand on.
	sessions *sessions

	mu         sync.Mutex
	clients    map[model.Scope]*Client
	identities map[model.Scope]*identity // by scopes without their Region
	roles      map[model.Scope]string    // of organisations' accounts, by the same
}

// NewFleet returns a fleet at once: what a scope needs is read by its first call.
func NewFleet(o FleetOptions) *Fleet {
	inFlight := cmp.Or(o.InFlight, flightMost)
	return &Fleet{
		options: o, limits: newLimits(inFlight), network: newNetwork(inFlight, o.Transport), sessions: newSessions(o.AskCode),
		clients: map[model.Scope]*Client{}, identities: map[model.Scope]*identity{}, roles: map[model.Scope]string{},
	}
}

// ReadOnly reports whether the clients of all scopes refuse writes.
func (f *Fleet) ReadOnly() bool { return f.options.ReadOnly }

// Client returns the client of a scope, the same one each time.
func (f *Fleet) Client(scope model.Scope) *Client {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.clients[scope] == nil {
		f.clients[scope] = f.newClient(scope)
	}
	return f.clients[scope]
}

// newClient is called with the fleet locked.
func (f *Fleet) newClient(scope model.Scope) *Client {
	return &Client{
		scope: scope, guard: guard{f.options.ReadOnly, f.options.ReadOnlyAccounts}, limits: f.limits,
		identity: f.identity(scope), trace: f.options.Trace, close: func() { f.Remove(scope) },
	}
}

// Surround returns what selections are resolved against. It may read files.
func (f *Fleet) Surround() Surroundings {
	if f.options.Surround != nil {
		return f.options.Surround()
	}
	return Surround()
}

// Remove forgets a scope, and what no other scope needs. It waits for what ends by
// that, as Client.Close does.
func (f *Fleet) Remove(scope model.Scope) { f.Forget(scope)() }

// Forget forgets a scope at once: a client of it that is asked for later is another
// one. What it returns ends what no other scope needs, which may take a while.
func (f *Fleet) Forget(scope model.Scope) (end func()) {
	who := withoutRegion(scope)
	f.mu.Lock()
	delete(f.clients, scope)
	last := f.identities[who]
	for other := range f.clients {
		if withoutRegion(other) == who || scope.Account == "" && other.Account != "" && other.Profile == scope.Profile {
			last = nil
		}
	}
	if last != nil {
		delete(f.identities, who)
	}
	f.mu.Unlock()
	return func() {
		if last != nil {
			last.close()
		}
		f.network.closeIdle()
	}
}

// Renewed returns the scopes to whose session somebody has signed in since it was found
// signed out, with this program or another one. Each time it names them once; asking
// costs a look at the token's file of each session that is signed out.
func (f *Fleet) Renewed() (scopes []model.Scope) {
	centers := f.sessions.renewed()
	if len(centers) == 0 {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for scope, client := range f.clients {
		if center := client.identity.center(); center != nil && slices.Contains(centers, *center) {
			scopes = append(scopes, scope)
		}
	}
	slices.SortFunc(scopes, compareScopes)
	return scopes
}

// Close ends what runs for the clients, and the connections that are not in use.
func (f *Fleet) Close() {
	f.mu.Lock()
	identities := f.identities
	f.clients, f.identities = map[model.Scope]*Client{}, map[model.Scope]*identity{}
	f.mu.Unlock()
	f.sessions.end()
	for _, identity := range identities {
		identity.close()
	}
	f.network.closeIdle()
}

func withoutRegion(scope model.Scope) model.Scope {
	scope.Region = ""
	return scope
}

// identity returns who calls in a scope. The fleet is locked.
func (f *Fleet) identity(scope model.Scope) *identity {
	who := withoutRegion(scope)
	if found := f.identities[who]; found != nil {
		return found
	}
	made := &identity{name: who.Profile + "/" + who.Account, limits: f.limits, children: newChildren()}
	switch {
	case who.Account != "":
		made.parent = f.identity(model.Scope{Profile: who.Profile})
		made.source = f.member(who, made, f.roles[who])
	case f.options.Source != nil:
		source := f.options.Source(scope)
		made.source = func(ctx context.Context, _ string) (aws.Config, error) { return source(ctx) }
	default:
		made.source = f.shared(who, made)
		made.state = sharedFilesState
	}
	f.identities[who] = made
	return made
}

// traced traces the calls by which credentials are got.
func (f *Fleet) traced(who model.Scope, made *identity) func(*middleware.Stack) error {
	return traced(f.options.Trace, func() model.Scope { return who }, made.secrets.redact)
}

// shared returns the configuration of a profile of the shared files. A Region is for
// one that has none.
func (f *Fleet) shared(who model.Scope, made *identity) func(context.Context, string) (aws.Config, error) {
	return func(ctx context.Context, region string) (aws.Config, error) {
		options := append(f.sessions.options(who.Profile), config.WithDefaultRegion(region), config.WithAPIOptions([]func(*middleware.Stack) error{f.traced(who, made)}))
		c, err := f.network.load(ctx, who.Profile, options...) //nolint:contextcheck // the SDK asks for MFA codes without a context
		if err != nil || c.Credentials == nil {
			return c, err
		}
		c.Credentials, err = f.sessions.guard(c, made.children)
		c.APIOptions = nil // of the loader, for the calls by which it gets credentials
		return c, err
	}
}
