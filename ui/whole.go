package ui

import (
	"oscope/model"
	"oscope/ui/desk"
)

// Shown implements desk.Whole.
func (a *App) Shown() []*desk.Desk { return a.scopes.shown }

// DeskOf implements desk.Whole.
func (a *App) DeskOf(scope model.Scope) *desk.Desk {
	if s := a.scopes.of[scope]; s != nil {
		return s.Desk
	}
	return nil
}

// Several implements desk.Whole. Narrowed to one of several, the screen goes on to say
// to which of them things belong.
func (a *App) Several() bool { return len(a.scopes.order) > 1 }

// Version implements desk.Whole.
func (a *App) Version() uint64 {
	a.sumUp()
	return a.scopes.version
}

// Beat implements desk.Whole.
func (a *App) Beat() uint64 {
	a.sumUp()
	return a.scopes.beat
}

// Changes implements desk.Whole.
func (a *App) Changes() []desk.Change { return a.journal.changes }

// Health implements desk.Whole. It is asked for with every frame and changes only when
// a reading begins or ends, or when others are shown; of a scope whose readings have
// not it is not asked again.
func (a *App) Health() desk.Health {
	want := healthOf{a.current, a.Version(), a.Beat()}
	if a.scopes.healthOf == want {
		return a.scopes.health
	}
	var sum desk.Health
	for _, at := range a.scopes.shown {
		s := a.scopes.of[at.ID]
		if of := (healthOf{a.current, at.Snapshot.Version(), at.Snapshot.Beat()}); s.healthOf != of {
			s.healthOf, s.health = of, at.Snapshot.Health(a.view().Feeds()...)
		}
		sum.Add(at, s.health)
	}
	a.scopes.healthOf, a.scopes.health = want, sum
	return sum
}
