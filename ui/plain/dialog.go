package plain

import (
	"errors"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/ui"
	"oscope/ui/desk"
	"oscope/ui/page"
)

// A dialog is drawn so large where it is read: nothing is wrapped, cut or scrolled.
const (
	wide = 2000
	high = 400
)

// body are the lines of a dialog.
func body(d desk.Dialog, at *desk.Desk) []string { return page.Flat(d.Body(at, wide, high)) }

// unsaid returns those lines of a dialog that it did not have when it was last read.
func (c *Conversation) unsaid(d desk.Dialog, lines []string) []string {
	before := c.told[d]
	c.told[d] = map[string]int{}
	var unsaid []string
	for _, line := range lines {
		c.told[d][line]++
		if c.told[d][line] > before[line] {
			unsaid = append(unsaid, line)
		}
	}
	return unsaid
}

// news says what has changed in a dialog.
func (c *Conversation) news(d desk.Dialog, lines func(ui.Unseen) []string) func() []string {
	return func() []string {
		now, err := get(c, lines)
		if err != nil {
			return nil
		}
		return c.unsaid(d, now)
	}
}

// offered is something that can be chosen in a dialog.
type offered struct {
	says, name, key string
	do              func(ui.Unseen) tea.Cmd
}

// hints talks about a dialog by its own means: the lines that it draws, what can be chosen
// in it, and the keys that it names.
func (c *Conversation) hints(d desk.Dialog, at *desk.Desk) error {
	if c.told[d] == nil {
		title, err := get(c, func(ui.Unseen) string { return d.Title() })
		if err != nil {
			return err
		}
		c.say(title)
		time.Sleep(desk.Grace) // before that it takes no key
	}
	news := c.news(d, func(ui.Unseen) []string {
		if _, listed := d.(desk.Lister); listed {
			return nil // which are numbered
		}
		return body(d, at)
	})
	c.say(news()...)
	choices, err := get(c, func(ui.Unseen) []offered { return choices(d, at) })
	if err != nil {
		return err
	}
	c.sayChoices(d, choices)
	line, err := c.ask(question{asks: "Choice, by number or name:", over: d, news: news, help: []string{
		"a number or a name: do that",
		"other text: is typed into it, where it takes text",
	}})
	if errors.Is(err, errBack) {
		return c.do(func(u ui.Unseen) tea.Cmd { return u.Press("esc") })
	}
	if err != nil {
		return err
	}
	for i, one := range choices {
		if line == strconv.Itoa(i+1) || strings.EqualFold(line, one.name) || line == one.key && line != "" {
			return c.do(one.do)
		}
	}
	if line == "" {
		return nil
	}
	return c.do(func(u ui.Unseen) tea.Cmd {
		return u.At(at, func(at *desk.Desk) tea.Cmd { return d.Paste(at, tea.PasteMsg{Content: line}) })
	})
}

// sayChoices lists what can be chosen, and later again what reads differently.
func (c *Conversation) sayChoices(d desk.Dialog, choices []offered) {
	before := c.offers[d]
	c.offers[d] = nil
	for i, one := range choices {
		says := strconv.Itoa(i+1) + ". " + one.says
		c.offers[d] = append(c.offers[d], says)
		if i >= len(before) || before[i] != says {
			c.say(says)
		}
	}
}

// choices are what can be chosen in a dialog: its list, and then its keys.
func choices(d desk.Dialog, at *desk.Desk) []offered {
	var all []offered
	if l, ok := d.(desk.Lister); ok {
		for i, o := range l.Offers() {
			says := o.Title
			if o.Note != "" {
				says += ", " + o.Note
			}
			if o.Picked {
				says += ", picked"
			}
			all = append(all, offered{says, o.Title, "", func(ui.Unseen) tea.Cmd { return l.Take(i) }})
		}
	}
	for _, h := range d.Hints(at) {
		if !h.Off && presses(h.Key) {
			all = append(all, offered{h.Name, h.Name, h.Key, func(u ui.Unseen) tea.Cmd { return u.Press(h.Key) }})
		}
	}
	return all
}

// presses reports whether a hint is one key, which does something at once and not to a
// cursor or to what is searched.
func presses(key string) bool {
	switch key {
	case "esc", "enter":
		return true
	}
	return len(key) == 1 && key >= "A"
}
