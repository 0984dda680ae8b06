package live

import "oscope/model"

// phases is how many phases there are.
const phases = int(model.Gone) + 1

// tally is what is counted of scopes: of one, or of all together.
type tally struct {
	resources int
	phases    [16][phases]int // by the number of the kind in model.Kinds
	states    [stateCount]int
}

var numberOfKind = func() map[model.Kind]int {
	all := map[model.Kind]int{}
	for i, facts := range model.Kinds {
		all[facts.Kind] = i
	}
	return all
}()

func (t *tally) add(u tally, sign int) {
	t.resources += sign * u.resources
	for i := range model.Kinds {
		for phase := range phases {
			t.phases[i][phase] += sign * u.phases[i][phase]
		}
	}
	for i := range t.states {
		t.states[i] += sign * u.states[i]
	}
}

// tally counts what a scope holds.
func (s *Snapshot) tally(state State) tally {
	var t tally
	t.states[state] = 1
	for kind, counts := range s.counts {
		for phase, n := range counts {
			t.phases[numberOfKind[kind]][phase] = n
			t.resources += n
		}
	}
	return t
}

// Count returns how many resources of a kind are in a phase, in all scopes.
func (f *Fleet) Count(kind model.Kind, phase model.Phase) int {
	f.recount()
	return f.sum.phases[numberOfKind[kind]][phase]
}

// Len returns the number of resources of a kind in all scopes.
func (f *Fleet) Len(kind model.Kind) int {
	f.recount()
	n := 0
	for _, count := range f.sum.phases[numberOfKind[kind]] {
		n += count
	}
	return n
}

// InState returns how many scopes are in a state.
func (f *Fleet) InState(state State) int {
	f.recount()
	return f.sum.states[state]
}

// Version changes whenever a resource of any scope does, or a scope comes or goes.
func (f *Fleet) Version() uint64 {
	f.recount()
	return f.version
}

// Beat changes whenever a reading of any scope begins or ends, or a scope comes or
// goes.
func (f *Fleet) Beat() uint64 {
	f.recount()
	return f.beat
}
