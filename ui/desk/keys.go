package desk

import (
	"slices"
	"strconv"
	"strings"

	"oscope/model"
)

// Keys are the keys in force: those that the operator has given to actions, and else
// those with which the actions are declared.
type Keys struct {
	chosen map[string][]string // by the ids of actions
	of     map[string][]string // in force, of each action that is declared
	named  bool                // see Named
}

// Named has texts name actions themselves instead of their keys, for somebody who types
// names.
func (k *Keys) Named() *Keys {
	k.named = true
	return k
}

// NewKeys returns the keys that are in force of some declared actions; chosen are the
// operator's, by the ids of actions.
func NewKeys(chosen map[string][]string, declared []Action) *Keys {
	k := &Keys{chosen: chosen, of: map[string][]string{}}
	for i := range declared {
		x := &declared[i]
		if _, known := k.of[x.ID()]; !known {
			k.of[x.ID()] = k.Of(x)
		}
	}
	return k
}

// Of returns the keys of an action. One that keeps its meaning is left to it, whatever
// else the operator has chosen.
func (k *Keys) Of(x *Action) []string {
	if len(k.chosen) == 0 {
		return x.Keys
	}
	chosen, ok := k.chosen[x.ID()]
	if !ok || len(x.Keys) == 0 { // a page has given its keys another meaning
		return x.Keys
	}
	keys := slices.Clone(chosen)
	for _, key := range x.Keys {
		if Fixed(key) != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// Shown is how the footer and the help spell the key of an action; empty where the
// operator has taken it away.
func (k *Keys) Shown(x *Action) string {
	keys := k.Of(x)
	if len(keys) == 0 {
		return ""
	}
	return KeyName(keys[0])
}

// ID returns the name by which the configuration and texts call the action: what stands
// in the footer, in small letters.
func (x *Action) ID() string {
	if x.As != "" {
		return x.As
	}
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r
		case r == ' ':
			return '_'
		}
		return -1
	}, strings.ToLower(x.Name))
}

// Key is the key of an action by its id. One without a key is in the palette.
func (k *Keys) Key(id string) string {
	if k == nil {
		return id
	}
	if k.named {
		return strconv.Quote(strings.ReplaceAll(id, "_", " "))
	}
	if keys := k.of[id]; len(keys) > 0 {
		return KeyName(keys[0])
	}
	return "palette: " + strings.ReplaceAll(id, "_", " ")
}

// Is reports whether a key is one of an action by its id.
func (k *Keys) Is(id, key string) bool { return slices.Contains(k.of[id], key) }

// Say puts keys into a text that names actions in braces: "press {refresh}". What else
// stands in braces stays.
func (k *Keys) Say(text string) string {
	if k == nil || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		id, after, closed := strings.Cut(rest, "}")
		if _, declared := k.of[id]; !closed || !declared {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(k.Key(id))
		text = after
	}
}

// Explain says what a failure means, and what to do about it with the keys in force.
func (k *Keys) Explain(err *model.CallError) string { return k.Say(err.ExplainAt("{sign_in}")) }
