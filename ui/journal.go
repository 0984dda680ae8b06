package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/notify"
	"oscope/ui/page"
	"oscope/ui/text"
)

// journal is which calls have failed in this run, the newest last.
type journal struct {
	errors []loggedError
	notes  []string // on what was opened
	unread int      // kinds of error that have come since the log was last opened
}

// loggedError is a failed call with the number of times it has come in a row.
type loggedError struct {
	scope model.Scope
	where string // as the scope was called then
	err   *model.CallError
	first time.Time
	last  time.Time
	times int
}

// journalMost bounds it, so that memory does not grow over days.
const journalMost = 500

func (j *journal) logError(of *desk.Desk, err *model.CallError, at time.Time) {
	j.log(of.ID, of.Name(), err, at)
}

func (j *journal) log(scope model.Scope, where string, err *model.CallError, at time.Time) {
	for i := range j.errors {
		known := &j.errors[i]
		if known.scope == scope && known.err.Operation == err.Operation && known.err.On == err.On && known.err.Code == err.Code && known.err.Message == err.Message {
			known.err, known.last, known.where = err, at, where
			known.times++
			return
		}
	}
	j.unread++
	j.errors = bounded(append(j.errors, loggedError{scope: scope, where: where, err: err, first: at, last: at, times: 1}))
}

func bounded[T any](all []T) []T {
	if len(all) > journalMost {
		return append(all[:0:0], all[len(all)-journalMost:]...)
	}
	return all
}

// announce remembers transitions and says on the screen, and past it when nobody
// is looking, what has settled, failed or gone after it had been in flight.
func (a *App) announce(at *desk.Desk, transitions []live.Transition) tea.Cmd {
	cmds := []tea.Cmd{a.remember(at, entriesOf(transitions)...)}
	for _, t := range transitions {
		if l := a.option.Listener; l != nil {
			l.Changed(at, t)
		}
		if t.From == "" || model.MeaningOf(t.Key.Kind, t.From).Phase != model.InFlight || t.Phase() == model.InFlight {
			continue
		}
		says := clerk{a, at}.named(text.Join(page.TransitionText(t), newerText(at, t)))
		cmds = append(cmds, a.notify(at, t, says))
		if a.option.Listener == nil { // who knows already
			cmds = append(cmds, a.Toast(toastKind(t.Phase()), says))
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

// notify has the operator told besides the screen, as the rules want it.
func (a *App) notify(at *desk.Desk, t live.Transition, says string) tea.Cmd {
	rules := a.option.Tell
	if !rules.Wants(t.Key.Kind, !a.blurred) {
		return nil
	}
	sequence := a.option.Terminal.Notification("oscope", says)
	if rules.Bell {
		sequence += notify.Bell
	}
	cmd := tea.Raw(sequence)
	if rules.Run == nil {
		return cmd
	}
	fact := notify.Fact{
		Text: says, Key: t.Key, Name: t.Title, Before: t.From, Status: t.To, Reason: t.Reason,
		Account: at.AccountID(), Region: at.Region(),
	}
	return tea.Batch(cmd, func() tea.Msg {
		if err := rules.Run(fact); err != nil {
			return failureMsg{err}
		}
		return nil
	})
}

// newerText says of a package with a new version how many domains do not have it yet,
// and what to do about that.
func newerText(at *desk.Desk, t live.Transition) string {
	if t.Key.Kind != model.KindPackage || t.Phase() != model.Settled {
		return ""
	}
	behind := 0
	for _, tie := range at.Snapshot.AssociationsOf(t.Key.ID, "") {
		if at.Snapshot.Newer(tie) != "" {
			behind++
		}
	}
	if behind == 0 {
		return ""
	}
	return text.Count(behind, "domain") + at.Keys.Say(" with an older version: {apply_to_domains} in Packages applies it")
}
