package write

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"oscope/awsclient"
	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
)

// Call is one call that changes something, declared: how it is made, what it
// touches, and how a snapshot shows that it has been carried out. Forms,
// confirmations and batches all send these; see attempt.
type Call struct {
	Title string // names it in a list: "search-staging → logs-prod"
	// Of is what the fields of a form call what the write is about, where a form
	// makes several; see Form.Keep.
	Of    string
	About history.Entry     // what is remembered of it, as far as that is known before
	Feeds []live.Feed       // it touches these, or may have
	Sends []*rule.Operation // it makes one call of each, or of some of them
	// Compares says that it looks first at what is there, and sends nothing that has
	// been done already.
	Compares bool
	// Do makes the call. It runs on another goroutine and holds values only.
	Do func(context.Context, *awsclient.Client) (Outcome, error)
	// Shown returns the resource by which a snapshot shows that the write has been
	// carried out. It is asked when no answer has told.
	Shown func(*live.Snapshot) (model.Key, bool)
}

// repeatable reports whether a call that is made twice does its work once.
func (c Call) repeatable() bool {
	once := func(o *rule.Operation) bool { return !o.SafeTwice() }
	return c.Compares || len(c.Sends) > 0 && !slices.ContainsFunc(c.Sends, once)
}

// Outcome is what a write has led to. Its method take is the one place that takes
// it in.
type Outcome struct {
	Now        []model.Item // as they are now, before any listing shows it
	Gone       []model.Item // as they were
	DefaultARN *string      // of the application that is the default one now
	Says       Says
	// Asks: nothing was sent, because the operator has to decide something first.
	Asks func(*desk.Desk) tea.Cmd
}

// Says puts an outcome into words, with the snapshot that has taken it in.
type Says func(*live.Snapshot) (desk.Severity, string)

// Saying is an outcome in words that depend on nothing.
func Saying(kind desk.Severity, text string) Says {
	return func(*live.Snapshot) (desk.Severity, string) { return kind, text }
}

// about is what it has made, changed or ended.
func (o Outcome) about() []model.Key {
	var keys []model.Key
	for _, item := range slices.Concat(o.Now, o.Gone) {
		keys = append(keys, item.Common().Key)
	}
	return keys
}

// take takes in what a write has led to; look puts the cursor on it.
func (o Outcome) take(at *desk.Desk, look bool) tea.Cmd {
	var cmds []tea.Cmd
	for _, item := range o.Now {
		cmds = append(cmds, at.Announce(at.Snapshot.Expect(at.Snapshot.FeedOf(item), item, at.Now)))
	}
	for _, item := range o.Gone {
		cmds = append(cmds, at.Announce(at.Snapshot.Forget(at.Snapshot.FeedOf(item), item.Common().Key, at.Now)))
	}
	if o.DefaultARN != nil {
		at.Snapshot.ExpectDefault(*o.DefaultARN)
	}
	if look && len(o.Now) > 0 {
		cmds = append(cmds, at.Reveal(o.Now[0].Common().Key))
	}
	if o.Says != nil {
		kind, text := o.Says(at.Snapshot)
		cmds = append(cmds, at.Toast(kind, text))
	}
	return tea.Batch(cmds...)
}

// IsThere is the write that makes a resource, or changes it so that it is no
// longer as it was before.
func IsThere(key model.Key, before model.Item) func(*live.Snapshot) (model.Key, bool) {
	return func(s *live.Snapshot) (model.Key, bool) {
		item, ok := s.Item(key)
		return key, ok && (before == nil || item.Common().Status != before.Common().Status)
	}
}

// IsGone is the write that ends a resource.
func IsGone(key model.Key) func(*live.Snapshot) (model.Key, bool) {
	return func(s *live.Snapshot) (model.Key, bool) {
		item, ok := s.Item(key)
		if !ok {
			return model.Key{}, true
		}
		return key, item.Common().Status.Leaving()
	}
}

// IsNew is the write that makes a resource of a kind whose id the service chooses:
// one with the name that was not there before.
func IsNew(kind model.Kind, name string, before []model.Item) func(*live.Snapshot) (model.Key, bool) {
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

// Unpick takes out of a picker what writes were about.
func Unpick(p *form.Picker) func([]Call) {
	return func(finished []Call) {
		for _, w := range finished {
			p.Unpick(w.Of)
		}
	}
}
