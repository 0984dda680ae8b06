package page

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// ShowReturned asks the service for a resource and shows what it says, with all members
// that oscope does not show.
var ShowReturned = desk.Action{
	Name: "as returned", Keys: []string{"J"}, Help: "ask for it, and show the service's answer as JSON",
	Takes: desk.OneThing, Obstacle: notDescribed, Run: showReturned,
}

func notDescribed(at *desk.Desk) string {
	item, ok := at.Subject()
	if !ok {
		return NeedsSelection(at)
	}
	key := item.Common().Key
	if !awsclient.Describes(key.Kind) {
		return "the service tells of it by no call of its own"
	}
	if _, there := at.Snapshot.Item(key); !there {
		return "it is not there any more"
	}
	return ""
}

// returned is the dialog of an answer.
type returned struct {
	pager Pager
	item  model.Item
	asked bool // and not answered yet
	is    awsclient.Returned
	err   *model.CallError
	cut   bool // long lines are cut, not wrapped
}

func showReturned(at *desk.Desk) tea.Cmd {
	item, _ := at.Subject()
	item, _ = at.Snapshot.Item(item.Common().Key) // an event is about one
	d := &returned{item: item}
	d.pager = Pager{
		Name: at.Snapshot.Title(item), Render: d.lines, Own: d.key,
		Offers: []desk.Hint{{Key: "y", Name: "copy"}, {Key: "w", Name: "wrap"}, {Key: "r", Name: "ask again"}},
	}
	return tea.Batch(at.Open(&d.pager), d.ask(at))
}

func (d *returned) ask(at *desk.Desk) tea.Cmd {
	if d.asked {
		return nil
	}
	d.asked = true
	ctx, client, item := at.Ctx, at.Client, d.item
	return func() tea.Msg {
		is, err := client.Returned(ctx, item)
		return returnedMsg{d, is, err}
	}
}

// returnedMsg brings the answer.
type returnedMsg struct {
	dialog *returned
	is     awsclient.Returned
	err    error
}

// Take implements desk.Taker.
func (msg returnedMsg) Take(at *desk.Desk) tea.Cmd {
	d := msg.dialog
	d.asked, d.err = false, nil
	if msg.err != nil {
		d.err = model.AsCallError(msg.err)
		at.Log(d.err)
		return nil
	}
	d.is = msg.is
	// In JSON it is the same value with what cannot be seen spelled out.
	d.is.Text = text.EscapeLines(d.is.Text)
	d.pager.Name = text.Join(at.Snapshot.Title(d.item), d.is.Operation, text.Clock(d.is.At))
	return nil
}

func (d *returned) key(at *desk.Desk, key string) (tea.Cmd, bool) {
	switch key {
	case "w":
		d.cut = !d.cut
	case "r":
		return d.ask(at), true
	case "y":
		if d.is.Text == "" {
			return at.Toast(desk.Info, "there is nothing to copy yet"), true
		}
		return CopyLines(at, "the JSON", d.is.Text), true
	case "J":
		at.Close(&d.pager)
	default:
		return nil, false
	}
	return nil, true
}

func (d *returned) lines(at *desk.Desk, width int) []string {
	switch {
	case d.err != nil:
		return FailureLines(at.Facts, d.err, width)
	case d.is.Text == "":
		return layout.Note(at.Theme.Dim, "Asking…", width)
	}
	var lines []string
	for line := range strings.SplitSeq(d.is.Text, "\n") {
		if d.cut {
			lines = append(lines, layout.NewLine(width).Skip(1).Add("", line).String())
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		for i, part := range text.Wrap(line[indent:], max(8, width-indent-4)) {
			skip := indent + 1
			if i > 0 {
				skip += 2
			}
			lines = append(lines, layout.NewLine(width).Skip(skip).Add("", part).String())
		}
	}
	return lines
}
