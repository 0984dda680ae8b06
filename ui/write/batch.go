package write

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
)

// batch makes calls one after the other and shows how each went. A failure stops
// nothing, and what was not done can be sent again alone.
type batch struct {
	heading  string
	attempts []*attempt
	from     *Form // that described them, and takes over what is not done; may be nil

	offset int
	opened time.Time
}

// startBatch opens the list of a form's attempts and sends the first. The form
// stays behind it until all is done.
func startBatch(at *desk.Desk, heading string, from *Form) tea.Cmd {
	b := &batch{heading: heading, attempts: from.attempts, from: from}
	return b.run(at)
}

func (b *batch) run(at *desk.Desk) tea.Cmd {
	b.opened = at.Now
	for _, t := range b.attempts {
		t.owner = b
	}
	return tea.Batch(at.Open(b), b.next(at))
}

// next sends the first attempt that waits.
func (b *batch) next(at *desk.Desk) tea.Cmd {
	for _, t := range b.attempts {
		if t.state == waiting {
			return t.send(at)
		}
	}
	return nil
}

func (b *batch) busy() bool {
	return slices.ContainsFunc(b.attempts, func(t *attempt) bool { return t.state == waiting || t.stop != nil })
}

// ended implements sender.
func (b *batch) ended(at *desk.Desk, _ *attempt) tea.Cmd {
	if b.busy() {
		if slices.ContainsFunc(b.attempts, func(t *attempt) bool { return t.stop != nil }) {
			return nil // it was an earlier one that has been looked up
		}
		return b.next(at)
	}
	if b.from != nil && b.allDone() {
		at.Close(b.from)
	}
	return nil
}

func (b *batch) count(states ...state) int {
	n := 0
	for _, t := range b.attempts {
		if slices.Contains(states, t.state) {
			n++
		}
	}
	return n
}

func (b *batch) allDone() bool { return b.count(done) == len(b.attempts) }

func (b *batch) Title() string { return b.heading }

func (b *batch) Size(width, height int) (int, int) { return min(width, 110), height }

func (b *batch) Body(at *desk.Desk, width, height int) []string {
	th := at.Theme
	lines := layout.Blank(width, 1)
	title := titleWidth(b.attempts, width)
	phases := map[model.Phase]int{} // of what has been accepted, by now
	var advice []string             // what is to be done about several is said once
	for _, t := range b.attempts {
		v := t.verdict(at)
		lines = append(lines, t.row(th, v, title, width))
		for _, says := range append(v.reasons, t.failure()) {
			lines = append(lines, layout.Paragraph(th.Dim, says, 6, width)...)
		}
		phases[v.phase]++
		for _, says := range t.advice(model.AtBatch, at.Keys) {
			if !slices.Contains(advice, says) {
				advice = append(advice, says)
			}
		}
	}
	lines = append(lines, layout.Blank(width, 1)...)
	for _, says := range advice {
		lines = append(lines, layout.Paragraph(th.Text, says, 2, width)...)
	}
	lines = append(lines, layout.Paragraph(th.Bold, b.summary(phases), 2, width)...)
	b.offset = max(0, min(b.offset, len(lines)-height))
	return lines[b.offset:]
}

// summary counts how the attempts went and in which phases what was accepted is by now,
// and names the keys for what was not done.
func (b *batch) summary(phases map[model.Phase]int) string {
	parts := []string{fmt.Sprintf("%d of %d accepted", b.count(done), len(b.attempts))}
	for _, part := range []struct {
		n    int
		says string
	}{
		{phases[model.InFlight], "in flight"},
		{phases[model.Failed], "failed"},
		{b.count(refused), "refused"},
		{b.count(unsent), "not sent"},
		{b.count(unknown), "being looked up"},
		{b.count(notDone), "not done"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.says))
		}
	}
	says := strings.Join(parts, ", ")
	if b.anyAgain() {
		says += ". R sends again what was not done"
		if b.from != nil && !b.busy() {
			says += ", esc goes back to the form"
		}
	}
	return says
}

func (b *batch) Hints(*desk.Desk) []desk.Hint {
	closes := desk.Hint{Key: "esc", Name: "close"}
	switch {
	case b.busy():
		closes.Name = "close; it goes on"
	case b.from != nil && !b.allDone():
		closes.Name = "back to the form"
	}
	return []desk.Hint{closes, {Key: "R", Name: "send again", Off: !b.anyAgain()}, {Key: "↑↓", Name: "scroll"}}
}

func (b *batch) anyAgain() bool {
	return slices.ContainsFunc(b.attempts, func(t *attempt) bool { return t.again() })
}

// Key closes the list, which does not stop the calls: what was asked for is done.
func (b *batch) Key(at *desk.Desk, msg tea.KeyPressMsg) tea.Cmd {
	if at.Now.Sub(b.opened) < desk.Grace {
		return nil // the same key that started it
	}
	switch msg.String() {
	case "esc", "q", "enter":
		b.leave(at)
	case "down", "j":
		b.offset++
	case "up", "k":
		b.offset--
	case "R":
		return b.again(at)
	}
	return nil
}

// leave closes the list. What is not done goes back to the form; while calls are
// under way the form goes too, and what becomes of them is told past it.
func (b *batch) leave(at *desk.Desk) {
	at.Close(b)
	switch {
	case b.from == nil:
	case b.busy(), b.allDone():
		at.Close(b.from)
	default:
		b.from.takeBack(at, b.attempts)
	}
}

// again sends what was not done once more.
func (b *batch) again(at *desk.Desk) tea.Cmd {
	if b.busy() {
		return nil
	}
	for _, t := range b.attempts {
		if t.again() {
			at.Drop(t)
			t.state, t.err = waiting, nil
		}
	}
	return b.next(at)
}

func (b *batch) Paste(*desk.Desk, tea.PasteMsg) tea.Cmd { return nil }
