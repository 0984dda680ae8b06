package check

import (
	"slices"
	"time"

	"oscope/model"
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

// Has reports whether there is an answer, however old, or one is awaited.
func (k *Knowledge) Has(a Ask) bool {
	_, ok := k.facts[a]
	return ok
}

// Due reports whether it is time to ask: there is no answer of the last minute, and none
// is awaited.
func (k *Knowledge) Due(a Ask, now time.Time) bool {
	e := k.facts[a]
	waits := !e.asked.IsZero() && now.Sub(e.asked) < Fresh
	return !waits && (!e.there || now.Sub(e.at) >= Fresh)
}

type entry struct {
	known
	at    time.Time // of the answer
	asked time.Time // zero when nobody waits for one
	there bool
}

// Judge returns what the checks of a write find by what is known, and what has to be
// asked for the rest. What lookup has, which may be nil, is not asked. A fact that is
// older than a minute counts until a newer one has come.
func (k *Knowledge) Judge(w Write, now time.Time, lookup func(Ask) (any, bool)) (results []Result, asks []Ask) {
	c := &Case{Write: w, Now: now}
	c.look = func(a Ask) (known, bool) {
		if lookup != nil {
			if value, ok := lookup(a); ok {
				return known{value: value}, true
			}
		}
		if k.Due(a, now) && !slices.Contains(asks, a) {
			asks = append(asks, a)
		}
		e := k.facts[a]
		return e.known, e.there
	}
	for _, check := range Of(w.Operation) {
		if w.Stands && !check.Stands {
			continue
		}
		results = append(results, check.results(c)...)
	}
	return results, asks
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
