package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
)

// A write whose answer got lost may have been done all the same. It is looked up:
// the feeds that it touches are read again until they show it, or until a complete
// reading some time later does not.

// lookUp settles the attempts of unknown outcome that the snapshot tells of by now.
func (a *App) lookUp() tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range slices.Clone(a.unknown) {
		key, found := t.shown(a.snapshot)
		read := false
		t.blind, read = a.readSince(t)
		switch {
		case found:
			t.state, t.err, t.at = done, nil, a.now
			look := key != (model.Key{}) && a.isOpen(t.owner)
			if look {
				cmds = append(cmds, a.reveal(key))
			}
			cmds = append(cmds, a.toast(good, t.title+": it was done, although no answer came back"))
		case read:
			t.state, t.at = notDone, a.now
			if !a.isOpen(t.owner) {
				cmds = append(cmds, a.toast(bad, t.title+": it was not done"))
			}
		default:
			continue
		}
		a.forgetUnknown(t)
		cmds = append(cmds, t.owner.ended(a, t))
	}
	return tea.Batch(cmds...)
}

func (a *App) forgetUnknown(t *attempt) {
	a.unknown = slices.DeleteFunc(a.unknown, func(other *attempt) bool { return other == t })
}

// readSince reports whether everything that an attempt touches has been read
// completely, long enough after it failed, or else why it could not be.
func (a *App) readSince(t *attempt) (failed *model.CallError, read bool) {
	read = true
	for _, feed := range t.feeds {
		state := a.snapshot.Feed(feed)
		if state.Err != nil {
			failed = state.Err
		}
		read = read && state.Err == nil && !state.Learned.Before(t.at.Add(live.LookUpAfter))
	}
	return failed, read
}

// looking says how the search for an attempt of unknown outcome stands.
func (t *attempt) looking(at model.Setting) string {
	says := "oscope is looking it up…"
	if t.blind != nil {
		says = "It cannot be looked up now (" + t.blind.Brief() + ")."
	}
	switch {
	case t.repeatable:
		return says + " Sending it again is safe (" + keyAgain(at) + "): it is the same request."
	case t.blind != nil:
		return says + " Sent again (" + keyAgain(at) + ") it may be done twice."
	}
	return says
}
