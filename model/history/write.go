package history

import (
	"cmp"

	"oscope/model"
)

// imports is a request that has a package made of an object: of which package, whose id
// is empty before it exists, and of which object.
type imports interface {
	Imports() (of model.Key, object string)
}

// About is what an entry says that a write was about, as far as its request tells.
func About(request any) (e Entry) {
	if r, ok := request.(imports); ok {
		e.Key, e.Object = r.Imports()
	}
	return e
}

// WriteEntry is the entry of a write of ours, but for who and when: what it was about,
// which operation it was, and how its call has ended. Receipt is the request id of the
// answer, if there was one.
func WriteEntry(about Entry, operation string, failed *model.CallError, receipt string) Entry {
	e := about
	e.Operation, e.Outcome, e.RequestID = operation, failed.Ending().String(), receipt
	if failed != nil { // of several calls the one that failed
		e.Operation, e.Code, e.RequestID = cmp.Or(failed.Operation, operation), failed.Code, cmp.Or(failed.RequestID, receipt)
	}
	return e
}

// Sources are the objects in Amazon S3 of which packages were made, as far as it was done
// here: the service does not tell.
type Sources map[model.Key]Entry

// Add takes in an entry, in whatever order they come. Of a write whose outcome is not
// known neither its object nor the one before can be told.
func (s Sources) Add(e Entry) {
	known := e.Outcome == model.Done.String() || e.Outcome == model.Unknown.String()
	if e.Object != "" && known && !e.At.Before(s[e.Key].At) {
		s[e.Key] = e
	}
}

// Of returns the write that had a package made of an object.
func (s Sources) Of(key model.Key) (Entry, bool) {
	e, ok := s[key]
	return e, ok && e.Outcome == model.Done.String()
}
