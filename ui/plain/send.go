package plain

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/write"
)

// send sends what a dialog describes, and waits until what that has led to rests. Each
// transition is said meanwhile.
func (c *Conversation) send(d write.Sender, at *desk.Desk, confirm func(*desk.Desk) tea.Cmd) error {
	sent, err := of(c, func(u ui.Unseen) ([]*write.Sent, tea.Cmd) {
		cmd := u.At(at, confirm)
		from := d
		if top, _ := u.Top(); top != nil {
			if batch, ok := top.(write.Sender); ok { // which has taken over
				from = batch
			}
		}
		return slices.DeleteFunc(from.Sent(), func(s *write.Sent) bool { return !s.Open() }), cmd
	})
	if err != nil || len(sent) == 0 {
		return err
	}
	c.say("Sending…")
	open := func(s *write.Sent) bool { return s.Open() }
	if err := c.wait(0, true, func(ui.Unseen) bool { return !slices.ContainsFunc(sent, open) }); err != nil {
		return err
	}
	return c.rest(sent, at)
}

// rest waits until what writes have led to is on its way no more.
func (c *Conversation) rest(sent []*write.Sent, at *desk.Desk) error {
	sent, err := get(c, func(ui.Unseen) []*write.Sent {
		return slices.DeleteFunc(sent, func(s *write.Sent) bool {
			if !s.Done() {
				return true
			}
			rests, _ := s.Look(at)
			if !rests {
				at.LookUp(s)
			}
			return rests
		})
	})
	if err != nil || len(sent) == 0 {
		return err
	}
	c.say("Accepted. Waiting until " + text.Count(len(sent), "change") + " has settled; ctrl+c goes on without waiting.")
	err = c.wait(0, true, func(ui.Unseen) bool {
		return !slices.ContainsFunc(sent, func(s *write.Sent) bool { return !s.Rests() })
	})
	if err != nil {
		_ = c.do(func(ui.Unseen) tea.Cmd { // the program may have ended
			for _, s := range sent {
				at.Drop(s)
			}
			return nil
		})
		return err
	}
	c.say("Settled.")
	return nil
}

// watch says what changes until somebody presses enter or ctrl+c, and at the end of the
// input until nothing is in flight.
func (c *Conversation) watch() error {
	n, err := of(c, func(u ui.Unseen) (int, tea.Cmd) { return u.InFlight(), u.Turn(1) })
	if err != nil {
		return err
	}
	c.inMenu, c.listed, c.place = true, listing{}, desk.Place{}
	c.say(c.ear.take(false)...)
	c.say("Watching: " + text.Number(n) + " in flight. enter or ctrl+c ends it.")
	lines := c.lines
	for {
		c.say(c.ear.take(true)...)
		if err := c.out.Flush(); err != nil {
			return err
		}
		if lines == nil {
			if n, err = get(c, ui.Unseen.InFlight); err != nil || n == 0 {
				return errQuit
			}
		}
		select {
		case _, ok := <-lines:
			if ok {
				return nil
			}
			lines = nil
		case <-c.changed:
		case <-c.option.Interrupts:
			c.newline()
			return errInterrupted
		case <-c.ended:
			return errEnded
		}
	}
}
