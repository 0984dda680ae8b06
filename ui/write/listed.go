package write

import (
	tea "charm.land/bubbletea/v2"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/form"
)

// Listed is what a call has brought for a picker.
type Listed[T any] struct {
	Items []T
	More  bool
	Err   *model.CallError
	Done  bool
}

// Take takes in what a call has brought, or why it failed.
func (l *Listed[T]) Take(at *desk.Desk, items []T, more bool, err error) {
	l.Items, l.More, l.Done = items, more, true
	if err != nil {
		l.Err = model.AsCallError(err)
		if l.Err.Kind != model.FailureCancelled { // the form was closed
			at.Log(l.Err)
		}
	}
}

// Empty says why a picker has nothing to offer.
func (l *Listed[T]) Empty(nothing string) string {
	switch {
	case l == nil || !l.Done:
		return form.Reading
	case l.Err != nil:
		return l.lack()
	}
	return nothing
}

// lack says why options are missing; empty when none are.
func (l *Listed[T]) lack() string {
	if l == nil || l.Err == nil {
		return ""
	}
	return cannotList(l.Err)
}

// Loaded brings what a form or a pager lacked. It runs in Update.
type Loaded func(*desk.Desk) tea.Cmd

// Take implements Taker.
func (msg Loaded) Take(at *desk.Desk) tea.Cmd { return msg(at) }
