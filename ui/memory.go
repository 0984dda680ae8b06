package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/desk"
)

// Archive keeps what has happened across runs.
type Archive interface {
	// Load returns what is kept of a place, in the order in which it happened; with an
	// error as much of it as could be read.
	Load(history.Place) ([]history.Entry, error)
	// Append adds to it.
	Append(history.Place, []history.Entry) error
}

// memory is what has happened in all scopes, in this run and, as far as it is kept,
// before.
type memory struct {
	archive Archive      // nil keeps nothing
	events  []desk.Event // the newest of all scopes
	version uint64       // changes with what is remembered of any
	of      map[*desk.Desk]*recall
	told    map[string]bool // complaints that have been made
}

// recall is how far the past of one scope is known.
type recall struct {
	place    history.Place
	asked    bool
	known    bool            // what was kept is known, so that more can be added
	inferred bool            // what the service dates has been told
	beat     uint64          // of the snapshot, when it was last asked whether all is read
	waiting  []history.Entry // to be kept once it is
}

// Bounds of what is held of the past, so that memory does not grow over days.
const (
	mostEvents   = 1000 // of all scopes together
	mostOfScope  = 5000
	mostInferred = 500 // of a scope
)

func newMemory(archive Archive) memory {
	return memory{archive: archive, of: map[*desk.Desk]*recall{}, told: map[string]bool{}}
}

type (
	// recalledMsg brings what is kept of a scope's past.
	recalledMsg struct {
		at      *desk.Desk
		entries []history.Entry
		err     error
	}
	// failureMsg: something beside the calls to AWS has failed.
	failureMsg struct{ err error }
)

// Complaint is a message that something beside the program cannot be done, such as to
// write a file. It is said once.
func Complaint(err error) tea.Msg { return failureMsg{err} }

// remember takes in what has happened in a scope, and has it kept.
func (a *App) remember(at *desk.Desk, entries ...history.Entry) tea.Cmd {
	if len(entries) == 0 {
		return nil
	}
	for _, e := range entries {
		if run, ok := history.RunOf(e); ok {
			a.Durations.Add(run)
		}
	}
	a.tellOf(at, entries)
	r := a.memory.recall(at)
	if a.memory.archive == nil {
		return nil
	}
	r.waiting = append(r.waiting, entries...)
	if !r.known {
		r.waiting = bounded(r.waiting)
		return nil
	}
	return a.store(r)
}

// tellOf adds entries to what is known of a scope and of all, which stays in the order in
// which it happened.
func (a *App) tellOf(at *desk.Desk, entries []history.Entry) {
	m := &a.memory
	byTime := func(x, y history.Entry) int { return x.At.Compare(y.At) }
	at.Past.Entries = inOrder(at.Past.Entries, entries, mostOfScope, byTime)
	at.Past.Version++
	for _, e := range entries {
		at.Past.Sources.Add(e)
	}
	events := make([]desk.Event, 0, len(entries))
	for _, e := range entries {
		if !e.Sighting() { // which is no event
			events = append(events, desk.Event{Entry: e, Scope: at.ID, Where: at.Name()})
		}
	}
	m.events = inOrder(m.events, events, mostEvents, func(x, y desk.Event) int { return x.At.Compare(y.At) })
	m.version++
}

// inOrder adds to what is in order, such that it stays so, and keeps the last of it.
func inOrder[T any](all, more []T, most int, compare func(x, y T) int) []T {
	from := max(0, len(all)-1)
	all = append(all, more...)
	if !slices.IsSortedFunc(all[from:], compare) {
		all = slices.Clone(all) // somebody may be going through the old one
		slices.SortStableFunc(all, compare)
	}
	if len(all) > most {
		all = slices.Clone(all[len(all)-most:])
	}
	return all
}

func (m *memory) recall(at *desk.Desk) *recall {
	if m.of[at] == nil {
		m.of[at] = &recall{}
	}
	return m.of[at]
}

// store adds what waits for it to what is kept.
func (a *App) store(r *recall) tea.Cmd {
	entries, archive, place := r.waiting, a.memory.archive, r.place
	r.waiting = nil
	if len(entries) == 0 {
		return nil
	}
	return func() tea.Msg {
		if err := archive.Append(place, entries); err != nil {
			return failureMsg{err}
		}
		return nil
	}
}

