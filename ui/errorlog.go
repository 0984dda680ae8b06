package ui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/layout"
)

// openErrorLog shows every failed call of this run, the newest first.
func (a *App) openErrorLog() tea.Cmd {
	a.journal.unread = 0
	return a.Open(&pager{name: "Failed calls of this run", render: func(_ *Desk, width int) []string { return a.errorLogLines(width) }, again: func(a *Desk) []model.Feed { return a.Snapshot.Unread() }})
}

func (a *App) errorLogLines(width int) []string {
	if len(a.journal.errors) == 0 {
		return note(a.Theme.Dim, "No call has failed.", width)
	}
	var lines []string
	for _, logged := range slices.Backward(a.journal.errors) {
		at := clock(logged.last)
		if logged.times > 1 {
			at += fmt.Sprintf("  (%d times since %s)", logged.times, clock(logged.first))
		}
		lines = append(lines, layout.Blank(width, 1)...)
		lines = append(lines, layout.NewLine(width).Skip(1).Add(a.Theme.Error, a.Theme.Glyphs.Failed+" "+logged.err.Brief()).Skip(2).Add(a.Theme.Dim, at).String())
		facts := callFacts(logged.err)
		lines = append(lines, facts.lines(a.Theme, width)...)
	}
	return lines
}

// callFacts is a failed call, whole.
func callFacts(err *model.CallError) *detail {
	d := &detail{}
	d.add("Call", err.Operation)
	d.add("On", err.On)
	d.add("Code", err.Code)
	d.add("Message", err.Message)
	if err.HTTPStatus != 0 {
		d.add("HTTP status", strconv.Itoa(err.HTTPStatus))
	}
	d.add("Request id", err.RequestID)
	d.add("What to do", err.Explain())
	return d
}
