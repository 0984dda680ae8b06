package live

import (
	"time"

	"oscope/model"
)

// Summary is a scope in one row.
type Summary struct {
	Scope   model.Scope
	Caller  model.Caller
	State   State
	Word    string // the state, as in "partly 4 of 6"
	Meaning string
	Remedy  string           // what to do about it; empty when there is nothing to do
	Err     *model.CallError // why it is so, or why some listing cannot be read

	Lists, Read                 int // how many listings it has, and how many are read
	Resources, InFlight, Failed int

	Oldest, Newest time.Time // when its listings were read; zero before the first
	Calls          int       // readings begun in the last minute
}

// Summary sums up a scope as of now. slowed is to how many calls a second AWS has
// brought us down there, 0 when it has not; of a scope that the fleet does not have
// there is nothing to sum up.
func (f *Fleet) Summary(scope model.Scope, now time.Time, slowed float64) (Summary, bool) {
	f.recount()
	m := f.of[scope]
	if m == nil {
		return Summary{}, false
	}
	s := &m.standing
	state := s.state
	if state == StateLive && slowed > 0 {
		state = StateSlowed
	}
	sum := Summary{
		Scope: scope, Caller: m.snapshot.Caller, State: state, Word: s.word(state), Meaning: state.Facts().Meaning,
		Remedy: state.Facts().Remedy, Err: s.err, Lists: s.lists, Read: s.read,
		Resources: m.tally.resources, InFlight: m.tally.in(model.InFlight), Failed: m.tally.in(model.Failed),
		Oldest: s.oldest, Newest: s.newest, Calls: m.snapshot.calls.sum(now),
	}
	if s.err != nil {
		sum.Remedy = s.err.Advice(model.AtListing)
	}
	return sum, true
}

// in returns how many resources are in a phase.
func (t *tally) in(phase model.Phase) int {
	n := 0
	for _, counts := range t.phases {
		n += counts[phase]
	}
	return n
}
