package live

import (
	"cmp"
	"slices"
	"time"
)

// patience is how much longer than what is in flight the rest waits while there is
// room for neither. After that its turn comes as surely.
const patience = 15 * time.Second

// urgency is how soon a reading of one scope is begun among those of all scopes:
// first by class, then what has been due for the longest.
type urgency struct {
	class int
	since time.Time
}

// The classes. Readings of the first two end: each feed is prompted by a write of
// ours, by somebody's wish or by never having been read. So they starve nobody.
const (
	ofPrompted = iota // by a write of ours, or somebody looks at this very scope
	ofUnknown         // on the screen, and not known yet or wished for
	ofOther           // what is in flight, and after patience the rest
)

func (u urgency) compare(v urgency) int {
	return cmp.Or(cmp.Compare(u.class, v.class), u.since.Compare(v.since))
}

// survey is what there is to read of one scope among others.
type survey struct {
	due      []candidate // most urgent first, as many as may be under way
	next     time.Time   // when more of it is due
	more     bool        // next is a time
	underWay int
	asked    time.Time // since when an answer is awaited of one of them, the longest
}

type candidate struct {
	*FeedState
	urgency
}

// survey looks at all feeds. added is when the scope was first looked at: since then
// it has waited to be read. The slice of an earlier survey is used again.
func (s *Snapshot) survey(now, added time.Time, a Attention, due []candidate) survey {
	v := survey{due: due[:0]}
	for _, f := range s.feeds {
		if f.Reading() {
			v.underWay++
			if v.asked.IsZero() || f.asked.Before(v.asked) {
				v.asked = f.asked
			}
			continue
		}
		at, ok := s.next(f, a)
		switch {
		case !ok:
		case at.After(now):
			if !v.more || at.Before(v.next) {
				v.next, v.more = at, true
			}
		default:
			v.insert(candidate{f, f.urgencyAmong(at, added, a)})
		}
	}
	return v
}

func (v *survey) insert(c candidate) {
	i, _ := slices.BinarySearchFunc(v.due, c, compareCandidates)
	if i < maxReadings {
		v.due = slices.Insert(v.due[:min(len(v.due), maxReadings-1)], i, c)
	}
}

// compareCandidates has what brings rows before what brings none.
func compareCandidates(f, g candidate) int {
	return cmp.Or(f.compare(g.urgency), cmp.Compare(f.rowless(), g.rowless()), f.heard.Compare(g.heard), compareFeeds(f.FeedState, g.FeedState))
}

func (f *FeedState) rowless() int {
	if f.facts.Holds == "" {
		return 1
	}
	return 0
}

// urgencyAmong is how urgent a feed is that is due since at.
func (f *FeedState) urgencyAmong(at, added time.Time, a Attention) urgency {
	wanted := f.requested || !f.Known() && f.Err == nil
	switch {
	case len(f.prompts) > 0, wanted && a.named[f.Feed]:
		return urgency{ofPrompted, at}
	case wanted && (a.sees(f.Feed) || a.beneath[f.Feed]):
		return urgency{ofUnknown, at}
	case (f.InFlight > 0 || !f.along.IsZero()) && !at.IsZero():
		return urgency{ofOther, at}
	case at.Before(added):
		at = added
	}
	return urgency{ofOther, at.Add(patience)}
}
