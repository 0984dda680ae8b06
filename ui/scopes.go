package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/desk"
)

// scopes are those that the program has, and what is summed up over them. Sums are
// kept up to date with what changes, one scope at a time: no key and no frame goes
// through all of them.
type scopes struct {
	of    map[model.Scope]*stand
	order []*stand
	only  map[model.Scope]bool // those that the screen is narrowed to; nil for all
	shown []*desk.Desk
	seen  map[model.Scope]bool // the same for the planner; nil for all
	inUse []*stand             // by the message that is being handled; see use

	arranged uint64 // counts how often other scopes came to be shown, or under other names
	tallies  []tally
	all      tally
	health   live.FleetHealth
	healthOf healthOf
	slowed   map[*desk.Desk]map[string]float64 // see awsclient.Client.Slowed
}

func newScopes() scopes {
	return scopes{of: map[model.Scope]*stand{}, slowed: map[*desk.Desk]map[string]float64{}}
}

// stand is the desk of a scope, with what has been summed up of it.
type stand struct {
	*desk.Desk
	end context.CancelFunc // ends its commands

	version uint64 // of the snapshot that the sums are of
	account string
	tallies []tally // by page

	shown   bool
	inUse   bool
	leaving bool // removed, but kept by what holds it
	holders map[any]bool
}

// tally is what the tab of a page counts.
type tally struct{ total, inFlight, failed int }

func (t *tally) add(other tally, sign int) {
	t.total += sign * other.total
	t.inFlight += sign * other.inFlight
	t.failed += sign * other.failed
}

// healthOf is what a summary of feeds was made of.
type healthOf struct {
	view           int
	beat, arranged uint64
}

// AddScope adds a scope to the program; one that is there already stays as it is.
func (a *App) AddScope(scope model.Scope) tea.Cmd {
	a.add(scope)
	a.rearrange()
	return a.Plan()
}

func (a *App) add(scope model.Scope) {
	if s := a.scopes.of[scope]; s != nil {
		s.leaving = false
		return
	}
	ctx, end := context.WithCancel(a.ctx)
	at := &desk.Desk{Facts: a.Facts, Scope: desk.Scope{ID: scope, Ctx: ctx, Client: a.option.Clients.Client(scope), Snapshot: a.Fleet.Add(scope), Past: &desk.Past{Sources: history.Sources{}}, Knowledge: &check.Knowledge{}}}
	at.Program = clerk{a, at}
	s := &stand{Desk: at, end: end, holders: map[any]bool{}, tallies: make([]tally, len(a.views))}
	a.scopes.of[scope] = s
	a.scopes.order = append(a.scopes.order, s)
}

// RemoveScope takes a scope out of the program, at once or, while a form is open in it
// or a write of it is under way, when that has ended. The last one stays, and false is
// returned.
func (a *App) RemoveScope(scope model.Scope) bool {
	s := a.scopes.of[scope]
	if s == nil || s.leaving {
		return true
	}
	if a.present() == 1 {
		return false
	}
	s.leaving = true
	a.use(s.Desk)
	delete(a.scopes.only, scope)
	a.rearrange()
	return true
}

// narrow shows only the scope of the row under the cursor, or all again.
func (a *App) narrow() tea.Cmd {
	if a.scopes.only != nil {
		return a.showAll()
	}
	thing, ok := a.view().Selected(a.office)
	if !ok {
		return a.Toast(desk.Info, "nothing is selected, whose scope could be shown alone")
	}
	return a.showOnly(thing.At.ID)
}

// showOnly narrows everything to some scopes.
func (a *App) showOnly(scopes ...model.Scope) tea.Cmd {
	only := map[model.Scope]bool{}
	for _, scope := range scopes {
		only[scope] = true
	}
	a.scopes.only = only
	return a.turned()
}

// showAll shows all scopes again.
func (a *App) showAll() tea.Cmd {
	a.scopes.only = nil
	return a.turned()
}

// turned follows up that other scopes are shown.
func (a *App) turned() tea.Cmd {
	a.rearrange()
	a.view().Derive(a.office)
	return a.Plan()
}

// present returns how many scopes there are, without those that are leaving.
func (a *App) present() int {
	n := 0
	for _, s := range a.scopes.order {
		if !s.leaving {
			n++
		}
	}
	return n
}

