package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/text"
)

// journal is what has happened in this run: changes of resources and failed
// calls, the newest last.
type journal struct {
	transitions []live.Transition
	errors      []loggedError
	unread      int // kinds of error that have come since the log was last opened
}

// loggedError is a failed call with the number of times it has come in a row.
type loggedError struct {
	err   *model.CallError
	first time.Time
	last  time.Time
	times int
}

// journalMost bounds each part, so that memory does not grow over days.
const journalMost = 500

func (j *journal) logError(err *model.CallError, at time.Time) {
	for i := range j.errors {
		known := &j.errors[i]
		if known.err.Operation == err.Operation && known.err.On == err.On && known.err.Code == err.Code && known.err.Message == err.Message {
			known.err, known.last = err, at
			known.times++
			return
		}
	}
	j.unread++
	j.errors = bounded(append(j.errors, loggedError{err: err, first: at, last: at, times: 1}))
}

func bounded[T any](all []T) []T {
	if len(all) > journalMost {
		return append(all[:0:0], all[len(all)-journalMost:]...)
	}
	return all
}

// announce records transitions and says on the screen, and past it when nobody
// is looking, what has settled, failed or gone after it had been in flight.
func (a *App) announce(transitions []live.Transition) tea.Cmd {
	var cmds []tea.Cmd
	a.journal.transitions = bounded(append(a.journal.transitions, transitions...))
	for _, t := range transitions {
		if t.From == "" || model.MeaningOf(t.Key.Kind, t.From).Phase != model.InFlight || t.Phase() == model.InFlight {
			continue
		}
		cmds = append(cmds, a.toast(toastKind(t.Phase()), transitionText(t)))
		if a.blurred {
			cmds = append(cmds, notify("oscope: "+transitionText(t)))
		}
	}
	return tea.Batch(cmds...)
}

func toastKind(phase model.Phase) severity {
	if phase == model.Failed {
		return bad
	}
	return good
}

func transitionText(t live.Transition) string {
	to := string(t.To)
	if t.To == "" {
		to = "gone"
	}
	return fmt.Sprintf("%s is %s %s", t.Title, to, afterText(t))
}

// afterText says how long the state before lasted: "after 31s", or "after at
// least 31s" when its beginning was not seen.
func afterText(t live.Transition) string {
	if t.From == "" {
		return ""
	}
	if t.Exact {
		return "after " + text.Span(t.After)
	}
	return "after at least " + text.Span(t.After)
}

// notify asks the terminal for a desktop notification (OSC 9).
func notify(message string) tea.Cmd {
	return tea.Raw("\x1b]9;" + text.Clean(message) + "\x07")
}
