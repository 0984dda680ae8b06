package live

import (
	"time"

	"oscope/model"
)

// Transition is a change of one resource between two states of a snapshot: it
// changed status, appeared (From is empty) or vanished (To is empty).
type Transition struct {
	Scope    model.Scope // in a fleet
	Key      model.Key
	Title    string
	From, To model.Status
	At       time.Time
	// After is how long the resource had been in From. When Exact is false it
	// was in From before oscope saw it, so After is only a lower bound.
	After time.Duration
	Exact bool
	// Ran is how long the resource had been in flight, through all statuses of that,
	// when it came out of it; 0 when it did not. RanExact is to it as Exact to After.
	Ran      time.Duration
	RanExact bool
	Type     string // see model.TypeOf
	Reason   string // why a resource that failed did
}

// Ref identifies the resource across all scopes.
func (t Transition) Ref() model.Ref { return model.Ref{Scope: t.Scope, Key: t.Key} }

// Phase returns the phase that the resource is in now.
func (t Transition) Phase() model.Phase {
	if t.To == "" {
		return model.Gone
	}
	return model.MeaningOf(t.Key.Kind, t.To).Phase
}
