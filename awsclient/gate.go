package awsclient

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"golang.org/x/time/rate"

	"oscope/model"
	"oscope/model/rule"
)

// The rate gate: AWS publishes no rates for these operations, so each service's
// is found by halving on a throttle and creeping back up (AIMD).
const (
	gateMost  = 10.0 // calls per second
	gateLeast = 0.5
	gateBurst = 20
	gateStep  = 0.1 // calls per second regained with each call that is not throttled
	// One burst of throttled calls halves the rate once, not once per call.
	gateSettle = time.Second
	// After so long without a throttle the full rate is back.
	gateForget = time.Minute
)

// errGateClosed: a call would have had to wait longer than it may take.
var errGateClosed = errors.New("too many requests are waiting for their turn")

// place is what AWS counts calls by: an account, and a Region unless the service
// counts across all of them.
type place struct{ account, region string }

// everywhere are the services that count the calls of all Regions together, by the
// SDK's service ids.
var everywhere = map[string]bool{rule.STS.ID: true, rule.IAM.ID: true, rule.Organizations.ID: true, rule.Account.ID: true}

// places are the gates of all accounts and Regions. Two profiles of one account share
// its gates once it is known to be one.
type places struct {
	mu sync.Mutex
	of map[place]*gates
}

func (p *places) at(where place) *gates {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of[where] == nil {
		p.of[where] = newGates()
	}
	return p.of[where]
}

// gate is that of a service at a place.
func (p *places) gate(where place, service string) *gate {
	if everywhere[service] {
		where.region = ""
	}
	return p.at(where).of(service)
}

// slowed returns the services that are slowed at a place.
func (p *places) slowed(where place) map[string]float64 {
	slowed := p.at(place{account: where.account}).slowed()
	maps.Copy(slowed, p.at(where).slowed())
	return slowed
}

// rename gives an account what was learnt of it under another name, unless more has
// been learnt under its own.
func (p *places) rename(from, to string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for where, gates := range p.of {
		if where.account != from {
			continue
		}
		delete(p.of, where)
		where.account = to
		if p.of[where] == nil {
			p.of[where] = gates
		}
	}
}

// gates holds a token bucket for each service, by the SDK's service id.
type gates struct {
	mu   sync.Mutex
	byID map[string]*gate
}

type gate struct {
	limiter *rate.Limiter
	mu      sync.Mutex
	halved  time.Time
}

func newGates() *gates { return &gates{byID: map[string]*gate{}} }

func (g *gates) of(service string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byID[service] == nil {
		g.byID[service] = &gate{limiter: rate.NewLimiter(gateMost, gateBurst)}
	}
	return g.byID[service]
}

func (g *gates) slowed() map[string]float64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	slowed := map[string]float64{}
	for service, gate := range g.byID {
		gate.recover(time.Now())
		if limit := float64(gate.limiter.Limit()); limit < gateMost {
			slowed[service] = limit
		}
	}
	return slowed
}

// addGate puts the gate in front of every attempt, retries included.
func (c *Client) addGate(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("oscope:Gate", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		gate := c.limits.places.gate(c.place(), middleware.GetServiceID(ctx))
		gate.recover(time.Now())
		if err := gate.limiter.Wait(ctx); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, errors.Join(ctx.Err(), errGateClosed)
		}
		out, metadata, err := next.HandleFinalize(ctx, in)
		gate.learn(err, time.Now())
		return out, metadata, err
	}), "Retry", middleware.After)
}

// recover gives the full rate back to a service that has not throttled for long.
func (g *gate) recover(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if float64(g.limiter.Limit()) < gateMost && now.Sub(g.halved) >= gateForget {
		g.limiter.SetLimitAt(now, gateMost)
		g.limiter.SetBurstAt(now, gateBurst)
	}
}

// learn adjusts the rate to how a call went.
func (g *gate) learn(err error, now time.Time) {
	var api smithy.APIError
	throttled := errors.As(err, &api) && kinds[api.ErrorCode()] == model.FailureThrottling
	g.mu.Lock()
	defer g.mu.Unlock()
	switch limit := float64(g.limiter.Limit()); {
	case throttled && now.Sub(g.halved) >= gateSettle:
		g.halved = now
		g.limiter.SetLimitAt(now, rate.Limit(max(limit/2, gateLeast)))
		g.limiter.SetBurstAt(now, 1)
	case !throttled && limit < gateMost:
		limit = min(limit+gateStep, gateMost)
		g.limiter.SetLimitAt(now, rate.Limit(limit))
		if limit == gateMost {
			g.limiter.SetBurstAt(now, gateBurst)
		}
	}
}
