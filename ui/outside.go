package ui

import (
	"fmt"
	"math"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
)

// outside is what can be seen of the program while its screen cannot: the window's title
// and, of terminals that have one, the bar of its progress.
type outside struct {
	title string
	bar   *tea.ProgressBar
	of    outsideOf
}

// outsideOf is what it was made from.
type outsideOf struct {
	version          uint64
	inFlight, failed int
	minute           time.Time
}

// lookOutside brings it up to date, once a minute if nothing else changes: a bar in a
// title has few columns.
func (a *App) lookOutside() {
	of := outsideOf{a.Version(), a.countInFlight(), a.countFailed(), time.Time{}}
	if of.inFlight > 0 {
		of.minute = a.Now.Truncate(time.Minute)
	}
	if a.outside.of == of && a.outside.title != "" {
		return
	}
	a.outside = outside{title: "oscope", of: of}
	if of.failed > 0 {
		a.outside.title = fmt.Sprintf("%d failed · %s", of.failed, a.outside.title)
	}
	if of.inFlight > 0 {
		a.outside.title = fmt.Sprintf("%d in flight · %s", of.inFlight, a.outside.title)
		a.outside.bar = a.progress()
	}
}

// outsideMoves returns when the bar next moves; the zero time if there is none that does.
func (a *App) outsideMoves() time.Time {
	if a.outside.bar == nil || a.outside.bar.State == tea.ProgressBarIndeterminate {
		return time.Time{}
	}
	return a.outside.of.minute.Add(time.Minute)
}

// progress is how far what is in flight has come altogether: a bar that is full of
// colour once something takes longer than usual, and of no length where nothing is
// known or too much would have to be looked through.
func (a *App) progress() *tea.ProgressBar {
	const most = 5000 // resources of a kind
	sum, known, late := 0.0, 0, false
	for _, at := range a.scopes.shown {
		for _, item := range inFlight(at, most) {
			if p, _, ok := at.Progress(item); ok {
				sum, known, late = sum+p.Fraction, known+1, late || p.Over > 0
			}
		}
	}
	switch {
	case known == 0:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	case late:
		return tea.NewProgressBar(tea.ProgressBarWarning, int(100*sum/float64(known)))
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, int(100*sum/float64(known)))
}

// inFlight are the resources of a scope that are on their way, of kinds of which there
// are no more than some.
func inFlight(at *desk.Desk, most int) []model.Item {
	var all []model.Item
	for _, facts := range model.Kinds {
		kind := facts.Kind
		if at.Snapshot.Count(kind, model.InFlight) == 0 || at.Snapshot.Len(kind) > most {
			continue
		}
		for _, item := range at.Snapshot.Items(kind) {
			if model.Concern(item) == model.InFlight {
				all = append(all, item)
			}
		}
	}
	return all
}

// Remaining is a resource that is still in flight.
type Remaining struct {
	Scope  model.Scope
	Where  string // the scope as people call it; empty where there is one only
	Title  string
	Name   string // as commands name it
	Kind   model.Kind
	Status model.Status
}

// Farewell returns what is still in flight when the program has ended: the screen that
// showed it is gone.
func (a *App) Farewell() []Remaining {
	var all []Remaining
	for _, at := range a.scopes.shown {
		for _, item := range inFlight(at, math.MaxInt) {
			r := item.Common()
			left := Remaining{Scope: at.ID, Title: at.Snapshot.Title(item), Name: commandName(at, item), Kind: r.Key.Kind, Status: r.Status}
			if a.Several() {
				left.Where = at.Name()
			}
			all = append(all, left)
		}
	}
	return all
}

// commandName is how commands name a resource: what ties two together by both.
func commandName(at *desk.Desk, item model.Item) string {
	switch tie := item.(type) {
	case model.Attachment:
		return at.Snapshot.ApplicationName(tie.ApplicationID) + "/" + at.Snapshot.DataSourceName(tie.DataSourceARN)
	case model.Association:
		return tie.Name + "/" + tie.Domain
	}
	return item.Common().Name
}
