package command

import (
	"fmt"
	"slices"
	"strings"

	"oscope/cmd/oscope/kind"
	"oscope/model"
)

// goal is what is waited for.
type goal struct {
	words         []string
	statuses      []model.Status
	settled, gone bool
}

// standing is how one of those that are waited for stands.
type standing int

const (
	underWay standing = iota // nothing is decided
	reached
	elsewhere // in another state, which it does not leave by itself
	vanished  // it is gone, which was not waited for
)

// parseGoal reads what --for says of a kind.
func parseGoal(k *kind.Kind, words []string) (goal, error) {
	g := goal{words: words}
	known := model.Statuses(k.Of)
	for i, word := range words {
		switch strings.ToLower(word) {
		case "settled":
			g.settled = true
			continue
		case "gone":
			g.gone = true
			continue
		}
		at := slices.IndexFunc(known, func(s model.Status) bool { return strings.EqualFold(string(s), word) })
		if at < 0 {
			all := make([]string, len(known))
			for i, s := range known {
				all[i] = string(s)
			}
			return g, fmt.Errorf("--for %s: no status of a %s%s; known: %s, settled, gone", word, k.Name, kind.Meant(strings.ToUpper(word), all), strings.Join(all, ", "))
		}
		g.statuses = append(g.statuses, known[at])
		g.words[i] = string(known[at])
	}
	return g, nil
}

func (g goal) String() string { return strings.Join(g.words, ",") }

// judge says how a resource stands. Of one that has gone item is nil.
func (g goal) judge(item model.Item) standing {
	switch {
	case item == nil && g.gone:
		return reached
	case item == nil:
		return vanished
	}
	r := item.Common()
	switch {
	case slices.Contains(g.statuses, r.Status):
		return reached
	case r.Status == "":
		return underWay
	case r.Phase() == model.InFlight && model.Concern(item) == model.Failed:
		return elsewhere // the change of a domain that waits for somebody, for ever
	case r.Phase() == model.InFlight:
		return underWay
	case r.Phase() == model.Gone && g.gone:
		return reached
	case r.Phase() == model.Gone:
		return vanished
	case g.settled && model.Concern(item) == model.Settled:
		return reached
	}
	return elsewhere
}
