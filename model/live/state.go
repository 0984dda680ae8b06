package live

import (
	"cmp"
	"fmt"
	"time"

	"oscope/model"
)

// State is how a scope stands, in one word.
type State int

// The states.
const (
	StateWaiting State = iota // no listing has been read or has failed
	StatePartly               // some listings can be read, others not, or not yet
	StateLive
	StateSlowed // live, but AWS has us ask more slowly
	StateDenied
	StateSignedOut
	StateNoCredentials
	StateNoRegion
	StateRegionOff
	StateUnreachable
	StateFailing // for another reason

	stateCount int = iota
)

// StateFacts is what there is to know of a state.
type StateFacts struct {
	State   State
	Word    string
	Meaning string // one sentence
	// Remedy says what to do where no failed call knows better; empty where there is
	// nothing to do.
	Remedy string
	// Failures are those that bring a scope of which nothing can be read into the state.
	Failures []model.FailureKind
	// Outage: the scope cannot be read at all, whatever is asked for.
	Outage bool
}

// States are all states, from good to bad.
var States = []*StateFacts{
	{State: StateLive, Word: "live", Meaning: "Every listing has been read and is kept up to date."},
	{State: StateWaiting, Word: "waiting", Meaning: "Nothing has been read of it yet; its turn comes."},
	{State: StateSlowed, Word: "slowed", Meaning: "AWS asks for fewer requests, so its data grows older than usual.", Remedy: "It recovers by itself; other tools that use the account may be the cause."},
	{State: StatePartly, Word: "partly", Meaning: "Some of its listings have been read, others have not."},
	{State: StateDenied, Word: "denied", Meaning: "Its credentials may not list anything.", Failures: []model.FailureKind{model.FailurePermission}},
	{State: StateSignedOut, Word: "signed out", Meaning: "Its credentials have expired.", Failures: []model.FailureKind{model.FailureExpired}, Outage: true},
	{State: StateNoCredentials, Word: "no credentials", Meaning: "There are no credentials for it that AWS knows.", Failures: []model.FailureKind{model.FailureCredentials}, Outage: true},
	{State: StateNoRegion, Word: "no Region", Meaning: "It is not known in which Region it is, or there is none of that name.", Failures: []model.FailureKind{model.FailureRegion}, Outage: true},
	{State: StateRegionOff, Word: "Region off", Meaning: "The Region is not enabled for the account.", Failures: []model.FailureKind{model.FailureRegionOff}, Outage: true},
	{State: StateUnreachable, Word: "unreachable", Meaning: "AWS does not answer there, or not in time.", Failures: []model.FailureKind{model.FailureNetwork}, Outage: true},
	{State: StateFailing, Word: "failing", Meaning: "Every listing fails."},
}

var (
	factsOfState = func() (all [stateCount]*StateFacts) {
		for _, facts := range States {
			all[facts.State] = facts
		}
		return all
	}()
	stateOfFailure = func() map[model.FailureKind]State {
		all := map[model.FailureKind]State{}
		for _, facts := range States {
			for _, failure := range facts.Failures {
				all[failure] = facts.State
			}
		}
		return all
	}()
)

// Facts returns what there is to know of a state.
func (s State) Facts() *StateFacts { return factsOfState[s] }

func (s State) String() string { return s.Facts().Word }

// standing is how a scope stands, and the figures that this is said with.
type standing struct {
	state          State
	err            *model.CallError // why it is in that state, or why a listing cannot be read
	lists, read    int              // how many listings it has, and can be read
	oldest, newest time.Time        // when the listings were read
}

func (s *Snapshot) standing() standing {
	var now standing
	var worst *FeedState
	for _, f := range s.feeds {
		if !f.lists() || s.redundant(f.facts) || f.orphaned() || f.Spared() {
			continue
		}
		now.lists++
		if f.Err == nil && f.Known() {
			now.read++
		}
		if f.Known() {
			if now.oldest.IsZero() || f.Learned.Before(now.oldest) {
				now.oldest = f.Learned
			}
			if f.Learned.After(now.newest) {
				now.newest = f.Learned
			}
		}
		if f.Err != nil && (worst == nil || compareTrouble(f, worst) < 0) {
			worst, now.err = f, f.Err
		}
	}
	now.state = now.judge(s.feeds[Feed{Kind: FeedApplications}].Err)
	return now
}

// compareTrouble has first what meets every call, then what comes first in order.
func compareTrouble(f, g *FeedState) int {
	rank := func(f *FeedState) int {
		if f.Err.Kind.WholeScope() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(f), rank(g)), compareFeeds(f, g))
}

// judge names the state. probe is why the listing cannot be read that is asked for all
// in an outage; others may have been read before that, and are known to be no better.
func (s *standing) judge(probe *model.CallError) State {
	if probe != nil && probe.Kind.WholeScope() {
		s.err = probe
		return stateOfFailure[probe.Kind]
	}
	switch {
	case s.read == s.lists:
		return StateLive
	case s.read > 0:
		return StatePartly
	case s.err == nil:
		return StateWaiting
	}
	if state, ok := stateOfFailure[s.err.Kind]; ok {
		return state
	}
	return StateFailing
}

// word is the state with what it is about: "partly 4 of 6".
func (s *standing) word(state State) string {
	if state == StatePartly {
		return fmt.Sprintf("%s %d of %d", state, s.read, s.lists)
	}
	return state.String()
}
