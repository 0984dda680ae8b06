package write

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/model/check"
	"oscope/ui/desk"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Examine asks for what the checks of something that exists need, as far as nobody has
// asked for it lately. It is not asked again as long as it is remembered: what stands is
// looked at, not watched.
func Examine(at *desk.Desk, writes []check.Write) tea.Cmd {
	i := inspection{writes: writes}
	asks := slices.DeleteFunc(i.judge(at), at.Knowledge.Has)
	return ask(at, asks, func(at *desk.Desk) tea.Cmd { return Examine(at, writes) })
}

// Inquire asks for facts that nobody has asked for within a minute.
func Inquire(at *desk.Desk, asks []check.Ask) tea.Cmd {
	due := slices.DeleteFunc(slices.Clone(asks), func(a check.Ask) bool { return !at.Knowledge.Due(a, at.Now) })
	return ask(at, due, func(*desk.Desk) tea.Cmd { return nil })
}

// ask asks for each of some facts by itself, and goes on with what follows from each.
func ask(at *desk.Desk, asks []check.Ask, then func(*desk.Desk) tea.Cmd) tea.Cmd {
	if len(asks) == 0 {
		return nil
	}
	at.Knowledge.Begin(asks, at.Now)
	ctx, client := at.Ctx, at.Client
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

// standing are the results about something that exists, by what is known.
func standing(at *desk.Desk, writes []check.Write) []check.Result {
	i := inspection{writes: writes}
	i.judge(at)
	return i.results
}

// Trouble says why something is of no use although it stands; empty when nothing is known
// against it.
func Trouble(at *desk.Desk, writes []check.Write) string {
	if len(writes) == 0 || at.Knowledge.Version() == 0 {
		return ""
	}
	for _, r := range standing(at, writes) {
		if r.Verdict == check.Fails {
			return cmp.Or(r.Finding.Stands, r.Says)
		}
	}
	return ""
}

// StandingFacts adds to a detail what the checks find of what exists, but for what is well.
func StandingFacts(d *page.Detail, at *desk.Desk, writes []check.Write) {
	headed := false
	for _, r := range standing(at, writes) {
		if r.Verdict == check.Passed || r.Verdict == check.Waiting {
			continue
		}
		if !headed {
			d.Heading("Checks")
			headed = true
		}
		d.Styled(r.Name, r.Verdict.Mark()+" "+text.Join(r.Subject, cmp.Or(r.Finding.Stands, r.Says)), verdictStyle(at.Theme, r.Verdict))
		d.Add("", r.Do)
	}
}
