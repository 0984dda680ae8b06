package live

import "time"

// Attention is what the operator can see now; it decides how often settled
// feeds are read.
type Attention struct {
	OnScreen map[Feed]bool // a kind without an id stands for all its feeds
	Blurred  bool          // the terminal does not have the focus
	Confined bool          // what is not on the screen is not read at all

	// What follows is of a scope among others; of one alone it is empty.
	pace    pace
	phase   float64       // of the scope, from 0 up to 1, so that not all are read at once
	named   map[Feed]bool // what is looked at of this scope in particular
	beneath map[Feed]bool // what has to be read before what is on the screen can be
	// bare is how many readings in a row have found nothing in the whole scope; 0 also
	// while the operator has singled it out.
	bare int
}

// sees reports whether a feed is on the screen.
func (a Attention) sees(feed Feed) bool { return a.OnScreen[feed] || a.OnScreen[Feed{Kind: feed.Kind}] }

// stretched returns how long a feed without news waits that would wait for every in a
// scope alone.
func (a Attention) stretched(f *FeedState, every time.Duration, onScreen bool) time.Duration {
	if a.named[f.Feed] {
		return every
	}
	switch {
	case a.bare > 1:
		return max(every, a.pace.quiet+a.share(quietEnd-a.pace.quiet))
	case a.bare == 1:
		return every + a.share(a.pace.spread)
	}
	least := a.pace.off
	if onScreen {
		least = a.pace.on
	}
	switch {
	case least <= every:
		return every
	case f.times < 2: // all scopes were read at once: from here on they spread
		return every + a.share(least-every)
	}
	return least + a.share(least/4)
}

// share is the part of a stretch of time that the scope's phase comes to.
func (a Attention) share(d time.Duration) time.Duration { return time.Duration(a.phase * float64(d)) }
