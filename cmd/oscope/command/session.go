// Package command is the part of the program that has no screen: what can be got, waited
// for and watched from a script.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"oscope/awsclient"
	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/observer"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/text"
)

// Session is what a command works on: scopes, and the clients for them.
type Session struct {
	Clients *awsclient.Fleet
	Scopes  []model.Scope
	Notes   []string // what the operator should hear of first
	// Unresolved is why it is not known of some profiles or accounts which scopes they have.
	Unresolved []*model.CallError
	Archive    Archive // nil where nothing is kept
}

// Archive keeps what has happened across runs.
type Archive interface {
	Places() ([]history.Place, error)
	// Load returns what is kept of a place; with an error as much of it as could be read.
	Load(history.Place) ([]history.Entry, error)
	// Append adds to it.
	Append(history.Place, []history.Entry) error
}

// Open opens what the flags mean. What is wrong with these is an error of usage.
type Open func(context.Context) (*Session, error)

// desk is a command under way.
type desk struct {
	*observer.Observer
	out, errs  output.Stream
	unresolved []*model.CallError
	archive    Archive
	recalled   map[model.Scope]bool
	told       map[string]bool // complaints that have been made
	pending    []model.Scope   // that have not told all; nil when all have
	said       int             // how many have, as far as somebody has been told
	durations  *history.Durations
}

// begin opens the session of a command. The caller closes its clients.
func begin(cmd *cobra.Command, open Open) (*desk, error) {
	s, err := open(cmd.Context())
	if cmd.Context().Err() != nil {
		return nil, exit.Silently(exit.Interrupted)
	}
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	if len(s.Scopes) == 0 && len(s.Unresolved) == 0 {
		s.Clients.Close()
		return nil, exit.Usagef("no account and no Region is meant")
	}
	d := newDesk(s)
	d.out, d.errs = stream(cmd.OutOrStdout()), stream(cmd.ErrOrStderr())
	for _, note := range s.Notes {
		d.say("%s", note)
	}
	return d, nil
}

func newDesk(s *Session) *desk {
	return &desk{
		Observer: observer.New(s.Clients, s.Scopes), unresolved: s.Unresolved,
		archive: s.Archive, recalled: map[model.Scope]bool{}, told: map[string]bool{}, durations: history.NewDurations(),
	}
}

// recall takes in what was kept of the scopes that are known by now: since when things
// are as they are, and how long they take.
func (d *desk) recall(scope model.Scope) {
	s := d.Fleet.Snapshot(scope)
	if d.archive == nil || d.recalled[scope] || s.Caller.Account == "" {
		return
	}
	d.recalled[scope] = true
	entries, err := d.archive.Load(history.PlaceOf(s.Caller))
	d.complain(err)
	known := map[model.Key]live.Recollection{}
	for key, l := range history.LastOf(entries) {
		known[key] = live.Recollection{Status: l.Status, Since: l.Since, Exact: l.Exact, Underway: l.Underway, UnderwayExact: l.UnderwayExact}
	}
	s.Recall(known)
	for _, e := range entries {
		if run, ok := history.RunOf(e); ok {
			d.durations.Add(run)
		}
	}
}

func stream(w io.Writer) output.Stream {
	if file, ok := w.(*os.File); ok {
		return output.NewStream(file, os.Getenv)
	}
	return output.Stream{Writer: w}
}

// say writes a line for people on standard error.
func (d *desk) say(format string, a ...any) {
	_, _ = fmt.Fprintln(d.errs, "oscope: "+text.Clean(fmt.Sprintf(format, a...)))
}

// look has the feeds of kinds read, and nothing else.
func (d *desk) look(feeds ...live.Feed) {
	d.View = live.View{Confined: true, OnScreen: map[live.Feed]bool{{Kind: live.FeedCaller}: true}}
	for _, feed := range feeds {
		d.View.OnScreen[feed] = true
	}
	d.pending = slices.Clone(d.Fleet.Scopes())
}

