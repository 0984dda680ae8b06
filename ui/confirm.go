package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// confirmation asks for the name of a resource before something is done to it
// that cannot be undone. The only key that does it is enter behind the name.
type confirmation struct {
	heading string
	says    []string // paragraphs: what will happen
	name    string   // what has to be typed
	verb    string
	command string // of the AWS CLI, the same
	// write does it, on another goroutine.
	write func(context.Context, *awsclient.Client) written
	// runs, where it is set, takes the place of write: the dialog closes and a batch
	// of calls takes over.
	runs func(*App) tea.Cmd

	input   form.Input
	opened  time.Time
	scroll  int // of what will be done, where that is long
	wrong   bool
	sending bool
	err     *model.CallError
}

const confirmScroll = 8 // lines

func (a *App) confirm(c *confirmation) tea.Cmd {
	c.input, c.opened = form.NewInput(""), a.now
	return a.open(c)
}

func (c *confirmation) title() string { return c.heading }

func (c *confirmation) size(width, height int) (int, int) {
	return min(width, 84), min(height, max(16, len(c.says)+strings.Count(c.command, "\n")*3+12))
}

// body is what will be done and, always in sight, the line to type.
func (c *confirmation) body(a *App, width, height int) []string {
	tail := c.tail(a, width)
	head := c.head(a, width)
	room := max(1, height-len(tail))
	hidden := max(0, len(head)-room)
	c.scroll = min(c.scroll, hidden)
	head = slices.Clone(head[c.scroll:min(len(head), c.scroll+room)])
	if below := hidden - c.scroll; below > 0 {
		head[room-1] = layout.NewLine(width).Skip(2).Add(a.theme.Key, "pgdn").Skip(1).Add(a.theme.Dim, itoa(below+1)+" more lines").String()
	}
	return append(head, tail...)
}

func (c *confirmation) head(a *App, width int) []string {
	lines := layout.Blank(width, 1)
	for _, paragraph := range c.says {
		for _, part := range text.Wrap(paragraph, width-4) {
			lines = append(lines, layout.NewLine(width).Skip(2).Add("", part).String())
		}
	}
	lines = append(lines, layout.Blank(width, 1)...)
	for _, part := range text.Wrap(c.command, width-4) {
		lines = append(lines, layout.NewLine(width).Skip(2).Add(a.theme.Dim, part).String())
	}
	return lines
}

func (c *confirmation) tail(a *App, width int) []string {
	th := a.theme
	c.input.SetWidth(width - 8)
	lines := append(layout.Blank(width, 1),
		layout.NewLine(width).Skip(2).Add("", "Type ").Add(th.Bold, c.name).Add("", " to "+c.verb+":").String(),
		layout.NewLine(width).Skip(2).Add(th.Key, "› ").Styled(c.input.View()).String())
	switch {
	case c.sending:
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.InFlight, th.Glyphs.InFlight+" Sending…").String())
	case c.wrong:
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Warn, "That is not the name.").String())
	case c.err != nil:
		lines = append(lines, note(th.Error, th.Glyphs.Failed+" "+c.err.Error(), width)[1:]...)
		lines = append(lines, note(th.Text, c.err.Kind.Explain(), width)[1:]...)
	}
	return lines
}

func (c *confirmation) hints(*App) []hint {
	return []hint{{key: "esc", name: "keep it"}, {key: "enter", name: c.verb, off: strings.TrimSpace(c.input.Value()) != c.name}}
}

func (c *confirmation) key(a *App, msg tea.KeyPressMsg) tea.Cmd {
	if c.sending || a.now.Sub(c.opened) < dialogGrace {
		return nil
	}
	switch msg.String() {
	case "pgdown":
		c.scroll += confirmScroll
	case "pgup":
		c.scroll = max(0, c.scroll-confirmScroll)
	case "esc":
		a.closeDialog(c)
	case "enter":
		if strings.TrimSpace(c.input.Value()) != c.name {
			c.wrong = true
			return nil
		}
		if c.runs != nil {
			a.closeDialog(c)
			return c.runs(a)
		}
		c.sending, c.err = true, nil
		ctx, client := a.ctx, a.client
		return func() tea.Msg { return writtenMsg{c, c.write(ctx, client)} }
	default:
		c.wrong = false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}

// finished implements writer.
func (c *confirmation) finished(err *model.CallError) { c.sending, c.err = false, err }

func (c *confirmation) paste(_ *App, msg tea.PasteMsg) tea.Cmd {
	if !c.sending {
		c.wrong = false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}
