package write

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// A write whose answer got lost may have been done all the same. It is looked up:
// the feeds that it touches are read again until they show it, or until a complete
// reading some time later does not.

// Look implements Lookup.
func (t *attempt) Look(at *desk.Desk) (settled bool, cmd tea.Cmd) {
	var cmds []tea.Cmd
	key, found := t.Shown(at.Snapshot)
	blind, read := t.readSince(at)
	t.blind = blind
	switch {
	case found:
		t.state, t.err, t.at = done, nil, at.Now
		if key != (model.Key{}) {
			t.about = []model.Key{key}
		}
		if key != (model.Key{}) && at.IsOpen(t.owner) {
			cmds = append(cmds, at.Reveal(key))
		}
		cmds = append(cmds, at.Toast(desk.Good, t.Title+": it was done, although no answer came back"))
	case read:
		t.state, t.at = notDone, at.Now
		if !at.IsOpen(t.owner) {
			cmds = append(cmds, at.Toast(desk.Bad, t.Title+": it was not done"))
		}
	default:
		return false, nil
	}
	return true, tea.Batch(append(cmds, t.owner.ended(at, t))...)
}

// Tells implements Lookup.
func (t *attempt) Tells() []live.Feed { return t.Feeds }

// readSince reports whether everything that an attempt touches has been read
// completely, long enough after it failed, or else why it could not be.
func (t *attempt) readSince(at *desk.Desk) (failed *model.CallError, read bool) {
	read = true
	for _, feed := range t.Feeds {
		state := at.Snapshot.Feed(feed)
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
	case t.repeatable():
		return says + " Sending it again is safe (" + keyAgain(at) + "): it is the same request."
	case t.blind != nil:
		return says + " Sent again (" + keyAgain(at) + ") it may be done twice."
	}
	return says
}
