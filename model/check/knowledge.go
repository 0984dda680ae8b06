package check

import (
	"slices"
	"time"

	"oscope/model"
	"oscope/model/live"
)

// Fresh is how long a fact is not asked again.
const Fresh = time.Minute

// Knowledge is what is known of one scope. What has been asked is not asked again within
// a minute, whoever needs it, also when the answer was a failure. It is for one goroutine.
type Knowledge struct {
	facts   map[Ask]entry
	version uint64
}

// Version changes with what is known.
func (k *Knowledge) Version() uint64 { return k.version }

// Has reports whether there is an answer, however old, or one is awaited; one from before
// a write of ours is none.
func (k *Knowledge) Has(a Ask) bool {
	e, ok := k.facts[a]
	return ok && (!e.at.IsZero() || !e.asked.IsZero())
}

// Due reports whether it is time to ask: there is no answer of the last minute, and none
// is awaited.
func (k *Knowledge) Due(a Ask, now time.Time) bool { return k.facts[a].due(now) }

type entry struct {
	known
	at    time.Time // of the answer; zero of one from before a write of ours
	asked time.Time // zero when nobody waits for one
	there bool
}

func (e entry) due(now time.Time) bool {
	waits := !e.asked.IsZero() && now.Sub(e.asked) < Fresh
	return !waits && (!e.there || now.Sub(e.at) >= Fresh)
}

// Judge returns what the checks of a write find by what is known, and what has to be
// asked for the rest. lookup, which may be nil, tells what is known besides; what it has
// of late is not asked. A fact that is older than a minute counts until a newer one has
// come.
func (k *Knowledge) Judge(w Write, now time.Time, lookup Lookup) (results []Result, asks []Ask) {
	c := &Case{Write: w, Now: now, look: func(a Ask) (known, bool) {
		e := k.entry(a, lookup)
		if e.due(now) && !slices.Contains(asks, a) {
			asks = append(asks, a)
		}
		return e.known, e.there
	}}
	return c.results(), asks
}

// Standing returns what the checks find of what exists, by what is known however old it is,
// but for those that are still to come.
func (k *Knowledge) Standing(w Write, now time.Time, lookup Lookup) []Result {
	c := &Case{Write: w, Now: now, known: true, look: func(a Ask) (known, bool) {
		e := k.entry(a, lookup)
		return e.known, e.there
	}}
	return c.results()
}

// Known returns what the checks of a write find by what is known of late, without asking
// anything.
func (k *Knowledge) Known(w Write, now time.Time, lookup Lookup) []Result {
	c := &Case{Write: w, Now: now, known: true, look: func(a Ask) (known, bool) {
		e := k.entry(a, lookup)
		return e.known, e.there && now.Sub(e.at) < Fresh
	}}
	return c.results()
}

// entry is the latest that is known of a fact.
func (k *Knowledge) entry(a Ask, lookup Lookup) entry {
	e := k.facts[a]
	if lookup != nil {
		if value, at, ok := lookup(a); ok && (!e.there || !e.at.After(at)) {
			e.known, e.at, e.there = known{value: value}, at, true
		}
	}
	return e
}

// Begin notes that some facts are being asked for.
func (k *Knowledge) Begin(asks []Ask, now time.Time) {
	if k.facts == nil {
		k.facts = map[Ask]entry{}
	}
	for _, a := range asks {
		e := k.facts[a]
		e.asked = now
		k.facts[a] = e
	}
	for a, e := range k.facts { // what nobody has asked for lately
		if now.Sub(e.at) > 10*Fresh && now.Sub(e.asked) > 10*Fresh {
			delete(k.facts, a)
		}
	}
}

// Take takes in an answer.
func (k *Knowledge) Take(a Ask, value any, err *model.CallError, now time.Time) {
	if k.facts == nil {
		k.facts = map[Ask]entry{}
	}
	k.facts[a] = entry{known: known{value, err}, at: now, there: true}
	k.version++
}

// Forget has facts asked again, as after a fix that has changed them.
func (k *Knowledge) Forget(asks ...Ask) {
	for _, a := range asks {
		delete(k.facts, a)
	}
	k.version++
}

// Written has asked again what a feed would bring that a write of ours has touched.
func (k *Knowledge) Written(feed live.Feed) {
	for a, e := range k.facts {
		if brings, ok := a.feed(); ok && brings == feed {
			e.at, e.asked = time.Time{}, time.Time{}
			k.facts[a] = e
			k.version++
		}
	}
}

// Worst returns the verdict that decides: of a failure, what could not be made, what is
// still to come, and what one should know, the first that there is.
func Worst(results []Result) Verdict {
	for _, v := range []Verdict{Fails, Unknown, Waiting, Warns} {
		if slices.ContainsFunc(results, func(r Result) bool { return r.Verdict == v }) {
			return v
		}
	}
	return Passed
}
