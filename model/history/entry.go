package history

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"oscope/model"
)

// version is that of the entries that are written here. An entry of a later one may
// mean something else and is left to the program that wrote it.
const version = 1

// Entry is one thing that has happened in a scope: a transition of a resource, or a
// write of somebody's who used oscope. Nothing in it is secret: of a write it keeps which
// operation it was, what it was about and how it ended, never the rest of what was sent.
type Entry struct {
	At    time.Time
	Key   model.Key
	Title string
	Type  string // see model.TypeOf

	// Of a transition. After is how long the resource had been in From, and Ran how long
	// it had been in flight when it came out of that; 0 when it did not. What is not
	// exact had begun before anybody saw it, and is only a lower bound. A resource that
	// was there already when it was first seen has neither From nor Exact.
	From, To   model.Status
	Exact      bool // At is when To began, not when it was first seen
	After      time.Duration
	AfterExact bool
	Ran        time.Duration
	RanExact   bool
	Reason     string // why a resource that failed did, as the service says

	// Of a write.
	Operation string // "AttachDataSource"; empty of a transition
	By        string // "role/Operator"
	Outcome   string // "done", "refused", "not sent", "unknown"
	Code      string // the service's, of one that was refused
	RequestID string
	// Object is "bucket/key" of the object that a package was to be made of, which the
	// service never tells again.
	Object string

	// Inferred: oscope did not see it. The service dates it, as Says tells.
	Inferred bool
	Says     string
}

// Sighting reports whether the entry is no change: it tells that a resource was there
// already when it was first seen.
func (e Entry) Sighting() bool {
	return !e.Write() && !e.Inferred && e.From == "" && e.To != "" && !e.Exact
}

// Write reports whether the entry is a write, and not a transition.
func (e Entry) Write() bool { return e.Operation != "" }

// Phase is the phase that a transition has led to. A write that was not done has failed.
func (e Entry) Phase() model.Phase {
	switch {
	case e.Write() && e.Outcome != model.Done.String():
		return model.Failed
	case e.Write() || e.Inferred:
		return model.Settled
	case e.To == "":
		return model.Gone
	}
	return model.MeaningOf(e.Key.Kind, e.To).Phase
}

// line is an entry as it is written: one JSON object.
type line struct {
	Version   int       `json:"v"`
	At        time.Time `json:"at"`
	Kind      string    `json:"kind"`
	ID        string    `json:"id"`
	Title     string    `json:"title,omitempty"`
	Type      string    `json:"type,omitempty"`
	From      string    `json:"from,omitempty"`
	To        string    `json:"to,omitempty"`
	Exact     bool      `json:"exact,omitempty"`
	After     float64   `json:"afterSeconds,omitempty"`
	AfterIs   bool      `json:"afterExact,omitempty"`
	Ran       float64   `json:"ranSeconds,omitempty"`
	RanExact  bool      `json:"ranExact,omitempty"`
	Reason    string    `json:"reason,omitempty"`
	Operation string    `json:"operation,omitempty"`
	By        string    `json:"by,omitempty"`
	Outcome   string    `json:"outcome,omitempty"`
	Code      string    `json:"code,omitempty"`
	RequestID string    `json:"requestId,omitempty"`
	Object    string    `json:"object,omitempty"`
	Inferred  bool      `json:"inferred,omitempty"`
	Says      string    `json:"says,omitempty"`
}

// ErrNewer tells that an entry was written by a later version of oscope.
var ErrNewer = errors.New("written by a newer version of oscope")

// longest is how many bytes of a text that comes from outside are kept.
const longest = 900

// Encode returns an entry as one line of JSON, without the line's end. It is less than
// 64 KiB long, whatever AWS says.
func Encode(e Entry) []byte {
	text, err := json.Marshal(line{
		Version: version, At: e.At.UTC(), Kind: string(e.Key.Kind), ID: cut(e.Key.ID), Title: cut(e.Title), Type: cut(e.Type),
		From: cut(string(e.From)), To: cut(string(e.To)), Exact: e.Exact, After: e.After.Seconds(), AfterIs: e.AfterExact, Ran: e.Ran.Seconds(), RanExact: e.RanExact, Reason: cut(e.Reason),
		Operation: e.Operation, By: cut(e.By), Outcome: e.Outcome, Code: cut(e.Code), RequestID: cut(e.RequestID), Object: whole(e.Object), Inferred: e.Inferred, Says: cut(e.Says),
	})
	if err != nil { // only a time beyond the year 9999 can be the cause
		return nil
	}
	return text
}

// cut keeps the beginning of a text.
func cut(s string) string {
	if len(s) > longest {
		return s[:longest]
	}
	return s
}

// whole keeps a text or leaves it out: the beginning of a name is another's.
func whole(s string) string {
	if len(s) > longest {
		return ""
	}
	return s
}

// Decode reads an entry that Encode has written. ErrNewer tells of one that a later
// version has; any other error of a line that is damaged.
func Decode(text []byte) (Entry, error) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return Entry{}, fmt.Errorf("reading an entry: %w", err)
	}
	switch {
	case l.Version > version:
		return Entry{}, ErrNewer
	case l.Version < 1 || l.At.IsZero() || l.Kind == "" || !(0 <= l.Ran && l.Ran <= longestRun.Seconds() && 0 <= l.After && l.After <= longestRun.Seconds()):
		return Entry{}, errors.New("reading an entry: it lacks what each has")
	}
	return Entry{
		At: l.At, Key: model.Key{Kind: model.Kind(l.Kind), ID: l.ID}, Title: l.Title, Type: l.Type,
		From: model.Status(l.From), To: model.Status(l.To), Exact: l.Exact,
		After: seconds(l.After), AfterExact: l.AfterIs, Ran: seconds(l.Ran), RanExact: l.RanExact, Reason: l.Reason,
		Operation: l.Operation, By: l.By, Outcome: l.Outcome, Code: l.Code, RequestID: l.RequestID, Object: l.Object, Inferred: l.Inferred, Says: l.Says,
	}, nil
}

// longestRun is longer than anything has ever been in a status.
const longestRun = 20 * 365 * 24 * time.Hour

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
