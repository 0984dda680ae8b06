package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/form"
	"oscope/ui/layout"
)

// confirmation asks for the name of a resource before something is done to it
// that cannot be undone. The only key that does it is enter behind the name.
type confirmation struct {
	heading string
	says    []string // paragraphs: what will happen
	name    string   // what has to be typed
	verb    string
	doing   string // heads the list of several
	command string // of the AWS CLI, the same
	// writes do it; of several the dialog closes and a batch takes over.
	writes []write

	client  *awsclient.Client // of when it was opened
	attempt *attempt          // nil until it is confirmed
	input   form.Input
	opened  time.Time
	scroll  int // of what will be done, where that is long
	wrong   bool
}

const confirmScroll = 8 // lines

func (c *confirmation) open(a *Desk) tea.Cmd {
	c.input, c.opened = form.NewInput(""), a.Now
	if c.client == nil {
		c.client = a.Client
	}
	return a.Open(c)
}

func (c *confirmation) title() string { return c.heading }

func (c *confirmation) size(width, height int) (int, int) {
	return min(width, 84), min(height, max(16, len(c.says)+strings.Count(c.command, "\n")*3+12))
}

// body is what will be done and, always in sight, the line to type.
func (c *confirmation) body(a *Desk, width, height int) []string {
	tail := c.tail(a, width)
	head := c.head(a, width)
	room := max(1, height-len(tail))
	hidden := max(0, len(head)-room)
	c.scroll = min(c.scroll, hidden)
	head = slices.Clone(head[c.scroll:min(len(head), c.scroll+room)])
	if below := hidden - c.scroll; below > 0 {
		head[room-1] = layout.NewLine(width).Skip(2).Add(a.Theme.Key, "pgdn").Skip(1).Add(a.Theme.Dim, itoa(below+1)+" more lines").String()
	}
	return append(head, tail...)
}

func (c *confirmation) head(a *Desk, width int) []string {
	lines := append(layout.Blank(width, 1), paragraph(a.Theme.Bold, a.Where(), 2, width)...)
	for _, says := range c.says {
		lines = append(lines, paragraph("", says, 2, width)...)
	}
	lines = append(lines, layout.Blank(width, 1)...)
	return append(lines, paragraph(a.Theme.Dim, c.command, 2, width)...)
}

func (c *confirmation) tail(a *Desk, width int) []string {
	th := a.Theme
	c.input.SetWidth(width - 8)
	lines := append(layout.Blank(width, 1),
		layout.NewLine(width).Skip(2).Add("", "Type ").Add(th.Bold, c.name).Add("", " to "+c.verb+":").String(),
		layout.NewLine(width).Skip(2).Add(th.Key, "› ").Styled(c.input.View()).String())
	switch {
	case c.sending():
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.InFlight, th.Glyphs.InFlight+" Sending…").String())
	case c.wrong:
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Warn, "That is not the name.").String())
	case c.attempt != nil:
		if says := c.attempt.failure(); says != "" {
			lines = append(lines, paragraph(th.Error, th.Glyphs.Failed+" "+says, 2, width)...)
		}
		for _, says := range c.attempt.advice(model.AtConfirmation) {
			lines = append(lines, paragraph(th.Text, says, 2, width)...)
		}
	}
	return lines
}

func (c *confirmation) sending() bool { return c.attempt != nil && c.attempt.stop != nil }

func (c *confirmation) hints(*Desk) []Hint {
	if c.sending() {
		return []Hint{{key: "esc", name: "stop waiting"}}
	}
	return []Hint{{key: "esc", name: "keep it"}, {key: "enter", name: c.verb, off: strings.TrimSpace(c.input.Value()) != c.name}}
}

func (c *confirmation) key(a *Desk, msg tea.KeyPressMsg) tea.Cmd {
	if c.sending() {
		if msg.String() == "esc" {
			c.attempt.stop()
		}
		return nil
	}
	if a.Now.Sub(c.opened) < Grace {
		return nil
	}
	switch msg.String() {
	case "pgdown":
		c.scroll += confirmScroll
	case "pgup":
		c.scroll = max(0, c.scroll-confirmScroll)
	case "esc":
		a.Close(c)
	case "enter":
		return c.send(a)
	default:
		c.wrong = false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}

// send does what has been confirmed.
func (c *confirmation) send(a *Desk) tea.Cmd {
	switch {
	case strings.TrimSpace(c.input.Value()) != c.name:
		c.wrong = true
		return nil
	case c.attempt != nil && c.attempt.state == unknown && !c.attempt.again():
		return a.Toast(Info, "wait: it is being looked up whether it was done")
	}
	all := attempts(c.writes, c.client, c)
	if len(all) > 1 {
		a.Close(c)
		a.Unmark()
		b := &batch{heading: c.doing, attempts: all}
		return b.run(a)
	}
	c.attempt = all[0]
	return c.attempt.send(a)
}

// ended implements sender.
func (c *confirmation) ended(a *Desk, t *attempt) tea.Cmd {
	if t.state == done {
		a.Unmark()
		a.Close(c)
	}
	return nil
}

func (c *confirmation) paste(_ *Desk, msg tea.PasteMsg) tea.Cmd {
	if !c.sending() {
		c.wrong = false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}
