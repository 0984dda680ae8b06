package live

import (
	"slices"
	"time"

	"oscope/model"
)

// Fleet is all that oscope knows of several scopes now. Like the snapshots in it, it
// belongs to one event loop.
type Fleet struct {
	order []model.Scope
	of    map[model.Scope]*Snapshot
}

// View is what can be seen of a fleet; it decides what is read how often.
type View struct {
	OnScreen map[Feed]bool                 // of every scope that is shown
	Besides  map[model.Scope]map[Feed]bool // of single scopes, as for a detail or a form
	Only     map[model.Scope]bool          // the scopes that are shown; nil for all
	Blurred  bool                          // the terminal does not have the focus
}

// ScopedRead is a reading that is due, with its scope.
type ScopedRead struct {
	Scope model.Scope
	Read
}

// NewFleet returns a fleet without scopes.
func NewFleet() *Fleet { return &Fleet{of: map[model.Scope]*Snapshot{}} }

// Add adds a scope, of which nothing is known yet, and returns its snapshot; of one
// that is there already it returns what it has.
func (f *Fleet) Add(scope model.Scope) *Snapshot {
	if s := f.of[scope]; s != nil {
		return s
	}
	s := NewSnapshot()
	s.Caller.Region, s.Caller.Profile = scope.Region, scope.Profile
	f.of[scope] = s
	f.order = append(f.order, scope)
	return s
}

// Remove forgets a scope and all that is known of it.
func (f *Fleet) Remove(scope model.Scope) {
	delete(f.of, scope)
	f.order = slices.DeleteFunc(f.order, func(other model.Scope) bool { return other == scope })
}

// Scopes returns the scopes in the order in which they were added.
func (f *Fleet) Scopes() []model.Scope { return f.order }

// Snapshot returns what is known of a scope; nil if the fleet does not have it.
func (f *Fleet) Snapshot(scope model.Scope) *Snapshot { return f.of[scope] }

// Due returns the readings to begin at now, most urgent first. Each must be handed to
// Begin of its snapshot before the next call.
func (f *Fleet) Due(now time.Time, v View) []ScopedRead {
	var due []ScopedRead
	for _, scope := range f.order {
		for _, read := range f.of[scope].Due(now, v.of(scope)) {
			due = append(due, ScopedRead{scope, read})
		}
	}
	return due
}

// Next returns when Due will have something more; ok is false when nothing is due
// until a reading under way ends or somebody acts.
func (f *Fleet) Next(v View) (at time.Time, ok bool) {
	for _, scope := range f.order {
		if t, due := f.of[scope].Next(v.of(scope)); due && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

// of is what can be seen of one scope.
func (v View) of(scope model.Scope) Attention {
	a := Attention{OnScreen: map[Feed]bool{}, Blurred: v.Blurred}
	if v.Only == nil || v.Only[scope] {
		for feed := range v.OnScreen {
			a.OnScreen[feed] = true
		}
	}
	for feed := range v.Besides[scope] {
		a.OnScreen[feed] = true
	}
	return a
}
