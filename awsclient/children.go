package awsclient

import (
	"cmp"
	"context"
	"sync"
)

// children are the programs that run for a client, which must not outlive it.
type children struct {
	running sync.RWMutex // for reading by each of them
	once    sync.Once
	over    chan struct{}
}

func newChildren() *children { return &children{over: make(chan struct{})} }

// run runs one with a context that ends with the children, too. Of one that was
// ended it returns the context's error.
func (c *children) run(ctx context.Context, child func(context.Context) error) error {
	c.running.RLock()
	defer c.running.RUnlock()
	select {
	case <-c.over:
		return context.Canceled
	default:
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-c.over:
			cancel()
		case <-ctx.Done():
		}
	}()
	if err := child(ctx); err != nil {
		return cmp.Or(ctx.Err(), err)
	}
	return nil
}

// end ends all of them and waits until they are gone.
func (c *children) end() {
	c.once.Do(func() { close(c.over) })
	c.running.Lock()
	c.running.Unlock() //nolint:gocritic,staticcheck // waiting is all that it is for
}