// leave lets go of scopes that are to leave and are held by nothing any more. It ends
// the handling of a message.
func (a *App) leave() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.scopes.inUse {
		s.inUse = false
		if !s.leaving || a.held(s) {
			continue
		}
		s.end()
		for key := range a.live.readings {
			if key.at == s.Desk {
				a.live.end(key)
			}
		}
		a.Fleet.Remove(s.ID)
		delete(a.scopes.of, s.ID)
		delete(a.scopes.slowed, s.Desk)
		delete(a.memory.of, s.Desk)
		a.scopes.order = slices.DeleteFunc(a.scopes.order, func(other *stand) bool { return other == s })
		end := a.option.Clients.Forget(s.ID)
		cmds = append(cmds, func() tea.Msg { end(); return nil })
	}
	a.scopes.inUse = a.scopes.inUse[:0]
	if len(cmds) > 0 { // one scope that is left looks otherwise than several
		a.rearrange()
		a.view().Derive(a.office)
	}
	return tea.Batch(cmds...)
}

// held reports whether something needs a scope: a dialog, something that is looked up
// in it, a write that is under way.
func (a *App) held(s *stand) bool {
	return len(s.holders) > 0 ||
		slices.ContainsFunc(a.dialogs, func(d opened) bool { return d.at == s.Desk }) ||
		slices.ContainsFunc(a.lookups, func(l lookup) bool { return l.at == s.Desk })
}

// standOf returns the stand of a desk; nil if the program has let go of it.
func (a *App) standOf(at *desk.Desk) *stand {
	if s := a.scopes.of[at.ID]; s != nil && s.Desk == at {
		return s
	}
	return nil
}

// use notes that what is being handled may change something of a scope. Whatever hands
// out a desk for more than drawing says so.
func (a *App) use(at *desk.Desk) {
	if s := a.standOf(at); s != nil && !s.inUse {
		s.inUse = true
		a.scopes.inUse = append(a.scopes.inUse, s)
	}
}

// rearrange works out which scopes are shown, and sums them up anew.
func (a *App) rearrange() {
	all := &a.scopes
	if len(all.only) == 0 {
		all.only = nil
	}
	all.shown, all.seen = nil, nil
	all.tallies, all.all = make([]tally, len(a.views)), tally{}
	for _, s := range all.order {
		s.shown = !s.leaving && (all.only == nil || all.only[s.ID])
		if s.shown {
			all.shown = append(all.shown, s.Desk)
			a.tell(s, 1)
		}
	}
	if len(all.shown) < len(all.order) {
		all.seen = map[model.Scope]bool{}
		for _, at := range all.shown {
			all.seen[at.ID] = true
		}
	}
	a.global = a.everywhere(a.Several())
	a.current = min(a.current, len(a.pages())-1)
	all.arranged++
}

// tell adds the sums of a scope to those of all, or takes them away.
func (a *App) tell(s *stand, sign int) {
	for i, t := range s.tallies {
		a.scopes.tallies[i].add(t, sign)
		a.scopes.all.add(t, sign)
	}
}

// sumUp brings the sums up to date with the scopes that are in use.
func (a *App) sumUp() {
	for _, s := range a.scopes.inUse {
		version, account := s.Snapshot.Version(), s.AccountID()
		if s.account != account {
			a.scopes.arranged++
		} else if s.version == version {
			continue
		}
		s.version, s.account = version, account
		if s.shown {
			a.tell(s, -1)
		}
		for i, v := range a.views {
			s.tallies[i] = tallyOf(v.Total(s.Desk), v.Kinds(), s.Snapshot)
		}
		if s.shown {
			a.tell(s, 1)
		}
	}
}

func tallyOf(total int, kinds []model.Kind, of *live.Snapshot) tally {
	t := tally{total: total}
	for _, kind := range kinds {
		inFlight, failed := concerns(kind, of)
		t.inFlight += inFlight
		t.failed += failed
	}
	return t
}

// concerns returns how many resources of a kind are on their way, and how many need
// somebody. Of some kinds the status alone does not tell: see model.Concern.
func concerns(kind model.Kind, of *live.Snapshot) (inFlight, failed int) {
	if !kind.Facts().TroubledBesides() {
		return of.Count(kind, model.InFlight), of.Count(kind, model.Failed)
	}
	for _, item := range of.Items(kind) {
		switch model.Concern(item) {
		case model.InFlight:
			inFlight++
		case model.Failed:
			failed++
		case model.Settled, model.Gone:
		}
	}
	return inFlight, failed
}
