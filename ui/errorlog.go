package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
)

// openErrorLog shows every failed call of this run, the newest first.
func (a *App) openErrorLog() tea.Cmd {
	a.journal.unread = 0
	p := &page.Pager{
		Name: "Failed calls of this run", Again: a.unread,
		Entries: func(_ *desk.Desk, width, chosen int) [][]string { return a.errorLogEntries(width, chosen) },
		Offers:  []desk.Hint{{Key: "y", Name: "copy"}, {Key: "Y", Name: "copy all"}},
	}
	p.Own = func(at *desk.Desk, key string) (tea.Cmd, bool) { return a.copyErrors(at, p.Chosen(), key) }
	return a.openOwn(p)
}

// unread are the feeds of all scopes that could not be read when they were last.
func (a *App) unread() []desk.Interest {
	var all []desk.Interest
	for _, s := range a.scopes.order {
		if feeds := s.Snapshot.Unread(); len(feeds) > 0 {
			all = append(all, desk.Interest{At: s.Desk, Feeds: feeds})
		}
	}
	return all
}

func (a *App) errorLogEntries(width, chosen int) [][]string {
	var notes []string
	for _, note := range a.journal.notes {
		notes = append(notes, layout.Note(a.Theme.Warn, note, width)...)
	}
	if len(a.journal.errors) == 0 {
		return [][]string{append(notes, layout.Note(a.Theme.Dim, "No call has failed.", width)...)}
	}
	var entries [][]string
	for _, logged := range slices.Backward(a.journal.errors) {
		at := text.Clock(logged.last)
		if logged.times > 1 {
			at += fmt.Sprintf("  (%d times since %s)", logged.times, text.Clock(logged.first))
		}
		cursor := " "
		if len(entries) == chosen {
			cursor = a.Theme.Glyphs.Cursor
		}
		lines := layout.Blank(width, 1)
		lines = append(lines, layout.NewLine(width).AddIn(a.Theme.Accent, cursor, 1, text.End).Add(a.Theme.Error, a.Theme.Glyphs.Failed+" "+logged.err.Brief()).Skip(2).Add(a.Theme.Dim, at).String())
		facts := callFacts(a.Keys, &logged, a.Several())
		if _, ok := logged.err.MissingStatement(); ok {
			facts.Add("To allow it", "y copies the statement of an IAM policy")
		}
		if len(entries) == 0 {
			lines = append(notes, lines...)
		}
		entries = append(entries, append(lines, facts.Lines(a.Theme, width)...))
	}
	return entries
}

// callFacts is a failed call, whole.
func callFacts(keys *desk.Keys, logged *loggedError, several bool) *page.Detail {
	err, d := logged.err, &page.Detail{}
	if several {
		d.Add("Where", logged.where)
	}
	d.Add("Call", err.Operation)
	d.Add("On", err.On)
	d.Add("Code", err.Code)
	d.Add("Message", err.Message)
	if err.HTTPStatus != 0 {
		d.Add("HTTP status", strconv.Itoa(err.HTTPStatus))
	}
	d.Add("Request id", err.RequestID)
	advice := keys.Say(err.Advice(model.AtLog))
	if advice == keys.Say(err.Explain()) {
		advice = keys.Explain(err)
	}
	d.Add("What to do", advice)
	return d
}

// copyErrors copies one failed call or all of them. Of one that was denied that is what
// its reader has to pass on: the statement that is missing.
func (a *App) copyErrors(at *desk.Desk, chosen int, key string) (cmd tea.Cmd, taken bool) {
	if key != "y" && key != "Y" {
		return nil, false
	}
	n := len(a.journal.errors)
	if n == 0 {
		return at.Toast(desk.Info, "no call has failed"), true
	}
	if key == "Y" {
		all := make([]string, 0, n)
		for _, logged := range slices.Backward(a.journal.errors) {
			all = append(all, callText(a.Keys, &logged))
		}
		return page.CopyLines(at, "all "+strconv.Itoa(n)+" failed calls", strings.Join(all, "\n\n")), true
	}
	logged := &a.journal.errors[n-1-chosen]
	if cmd, ok := page.CopyMissing(at, []*model.CallError{logged.err}); ok {
		return cmd, true
	}
	return page.CopyLines(at, "the failed call", callText(a.Keys, logged)), true
}

// callText is a failed call as plain text.
func callText(keys *desk.Keys, logged *loggedError) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s", logged.last.UTC().Format(time.RFC3339), logged.where)
	if logged.times > 1 {
		fmt.Fprintf(&b, "  (%d times since %s)", logged.times, logged.first.UTC().Format(time.RFC3339))
	}
	facts := callFacts(keys, logged, false)
	for _, line := range facts.Plain() {
		b.WriteString("\n" + line)
	}
	return b.String()
}
