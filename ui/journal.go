package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/page"
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

// Announce records transitions and says on the screen, and past it when nobody
// is looking, what has settled, failed or gone after it had been in flight.
func (a *App) Announce(transitions []live.Transition) tea.Cmd {
	var cmds []tea.Cmd
	a.journal.transitions = bounded(append(a.journal.transitions, transitions...))
	for _, t := range transitions {
		if t.From == "" || model.MeaningOf(t.Key.Kind, t.From).Phase != model.InFlight || t.Phase() == model.InFlight {
			continue
		}
		cmds = append(cmds, a.Toast(toastKind(t.Phase()), page.TransitionText(t)))
		if a.blurred {
			cmds = append(cmds, notify("oscope: "+page.TransitionText(t)))
		}
	}
	return tea.Batch(cmds...)
}

func toastKind(phase model.Phase) desk.Severity {
	if phase == model.Failed {
		return desk.Bad
	}
	return desk.Good
}

// notify asks the terminal for a desktop notification (OSC 9).
func notify(message string) tea.Cmd {
	return tea.Raw("\x1b]9;" + text.Clean(message) + "\x07")
}

// Log implements Program.
func (a *App) Log(err *model.CallError) { a.journal.logError(err, a.Now) }

// Transitions implements Program.
func (a *App) Transitions() []live.Transition { return a.journal.transitions }
