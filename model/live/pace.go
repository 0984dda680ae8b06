package live

import (
	"fmt"
	"hash/fnv"
	"time"

	"oscope/model"
)

// What a fleet costs at rest. Scopes alone read what is settled as often as plan.go
// says; many of them together share these rates. With 1,000 scopes of which 950 are
// empty, the 950 take 4,750 calls in about 29 minutes, 2.7 a second; what is on the
// screen of the others takes at most 0.8 and the rest of them 0.3: less than 4.
const (
	onScreenPerCall  = 1200 * time.Millisecond // settled and on the screen
	offScreenPerCall = 3 * time.Second         // settled and not
	// Neither makes a feed that holds something wait longer than this, although more
	// than 750 calls' worth of them then cost more.
	settledLongest = 15 * time.Minute

	// A scope that was empty twice in a row will most likely stay so for weeks, and
	// most scopes are. The bounds are for few and for many of them; the jitter keeps
	// those apart that were read together.
	quietPerCall = time.Second / 3
	quietLeast   = 15 * time.Minute
	quietMost    = 28 * time.Minute
	quietEnd     = 30 * time.Minute // what the jitter leads to at the most

	// Scopes that cannot be read at all ask for one listing each, in turns. When one
	// comes back, the others that failed likewise are asked at once, so that with many
	// the end of an outage is noticed as soon as with one.
	troublePerCall = time.Second / 4
	troubleMost    = 5 * time.Minute
)

// load is what some scopes would cost if each were alone: the calls of one reading of
// everything.
type load struct {
	on, off int // of scopes that hold something: on the screen, and not
	quiet   int // of empty scopes
	trouble int // of scopes that cannot be read: one each
}

func (l *load) add(m load, sign int) {
	l.on += sign * m.on
	l.off += sign * m.off
	l.quiet += sign * m.quiet
	l.trouble += sign * m.trouble
}

// pace is how long feeds of one scope wait at least, for the sake of all others.
type pace struct {
	on, off time.Duration // settled: on the screen, and not
	quiet   time.Duration // of an empty scope
	spread  time.Duration // over which empty scopes are read for the second time
	trouble time.Duration // of a scope that cannot be read
}

func (l load) pace() pace {
	return pace{
		on:      min(stepped(l.on, onScreenPerCall), settledLongest),
		off:     min(stepped(l.off, offScreenPerCall), settledLongest),
		quiet:   min(max(stepped(l.quiet, quietPerCall), quietLeast), quietMost),
		spread:  min(stepped(l.quiet, quietPerCall), quietMost),
		trouble: min(stepped(l.trouble, troublePerCall), troubleMost),
	}
}

// stepped is how long calls take together, rounded up to one of a few steps, so that
// the plans of all scopes are not made anew for each resource that comes or goes.
func stepped(calls int, each time.Duration) time.Duration {
	step := time.Second
	for step < time.Duration(calls)*each {
		step += step / 4
	}
	return step
}

// phaseOf is where a scope stands among others, from 0 up to 1: the same in every run.
func phaseOf(scope model.Scope) float64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s\x00%s\x00%s", scope.Profile, scope.Account, scope.Region) // it never fails
	// The upper bits of such short texts differ little: fold and stir them.
	sum := h.Sum64()
	sum ^= sum >> 32
	sum *= 0x9e3779b97f4a7c15
	return float64(sum>>11) / (1 << 53)
}

// load returns what the scope costs at rest. seen is what of it can be seen.
func (s *Snapshot) load(seen Attention, state State) load {
	var l load
	switch {
	case state.Facts().Outage:
		l.trouble = 1
		return l
	case seen.bare > 0:
		for _, f := range s.feeds {
			if f.lists() && !f.facts.Optional {
				l.quiet++
			}
		}
		return l
	}
	for _, f := range s.feeds {
		switch {
		case s.redundant(f.facts), f.facts.onDemand() && !seen.sees(f.Feed), f.facts.Every > 0, seen.named[f.Feed]:
		case seen.sees(f.Feed):
			l.on += f.calls()
		default:
			l.off += f.calls()
		}
	}
	return l
}

// calls returns about how many calls it takes to read the feed once.
func (f *FeedState) calls() int {
	if f.facts.Batch > 0 {
		return 1 + (f.Size()+f.facts.Batch-1)/f.facts.Batch
	}
	return 1 + f.Size()/pageSize
}

// lists reports whether resources are known by the feed.
func (f *FeedState) lists() bool { return f.facts.Holds != "" && !f.facts.onDemand() }

// bare returns how many readings in a row have found nothing in the whole scope. What
// may not be listed counts as nothing: only somebody else can change that.
func (s *Snapshot) bare() int {
	least := 2
	for _, f := range s.feeds {
		if !f.lists() || s.redundant(f.facts) {
			continue
		}
		if f.Size() > 0 {
			return 0
		}
		if f.facts.Optional && (f.Known() || f.Spared()) {
			continue
		}
		if least = min(least, f.bare); least == 0 {
			return 0
		}
	}
	return least
}
