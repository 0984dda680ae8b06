package plain

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/text"
)

// ready waits until what is shown has been read.
func (c *Conversation) ready() error {
	ready, err := get(c, ui.Unseen.Ready)
	if err != nil || ready {
		return err
	}
	c.say("Reading…")
	return c.wait(0, false, ui.Unseen.Ready)
}

// menu lists the views and asks for one.
func (c *Conversation) menu() error {
	if c.listed.of != menuTitle {
		if err := c.ready(); err != nil {
			return err
		}
	}
	type now struct {
		standing []string
		views    []ui.View
	}
	n, err := get(c, func(u ui.Unseen) now { return now{u.Standing(), u.Views()} })
	if err != nil {
		return err
	}
	if standing := strings.Join(n.standing, "\n"); c.standing != standing {
		c.standing = standing
		c.say(n.standing...)
	}
	if c.listed.of != menuTitle {
		c.listed = listing{of: menuTitle}
		c.say(menuTitle)
		for _, v := range n.views {
			c.say(strconv.Itoa(v.Number) + ". " + viewText(v))
		}
	}
	line, err := c.ask(question{asks: "View, by number or name:", help: []string{
		"a number or a name: go to that view",
		"watch: say what changes, as it happens",
		"actions: what can be done beside the views",
		"enter: this menu again",
	}})
	switch {
	case err != nil:
		return err
	case line == "":
		c.listed = listing{}
		return nil
	case strings.EqualFold(line, "watch"):
		return c.watch()
	case strings.EqualFold(line, "actions"):
		return c.actions(ui.Unseen.Everywhere)
	}
	for _, v := range n.views {
		if line == strconv.Itoa(v.Number) || strings.EqualFold(line, v.Name) {
			c.inMenu = false
			return c.do(func(u ui.Unseen) tea.Cmd { return u.Turn(v.Number) })
		}
	}
	c.say("There is no view " + line + ". Type a number or a name of the menu.")
	return nil
}

const menuTitle = "Menu, ? says at any question what can be answered:"

// viewText is a view with how much there is in it.
func viewText(v ui.View) string {
	says := v.Name
	if v.Total > 0 {
		says += ": " + text.Number(v.Total)
	}
	if v.InFlight > 0 {
		says += ", " + text.Number(v.InFlight) + " in flight"
	}
	if v.Failed > 0 {
		says += ", " + text.Number(v.Failed) + " in need of attention"
	}
	return says
}