// followUp follows up a reading: it asks for the past of a scope once it is known whose
// that is, notes what was in flight already when it was first seen, and tells what
// the service dates.
func (a *App) followUp(at *desk.Desk) tea.Cmd {
	r := a.memory.recall(at)
	cmds := []tea.Cmd{a.remember(at, entriesOf(at.Snapshot.Sightings())...)}
	caller := at.Snapshot.Caller
	if archive := a.memory.archive; archive == nil {
		r.known = true
	} else if !r.asked && caller.Account != "" && caller.Region != "" {
		r.asked, r.place = true, history.PlaceOf(caller)
		place := r.place
		cmds = append(cmds, func() tea.Msg {
			entries, err := archive.Load(place)
			return recalledMsg{at, entries, err}
		})
	}
	if beat := at.Snapshot.Beat(); r.known && !r.inferred && r.beat != beat { // not for each slice of a reading
		r.beat = beat
		if at.Snapshot.Health(a.views[0].Feeds()...).Known {
			r.inferred = true
			a.infer(at)
		}
	}
	return tea.Batch(cmds...)
}

// takeRecalled takes in what was kept of a scope.
func (a *App) takeRecalled(msg recalledMsg) tea.Cmd {
	if a.standOf(msg.at) == nil {
		return nil // the program has let go of it
	}
	r := a.memory.recall(msg.at)
	r.known = true
	last := history.LastOf(msg.entries)
	known := make(map[model.Key]live.Recollection, len(last))
	for key, l := range last {
		known[key] = live.Recollection{Status: l.Status, Since: l.Since, Exact: l.Exact, Underway: l.Underway, UnderwayExact: l.UnderwayExact}
	}
	a.use(msg.at)
	msg.at.Snapshot.Recall(known)
	// What is seen as it was last recorded is known already.
	r.waiting = slices.DeleteFunc(r.waiting, func(e history.Entry) bool { return e.Sighting() && last[e.Key].Status == e.To })
	for _, e := range msg.entries {
		if run, ok := history.RunOf(e); ok {
			a.Durations.Add(run)
		}
	}
	a.tellOf(msg.at, msg.entries)
	return tea.Batch(a.store(r), a.complain(msg.err), a.followUp(msg.at))
}

// infer tells what the service dates of a scope's resources and nobody has seen.
func (a *App) infer(at *desk.Desk) {
	var items []model.Item
	for _, kind := range model.Kinds {
		items = append(items, at.Snapshot.Items(kind.Kind)...)
	}
	a.tellOf(at, history.Inferred(items, at.Past.Entries, mostInferred))
}

// complain says once what is wrong beside the calls to AWS.
func (a *App) complain(err error) tea.Cmd {
	if err == nil || a.memory.told[err.Error()] {
		return nil
	}
	a.memory.told[err.Error()] = true
	return a.Toast(desk.Warning, err.Error())
}

// entriesOf are transitions as they are remembered: all at once, since what is held is
// trimmed each time.
func entriesOf(transitions []live.Transition) []history.Entry {
	entries := make([]history.Entry, len(transitions))
	for i, t := range transitions {
		entries[i] = entryOf(t)
	}
	return entries
}

// entryOf is a transition as it is remembered.
func entryOf(t live.Transition) history.Entry {
	e := history.Entry{
		At: t.At, Key: t.Key, Title: t.Title, Type: t.Type, From: t.From, To: t.To,
		Exact: true, Ran: t.Ran, RanExact: t.RanExact, Reason: t.Reason,
	}
	if t.From != "" {
		e.After, e.AfterExact = t.After, t.Exact
	} else {
		e.Exact = t.Exact
	}
	return e
}

// Record implements desk.Program.
func (c clerk) Record(e history.Entry) tea.Cmd {
	e.At, e.By = c.Now, c.at.Snapshot.Caller.Role()
	return c.remember(c.at, e)
}

// Events implements desk.Whole.
func (a *App) Events() []desk.Event { return a.memory.events }

// Remembered implements desk.Whole.
func (a *App) Remembered() uint64 { return a.memory.version }
