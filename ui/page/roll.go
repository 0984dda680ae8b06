package page

import (
	"oscope/model"
	"oscope/ui/desk"
)

// Roll is a number of things that are made one by one, in their order, as somebody goes
// through them: a large table does so in portions, between which other things happen.
// How many there are and which ones stays so meanwhile.
type Roll[T any] struct {
	Len int
	At  func(i int) (one T, ok bool) // the i-th, if it is to be shown
}

// Items is the roll of a scope's resources of some kinds, as first seen.
func Items[R any](at *desk.Desk, row func(model.Item) (R, bool), kinds ...model.Kind) Roll[R] {
	rolls := make([]Roll[R], 0, len(kinds))
	for _, kind := range kinds {
		n, item := at.Snapshot.Roll(kind)
		rolls = append(rolls, Roll[R]{n, func(i int) (R, bool) { return row(item(i)) }})
	}
	return chain(rolls)
}

// chain puts rolls behind one another.
func chain[T any](rolls []Roll[T]) Roll[T] {
	if len(rolls) == 1 {
		return rolls[0]
	}
	all := Roll[T]{}
	for _, r := range rolls {
		all.Len += r.Len
	}
	before := 0 // how many are in the rolls that have been gone through
	all.At = func(i int) (T, bool) {
		for i-before >= rolls[0].Len {
			before += rolls[0].Len
			rolls = rolls[1:]
		}
		return rolls[0].At(i - before)
	}
	return all
}
