package history

import (
	"time"

	"oscope/model"
)

// Last is what is recorded last of a resource: the status that it came into, and since
// when it had been in flight; the zero time if it was not.
type Last struct {
	Status        model.Status
	Since         time.Time
	Exact         bool
	Underway      time.Time
	UnderwayExact bool
}

// LastOf returns what entries, in the order in which they happened, say last of each
// resource that was there at the end.
func LastOf(entries []Entry) map[model.Key]Last {
	last := map[model.Key]Last{}
	for _, e := range entries {
		if e.Write() || e.Inferred {
			continue
		}
		if e.To == "" {
			delete(last, e.Key)
			continue
		}
		before := last[e.Key]
		l := Last{Status: e.To, Since: e.At, Exact: e.Exact}
		switch {
		case e.Phase() != model.InFlight:
		case e.From != "" && before.Status == e.From && !before.Underway.IsZero():
			l.Underway, l.UnderwayExact = before.Underway, before.UnderwayExact
		default:
			l.Underway, l.UnderwayExact = e.At, e.Exact
		}
		last[e.Key] = l
	}
	return last
}
