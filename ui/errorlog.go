package ui

import (
	"fmt"
	"slices"
	"strconv"

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
	return a.openOwn(&page.Pager{Name: "Failed calls of this run", Render: func(_ *desk.Desk, width int) []string { return a.errorLogLines(width) }, Again: a.unread})
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

func (a *App) errorLogLines(width int) []string {
	var lines []string
	for _, note := range a.journal.notes {
		lines = append(lines, layout.Note(a.Theme.Warn, note, width)...)
	}
	if len(a.journal.errors) == 0 {
		return append(lines, layout.Note(a.Theme.Dim, "No call has failed.", width)...)
	}
	for _, logged := range slices.Backward(a.journal.errors) {
		at := text.Clock(logged.last)
		if logged.times > 1 {
			at += fmt.Sprintf("  (%d times since %s)", logged.times, text.Clock(logged.first))
		}
		lines = append(lines, layout.Blank(width, 1)...)
		lines = append(lines, layout.NewLine(width).Skip(1).Add(a.Theme.Error, a.Theme.Glyphs.Failed+" "+logged.err.Brief()).Skip(2).Add(a.Theme.Dim, at).String())
		facts := callFacts(&logged, a.Several())
		lines = append(lines, facts.Lines(a.Theme, width)...)
	}
	return lines
}

// callFacts is a failed call, whole.
func callFacts(logged *loggedError, several bool) *page.Detail {
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
	advice := err.Advice(model.AtLog)
	if advice == err.Explain() {
		advice = err.ExplainAt(desk.SignInKey)
	}
	d.Add("What to do", advice)
	return d
}
