package plain

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/page"
	"oscope/ui/write"
)

// review says what will be done and asks whether to do it.
func (c *Conversation) review(d *write.Form, at *desk.Desk, fields []form.Field) error {
	judge := func(u ui.Unseen) ([]string, tea.Cmd) {
		var lines []string
		cmd := u.At(at, func(at *desk.Desk) (cmd tea.Cmd) {
			lines, cmd = d.Judge(at, wide)
			return cmd
		})
		return lines, cmd
	}
	if _, err := of(c, judge); err != nil { // which may have checks made
		return err
	}
	if err := c.wait(patience, false, func(ui.Unseen) bool { return !d.Looking() }); err != nil {
		return err
	}
	delete(c.told, d)
	drawn := func(ui.Unseen) []string {
		lines, _ := d.Review(at.Theme, wide)
		return page.Flat(lines)
	}
	now, err := get(c, drawn)
	if err != nil {
		return err
	}
	c.say("Review")
	c.say(c.unsaid(d, now)...)
	wrong, err := get(c, func(ui.Unseen) form.Field { f, _ := d.Form.Problem(); return f })
	if err != nil {
		return err
	}
	if wrong != nil {
		c.forms[d] = slices.Index(fields, wrong)
		return nil
	}
	mends, err := get(c, func(ui.Unseen) string { return d.Mends() })
	if err != nil {
		return err
	}
	help := []string{"the name of a question: goes to that"}
	if mends != "" {
		help = append(help, "f: "+mends)
	}
	return c.decide(d, at, fields, question{asks: d.Verb + "? yes or no:", help: append([]string{
		"yes: send it", "no: back to the questions; all answers are kept",
	}, help...), over: d, news: c.news(d, drawn)})
}

// decide asks what to do with a review.
func (c *Conversation) decide(d *write.Form, at *desk.Desk, fields []form.Field, q question) error {
	for {
		line, err := c.ask(q)
		if err != nil {
			return err
		}
		switch strings.ToLower(line) {
		case "yes", "y":
			return c.sendForm(d, at, fields)
		case "no", "n":
			if c.forms[d] = 0; len(fields) == 0 {
				return errBack
			}
			return nil
		case "f":
			return c.mend(d, at)
		}
		for i, f := range fields {
			label, err := get(c, func(ui.Unseen) string { return f.Label() })
			if err != nil {
				return err
			}
			if strings.EqualFold(label, line) {
				c.forms[d] = i
				return nil
			}
		}
		c.say("Answer yes or no, or name a question.")
	}
}

// mend has one call mend what a check has found.
func (c *Conversation) mend(d *write.Form, at *desk.Desk) error {
	err := c.do(func(u ui.Unseen) tea.Cmd { return u.At(at, d.Mend) })
	if err != nil {
		return err
	}
	return c.wait(0, false, func(u ui.Unseen) bool {
		top, _ := u.Top()
		return top != d || !d.Sending()
	})
}

// sendForm sends a form. What the service refuses leads to the question that it is about.
func (c *Conversation) sendForm(d *write.Form, at *desk.Desk, fields []form.Field) error {
	if sure, err := c.knowing(d, d.Failing); err != nil || !sure {
		return err
	}
	err := c.send(d, at, func(at *desk.Desk) tea.Cmd { return d.Confirm(at, true) })
	if err != nil {
		return err
	}
	focused, err := get(c, func(ui.Unseen) form.Field { return d.Form.Focused() })
	if err != nil {
		return err
	}
	if i := slices.Index(fields, focused); i >= 0 {
		c.forms[d] = i
	}
	return nil
}

// knowing asks once more where a check says that something will fail.
func (c *Conversation) knowing(over desk.Dialog, failing func() bool) (bool, error) {
	fails, err := get(c, func(ui.Unseen) bool { return failing() })
	if err != nil || !fails {
		return err == nil, err
	}
	return c.yes(question{asks: "A check says that this will fail. Send it all the same?", over: over})
}

// confirm asks for the name of what is to be changed for good.
func (c *Conversation) confirm(d *write.Confirmation, at *desk.Desk) error {
	if err := c.wait(patience, false, func(ui.Unseen) bool { return !d.Looking() }); err != nil {
		return err
	}
	if c.told[d] == nil {
		c.say(d.Heading)
	}
	news := c.news(d, func(ui.Unseen) []string { return body(d, at) })
	line, err := c.ask(question{asks: "The name, or back:", over: d, news: news, help: []string{
		d.Name + ": " + d.Verb, "anything else: nothing is done",
	}})
	if errors.Is(err, errBack) || err == nil && line == "" {
		return c.do(func(u ui.Unseen) tea.Cmd { u.CloseTop(); return nil })
	}
	if err != nil {
		return err
	}
	if line == d.Name {
		if sure, err := c.knowing(d, d.Failing); err != nil || !sure {
			return err
		}
	}
	return c.send(d, at, func(at *desk.Desk) tea.Cmd { return d.Confirm(at, line, true) })
}
