package awsclient

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

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

	mu sync.Mutex
	// Clients that trust a certificate bundle besides, by its path.
	trusting map[string]aws.HTTPClient
}

// loadingMost is how many configurations are loaded at once: that is work for the
// processor, which the screen needs, too.
const loadingMost = 2

func newNetwork(inFlight int) *network {
	n := &network{inFlight: inFlight, loading: make(chan struct{}, loadingMost), trusting: map[string]aws.HTTPClient{}}
	n.plain = n.buildable().Freeze()
	return n
}

// buildable is a client with room for as many connections to one host as may be in
// use, and for half as many that are not: all others are closed after use.
func (n *network) buildable() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) {
		t.MaxIdleConns, t.MaxIdleConnsPerHost = max(1, n.inFlight/2), n.inFlight
	})
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
		n.trusting[bundle] = made.WithTransportOptions(func(t *http.Transport) { t.DisableKeepAlives = false }).Freeze()
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
