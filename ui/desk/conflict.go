package desk

import (
	"fmt"
	"slices"
)

// Conflict is a key that would mean two things.
type Conflict struct {
	Key   string
	Of    [2]string // the ids of the actions, in the order in which they are declared
	Error error
}

// Conflicts returns the keys that chosen ones would give a second meaning: a key means
// one thing in all views. Actions that share a key as they are declared, as attach and
// associate do, may share any.
func Conflicts(declared []Action, chosen map[string][]string) []Conflict {
	keys := NewKeys(chosen, nil)
	meaning := map[string]*Action{}
	said := map[[2]string]bool{}
	var all []Conflict
	for i := range declared {
		x := &declared[i]
		for _, key := range keys.Of(x) {
			if Fixed(key) != "" {
				continue // nobody has chosen it
			}
			other := meaning[key]
			if other == nil {
				meaning[key] = x
				continue
			}
			of := [2]string{other.ID(), x.ID()}
			if other.ID() == x.ID() || said[of] || akin(declared, of) {
				continue
			}
			said[of] = true
			all = append(all, Conflict{key, of, fmt.Errorf("key %s is both %s and %s", key, of[0], of[1])})
		}
	}
	return all
}

// akin reports whether two actions share a key as they are declared.
func akin(declared []Action, of [2]string) bool {
	var keys [2][]string
	for i := range declared {
		for side, id := range of {
			if declared[i].ID() == id {
				keys[side] = append(keys[side], declared[i].Keys...)
			}
		}
	}
	return slices.ContainsFunc(keys[0], func(key string) bool { return slices.Contains(keys[1], key) })
}
