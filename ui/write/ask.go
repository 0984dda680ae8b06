package write

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/check"
	"oscope/ui/desk"
)

// Examine asks for what the checks of something that exists need, as far as nobody has
// asked for it. It is not asked again as long as it is remembered: what stands is looked
// at, not watched.
func Examine(at *desk.Desk, item model.Item) tea.Cmd {
	i := inspection{writes: check.Standing(item)}
	return i.lookAgain(at.Ctx, at, at.Client)
}

// Inquire asks for facts that nobody has asked for within a minute.
func Inquire(at *desk.Desk, asks []check.Ask) tea.Cmd {
	due := slices.DeleteFunc(slices.Clone(asks), func(a check.Ask) bool { return !at.Knowledge.Due(a, at.Now) })
	return ask(at.Ctx, at, at.Client, due, func(*desk.Desk) tea.Cmd { return nil })
}

// ask asks for facts, each by itself, since what hangs holds up nothing else, and goes on
// with what follows from each.
func ask(ctx context.Context, at *desk.Desk, client *awsclient.Client, asks []check.Ask, then func(*desk.Desk) tea.Cmd) tea.Cmd {
	at.Knowledge.Begin(asks, at.Now)
	cmds := make([]tea.Cmd, len(asks))
	for n, a := range asks {
		cmds[n] = func() tea.Msg {
			value, err := client.Ask(ctx, a)
			return Loaded(func(at *desk.Desk) tea.Cmd {
				learn(at, a, value, err)
				return then(at)
			})
		}
	}
	return tea.Batch(cmds...)
}

// learn takes in an answer. A call that was given up says nothing about its fact.
func learn(at *desk.Desk, a check.Ask, value any, err error) {
	var failed *model.CallError
	if err != nil {
		failed = model.AsCallError(err)
		switch failed.Kind {
		case model.FailureCancelled:
			at.Knowledge.Forget(a)
			return
		case model.FailurePermission, model.FailureNotFound: // the result says so
		default:
			at.Log(failed)
		}
	}
	at.Knowledge.Take(a, value, failed, at.Now)
}
