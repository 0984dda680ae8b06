package live

import (
	"time"

	"oscope/model"
)

// backoff returns how long a failed feed waits before it is read again.
func (s *Snapshot) backoff(f *FeedState, a Attention) time.Duration {
	most, onScreen := failedMost, a.sees(f.Feed)
	if onScreen {
		most = failedOnScreen
		if f.facts.many() && s.forAll[f.Feed.Kind] != f.Feed {
			most = min(failedMost, max(most, time.Duration(s.cost(f.facts))*settledPerCall))
		}
	}
	if f.Err.Kind == model.FailurePermission {
		return a.stretched(f, most, onScreen) // granted by somebody, some time; r asks at once
	}
	if f.Err.Kind == model.FailureRegionOff {
		return max(failedMost, a.pace.trouble) // switched on by somebody, some time
	}
	if f.Err.Kind.WholeScope() {
		most = max(outageMost, a.pace.trouble+a.share(a.pace.trouble/4))
	} else {
		most = a.stretched(f, most, onScreen)
	}
	wait := failedFirst
	for range f.failures - 1 {
		if wait *= 2; wait >= most {
			return most
		}
	}
	return wait
}

// denied notes that a feed may not be read. Of a kind of which there are many, one
// is asked for all as often as if it were the only one.
func (s *Snapshot) denied(f *FeedState) {
	asked := s.feeds[s.forAll[f.Feed.Kind]]
	if f.facts.many() && (asked == nil || asked.Err == nil) {
		s.forAll[f.Feed.Kind] = f.Feed
	}
}

// releaseDenied has the feeds of a kind that may not have been read, as far as is
// known, read at once: one of them may be now.
func (s *Snapshot) releaseDenied(kind FeedKind) {
	if !kind.Facts().many() {
		return
	}
	delete(s.forAll, kind)
	for _, f := range s.FeedsOf(kind) {
		f.requested = f.requested || f.Err != nil && f.Err.Kind == model.FailurePermission
	}
}

// heldBack reports whether f failed for a reason that the applications feed
// fails for too: then that one alone keeps trying, and f follows when it works.
func (s *Snapshot) heldBack(f *FeedState) bool {
	probe := s.feeds[Feed{Kind: FeedApplications}]
	return f != probe && f.Err != nil && f.Err.Kind.WholeScope() && probe.Err != nil && probe.Err.Kind.WholeScope()
}

// awaited reports whether f is the probe and holds back a feed with something in
// flight.
func (s *Snapshot) awaited(f *FeedState) bool {
	if f.Feed.Kind != FeedApplications {
		return false
	}
	for _, g := range s.feeds {
		if g.InFlight > 0 && s.heldBack(g) {
			return true
		}
	}
	return false
}

// releaseHeldBack has the feeds that trouble of the whole scope had stopped read
// at once, when the applications feed no longer meets it.
func (s *Snapshot) releaseHeldBack() {
	probe := s.feeds[Feed{Kind: FeedApplications}]
	if probe.Err != nil && probe.Err.Kind.WholeScope() {
		return
	}
	for _, f := range s.feeds {
		if f != probe && f.Err != nil && f.Err.Kind.WholeScope() {
			f.failures, f.requested = 0, true
		}
	}
}
