package awsclient

import (
	"sync"

	"oscope/model"
)

// FleetOptions says how the clients of a Fleet behave.
type FleetOptions struct {
	// Source returns where the configuration of a scope comes from.
	Source func(model.Scope) Source
	// ReadOnly refuses every operation that is not known to be a read.
	ReadOnly bool
}

// Fleet makes the clients of scopes. It is safe for concurrent use.
type Fleet struct {
	options FleetOptions

	mu      sync.Mutex
	clients map[model.Scope]*Client
}

// NewFleet returns a fleet at once: what a scope needs is read by its first call.
func NewFleet(o FleetOptions) *Fleet {
	return &Fleet{options: o, clients: map[model.Scope]*Client{}}
}

// Client returns the client of a scope, the same one each time.
func (f *Fleet) Client(scope model.Scope) *Client {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.clients[scope] == nil {
		f.clients[scope] = New(Options{Source: f.options.Source(scope), ReadOnly: f.options.ReadOnly})
	}
	return f.clients[scope]
}

// Close ends what runs for the clients.
func (f *Fleet) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, client := range f.clients {
		client.Close()
	}
}
