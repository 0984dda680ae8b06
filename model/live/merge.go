package live

import (
	"reflect"
	"time"

	"oscope/model"
)

// takeDetail adds what a call about one resource tells beyond the listing.
func (s *Snapshot) takeDetail(f *FeedState, item model.Item) {
	e := s.items[item.Common().Key]
	if e == nil {
		return
	}
	if !e.detailed {
		e.detailed = true
		s.detailed[item.Common().Key.Kind]++
	}
	before := e.item
	e.item = f.facts.Adds(e.item, item)
	if !reflect.DeepEqual(before, e.item) {
		s.version++
	}
}

// Detailed counts the resources of a kind of which more has been read than its listing
// tells. Those that have gone since count too.
func (s *Snapshot) Detailed(kind model.Kind) int { return s.detailed[kind] }

// same reports whether two items say the same. Those that can be compared are, which
// is what nearly every item of a refresh comes to; == would panic on one that holds
// a list.
func same(a, b model.Item) bool {
	if v := reflect.ValueOf(a); v.Type() == reflect.TypeOf(b) && !v.Type().Comparable() {
		return reflect.DeepEqual(a, b)
	}
	return a == b
}

// merge returns the newer item with what its listing leaves out taken from the
// older one.
func merge(older, newer model.Item) model.Item {
	if fill := newer.Common().Key.Kind.Facts().Merge; fill != nil {
		return fill(older, newer)
	}
	return newer
}

// backdate uses the service's own time for a status that it dates.
func (e *entry) backdate() {
	if began := e.dated(); !began.IsZero() && began.Before(e.since) {
		e.since, e.exact = began, true
		if e.flight.at.After(began) {
			e.flight = beginning{began, true}
		}
	}
}

// dated returns when the service itself says that the present status began; the zero
// time when it does not.
func (e *entry) dated() time.Time {
	r := e.item.Common()
	dates := r.Key.Kind.Facts().Dates
	if dates == nil {
		return time.Time{}
	}
	status, began := dates(e.item)
	if r.Status != status {
		return time.Time{}
	}
	return began
}
