package ui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/layout"
)

// openErrorLog shows every failed call of this run, the newest first.
func openErrorLog(a *App) tea.Cmd {
	a.journal.unread = 0
	return a.open(&pager{name: "Failed calls of this run", render: errorLogLines, again: func(a *App) []live.Feed { return a.snapshot.Unread() }})
}

func errorLogLines(a *App, width int) []string {
	if len(a.journal.errors) == 0 {
		return note(a.theme.Dim, "No call has failed.", width)
	}
	var lines []string
	for _, logged := range slices.Backward(a.journal.errors) {
		at := clock(logged.last)
		if logged.times > 1 {
			at += fmt.Sprintf("  (%d times since %s)", logged.times, clock(logged.first))
		}
		lines = append(lines, layout.Blank(width, 1)...)
		lines = append(lines, layout.NewLine(width).Skip(1).Add(a.theme.Error, a.theme.Glyphs.Failed+" "+logged.err.Brief()).Skip(2).Add(a.theme.Dim, at).String())
		facts := callFacts(logged.err)
		lines = append(lines, facts.lines(a.theme, width)...)
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
