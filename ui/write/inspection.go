package write

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model/check"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Each are requests of one operation, for checks.
func Each[R any](operation *rule.Operation, requests ...R) []check.Write {
	all := make([]check.Write, len(requests))
	for i, r := range requests {
		all[i] = check.Write{Operation: operation, Request: r}
	}
	return all
}

// inspection is what the checks of a dialog find. What they need is asked for in the
// background, and what is known is shown meanwhile: nothing waits for it.
type inspection struct {
	writes  []check.Write // what is looked at
	results []check.Result
	version uint64 // of the snapshot that they rest on
}

// of has other requests looked at, as they are now.
func (i *inspection) of(writes []check.Write) { i.writes = slices.Clone(writes) }

// judge finds what can be found by what is known, and returns what is not known yet.
func (i *inspection) judge(at *desk.Desk) (asks []check.Ask) {
	i.version = at.Snapshot.Version()
	i.results = nil
	from := check.From(at.Snapshot, at.Now)
	for _, w := range i.writes {
		w.Caller = at.Snapshot.Caller
		results, lacks := at.Knowledge.Judge(w, at.Now, from)
		for _, r := range results {
			if !slices.ContainsFunc(i.results, func(other check.Result) bool { return same(other, r) }) {
				i.results = append(i.results, r)
			}
		}
		for _, a := range lacks {
			if !slices.Contains(asks, a) {
				asks = append(asks, a)
			}
		}
	}
	slices.SortStableFunc(i.results, func(x, y check.Result) int { return urgency(x.Verdict) - urgency(y.Verdict) })
	return asks
}

// same reports whether two results say the same, as those of several requests may.
func same(x, y check.Result) bool {
	return x.Check == y.Check && x.Verdict == y.Verdict && x.Subject == y.Subject && x.Says == y.Says
}

// urgency has first what decides whether something should be sent.
func urgency(v check.Verdict) int {
	return slices.Index([]check.Verdict{check.Fails, check.Warns, check.Unknown, check.Waiting, check.Passed}, v)
}

// rejudge follows up a change of the snapshot.
func (i *inspection) rejudge(at *desk.Desk) {
	if len(i.writes) > 0 && i.version != at.Snapshot.Version() {
		i.judge(at)
	}
}

// look judges, and asks for what is lacking.
func (i *inspection) look(ctx context.Context, at *desk.Desk, client *awsclient.Client) tea.Cmd {
	return i.ask(ctx, at, client, i.judge(at))
}

// lookAgain asks for what is lacking and has never been asked, or only before a write of
// ours: what lies open is kept true, and not watched.
func (i *inspection) lookAgain(ctx context.Context, at *desk.Desk, client *awsclient.Client) tea.Cmd {
	if len(i.writes) == 0 {
		return nil
	}
	return i.ask(ctx, at, client, slices.DeleteFunc(i.judge(at), at.Knowledge.Has))
}

// ask asks for facts. What is being read anyway is waited for.
func (i *inspection) ask(ctx context.Context, at *desk.Desk, client *awsclient.Client, asks []check.Ask) tea.Cmd {
	asks = slices.DeleteFunc(asks, func(a check.Ask) bool { return a.Reading(at.Snapshot) })
	return ask(ctx, at, client, asks, func(at *desk.Desk) tea.Cmd {
		if ctx.Err() != nil { // the dialog is closed
			return nil
		}
		return i.lookAgain(ctx, at, client)
	})
}

// failing reports whether something will fail, as far as that is known.
func (i *inspection) failing() bool { return check.Worst(i.results) == check.Fails }

// fix is the first thing that one call mends, or nil.
func (i *inspection) fix() *check.Fix {
	for _, r := range i.results {
		if r.Fix != nil {
			return r.Fix
		}
	}
	return nil
}

// lines are the results, each with its source and, if it is no success, with what to
// do; brief of those only that fail. The key that mends stands with the first that one call mends.
func (i *inspection) lines(th *theme.Theme, indent, width int, mends, brief bool) []string {
	var lines []string
	fix := i.fix()
	for _, r := range i.results {
		if brief && r.Verdict != check.Fails {
			continue
		}
		style := page.VerdictStyle(th, r.Verdict)
		says := page.VerdictMark(th, r.Verdict) + " " + text.Join(r.Name, r.Subject) + ": " + r.Says
		lines = append(lines, layout.Paragraph(style, says, indent, width)...)
		if r.Verdict == check.Waiting || r.Verdict == check.Passed {
			continue
		}
		lines = append(lines, layout.Paragraph(th.Text, strings.TrimSpace(r.Do+" ("+r.Source+")"), indent+2, width)...)
		if mends && r.Fix != nil && r.Fix == fix {
			for _, changed := range difference(r.Fix.Before, r.Fix.After) {
				lines = append(lines, layout.NewLine(width).Skip(indent+2).Add(th.Dim, changed).String())
			}
			lines = append(lines, layout.NewLine(width).Skip(indent+2).Add(th.Key, fixKey).Skip(1).Add(th.Text, r.Fix.Says).String())
		}
	}
	return lines
}

// fixKey mends what a check has found, where one call does.
const fixKey = "f"
