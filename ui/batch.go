package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// batch makes calls one after the other and shows how each went. A failure stops
// nothing, and what has failed can be tried again alone.
type batch struct {
	heading string
	tasks   []*task

	offset int
	opened time.Time
	cancel context.CancelFunc // nil unless a call is under way
}

// task is one call of a batch.
type task struct {
	title string
	write func(context.Context, *awsclient.Client) written
	state taskState
	err   *model.CallError
}

type taskState int

const (
	waiting taskState = iota
	sending
	succeeded
	failed
)

// startBatch opens a batch and makes its first call. A single call that succeeds
// closes it again: there is nothing to read.
func (a *App) startBatch(heading string, tasks []*task) tea.Cmd {
	b := &batch{heading: heading, tasks: tasks, opened: a.now}
	return tea.Batch(a.open(b), b.next(a))
}

// taskMsg brings the outcome of one call of a batch.
type taskMsg struct {
	batch *batch
	task  *task
	written
}

// next makes the call of the first task that waits.
func (b *batch) next(a *App) tea.Cmd {
	for _, t := range b.tasks {
		if t.state != waiting {
			continue
		}
		t.state = sending
		var ctx context.Context
		ctx, b.cancel = context.WithCancel(a.ctx)
		client, write := a.client, t.write
		return func() tea.Msg { return taskMsg{b, t, write(ctx, client)} }
	}
	return nil
}

// takeTask takes in the outcome of one call and makes the next.
func (a *App) takeTask(msg taskMsg) tea.Cmd {
	b, t := msg.batch, msg.task
	b.cancel()
	b.cancel = nil
	for _, feed := range msg.feeds {
		a.snapshot.Written(feed, a.now) // after a failure too: it may have arrived
	}
	open := slices.Contains(a.dialogs, dialog(b))
	var cmds []tea.Cmd
	if msg.err != nil {
		t.state, t.err = failed, callError(msg.err)
		a.journal.logError(t.err, a.now)
		if !open { // nobody sees the list
			cmds = append(cmds, a.toast(bad, t.title+": "+t.err.Brief()+": "+t.err.Message))
		}
	} else {
		t.state = succeeded
		cmds = append(cmds, msg.done(a))
		if open && msg.shows != (model.Key{}) {
			cmds = append(cmds, a.reveal(msg.shows))
		}
	}
	if len(b.tasks) == 1 && t.state == succeeded {
		a.closeDialog(b)
	}
	return tea.Batch(append(cmds, b.next(a), a.plan())...)
}

func (b *batch) title() string { return b.heading }

func (b *batch) size(width, height int) (int, int) {
	return min(width, 110), min(height, max(8, 6*len(b.tasks)+4))
}

func (b *batch) body(a *App, width, height int) []string {
	th := a.theme
	var lines []string
	done, bad := 0, 0
	for _, t := range b.tasks {
		glyph, style, says := th.Glyphs.Unknown, th.Faint, "waiting"
		switch t.state {
		case sending:
			glyph, style, says = th.Glyphs.InFlight, th.InFlight, "sending…"
		case succeeded:
			glyph, style, says = th.Glyphs.Settled, th.OK, "accepted"
			done++
		case failed:
			glyph, style, says = th.Glyphs.Failed, th.Failed, t.err.Brief()
			bad++
		case waiting:
		}
		lines = append(lines, layout.NewLine(width).Skip(2).Add(style, glyph+" ").Add(th.Text, t.title).Skip(2).Add(style, says).String())
		if t.err != nil {
			for _, part := range text.Wrap(t.err.Error(), width-6) {
				lines = append(lines, layout.NewLine(width).Skip(4).Add(th.Dim, part).String())
			}
		}
	}
	summary := fmt.Sprintf("%d of %d accepted", done, len(b.tasks))
	if bad > 0 {
		summary += fmt.Sprintf(", %d refused: press R to try them again", bad)
	}
	lines = append(layout.Blank(width, 1), append(lines, layout.Blank(width, 1)...)...)
	lines = append(lines, layout.NewLine(width).Skip(2).Add(th.Bold, summary).String())
	b.offset = max(0, min(b.offset, len(lines)-height))
	return lines[b.offset:]
}

func (b *batch) hints(*App) []hint {
	return []hint{{key: "esc", name: "close"}, {key: "R", name: "try what failed again", off: !b.anyFailed()}, {key: "↑↓", name: "scroll"}}
}

func (b *batch) anyFailed() bool {
	for _, t := range b.tasks {
		if t.state == failed {
			return true
		}
	}
	return false
}

// key closes the list, which does not stop the calls: what was asked for is done.
func (b *batch) key(a *App, msg tea.KeyPressMsg) tea.Cmd {
	if a.now.Sub(b.opened) < dialogGrace {
		return nil // the same key that started it
	}
	switch msg.String() {
	case "esc", "q", "enter":
		a.closeDialog(b)
	case "down", "j":
		b.offset++
	case "up", "k":
		b.offset--
	case "R":
		if b.cancel != nil {
			return nil
		}
		for _, t := range b.tasks {
			if t.state == failed {
				t.state, t.err = waiting, nil
			}
		}
		return b.next(a)
	}
	return nil
}

func (b *batch) paste(*App, tea.PasteMsg) tea.Cmd { return nil }
