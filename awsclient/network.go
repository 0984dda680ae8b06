package awsclient

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
)

// network holds the connections of a process. All configurations get the same HTTP
// client: of a client that it may change, the SDK makes copies, each with
// connections of its own.
type network struct {
	inFlight int
	loading  chan struct{} // holds one element for each configuration being loaded
	plain    aws.HTTPClient
	open     atomic.Int64 // connections

	mu sync.Mutex
	// Clients that trust a certificate bundle besides, by its path.
	trusting map[string]aws.HTTPClient
}

// loadingMost is how many configurations are loaded at once: that is work for the
// processor, which the screen needs, too.
const loadingMost = 2

// newNetwork returns a network that a transport takes the place of, if there is one.
func newNetwork(inFlight int, instead http.RoundTripper) *network {
	n := &network{inFlight: inFlight, loading: make(chan struct{}, loadingMost), trusting: map[string]aws.HTTPClient{}}
	n.plain = direct(n.buildable())
	if instead != nil {
		n.plain = direct(&http.Client{Transport: instead})
	}
	return n
}

// buildable is a client that keeps as many connections as may be in use at once, to
// one host or to many.
func (n *network) buildable() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) {
		t.MaxIdleConns, t.MaxIdleConnsPerHost = n.inFlight, n.inFlight
		dial := t.DialContext
		t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			return n.dial(func() (net.Conn, error) { return dial(ctx, network, address) })
		}
	})
}

// dial makes a connection. Where there are half as many again as may be in use, those
// that are not are closed for it: every Region has hosts of its own.
func (n *network) dial(dial func() (net.Conn, error)) (net.Conn, error) {
	if n.open.Add(1) > int64(n.inFlight+n.inFlight/2) {
		n.closeIdle()
	}
	c, err := dial()
	if err != nil {
		n.open.Add(-1)
		return nil, err
	}
	return &connection{Conn: c, closed: sync.OnceFunc(func() { n.open.Add(-1) })}, nil
}

// connection is one that is counted.
type connection struct {
	net.Conn

	closed func()
}

// Close implements net.Conn.
func (c *connection) Close() error {
	defer c.closed()
	return c.Conn.Close()
}

// load loads the configuration of a profile with the given options.
func (n *network) load(ctx context.Context, profile string, options ...func(*config.LoadOptions) error) (aws.Config, error) {
	select {
	case n.loading <- struct{}{}:
		defer func() { <-n.loading }()
	case <-ctx.Done():
		return aws.Config{}, ctx.Err()
	}
	options = slices.Clip(options)
	c, err := load(ctx, profile, append(options, config.WithHTTPClient(n.plain))...)
	if err == nil || !strings.Contains(err.Error(), "custom RootCAs") {
		return c, err
	}
	// The SDK adds a certificate bundle to no client but one of this kind. What it
	// has made of it for its own calls for credentials keeps no connections.
	own := n.buildable().WithTransportOptions(func(t *http.Transport) { t.DisableKeepAlives = true })
	if c, err = load(ctx, profile, append(options, config.WithHTTPClient(own))...); err != nil {
		return aws.Config{}, err
	}
	c.HTTPClient = n.trust(c)
	return c, nil
}

// trust returns the client for the certificate bundle of a configuration.
func (n *network) trust(c aws.Config) aws.HTTPClient {
	made, ok := c.HTTPClient.(*awshttp.BuildableClient)
	if !ok {
		return c.HTTPClient
	}
	bundle := bundleOf(c)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.trusting[bundle] == nil {
		n.trusting[bundle] = direct(made.WithTransportOptions(func(t *http.Transport) { t.DisableKeepAlives = false }))
	}
	return n.trusting[bundle]
}

// bundleOf is the path of a configuration's certificate bundle.
func bundleOf(c aws.Config) string {
	for _, source := range c.ConfigSources {
		var path string
		switch source := source.(type) {
		case config.EnvConfig:
			path = source.CustomCABundle
		case config.SharedConfig:
			path = source.CustomCABundle
		}
		if path != "" {
			return path
		}
	}
	return ""
}

// closeIdle closes the connections that are not in use.
func (n *network) closeIdle() {
	closeIdle(n.plain)
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, client := range n.trusting {
		closeIdle(client)
	}
}

func closeIdle(client aws.HTTPClient) {
	if standard, ok := client.(interface{ CloseIdleConnections() }); ok {
		standard.CloseIdleConnections()
	}
}

// sharedFilesState changes when one of the files that the SDK reads does.
func sharedFilesState() [2]stamp {
	configFile, keysFile := sharedFiles()
	return [2]stamp{stampOf(configFile), stampOf(keysFile)}
}
