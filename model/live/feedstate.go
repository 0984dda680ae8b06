package live

import (
	"time"

	"oscope/model"
)

// FeedState is what a snapshot knows about one feed.
type FeedState struct {
	Feed     Feed
	Learned  time.Time        // when it was last read completely; zero if never
	Err      *model.CallError // why the last reading failed; nil when it did not
	InFlight int              // resources on their way to another status

	facts     *FeedFacts
	reading   uint64        // number of the reading under way; 0 when there is none
	asked     time.Time     // since when its next answer is awaited
	heard     time.Time     // when the last reading ended, in whatever way
	failures  int           // failed readings in a row
	times     int           // how often it was read completely
	bare      int           // readings in a row that found nothing, or were denied
	delay     time.Duration // how long to wait while something is in flight
	changed   bool          // the reading under way has brought something new
	prompts   []time.Time   // when to read again because of a write of ours
	written   bool          // and it has not been read since
	requested bool          // somebody asked for a refresh
	along     time.Time     // when to read it along with its resource; see FeedFacts.Along
	entries   map[model.Key]*entry
}

// Reading reports whether a reading is under way.
func (f *FeedState) Reading() bool { return f.reading != 0 }

// Known reports whether the feed has ever been read completely, so that what it
// does not hold does not exist.
func (f *FeedState) Known() bool { return !f.Learned.IsZero() }

// Outdated reports whether a write of ours has touched what the feed holds since it was
// last read.
func (f *FeedState) Outdated() bool { return f.written }

// orphaned reports whether the resource that the feed is about does not exist any
// more, as far as the last reading knows.
func (f *FeedState) orphaned() bool {
	return f.Err != nil && f.Err.Kind == model.FailureNotFound && f.facts.many()
}

// Spared reports whether what the feed lists may be denied without the scope being known
// the less.
func (f *FeedState) Spared() bool {
	return f.facts.Optional && f.Err != nil && f.Err.Kind == model.FailurePermission
}

// troubled reports whether what the feed holds cannot be read at present.
func (f *FeedState) troubled() bool { return f.Err != nil && !f.orphaned() }

// Size returns the number of resources that the feed holds.
func (f *FeedState) Size() int { return len(f.entries) }
