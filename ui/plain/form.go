package plain

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/write"
)

// How long is waited at most for what a form can do without: what its fields offer, and
// what its checks find. It is said when it comes.
const patience = 15 * time.Second

// form asks for the fields of a form one by one, and then whether to send it.
func (c *Conversation) form(d *write.Form, at *desk.Desk) error {
	fields, err := get(c, func(ui.Unseen) []form.Field { return d.Form.Every() })
	if err != nil {
		return err
	}
	next, begun := c.forms[d]
	if !begun {
		c.forms[d] = 0
		c.say(d.Heading)
		if len(fields) > 0 {
			c.say("An empty answer keeps what stands in brackets.")
		}
	}
	if next < len(fields) {
		err = c.field(d, at, fields, next)
	} else {
		err = c.review(d, at, fields)
	}
	if errors.Is(err, errBack) {
		if c.forms[d] > 0 && len(fields) > 0 {
			c.forms[d] = min(c.forms[d], len(fields)) - 1
			return nil
		}
		return c.leave(d)
	}
	if errors.Is(err, errQuit) && c.option.Echo {
		if sure, failed := c.lets(d); failed != nil || !sure {
			return failed
		}
	}
	return err
}

// leave closes a form, but asks before it throws away what has been typed.
func (c *Conversation) leave(d *write.Form) error {
	sure, err := c.lets(d)
	if err != nil || !sure {
		return err
	}
	return c.do(func(u ui.Unseen) tea.Cmd { u.CloseTop(); return nil })
}

// lets asks whether what has been typed may be thrown away, if anything has.
func (c *Conversation) lets(d *write.Form) (bool, error) {
	touched, err := get(c, func(ui.Unseen) bool { return d.Touched() })
	if err != nil || !touched {
		return err == nil, err
	}
	sure, err := c.yes(question{asks: "Throw these values away?", over: d})
	if errors.Is(err, errBack) {
		return true, nil
	}
	return sure, err
}
