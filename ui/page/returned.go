package page

import (
	"bytes"
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
	"oscope/ui/yaml"
)

// ShowReturned asks the service for a resource and shows what it says, with all members
// that oscope does not show.
var ShowReturned = desk.Action{
	Name: "as returned", Keys: []string{"J"}, Help: "ask for it, and show the service's answer as JSON or YAML",
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
	cut   bool   // long lines are cut, not wrapped
	yaml  string // the same as YAML; empty while it is shown as JSON
}

func showReturned(at *desk.Desk) tea.Cmd {
	item, _ := at.Subject()
	item, _ = at.Snapshot.Item(item.Common().Key) // an event is about one
	d := &returned{item: item}
	d.pager = Pager{
		Name: at.Snapshot.Title(item), Render: d.lines, Own: d.key,
		Offers: []desk.Hint{{Key: "y", Name: "copy"}, {Key: "w", Name: "wrap"}, {Key: "f", Name: "JSON or YAML"}, {Key: "r", Name: "ask again"}},
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
	d.is, d.yaml = msg.is, ""
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
		if d.yaml != "" {
			return CopyLines(at, "the YAML", d.yaml), true
		}
		return CopyLines(at, "the JSON", d.is.Text), true
	case "f":
		return d.turn(at), true
	default:
		if !at.Keys.Is("as_returned", key) {
			return nil, false
		}
		at.Close(&d.pager)
	}
	return nil, true
}

// turn shows the answer as YAML, or as JSON again.
func (d *returned) turn(at *desk.Desk) tea.Cmd {
	if d.yaml != "" || d.is.Text == "" {
		d.yaml = ""
		return nil
	}
	var b bytes.Buffer
	if err := yaml.Write(&b, []byte(d.is.Text)); err != nil {
		return at.Toast(desk.Info, "the answer is no JSON that could be shown as YAML")
	}
	d.yaml = strings.TrimSuffix(b.String(), "\n")
	return nil
}

func (d *returned) lines(at *desk.Desk, width int) []string {
	switch {
	case d.err != nil:
		return FailureLines(at.Facts, d.err, width)
	case d.is.Text == "":
		return layout.Note(at.Theme.Dim, "Asking…", width)
	}
	var lines []string
	for line := range strings.SplitSeq(cmp.Or(d.yaml, d.is.Text), "\n") {
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
