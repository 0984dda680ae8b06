package emulator

import (
	"maps"
	"slices"
)

// tally counts the requests to one scope, by operation.
type tally struct {
	calls map[string]int
	// numbers is never reset. Request ids are made of it, so that they do not depend
	// on which of several requests comes in first.
	numbers map[string]int
}

// tally returns the counts of a place. The caller holds the lock.
func (e *Emulator) tally(p place) *tally {
	t := e.tallies[p]
	if t == nil {
		t = &tally{make(map[string]int), make(map[string]int)}
		e.tallies[p] = t
	}
	return t
}

// Calls returns how often each operation was called since the start or the last
// ResetCalls, answers of faults included.
func (e *Emulator) Calls() map[string]int { return e.CallsIn("", "") }

// CallsIn is Calls for one account and Region; an empty one is all of them.
func (e *Emulator) CallsIn(account, region string) map[string]int {
	e.mu.Lock()
	defer e.mu.Unlock()
	sum := make(map[string]int)
	for p, t := range e.tallies {
		if p.within(account, region) {
			for operation, n := range t.calls {
				sum[operation] += n
			}
		}
	}
	return sum
}

// ScopeCalls is how often each operation was called in one account and Region.
type ScopeCalls struct {
	Account string         `json:"account"`
	Region  string         `json:"region"`
	Calls   map[string]int `json:"calls"`
}

// CallsByScope returns the calls of every account and Region that was called, in the
// order of their numbers and names.
func (e *Emulator) CallsByScope() []ScopeCalls {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := []ScopeCalls{}
	for _, p := range slices.SortedFunc(maps.Keys(e.tallies), place.compare) {
		if calls := e.tallies[p].calls; len(calls) > 0 {
			all = append(all, ScopeCalls{p.account, p.region, maps.Clone(calls)})
		}
	}
	return all
}

// ResetCalls makes Calls count from zero.
func (e *Emulator) ResetCalls() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, t := range e.tallies {
		clear(t.calls)
	}
}

// within reports whether a place is in an account and a Region; an empty one is any.
func (p place) within(account, region string) bool {
	return (account == "" || account == p.account) && (region == "" || region == p.region)
}
