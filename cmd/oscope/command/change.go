package command

import (
	"encoding/json"
	"time"

	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/text"
)

// change is a transition as data.
type change struct {
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Name    string    `json:"name"`
	Scope   place     `json:"scope"`
	From    string    `json:"from,omitempty"` // left out of what has appeared
	To      string    `json:"to,omitempty"`   // left out of what has gone
	Phase   string    `json:"phase"`
	After   float64   `json:"afterSeconds,omitempty"` // in From
	AtLeast bool      `json:"afterAtLeast,omitempty"` // it was in From before that was seen
	Reason  string    `json:"reason,omitempty"`
}

type place struct {
	Profile string `json:"profile,omitempty"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
}

// changes writes transitions, a line each.
type changes struct {
	*desk
	as      output.Format
	several bool // scopes, so that each line says where
}

func (c changes) write(t live.Transition) error {
	k := kind.OfModel(t.Key.Kind)
	if k == nil {
		return nil
	}
	row := kind.Row{Kind: k, Scope: t.Scope, Snapshot: c.Fleet.Snapshot(t.Scope)}
	name := t.Title
	if item, ok := row.Snapshot.Item(t.Key); ok {
		row.Item = item
		name = row.Title()
	}
	if c.as == output.JSONL {
		return c.record(change{
			At: t.At.UTC().Truncate(time.Millisecond), Kind: k.Name, Name: name,
			Scope: place{row.Profile(), row.Account(), row.Region()}, From: string(t.From), To: string(t.To),
			Phase: t.Phase().String(), After: float64(int(t.After.Seconds())), AtLeast: t.From != "" && !t.Exact, Reason: t.Reason,
		})
	}
	line := text.Clock(t.At) + " " + k.Name + " " + name
	if c.several {
		line += " (" + row.Where() + ")"
	}
	switch {
	case t.From == "":
		line += ": appeared as " + string(t.To)
	case t.To == "":
		line += ": " + string(t.From) + " → gone"
	default:
		line += ": " + string(t.From) + " → " + string(t.To)
	}
	if t.From != "" {
		line += " after " + atLeast(t.Exact) + text.Span(t.After)
	}
	if t.Reason != "" {
		line += ": " + t.Reason
	}
	return output.Line(c.out, line)
}

func atLeast(exact bool) string {
	if exact {
		return ""
	}
	return "at least "
}

// record writes a value as one line of JSON.
func (c changes) record(value any) error {
	encoded, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return output.Line(c.out, text.Escape(string(encoded)))
}

// explain says what a status means and what comes next.
func explain(k *kind.Kind, status model.Status) string { return model.MeaningOf(k.Of, status).Explain }
