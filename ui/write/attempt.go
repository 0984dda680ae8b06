package write

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/text"
)

// Scope is the account and Region that a dialog is about from when it is opened
// until it is closed, whatever the program turns to meanwhile.
type Scope struct {
	Ctx    context.Context // ends with the Dialog, and with it what it was loading
	Client *awsclient.Client
	where  string // in words, for who is about to confirm something
}

// Attempt is a write that has been asked for, from then until it is known how it
// ended. There is no other way to change anything at AWS.
type Attempt struct {
	Call
	client *awsclient.Client
	owner  sender
	State  state
	err    *model.CallError   // why it is not done, as far as that is known
	at     time.Time          // when it ended
	blind  *model.CallError   // why it cannot be looked up now; nil if it can
	stop   context.CancelFunc // gives up waiting; nil unless it is under way
}

// sender is a dialog that sends something.
type sender interface {
	desk.Dialog
	// ended is told when an attempt of its own is no longer under way, and again
	// when one whose outcome was unknown has been looked up. It is told whether or
	// not the dialog is still open.
	Ended(*desk.Desk, *Attempt) tea.Cmd
}

// state is how far an attempt has come.
type state int

const (
	waiting state = iota
	sending
	done
	refused  // by the service
	unsent   // it never left
	Unknown  // it may have been done: it is being looked up
	notDone  // that has been looked up
	answered // nothing was sent, because there is something to decide first
)

// attempts makes writes ready to be sent by a Dialog, with the client of its scope.
func attempts(writes []Call, client *awsclient.Client, owner sender) []*Attempt {
	all := make([]*Attempt, len(writes))
	for i, w := range writes {
		all[i] = &Attempt{Call: w, client: client, owner: owner}
	}
	return all
}

// send makes the call of an attempt.
func (t *Attempt) send(at *desk.Desk) tea.Cmd {
	var ctx context.Context
	ctx, t.stop = context.WithCancel(at.Ctx)
	t.State, t.err, t.blind = sending, nil, nil
	at.Drop(t)
	do, client := t.Do, t.client
	return func() tea.Msg {
		o, err := do(ctx, client)
		return sentMsg{t, o, err}
	}
}

// sentMsg brings the outcome of an attempt.
type sentMsg struct {
	attempt *Attempt
	outcome Outcome
	err     error
}

// Take implements Taker.
func (msg sentMsg) Take(at *desk.Desk) tea.Cmd {
	t := msg.attempt
	t.stop()
	t.stop, t.at = nil, at.Now
	if msg.err != nil {
		t.err = model.AsCallError(msg.err)
		at.Log(t.err)
	}
	switch t.err.Ending() {
	case model.Done:
		t.State = done
	case model.Refused:
		t.State = refused
	case model.NotSent:
		t.State = unsent
	case model.Unknown:
		t.State = Unknown
		at.LookUp(t)
	}
	for _, feed := range t.Feeds { // after a failure too: it may have been done
		if t.State == Unknown {
			at.Snapshot.Verify(feed, at.Now)
		} else {
			at.Snapshot.Written(feed, at.Now)
		}
	}
	var cmd tea.Cmd
	switch {
	case msg.outcome.Asks != nil:
		t.State = answered
		cmd = msg.outcome.Asks(at)
	case t.State == done:
		if _, listed := t.owner.(*batch); listed && at.IsOpen(t.owner) {
			msg.outcome.Says = nil // its list does
		}
		cmd = msg.outcome.take(at, at.IsOpen(t.owner))
	case !at.IsOpen(t.owner): // nobody sees the dialog
		cmd = at.Toast(desk.Bad, t.Title+": "+t.err.Brief()+": "+t.err.Message)
	}
	return tea.Batch(cmd, t.owner.Ended(at, t), at.Plan())
}

// again reports whether an attempt may be sent once more: what is not done, or what
// does no harm when it is done twice, or what cannot be looked up.
func (t *Attempt) again() bool {
	switch t.State {
	case refused, unsent, notDone, answered:
		return true
	case Unknown:
		return t.Repeatable || t.blind != nil
	case waiting, sending, done:
	}
	return false
}

// failure is why an attempt is not done; empty for one that is, or may yet be.
func (t *Attempt) failure() string {
	if t.err == nil {
		return ""
	}
	return t.err.Error()
}

// advice says what to do about an attempt that is not done, in paragraphs.
func (t *Attempt) advice(at model.Setting) []string {
	switch t.State {
	case refused, unsent:
		return []string{t.err.Advice(at)}
	case Unknown:
		return []string{t.err.Advice(at), t.looking(at)}
	case notDone:
		return []string{"A reading at " + text.Clock(t.at) + " shows that it was not done: it is safe to send it again (" + keyAgain(at) + ")."}
	case waiting, sending, done, answered:
	}
	return nil
}

func keyAgain(at model.Setting) string {
	if at == model.AtBatch {
		return "R"
	}
	return "enter"
}
