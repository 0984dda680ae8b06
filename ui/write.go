package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/live"
)

// write is one call that changes something, declared: how it is made, what it
// touches, and how a snapshot shows that it has been carried out. Forms,
// confirmations and batches all send these; see attempt.
type write struct {
	title string // names it in a list: "search-staging → logs-prod"
	// of is what the fields of a form call what the write is about, where a form
	// makes several; see formDialog.keep.
	of    string
	feeds []live.Feed // it touches these, or may have
	// repeatable: sent twice it does its work once.
	repeatable bool
	// call makes the call. It runs on another goroutine and holds values only.
	call func(context.Context, *awsclient.Client) (outcome, error)
	// shown returns the resource by which a snapshot shows that the write has been
	// carried out. It is asked when no answer has told.
	shown func(*live.Snapshot) (model.Key, bool)
}

// outcome is what a write has led to. App.takeOutcome is the one place that takes
// it in.
type outcome struct {
	now        []model.Item // as they are now, before any listing shows it
	gone       []model.Item // as they were
	defaultARN *string      // of the application that is the default one now
	says       says
	// asks: nothing was sent, because the operator has to decide something first.
	asks func(*App) tea.Cmd
}

// says puts an outcome into words, with the snapshot that has taken it in.
type says func(*live.Snapshot) (severity, string)

// saying is an outcome in words that depend on nothing.
func saying(kind severity, text string) says {
	return func(*live.Snapshot) (severity, string) { return kind, text }
}

// takeOutcome takes in what a write has led to; look puts the cursor on it.
func (a *App) takeOutcome(o outcome, look bool) tea.Cmd {
	var cmds []tea.Cmd
	for _, item := range o.now {
		cmds = append(cmds, a.announce(a.snapshot.Expect(a.snapshot.FeedOf(item), item, a.now)))
	}
	for _, item := range o.gone {
		cmds = append(cmds, a.announce(a.snapshot.Forget(a.snapshot.FeedOf(item), item.Common().Key, a.now)))
	}
	if o.defaultARN != nil {
		a.snapshot.ExpectDefault(*o.defaultARN)
	}
	if look && len(o.now) > 0 {
		cmds = append(cmds, a.reveal(o.now[0].Common().Key))
	}
	if o.says != nil {
		kind, text := o.says(a.snapshot)
		cmds = append(cmds, a.toast(kind, text))
	}
	return tea.Batch(cmds...)
}

// isThere is the write that makes a resource, or changes it so that it is no
// longer as it was before.
func isThere(key model.Key, before model.Item) func(*live.Snapshot) (model.Key, bool) {
	return func(s *live.Snapshot) (model.Key, bool) {
		item, ok := s.Item(key)
		return key, ok && (before == nil || item.Common().Status != before.Common().Status)
	}
}

// isGone is the write that ends a resource.
func isGone(key model.Key) func(*live.Snapshot) (model.Key, bool) {
	return func(s *live.Snapshot) (model.Key, bool) {
		item, ok := s.Item(key)
		if !ok {
			return model.Key{}, true
		}
		switch item.Common().Status {
		case "DELETING", "DELETED", "DISSOCIATING":
			return key, true
		}
		return key, false
	}
}

// isNew is the write that makes a resource of a kind whose id the service chooses:
// one with the name that was not there before.
func isNew(kind model.Kind, name string, before []model.Item) func(*live.Snapshot) (model.Key, bool) {
	known := map[model.Key]bool{}
	for _, item := range before {
		known[item.Common().Key] = true
	}
	return func(s *live.Snapshot) (model.Key, bool) {
		for _, item := range s.Items(kind) {
			if r := item.Common(); r.Name == name && !known[r.Key] {
				return r.Key, true
			}
		}
		return model.Key{}, false
	}
}
