package write

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/layout"
)

// Confirmation asks for the name of a resource before something is done to it
// that cannot be undone. The only key that does it is enter behind the name.
type Confirmation struct {
	Heading string
	Says    []string // paragraphs: what will happen
	Name    string   // what has to be typed
	Verb    string
	Doing   string // heads the list of several
	Command string // of the AWS CLI, the same
	// Writes do it; of several the dialog closes and a batch takes over.
	Writes []Call
	// Requests are what they send, for the checks of the operation.
	Requests []check.Write

	Client  *awsclient.Client // of when it was opened
	attempt *attempt          // nil until it is confirmed
	inspection
	agreed bool            // it is to be sent although a check says that it will fail
	ctx    context.Context // of what it looks for
	close  context.CancelFunc
	input  form.Input
	opened time.Time
	scroll int // of what will be done, where that is long
	wrong  bool
}

const confirmScroll = 8 // lines

// Open opens the dialog.
func (c *Confirmation) Open(at *desk.Desk) tea.Cmd {
	c.input, c.opened = form.NewInput(""), at.Now
	if c.Client == nil {
		c.Client = at.Client
	}
	c.ctx, c.close = context.WithCancel(at.Ctx)
	c.of(c.Requests)
	return tea.Batch(at.Open(c), c.look(c.ctx, at, c.Client))
}

// Inspect implements Inspector.
func (c *Confirmation) Inspect(at *desk.Desk) tea.Cmd { return c.lookAgain(c.ctx, at, c.Client) }

// Closed implements Closer.
func (c *Confirmation) Closed() { c.close() }

// Refresh implements Refresher.
func (c *Confirmation) Refresh(at *desk.Desk) { c.rejudge(at) }

// Title implements desk.Dialog.
func (c *Confirmation) Title() string { return c.Heading }

// Size implements desk.Dialog.
func (c *Confirmation) Size(width, height int) (int, int) { return min(width, 84), height }

// Body is what will be done and, always in sight, the line to type.
func (c *Confirmation) Body(at *desk.Desk, width, height int) []string {
	tail := c.tail(at, width)
	head := c.head(at, width)
	room := max(1, height-len(tail))
	hidden := max(0, len(head)-room)
	c.scroll = min(c.scroll, hidden)
	head = slices.Clone(head[c.scroll:min(len(head), c.scroll+room)])
	if below := hidden - c.scroll; below > 0 {
		head[room-1] = layout.NewLine(width).Skip(2).Add(at.Theme.Key, "pgdn").Skip(1).Add(at.Theme.Dim, strconv.Itoa(below+1)+" more lines").String()
	}
	return append(head, tail...)
}

func (c *Confirmation) head(at *desk.Desk, width int) []string {
	lines := append(layout.Blank(width, 1), layout.Paragraph(whereStyle(at), at.Where(), 2, width)...)
	for _, says := range c.Says {
		lines = append(lines, layout.Paragraph("", says, 2, width)...)
	}
	lines = append(lines, c.lines(at.Theme, 2, width, false, false)...)
	lines = append(lines, layout.Blank(width, 1)...)
	return append(lines, layout.Paragraph(at.Theme.Dim, c.command(at), 2, width)...)
}

func (c *Confirmation) tail(at *desk.Desk, width int) []string {
	th := at.Theme
	c.input.SetWidth(width - 8)
	lines := append(layout.Blank(width, 1),
		layout.NewLine(width).Skip(2).Add("", "Type ").Add(th.Bold, c.Name).Add("", " to "+c.Verb+":").String(),
		layout.NewLine(width).Skip(2).Add(th.Key, "› ").Styled(c.input.View()).String())
	switch {
	case c.sending():
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.InFlight, th.Glyphs.InFlight+" Sending…").String())
	case c.wrong:
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Warn, "That is not the name.").String())
	case c.attempt == nil && c.agreed:
		lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Error, "A check says that this will fail; enter once more does it all the same.").String())
	case c.attempt != nil:
		if says := c.attempt.failure(); says != "" {
			lines = append(lines, layout.Paragraph(th.Error, th.Glyphs.Failed+" "+says, 2, width)...)
		}
		for _, says := range c.attempt.advice(model.AtConfirmation, at.Keys) {
			lines = append(lines, layout.Paragraph(th.Text, says, 2, width)...)
		}
	}
	return lines
}

func (c *Confirmation) sending() bool { return c.attempt != nil && c.attempt.stop != nil }

// Hints implements desk.Dialog.
func (c *Confirmation) Hints(*desk.Desk) []desk.Hint {
	if c.sending() {
		return []desk.Hint{{Key: "esc", Name: "stop waiting"}}
	}
	if c.attempt != nil && c.attempt.state == unknown { // too late to keep it
		return []desk.Hint{{Key: "esc", Name: "close"}, {Key: "enter", Name: c.Verb, Off: !c.attempt.again()}}
	}
	return []desk.Hint{{Key: "esc", Name: "keep it"}, {Key: "enter", Name: c.Verb, Off: strings.TrimSpace(c.input.Value()) != c.Name}}
}

// Key implements desk.Dialog.
func (c *Confirmation) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	if c.sending() {
		if msg.String() == "esc" {
			c.attempt.stop()
		}
		return nil
	}
	if at.Now.Sub(c.opened) < desk.Grace {
		return nil
	}
	switch msg.String() {
	case "pgdown":
		c.scroll += confirmScroll
	case "pgup":
		c.scroll = max(0, c.scroll-confirmScroll)
	case "esc":
		at.Close(c)
	case "enter":
		return c.send(at)
	default:
		c.wrong, c.agreed = false, false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}

// send does what has been confirmed.
func (c *Confirmation) send(at *desk.Desk) tea.Cmd {
	switch {
	case strings.TrimSpace(c.input.Value()) != c.Name:
		c.wrong = true
		return nil
	case c.attempt != nil && c.attempt.state == unknown && !c.attempt.again():
		return at.Toast(desk.Info, "wait: it is being looked up whether it was done")
	}
	if c.failing() && !c.agreed {
		c.agreed, c.opened = true, at.Now // a key that bounces does not confirm
		return nil
	}
	all := attempts(c.Writes, c.Client, c)
	if len(all) > 1 {
		at.Close(c)
		at.Unmark()
		b := &batch{heading: c.Doing, attempts: all}
		return b.run(at)
	}
	c.attempt = all[0]
	return c.attempt.send(at)
}

// ended implements sender.
func (c *Confirmation) ended(at *desk.Desk, t *attempt) tea.Cmd {
	if t.state == done {
		at.Unmark()
		at.Close(c)
	}
	return nil
}

// Paste implements desk.Dialog.
func (c *Confirmation) Paste(_ *desk.Desk, msg tea.PasteMsg) tea.Cmd {
	if !c.sending() {
		c.wrong = false
		c.input, _ = c.input.Update(msg)
	}
	return nil
}

// command is what does the same in the AWS CLI, a line each, for the profile that the
// confirmation is about.
func (c *Confirmation) command(at *desk.Desk) string {
	return strings.ReplaceAll(c.Command, "\n", profileFlag(at)+"\n") + profileFlag(at)
}

// profileFlag names the profile to the AWS CLI, so that a command goes where the review
// says it does, whatever the shell that it is pasted into is set to.
func profileFlag(at *desk.Desk) string {
	if profile := at.Snapshot.Caller.Profile; profile != "" {
		return " --profile " + rule.ShellQuote(profile)
	}
	return ""
}
