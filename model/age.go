package model

import "time"

// Age is since when something is what it is, as far as that is known.
type Age struct {
	At    time.Time // the zero time if nothing is known
	Bound Bound
}

// Bound is what the time of an age says.
type Bound int

// The bounds.
const (
	AtLeast Bound = iota // it was so already then, when it was first seen
	AtMost               // it has not been so for longer: the service last changed it then
	Exactly              // it became so then
)

// Mark is what stands before the age: "≥", "≤", or nothing.
func (b Bound) Mark() string {
	switch b {
	case AtLeast:
		return "≥"
	case AtMost:
		return "≤"
	case Exactly:
	}
	return ""
}

// AgeOf is the age of what was first seen, or seen to become what it is, at a time. What
// is in flight may have been changed last before it set out, so that this says nothing.
func AgeOf(item Item, seen time.Time, exact bool) Age {
	if exact {
		return Age{seen, Exactly}
	}
	if item.Common().Phase() != InFlight {
		if changed := LastChange(item); !changed.IsZero() && changed.Before(seen) {
			return Age{changed, AtMost}
		}
	}
	return Age{seen, AtLeast}
}

// LastChange is when the service last changed an item, by its own dates; the zero time if
// it dates nothing.
func LastChange(item Item) (last time.Time) {
	for _, event := range PastOf(item) {
		if event.At.After(last) {
			last = event.At
		}
	}
	return last
}
