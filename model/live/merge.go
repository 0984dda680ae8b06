package live

import (
	"cmp"
	"reflect"
	"time"

	"oscope/model"
)

// takeDetail adds what a call about one resource tells beyond the listing. The
// status stays the listing's: two sources of one status would make it flicker.
func (s *Snapshot) takeDetail(item model.Item) {
	e := s.items[item.Common().Key]
	if e == nil {
		return
	}
	before := e.item
	switch known := e.item.(type) {
	case model.Application:
		detailed, _ := item.(model.Application)
		known.Detail, known.Tags = cmp.Or(detailed.Detail, known.Detail), cmp.Or(detailed.Tags, known.Tags)
		known.Endpoint = cmp.Or(detailed.Endpoint, known.Endpoint)
		e.item = known
	case model.Package:
		detailed, _ := item.(model.Package)
		known.Versions = cmp.Or(detailed.Versions, known.Versions)
		e.item = known
	}
	if !reflect.DeepEqual(before, e.item) {
		s.version++
	}
}

// same reports whether two items say the same. Those that can be compared are, which
// is what nearly every item of a refresh comes to; == would panic on one that holds
// a slice or a map.
func same(a, b model.Item) bool {
	if v := reflect.ValueOf(a); v.Type() == reflect.TypeOf(b) && !v.Type().Comparable() {
		return reflect.DeepEqual(a, b)
	}
	return a == b
}

// merge returns the newer item with what its listing leaves out taken from the
// older one.
func merge(older, newer model.Item) model.Item {
	switch n := newer.(type) {
	case model.Application:
		if o, ok := older.(model.Application); ok {
			n.Detail, n.Tags = cmp.Or(n.Detail, o.Detail), cmp.Or(n.Tags, o.Tags)
			n.Endpoint = cmp.Or(n.Endpoint, o.Endpoint)
			return n
		}
	case model.Package:
		if o, ok := older.(model.Package); ok {
			n.Versions = cmp.Or(n.Versions, o.Versions)
			return n
		}
	case model.Integration:
		if o, ok := older.(model.Integration); ok && !n.Detailed { // a summary
			n.Parts, n.Detailed = o.Parts, o.Detailed
			return n
		}
	case model.Domain:
		if n.Status == "" { // only its name has been listed so far
			return older
		}
	case model.Collection:
		if o, ok := older.(model.Collection); ok && n.Type == "" { // a summary
			if n.Status == o.Status {
				n.Reason = o.Reason
			}
			o.Resource = n.Resource
			return o
		}
	}
	return newer
}

// backdate uses the service's own time for a status that it dates.
func (e *entry) backdate() {
	var created time.Time
	switch item := e.item.(type) {
	case model.Application:
		created = item.CreatedAt
	case model.Collection:
		created = item.CreatedAt
	}
	if !created.IsZero() && created.Before(e.since) && e.item.Common().Status == "CREATING" {
		e.since, e.exact = created, true
	}
}
