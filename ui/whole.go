package ui

import (
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// Shown implements desk.Whole.
func (a *App) Shown() []*desk.Desk { return a.scopes.shown }

// All implements desk.Whole.
func (a *App) All() []*desk.Desk {
	all := make([]*desk.Desk, 0, len(a.scopes.order))
	for _, s := range a.scopes.order {
		if !s.leaving {
			all = append(all, s.Desk)
		}
	}
	return all
}

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
	return a.Fleet.Version() + a.scopes.arranged
}

// Beat implements desk.Whole.
func (a *App) Beat() uint64 {
	a.sumUp()
	return a.Fleet.Beat() + a.scopes.arranged
}

// Health implements desk.Whole. It is asked for with every frame and changes only when
// a reading begins or ends, or when others are shown.
func (a *App) Health() live.FleetHealth {
	want := healthOf{a.current, a.Beat(), a.scopes.arranged}
	if a.scopes.healthOf != want {
		a.scopes.healthOf, a.scopes.health = want, a.Fleet.Health(live.View{Only: a.scopes.seen}, a.view().Feeds()...)
	}
	health := a.scopes.health
	health.Known = health.Known && len(a.openings) == 0
	return health
}
