package history

import (
	"slices"
	"time"

	"oscope/model"
)

// Slice is a part of a stretch of time with what came to an end in it.
type Slice struct {
	From, To        time.Time
	Settled, Failed int // transitions, and writes that were not done; what has gone counts as settled
	Writes          int // that were done
}

// Slices divides the time from one moment to another into n equal parts and counts
// what happened in each. What lies outside is left out.
func Slices(entries []Entry, from, to time.Time, n int) []Slice {
	if n <= 0 || !to.After(from) {
		return nil
	}
	all := make([]Slice, n)
	width := to.Sub(from)
	for i := range all {
		all[i].From = from.Add(width * time.Duration(i) / time.Duration(n))
		all[i].To = from.Add(width * time.Duration(i+1) / time.Duration(n))
	}
	for _, e := range entries {
		if e.At.Before(from) || !e.At.Before(to) {
			continue
		}
		s := &all[min(n-1, int(float64(n)*e.At.Sub(from).Seconds()/width.Seconds()))]
		switch phase := e.Phase(); {
		case phase == model.Failed:
			s.Failed++
		case e.Write():
			s.Writes++
		case phase != model.InFlight:
			s.Settled++
		}
	}
	return all
}

// Inferred returns what the service dates of items and nobody has recorded, the newest
// most of it, in the order in which it happened. Entries are those known, in any order.
func Inferred(items []model.Item, entries []Entry, most int) []Entry {
	recorded := map[model.Key][]time.Time{}
	for _, e := range entries {
		recorded[e.Key] = append(recorded[e.Key], e.At)
	}
	var all []Entry
	for _, item := range items {
		key := item.Common().Key
		for _, event := range model.PastOf(item) {
			near := func(at time.Time) bool { return at.Sub(event.At).Abs() <= sameEvent }
			if slices.ContainsFunc(recorded[key], near) {
				continue
			}
			all = append(all, Entry{
				At: event.At, Key: key, Title: model.Title(item), Type: model.TypeOf(item),
				Exact: true, Inferred: true, Says: event.Says,
			})
		}
	}
	Sort(all)
	return all[max(0, len(all)-most):]
}

// sameEvent is how far the service's time of an event and that at which it was recorded
// may be apart: clocks differ, and what is in flight is asked for every now and then.
const sameEvent = 2 * time.Minute

// Sort puts entries in the order in which they happened.
func Sort(entries []Entry) {
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.At.Compare(b.At) })
}
