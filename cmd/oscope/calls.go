package main

import (
	"sync"

	"oscope/awsclient"
	"oscope/cmd/oscope/calllog"
	"oscope/cmd/oscope/crash"
)

// calls is who is told of the calls of a run.
type calls struct {
	record crash.Record
	log    *calllog.Log // nil if none was asked for

	mu    sync.Mutex
	hears func(error) // of a log that cannot be written; nil before there is a screen
	wrong error       // of which nobody has heard yet
}

// openCalls opens the log at a path; "" for none.
func openCalls(path string) (*calls, error) {
	c := &calls{}
	if path == "" {
		return c, nil
	}
	var err error
	if c.log, err = calllog.Open(path, c.fail); err != nil {
		return nil, err
	}
	c.log.Start(version())
	return c, nil
}

// take is an awsclient.Trace.
func (c *calls) take(call awsclient.Call) {
	c.record.Call(call)
	if c.log != nil {
		c.log.Call(call)
	}
}

// complain says who hears of a log that cannot be written.
func (c *calls) complain(hears func(error)) {
	c.mu.Lock()
	wrong := c.wrong
	c.hears, c.wrong = hears, nil
	c.mu.Unlock()
	if wrong != nil {
		c.fail(wrong)
	}
}

// fail must not wait: a call does for it.
func (c *calls) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hears == nil {
		c.wrong = err
		return
	}
	go c.hears(err)
}

func (c *calls) close() {
	if c.log != nil {
		c.log.Close()
	}
}
