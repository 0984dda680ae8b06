package write

import (
	"cmp"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/history"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Scope is the account and Region that a dialog is about from when it is opened
// until it is closed, whatever the program turns to meanwhile.
type Scope struct {
	Ctx    context.Context // ends with the Dialog, and with it what it was loading
	Client *awsclient.Client
	where  string // in words, for who is about to confirm something
	style  theme.Style
	keys   *desk.Keys
	flags  string // that a command of the AWS CLI needs to go there
}

// whereStyle is that of where a write goes: the account's colour, if it has one.
func whereStyle(at *desk.Desk) theme.Style { return cmp.Or(at.AccountStyle(), at.Theme.Bold) }

// attempt is a write that has been asked for, from then until it is known how it
// ended. There is no other way to change anything at AWS.
type attempt struct {
	Call
	client *awsclient.Client
	owner  sender
	state  state
	err    *model.CallError   // why it is not done, as far as that is known
	at     time.Time          // when it ended
	blind  *model.CallError   // why it cannot be looked up now; nil if it can
	stop   context.CancelFunc // gives up waiting; nil unless it is under way
	about  []model.Key        // what it has made or changed, once it is done
}

// sender is a dialog that sends something.
type sender interface {
	desk.Dialog
	// ended is told when an attempt of its own is no longer under way, and again
	// when one whose outcome was unknown has been looked up. It is told whether or
	// not the dialog is still open.
	ended(*desk.Desk, *attempt) tea.Cmd
}

// state is how far an attempt has come.
type state int

const (
	waiting state = iota
	sending
	done
	refused  // by the service
	unsent   // it never left
	unknown  // it may have been done: it is being looked up
	notDone  // that has been looked up
	answered // nothing was sent, because there is something to decide first
)

// attempts makes writes ready to be sent by a Dialog, with the client of its scope.
func attempts(writes []Call, client *awsclient.Client, owner sender) []*attempt {
	all := make([]*attempt, len(writes))
	for i, w := range writes {
		all[i] = &attempt{Call: w, client: client, owner: owner}
	}
	return all
}

// send makes the call of an attempt.
func (t *attempt) send(at *desk.Desk) tea.Cmd {
	var ctx context.Context
	ctx, t.stop = context.WithCancel(at.Ctx)
	t.state, t.err, t.blind = sending, nil, nil
	at.Drop(t)
	at.Hold(t)
	do, client := t.Do, t.client
	if at.ReadOnly() { // which may have become known since the dialog was opened
		do = t.forbidden
	}
	return func() tea.Msg {
		var receipt awsclient.Receipt
		o, err := do(awsclient.WithReceipt(ctx, &receipt), client)
		return sentMsg{t, o, err, receipt.RequestID()}
	}
}

// forbidden stands for the call where nothing may be changed.
func (t *attempt) forbidden(context.Context, *awsclient.Client) (Outcome, error) {
	return Outcome{}, &model.CallError{
		Kind: model.FailureReadOnly, Operation: t.Sends[0].Name, Write: true,
		Message: "the account is configured as read-only", Remedy: "Nothing was sent. Whoever configured the account so can say why.",
	}
}

// sentMsg brings the outcome of an attempt.
type sentMsg struct {
	attempt *attempt
	outcome Outcome
	err     error
	request string // the service's id of it; empty if there is none
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
		t.state, t.about = done, msg.outcome.about()
	case model.Refused:
		t.state = refused
	case model.NotSent:
		t.state = unsent
	case model.Unknown:
		t.state = unknown
		at.LookUp(t)
	}
	for _, feed := range t.Feeds { // after a failure too: it may have been done
		if t.state == unknown {
			at.Snapshot.Verify(feed, at.Now)
		} else {
			at.Snapshot.Written(feed, at.Now)
		}
		at.Knowledge.Written(feed)
	}
	cmd := t.record(at, msg)
	switch {
	case msg.outcome.Asks != nil:
		t.state = answered
		cmd = msg.outcome.Asks(at)
	case t.state == done:
		if _, listed := t.owner.(*batch); listed && at.IsOpen(t.owner) {
			msg.outcome.Says = nil // its list does
		}
		cmd = tea.Batch(cmd, msg.outcome.take(at, at.IsOpen(t.owner)))
	case !at.IsOpen(t.owner): // nobody sees the dialog
		cmd = tea.Batch(cmd, at.Toast(desk.Bad, t.Title+": "+t.err.Brief()+": "+t.err.Message))
	}
	cmd = tea.Batch(cmd, t.owner.ended(at, t))
	if t.stop == nil { // it has not been sent again
		at.LetGo(t)
	}
	return tea.Batch(cmd, at.Plan())
}

// record keeps how an attempt has ended. Nothing was sent by one that asks.
func (t *attempt) record(at *desk.Desk, msg sentMsg) tea.Cmd {
	o := msg.outcome
	if o.Asks != nil || len(t.Sends) == 0 {
		return nil
	}
	e := history.WriteEntry(t.About, t.Sends[0].Name, t.err, msg.request)
	e.Title = t.Title
	switch {
	case len(o.Now) > 0:
		e.Key = o.Now[0].Common().Key
	case len(o.Gone) > 0:
		e.Key = o.Gone[0].Common().Key
	case e.Key.Kind == "" && len(t.Feeds) > 0:
		e.Key.Kind = t.Feeds[0].Kind.Facts().Holds
	}
	return at.Record(e)
}

// again reports whether an attempt may be sent once more: what is not done, or what
// does no harm when it is done twice, or what cannot be looked up.
func (t *attempt) again() bool {
	switch t.state {
	case refused, unsent, notDone, answered:
		return true
	case unknown:
		return t.repeatable() || t.blind != nil
	case waiting, sending, done:
	}
	return false
}

// failure is why an attempt is not done; empty for one that is, or may yet be.
func (t *attempt) failure() string {
	if t.err == nil {
		return ""
	}
	return t.err.Error()
}

// advice says what to do about an attempt that is not done, in paragraphs.
func (t *attempt) advice(at model.Setting, keys *desk.Keys) []string {
	switch t.state {
	case refused, unsent:
		return []string{keys.Say(t.err.Advice(at))}
	case unknown:
		return []string{keys.Say(t.err.Advice(at)), t.looking(at)}
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
