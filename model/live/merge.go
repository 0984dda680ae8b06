package live

import (
	"reflect"

	"oscope/model"
)

// takeDetail adds what a call about one resource tells beyond the listing.
func (s *Snapshot) takeDetail(f *FeedState, item model.Item) {
	e := s.items[item.Common().Key]
	if e == nil {
		return
	}
	before := e.item
	e.item = f.facts.Adds(e.item, item)
	if !reflect.DeepEqual(before, e.item) {
		s.version++
	}
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
	r := e.item.Common()
	dates := r.Key.Kind.Facts().Dates
	if dates == nil {
		return
	}
	if status, began := dates(e.item); r.Status == status && !began.IsZero() && began.Before(e.since) {
		e.since, e.exact = began, true
	}
}
