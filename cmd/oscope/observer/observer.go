// Package observer keeps a fleet's snapshots fed where there is no screen: the readings
// that the planner asks for, in one event loop, until what somebody waits for has come.
package observer

import (
	"context"
	"sync"
	"time"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// Observer reads scopes. It is used by one goroutine.
type Observer struct {
	Clients *awsclient.Fleet
	Fleet   *live.Fleet
	// View is what is read. It may be changed whenever done or Changed is called.
	View live.View
	// Changed is told what has changed; nil if nobody wants to know.
	Changed func([]live.Transition)

	readings map[key]context.CancelFunc
	answers  chan answer
	running  sync.WaitGroup
}

// key tells a reading from all others.
type key struct {
	scope  model.Scope
	number uint64
}

// answer is a page of a reading, or why there is none.
type answer struct {
	scope   model.Scope
	read    live.Read
	listing live.Listing
	err     error
}

// New returns an observer of scopes, of which nothing is known yet.
func New(clients *awsclient.Fleet, scopes []model.Scope) *Observer {
	o := &Observer{Clients: clients, Fleet: live.NewFleet(), readings: map[key]context.CancelFunc{}, answers: make(chan answer)}
	for _, scope := range scopes {
		o.Fleet.Add(scope)
	}
	return o
}

// Until reads until done reports that it is, which is asked at the beginning and after
// each answer, or until ctx ends, whose cause it then returns. It can be called once.
func (o *Observer) Until(ctx context.Context, done func() bool) error {
	within, cancel := context.WithCancel(ctx)
	defer o.running.Wait()
	defer cancel()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if done() {
			return nil
		}
		o.plan(within, timer)
		select {
		case a := <-o.answers:
			o.take(a)
		case <-timer.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// plan begins the readings that are due, and sets the timer for the next.
func (o *Observer) plan(ctx context.Context, timer *time.Timer) {
	now := time.Now()
	for _, due := range o.Fleet.Due(now, o.View) {
		read := o.Fleet.Snapshot(due.Scope).Begin(due.Read, now)
		reading, cancel := context.WithCancel(ctx)
		o.readings[key{due.Scope, read.Number}] = cancel
		o.running.Go(func() { o.read(reading, due.Scope, read) })
	}
	timer.Stop()
	// What is due already waits for room, which the end of a reading makes.
	if at, ok := o.Fleet.Next(o.View); ok && at.After(now) {
		timer.Reset(at.Sub(now))
	}
}

// read reads page after page, each when the one before has been taken in.
func (o *Observer) read(ctx context.Context, scope model.Scope, read live.Read) {
	reading := o.Clients.Client(scope).Read(read)
	for {
		listing, err := reading.Next(ctx)
		select {
		case o.answers <- answer{scope, read, listing, err}:
		case <-ctx.Done():
			return
		}
		if err != nil || !listing.More {
			return
		}
	}
}

func (o *Observer) take(a answer) {
	s, reading := o.Fleet.Snapshot(a.scope), key{a.scope, a.read.Number}
	if !s.Current(a.read) {
		o.end(reading) // nobody wants it any more
		return
	}
	if a.err != nil {
		o.end(reading)
		s.Fail(a.read, model.AsCallError(a.err), a.listing.At)
		return
	}
	transitions := s.Apply(a.listing)
	if !a.listing.More {
		o.end(reading)
	}
	if len(transitions) > 0 && o.Changed != nil {
		o.Changed(transitions)
	}
}

func (o *Observer) end(reading key) {
	if cancel := o.readings[reading]; cancel != nil {
		cancel()
		delete(o.readings, reading)
	}
}
