package model

// Ending is how a write ended, as far as whoever sent it can know.
type Ending int

// The endings. Only after Unknown may the write have been carried out although
// nobody was told so: a reading afterwards tells.
const (
	Done    Ending = iota // the service has accepted it
	Refused               // the service has said no
	NotSent               // it has never left this machine
	Unknown               // it has left, and no answer of the service came back
)

// String returns the ending in one or two words.
func (e Ending) String() string { return [...]string{"done", "refused", "not sent", "unknown"}[e] }

// serverError is the least HTTP status by which a service says that the fault is
// its own, and so leaves open what it has done.
const serverError = 500

// Ending returns how the write that failed in this way ended; a nil error is that
// of a write that is Done.
func (e *CallError) Ending() Ending {
	switch {
	case e == nil:
		return Done
	case !e.Sent:
		return NotSent
	case e.Kind == FailureNetwork, e.Kind == FailureCancelled, e.Kind == FailureUnreadable, e.Kind == FailureUnavailable,
		e.HTTPStatus >= serverError:
		return Unknown
	}
	return Refused
}
