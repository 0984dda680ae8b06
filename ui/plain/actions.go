package plain

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/write"
)

// actions lists what can be done, with what cannot be done now and why, and asks for one.
func (c *Conversation) actions(offered func(ui.Unseen) []ui.Possible) error {
	type now struct {
		about []string
		all   []ui.Possible
	}
	n, err := get(c, func(u ui.Unseen) now { return now{u.About(), offered(u)} })
	if err != nil {
		return err
	}
	switch {
	case c.inMenu || len(n.about) == 0:
		c.say("Actions:")
	case len(n.about) == 1:
		c.say("Actions, about " + n.about[0] + ":")
	default:
		c.say("Actions, about " + text.Count(len(n.about), "marked row") + ":")
	}
	for i, x := range n.all {
		says := strconv.Itoa(i+1) + ". " + x.Name + ": " + x.Help
		if x.Off != "" {
			says = strconv.Itoa(i+1) + ". " + x.Name + ", off: " + x.Off
		}
		c.say(says)
	}
	for {
		line, err := c.ask(question{asks: "Action, by number or name:", help: []string{"a number or a name: do that"}})
		if err != nil {
			return err
		}
		if line == "" {
			return nil
		}
		for i, x := range n.all {
			if line == strconv.Itoa(i+1) || means(line, x) {
				return c.act(x)
			}
		}
		c.say("There is no action " + line + ". Type a number or a name of the list.")
	}
}

// means reports whether a line means an action: by its name, as texts name it, or by a key.
func means(line string, x ui.Possible) bool {
	return strings.EqualFold(line, x.Name) || line == strings.ReplaceAll(x.ID(), "_", " ") || slices.Contains(x.Keys, line)
}

// act does an action. What that opens is talked about next.
func (c *Conversation) act(x ui.Possible) error {
	if err := c.do(func(u ui.Unseen) tea.Cmd { return u.Do(x.Action) }); err != nil {
		return err
	}
	says := c.ear.take(false)
	c.say(says...)
	if len(says) == 0 {
		c.listed.of = "" // what is listed may have changed, if no dialog has opened
	}
	if !x.Asks || x.Off != "" {
		return nil
	}
	return c.wait(0, false, func(u ui.Unseen) bool {
		top, _ := u.Top()
		return top != nil || c.ear.any()
	})
}

// dialog talks about the dialog that has the keys.
func (c *Conversation) dialog(d desk.Dialog, at *desk.Desk) error {
	switch d := d.(type) {
	case *write.Form:
		return c.form(d, at)
	case *write.Confirmation:
		return c.confirm(d, at)
	}
	return c.hints(d, at)
}
