package live

import (
	"maps"
	"slices"

	"oscope/model"
)

// FleetHealth sums up how well some feeds of several scopes are known.
type FleetHealth struct {
	Health             // of all of them; Known only if every scope's are
	Scopes int         // how many there are
	Read   int         // of how many every feed has been read, so that what it holds is all
	In     model.Scope // where Err is from: the first one that has one
	Bad    int         // in how many something cannot be read
}

// fleetHealth is what was summed up last: it is asked for with every frame.
type fleetHealth struct {
	selected []Feed
	number   uint64 // of the selection
	only     map[model.Scope]bool
	beat     uint64
	sum      FleetHealth
}

// Health sums up the feeds that are selected, of all scopes that are shown.
func (f *Fleet) Health(v View, selected ...Feed) FleetHealth {
	f.recount()
	last := &f.health
	if last.number == 0 || !slices.Equal(selected, last.selected) {
		*last = fleetHealth{selected: slices.Clone(selected), number: last.number + 1}
	} else if last.beat == f.beat && sameScopes(v.Only, last.only) {
		return last.sum
	}
	sum := FleetHealth{Health: Health{Known: true}}
	for _, m := range f.members {
		if v.Only != nil && !v.Only[m.scope] {
			continue
		}
		if m.healthOf != last.number {
			m.health, m.healthOf = m.snapshot.Health(selected...), last.number
		}
		sum.add(m)
	}
	sum.Known = sum.Known && sum.Scopes > 0
	last.only, last.beat, last.sum = maps.Clone(v.Only), f.beat, sum
	return sum
}

func (h *FleetHealth) add(m *member) {
	of := m.health
	h.Scopes++
	h.Feeds += of.Feeds
	h.Failed += of.Failed
	h.Reading = h.Reading || of.Reading
	if of.Known {
		h.Read++
	} else {
		h.Known = false
	}
	if of.Err != nil {
		if h.Bad == 0 {
			h.Err, h.In = of.Err, m.scope
		}
		h.Bad++
	}
	if !of.Oldest.IsZero() && (h.Oldest.IsZero() || of.Oldest.Before(h.Oldest)) {
		h.Oldest = of.Oldest
	}
	if of.Newest.After(h.Newest) {
		h.Newest = of.Newest
	}
}
