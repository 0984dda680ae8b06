package ui

import (
	"cmp"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
)

// Opening is what the program was asked to open, and what is known of that by now.
type Opening struct {
	Selection awsclient.Selection
	Found     awsclient.Found
	Rest      *awsclient.Resolution // finds the others; nil if all were found
}

// opening is something to open of which not all scopes are known.
type opening struct {
	rest      *awsclient.Resolution
	meanwhile []model.Scope
	found     map[model.Scope]bool
	instead   []model.Scope // that leave when the first have come
}

// openStart opens what was asked for at the start.
func (a *App) openStart() {
	start := a.option.Opening
	scopes := slices.Concat(a.option.Scopes, start.Found.Scopes, start.Found.Meanwhile)
	if len(scopes) == 0 {
		scopes = []model.Scope{{}}
	}
	for _, id := range scopes {
		a.add(id)
	}
	if start.Rest != nil {
		o := &opening{rest: start.Rest, meanwhile: start.Found.Meanwhile, found: map[model.Scope]bool{}}
		for _, id := range start.Found.Scopes {
			o.found[id] = true
		}
		a.openings = append(a.openings, o)
	}
	a.regions = start.Selection.Regions
}

// find goes on to find the scopes that are to be opened, in the place of others.
func (a *App) find(rest *awsclient.Resolution, instead []model.Scope) tea.Cmd {
	o := &opening{rest: rest, found: map[model.Scope]bool{}, instead: instead}
	a.openings = append(a.openings, o)
	a.scopes.arranged++
	return a.step(o)
}

// step takes one step of a resolution.
func (a *App) step(o *opening) tea.Cmd {
	ctx := a.ctx
	return func() tea.Msg {
		found, err := o.rest.Next(ctx)
		return ownMsg(func(a *App) tea.Cmd { return a.takeFound(o, found, err) })
	}
}

// goOn takes the first step of each resolution that was begun before the program ran,
// and says what it has noted.
func (a *App) goOn() tea.Cmd {
	cmds := []tea.Cmd{a.note(a.option.Opening.Found)}
	for _, o := range a.openings {
		cmds = append(cmds, a.step(o))
	}
	return tea.Batch(cmds...)
}

// takeFound opens what a step has found.
func (a *App) takeFound(o *opening, found awsclient.Found, err error) tea.Cmd {
	o.meanwhile = append(o.meanwhile, found.Meanwhile...)
	for _, id := range found.Scopes {
		o.found[id] = true
	}
	for _, id := range slices.Concat(found.Scopes, found.Meanwhile) {
		if !a.has(id) {
			a.add(id)
		}
	}
	a.rearrange()
	cmd := a.note(found)
	if err != nil {
		cmd = a.Toast(desk.Bad, err.Error())
	}
	if found.More && err == nil {
		return tea.Batch(cmd, a.replace(o), a.step(o), a.turned())
	}
	a.openings = slices.DeleteFunc(a.openings, func(other *opening) bool { return other == o })
	a.settleMeanwhile(o)
	return tea.Batch(cmd, a.replace(o), a.turned())
}

// replace has leave what the scopes were to take the place of, once there are some.
func (a *App) replace(o *opening) tea.Cmd {
	if len(o.found)+len(o.meanwhile) == 0 {
		return nil
	}
	leave := o.instead
	o.instead = nil
	return a.remove(leave)
}

// settleMeanwhile removes the scopes that stood for others, if those were found.
func (a *App) settleMeanwhile(o *opening) {
	for _, id := range o.meanwhile {
		others := slices.ContainsFunc(slices.Collect(maps.Keys(o.found)), func(found model.Scope) bool { return found.Profile == id.Profile })
		if others && !o.found[id] {
			a.RemoveScope(id)
		}
	}
}

// has reports whether a scope is there, under its own name or as what another one has
// turned out to be.
func (a *App) has(id model.Scope) bool {
	if s := a.scopes.of[id]; s != nil && !s.leaving {
		return true
	}
	configured := a.scopes.of[model.Scope{Profile: id.Profile, Account: id.Account}]
	return configured != nil && !configured.leaving && configured.Region() == id.Region
}

// remove takes scopes out of the program, all but the last one.
func (a *App) remove(scopes []model.Scope) tea.Cmd {
	for _, id := range scopes {
		if !a.RemoveScope(id) {
			return a.Toast(desk.Warning, a.scopes.of[id].Name()+" stays: there is no other scope")
		}
	}
	return nil
}

// notesMost are shown at once; all of them are in the log.
const notesMost = 2

// note tells the operator what a resolution has noted, and takes in the names that it
// has learned.
func (a *App) note(found awsclient.Found) tea.Cmd {
	for id, name := range found.Names {
		account := a.Accounts[id]
		account.Name = cmp.Or(account.Name, name)
		a.Accounts[id] = account
	}
	var cmds []tea.Cmd
	for i, note := range found.Notes {
		a.journal.notes = bounded(append(a.journal.notes, note))
		if i < notesMost {
			cmds = append(cmds, a.Toast(desk.Warning, note))
		}
	}
	for i, failure := range found.Failures {
		where := cmp.Or(failure.Scope.Account, failure.Scope.Profile, "the account")
		a.journal.log(failure.Scope, where, failure.Err, a.Now)
		if i < notesMost {
			cmds = append(cmds, a.Toast(desk.Bad, where+": not all scopes could be found: "+failure.Err.Brief()+a.Keys.Say(" (press {errors})")))
		}
	}
	return tea.Batch(cmds...)
}