// heard reports whether all scopes have told all that is looked at, as far as they can.
// Scopes are read about in their order, and each is looked through until it has.
func (d *desk) heard() bool {
	if d.pending == nil {
		return true
	}
	feeds := slices.Collect(maps.Keys(d.View.OnScreen))
	for len(d.pending) > 0 {
		scope := d.pending[0]
		if !d.Fleet.Snapshot(scope).Heard(feeds...) {
			d.progress(len(d.Fleet.Scopes()) - len(d.pending))
			return false
		}
		d.recall(scope)
		d.pending = d.pending[1:]
	}
	d.pending = nil
	d.progress(0)
	return true
}

// progress says how many scopes have been read, to somebody who waits for that; 0 takes
// it away.
func (d *desk) progress(read int) {
	all := len(d.Fleet.Scopes())
	if !d.errs.Terminal() || all < 2 || read == d.said {
		return
	}
	line := ""
	if read > 0 {
		line = fmt.Sprintf("read: %d of %d scopes", read, all)
	}
	d.said = read
	_, _ = io.WriteString(d.errs, "\r\x1b[K"+line)
}

// rows are all of a kind now.
func (d *desk) rows(k *kind.Kind) []kind.Row {
	return kind.Rows(d.Fleet, k, d.around())
}

func (d *desk) around() kind.Around {
	return kind.Around{Now: time.Now(), Slowed: d.slowed, Durations: d.durations}
}

func (d *desk) slowed(scope model.Scope) (least float64) {
	for _, rate := range d.Clients.Client(scope).Slowed() {
		if least == 0 || rate < least {
			least = rate
		}
	}
	return least
}

// trouble is a listing that could not be read.
type trouble struct {
	where string
	err   *model.CallError
}

// line says what could not be read, where, why, and what to do.
func (t trouble) line() string {
	return strings.TrimPrefix(t.where+": ", ": ") + "not read: " + t.err.Error() + ". " + t.err.Advice(model.AtCommand)
}

// troubles are the listings among some that could not be read, and how many scopes have
// told something.
func (d *desk) troubles(feeds []live.Feed) (all []trouble, told int) {
	for _, err := range d.unresolved {
		all = append(all, trouble{"", err})
	}
	for _, scope := range d.Fleet.Scopes() {
		s := d.Fleet.Snapshot(scope)
		known := false
		var here []*model.CallError
		for _, feed := range feeds {
			h := s.Health(feed)
			known = known || !h.Newest.IsZero()
			if h.Err != nil && !slices.Contains(here, h.Err) {
				here = append(here, h.Err)
			}
		}
		if known {
			told++
		}
		for _, err := range here {
			all = append(all, trouble{kind.Row{Scope: scope, Snapshot: s}.Where(), err})
		}
	}
	return all, told
}

// report says what could not be read, and returns the code that says so.
func (d *desk) report(all []trouble, told int) exit.Code {
	said := map[string]bool{}
	code := exit.Denied
	for _, t := range all {
		if !denied(t.err) {
			code = exit.Failed
		}
		line := t.line()
		if !said[line] {
			said[line] = true
			d.say("%s", line)
		}
	}
	switch {
	case len(all) == 0:
		return exit.OK
	case told > 0:
		return exit.Partly
	}
	return code
}

// denied reports whether it takes somebody to sign in, or to allow it.
func denied(err *model.CallError) bool {
	switch err.Kind { //nolint:exhaustive // of the others
	case model.FailurePermission, model.FailureExpired, model.FailureCredentials:
		return true
	}
	return false
}

// ended is the error of a command whose context ended.
func ended(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return exit.Silently(exit.Interrupted)
	}
	return err
}

// kindOf is the kind that the first argument names.
func kindOf(args []string, among []*kind.Kind) (*kind.Kind, error) {
	if len(args) == 0 {
		var all []string
		for _, k := range among {
			all = append(all, k.Plural())
		}
		return nil, exit.Usagef("name a kind: %s", strings.Join(all, ", "))
	}
	k, err := kind.Find(args[0], among)
	return k, exit.With(exit.Usage, err)
}

// joinErrors is the first that is one.
func joinErrors(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// codes lists the exit codes in words.
func codes() string {
	var b strings.Builder
	b.WriteString("Exit codes:\n")
	for _, c := range exit.Codes {
		fmt.Fprintf(&b, "  %-4d%s\n", c.Code, c.Meaning)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
