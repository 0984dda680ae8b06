package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"oscope/cmd/oscope/exit"
	"oscope/cmd/oscope/kind"
	"oscope/cmd/oscope/output"
	"oscope/model"
	"oscope/model/live"
	"oscope/ui/text"
)

// vigil is a wait under way.
type vigil struct {
	*wait
	changes
	began   time.Time
	targets []*target
	found   bool // all of them
	outcome outcome
	err     error  // nothing more can be written, or said
	resume  string // how to go on waiting, where that is not the same command
}

// tell writes the transitions of those that are waited for.
func (v *vigil) tell(transitions []live.Transition) {
	for _, transition := range transitions {
		for _, t := range v.targets {
			if t.found && t.ref == transition.Ref() && v.err == nil {
				v.err = v.write(transition)
			}
		}
	}
}

// over reports whether the outcome is known.
func (v *vigil) over() bool {
	if v.err != nil {
		return true
	}
	if !v.find() {
		return v.outcome.word != "" || v.err != nil
	}
	for _, t := range v.targets {
		if t.found {
			t.look(v.goal, v.Fleet)
		}
	}
	return v.judge()
}

// find finds those that are waited for. It reports whether it can go on with them.
func (v *vigil) find() bool {
	if v.found {
		return true
	}
	if !v.heard() {
		return false
	}
	rows := v.rows(v.kind)
	v.found = true
	for _, t := range v.targets {
		if t.found {
			continue
		}
		switch called := kind.Called(t.name, rows); {
		case len(called) > 1:
			v.err = exit.With(exit.Usage, kind.Ambiguous(v.kind, t.name, called))
			return false
		case len(called) == 1:
			t.found, t.ref, t.last = true, called[0].Key(), called[0]
		case !v.missing(t, rows):
			v.found = false
		}
	}
	if v.outcome.word != "" {
		return false
	}
	if v.found {
		v.narrow()
		v.introduce()
	}
	return true
}

// introduce says what is waited for, to somebody who sees it.
func (v *vigil) introduce() {
	if !v.errs.Terminal() {
		return
	}
	for _, t := range v.targets {
		if !t.found || v.goal.judge(t.last.Item) != underWay {
			continue
		}
		line := v.describe(t)
		if p, _, ok := t.last.Estimate(); ok {
			line += "; usually " + text.Span(p.Median) + " to " + text.Span(p.P90)
		}
		v.say("%s", line)
	}
}

// missing decides about a target that is not there; it reports whether that is all there
// is to know of it.
func (v *vigil) missing(t *target, rows []kind.Row) bool {
	troubles, told := v.troubles(v.kind.Feeds)
	for _, trouble := range troubles {
		if denied(trouble.err) {
			v.outcome = v.refused(troubles, told)
			return false
		}
	}
	switch {
	case len(troubles) > 0: // it may be in what comes
		return false
	case v.goal.gone:
		t.standing = reached
		return true
	case v.appear:
		return false
	}
	v.outcome = outcome{word: "gone", code: exit.Gone, reason: kind.Unknown(v.kind, t.name, rows).Error(), next: "--appear waits until it is there"}
	return false
}

// narrow has nothing read but what tells of the targets.
func (v *vigil) narrow() {
	view := live.View{Confined: true, Only: map[model.Scope]bool{}, Besides: map[model.Scope]map[live.Feed]bool{}}
	for _, t := range v.targets {
		if !t.found {
			continue
		}
		scope := t.ref.Scope
		feeds := view.Besides[scope]
		if feeds == nil {
			feeds = map[live.Feed]bool{}
			view.Only[scope], view.Besides[scope] = true, feeds
		}
		for _, feed := range append(v.feedsOf(t), v.alsoOf(t)...) {
			feeds[feed] = true
		}
	}
	v.View = view
}

// feedsOf are the listing that has a target, and the one of what that listing is about.
func (v *vigil) feedsOf(t *target) []live.Feed {
	feed := v.Fleet.Snapshot(t.ref.Scope).FeedOf(t.last.Item)
	if of := feed.Kind.Facts().Of; of != "" {
		return append([]live.Feed{feed}, kind.OfModel(of).Feeds[0])
	}
	return []live.Feed{feed}
}

// alsoOf are the listings that explain how a target stands: of the change of a domain
// the one that it is about.
func (v *vigil) alsoOf(t *target) []live.Feed {
	domain := ""
	switch item := t.last.Item.(type) {
	case model.Domain:
		domain = item.Key.ID
	case model.Association:
		if item.Type != model.PluginType {
			return nil
		}
		domain = item.Domain
	}
	var feeds []live.Feed
	for _, feed := range v.kind.Also {
		if feed.Kind.Facts().Of == model.KindDomain {
			feed.Of = domain
			feeds = append(feeds, live.Feed{Kind: live.FeedDomains})
		}
		feeds = append(feeds, feed)
	}
	return feeds
}

// judge reports whether the outcome follows from how the targets stand.
func (v *vigil) judge() bool {
	count := map[standing]int{}
	var bad *target
	for _, t := range v.targets {
		count[t.standing]++
		if bad == nil && (t.standing == elsewhere || t.standing == vanished) {
			bad = t
		}
	}
	switch {
	case count[reached] == len(v.targets), v.any && count[reached] > 0:
		v.outcome = v.reached()
	case bad != nil && (!v.any || count[underWay] == 0):
		v.outcome = v.missed(bad)
	default:
		v.outcome = v.barred()
	}
	return v.outcome.word != ""
}

