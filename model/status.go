package model

import "fmt"

// Status is a status word exactly as the service spells it ("PENDING",
// "Modifying"). The empty Status means that it is not known yet, as for a domain
// that has been listed by name but not described.
type Status string

// Leaving reports whether a resource with the status is about to be gone, or is.
func (s Status) Leaving() bool { return s == "DELETING" || s == "DELETED" || s == "DISSOCIATING" }

// Phase is what a status means to an operator.
type Phase int

// The phases. Every status has exactly one; an unknown status is Settled,
// because polling for the end of something we do not understand would never end.
const (
	Settled  Phase = iota // steady: nothing will change by itself
	InFlight              // on its way to another status; worth watching
	Failed                // the service gave up; an operator has to act
	Gone                  // the record is about to disappear from listings
)

func (p Phase) String() string {
	switch p {
	case Settled:
		return "settled"
	case InFlight:
		return "in flight"
	case Failed:
		return "failed"
	case Gone:
		return "gone"
	}
	return fmt.Sprintf("Phase(%d)", int(p))
}

// Meaning is what one status of one kind stands for.
type Meaning struct {
	Status  Status
	Phase   Phase
	Explain string // one sentence for an operator: what it is, what comes next
}

// MeaningOf returns what status means for a resource of kind. A status that the
// service model does not list keeps its word, is Settled and has no explanation.
func MeaningOf(kind Kind, status Status) Meaning {
	for _, m := range kind.Facts().Statuses {
		if m.Status == status {
			return m
		}
	}
	return Meaning{Status: status}
}

// Statuses returns the status words that the service has for kind.
func Statuses(kind Kind) []Status {
	meanings := kind.Facts().Statuses
	all := make([]Status, len(meanings))
	for i, m := range meanings {
		all[i] = m.Status
	}
	return all
}
