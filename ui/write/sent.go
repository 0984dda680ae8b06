package write

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
)

// Sender is a dialog that sends writes.
type Sender interface {
	desk.Dialog
	// Sent are those that have been asked for.
	Sent() []*Sent
}

// Sent is a write that has been asked for, for who waits until what it has led to rests.
type Sent struct {
	attempt *attempt
	key     model.Key // of what it has led to, once that is known
	found   bool
	rests   bool
}

// Sent implements Sender.
func (d *Form) Sent() []*Sent { return sent(d.attempts) }

// Sent implements Sender.
func (c *Confirmation) Sent() []*Sent {
	if c.attempt == nil {
		return nil
	}
	return sent([]*attempt{c.attempt})
}

// Sent implements Sender.
func (b *batch) Sent() []*Sent { return sent(b.attempts) }

func sent(attempts []*attempt) []*Sent {
	all := make([]*Sent, len(attempts))
	for i, t := range attempts {
		all[i] = &Sent{attempt: t}
	}
	return all
}

// Open reports whether it is not known yet how the write ends.
func (s *Sent) Open() bool {
	t := s.attempt
	return t.stop != nil || t.state == waiting || t.state == sending || t.state == unknown && t.blind == nil
}

// Done reports whether it has been carried out.
func (s *Sent) Done() bool { return s.attempt.state == done }

// Rests reports whether what it has led to is on its way no more.
func (s *Sent) Rests() bool { return s.rests }

// Stop gives up waiting for the answer.
func (s *Sent) Stop() {
	if s.attempt.stop != nil {
		s.attempt.stop()
	}
}

// restsUnseen is when something is taken to rest that no reading has shown.
const restsUnseen = time.Minute

// Look implements desk.Lookup.
func (s *Sent) Look(at *desk.Desk) (settled bool, cmd tea.Cmd) {
	if !s.found {
		s.key, s.found = s.attempt.Shown(at.Snapshot)
	}
	item, there := at.Snapshot.Item(s.key)
	switch {
	case s.found:
		s.rests = !there || item.Common().Phase() != model.InFlight
	default:
		s.rests = at.Now.Sub(s.attempt.at) > restsUnseen
	}
	return s.rests, nil
}

// Tells implements desk.Lookup.
func (s *Sent) Tells() []live.Feed { return s.attempt.Feeds }