// barred is the outcome if what is waited for may not be read any more.
func (v *vigil) barred() outcome {
	for _, t := range v.targets {
		if !t.found || t.standing != underWay {
			continue
		}
		s := v.Fleet.Snapshot(t.ref.Scope)
		if err := s.Health(s.FeedOf(t.last.Item)).Err; err != nil && denied(err) {
			return v.refused([]trouble{{t.last.Where(), err}}, 0)
		}
	}
	return outcome{}
}

// outcome is the last line.
type outcome struct {
	word   string // empty while there is none
	code   exit.Code
	reason string
	next   string // what to do
	of     *target
}

func (v *vigil) reached() outcome {
	var first *target
	n := 0
	for _, t := range v.targets {
		if t.standing == reached {
			n++
			if first == nil {
				first = t
			}
		}
	}
	o := outcome{word: "reached", of: first, reason: v.describe(first)}
	if n > 1 {
		o.reason = fmt.Sprintf("%s %s", text.Count(n, v.kind.Name), v.goal)
	}
	return o
}

func (v *vigil) missed(t *target) outcome {
	o := outcome{word: "failed", code: exit.Failed, of: t, reason: v.describe(t)}
	if t.standing == vanished {
		o.word, o.code = "gone", exit.Gone
		return o
	}
	o.next = explain(v.kind, t.last.Status())
	switch failed := t.last.Phase() == model.Failed; {
	case failed && t.last.Item.Common().Phase() != model.Failed:
		o.next = "it does not go on by itself; the reason says why"
	case !failed:
		o.next = "nothing is under way that leads to " + v.goal.String()
	}
	return o
}

func (v *vigil) refused(troubles []trouble, told int) outcome {
	err := troubles[0].err
	o := outcome{word: "denied", code: exit.Denied, reason: strings.TrimSpace(troubles[0].where + ": " + err.Error()), next: err.Advice(model.AtCommand)}
	if told > 0 && !v.kindUnread() {
		o.word, o.code = "partly", exit.Partly
	}
	return o
}

// kindUnread reports whether no scope has told anything of the kind itself.
func (v *vigil) kindUnread() bool {
	last := v.kind.Feeds[len(v.kind.Feeds)-1]
	for _, scope := range v.Fleet.Scopes() {
		if !v.Fleet.Snapshot(scope).Health(last).Newest.IsZero() {
			return false
		}
	}
	return true
}

func (v *vigil) timeOver() outcome {
	return v.unfinished(outcome{word: "time over", code: exit.TimeOver, next: cmp.Or(v.resume, "wait longer: --timeout")})
}

func (v *vigil) interrupted() outcome {
	return v.unfinished(outcome{word: "interrupted", code: exit.Interrupted, next: cmp.Or(v.resume, "the same command goes on waiting")})
}

// unfinished describes what has not come to its end, and what kept it from being read.
func (v *vigil) unfinished(o outcome) outcome {
	var open []string
	for _, t := range v.targets {
		if t.standing != reached {
			if o.of == nil {
				o.of = t
			}
			open = append(open, v.describe(t))
		}
	}
	const most = 3
	if more := len(open) - most; more > 0 {
		open = append(open[:most], fmt.Sprintf("and %d more", more))
	}
	o.reason = strings.Join(open, "; ")
	if troubles, _ := v.troubles(v.kind.Feeds); len(troubles) > 0 {
		o.reason += "; " + troubles[0].err.Error()
		o.next = troubles[0].err.Advice(model.AtCommand)
	}
	return o
}

// describe says how a target stands, and why.
func (v *vigil) describe(t *target) string {
	who := v.kind.Name + " " + t.name
	switch {
	case !t.found && t.standing == reached:
		return who + " is not there"
	case !t.found:
		return who + " has not been seen"
	}
	if _, there := v.Fleet.Snapshot(t.ref.Scope).Item(t.ref.Key); !there {
		return who + " is gone"
	}
	says := []string{who + " is " + text.Clean(string(t.last.Status()))}
	for _, more := range []string{t.last.Reason(), t.last.Stage()} {
		if more != "" {
			says = append(says, more)
		}
	}
	return strings.Join(says, ": ")
}

// conclude ends a vigil for which there was nothing more to be read, or err.
func (v *vigil) conclude(err error) error {
	if err == nil {
		err = v.err
	}
	switch {
	case err == nil:
		return v.end(v.outcome)
	case errors.Is(err, errTimeOver):
		return v.end(v.timeOver())
	case errors.Is(err, context.Canceled):
		return v.end(v.interrupted())
	}
	return err
}

// end writes the last line.
func (v *vigil) end(o outcome) error {
	took := time.Since(v.began)
	if v.format.Format == output.JSONL {
		last := struct {
			Outcome string   `json:"outcome"`
			Code    int      `json:"exitCode"`
			Kind    string   `json:"kind"`
			Names   []string `json:"names"`
			Status  string   `json:"status,omitempty"` // of the one that decided
			Name    string   `json:"name,omitempty"`
			Reason  string   `json:"reason,omitempty"`
			Next    string   `json:"next,omitempty"`
			Took    float64  `json:"tookSeconds"`
		}{Outcome: o.word, Code: int(o.code), Kind: v.kind.Name, Names: v.names, Reason: o.reason, Next: o.next, Took: float64(int(took.Seconds()))}
		if o.of != nil {
			last.Name = o.of.name
			if o.of.last.Item != nil {
				last.Status = string(o.of.last.Status())
			}
		}
		return joinErrors(v.record(last), exit.Silently(o.code))
	}
	line := o.word + " after " + text.Span(took) + ": " + o.reason
	if o.next != "" {
		line += "; next: " + o.next
	}
	return joinErrors(output.Line(v.out, line), exit.Silently(o.code))
}
