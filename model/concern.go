package model

// Concern is the phase of a resource as an operator has to care about it: an
// integration may be ACTIVE although something it rests on is gone.
func Concern(item Item) Phase {
	if i, ok := item.(Integration); ok && len(i.Broken()) > 0 {
		return Failed
	}
	return item.Common().Phase()
}
