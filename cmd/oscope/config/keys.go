package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"oscope/model"
	"oscope/ui"
	"oscope/ui/desk"
)

// Keys are those of actions.
type Keys map[ActionID]KeyNames

// ActionID is the name of an action.
type ActionID string

// KeyNames are some keys; a single one needs no brackets.
type KeyNames []string

func (KeyNames) orOne() {}

// declaredActions are all actions that there are.
var declaredActions = sync.OnceValue(ui.Actions)

func (id ActionID) check() error {
	known := defaultKeys()
	if _, ok := known[id]; ok {
		return nil
	}
	var names []string
	for _, one := range slices.Sorted(maps.Keys(known)) {
		names = append(names, string(one))
	}
	if near := model.Nearest(string(id), names, 2); len(near) > 0 {
		return fmt.Errorf("no action is called %q; %s?", string(id), strings.Join(near, " or "))
	}
	return fmt.Errorf("no action is called %q; known: %s", string(id), strings.Join(names, ", "))
}

// remarks say what the action does, on each of the pages that have it.
func (id ActionID) remarks() []string {
	var all []string
	for _, x := range declaredActions() {
		does, _, _ := strings.Cut(x.Help, ";")
		does, _, _ = strings.Cut(does, ":")
		if x.ID() == string(id) && !slices.Contains(all, does) {
			all = append(all, does)
		}
	}
	return all
}

// defaultKeys are the keys with which actions are declared.
func defaultKeys() Keys {
	all := Keys{}
	for _, x := range declaredActions() {
		if id := ActionID(x.ID()); all[id] == nil {
			all[id] = slices.Clone(x.Keys)
		}
	}
	return all
}

// Chosen are the keys that differ from those with which the actions are declared.
func (k Keys) Chosen() map[string][]string {
	declared, all := defaultKeys(), map[string][]string{}
	for id, keys := range k {
		if !slices.Equal(keys, declared[id]) {
			all[string(id)] = keys
		}
	}
	return all
}

// whole says which keys there are not, which cannot be given away, and which would mean
// two things.
func (k Keys) whole() []problem {
	var all []problem
	declared := defaultKeys()
	for _, id := range slices.Sorted(maps.Keys(k)) {
		for _, key := range k[id] {
			if slices.Contains(declared[id], key) {
				continue
			}
			if err := desk.CheckKey(key); err != nil {
				all = append(all, problem{[]string{string(id)}, fmt.Errorf("%s: %w", id, err)})
			}
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, c := range desk.Conflicts(declaredActions(), k.Chosen()) {
		all = append(all, problem{c.Of[:], c.Error})
	}
	return all
}

// problem is something wrong with some members of a table.
type problem struct {
	members []string
	err     error
}

// whole is a table whose members have to agree with each other.
type whole interface{ whole() []problem }

// checkWhole checks the tables whose members have to agree; what is wrong is said of the
// last member that the file has.
func (r *reader) checkWhole() {
	for _, s := range settingsOf(r.root.Type()) {
		table, ok := reflect.TypeAssert[whole](r.root.Field(s.index))
		if !ok {
			continue
		}
		for _, p := range table.whole() {
			line := 0
			for _, member := range p.members {
				line = max(line, r.seen[s.name+"."+bareKey(member)])
			}
			r.wrong(line, "%w", p.err)
		}
	}
}

// orOne is a list that may be a single value too.
type orOne interface{ orOne() }
