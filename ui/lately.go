package ui

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"oscope/model"
)

// Recent keeps what was chosen lately, for the next run too. Its methods may take a while.
type Recent interface {
	// Lately returns it by what it was chosen as, the last first.
	Lately() map[string][]string
	// Chosen notes some more.
	Chosen(map[string][]string)
}

// mostLately is how many of a kind are remembered.
const mostLately = 20

// recall reads what was chosen in runs before, behind what has been in this one.
func (a *App) recall() tea.Cmd {
	recent := a.option.Recent
	if recent == nil {
		return nil
	}
	return func() tea.Msg {
		known := recent.Lately()
		return ownMsg(func(a *App) tea.Cmd {
			for as, names := range known {
				for _, name := range names {
					if !slices.Contains(a.Lately[as], name) {
						a.Lately[as] = append(a.Lately[as], name)
					}
				}
			}
			return nil
		})
	}
}

// Chose implements desk.Program: it notes what was chosen, the last one first.
func (a *App) Chose(as string, names ...string) tea.Cmd {
	if len(names) == 0 || len(names) == 1 && len(a.Lately[as]) > 0 && a.Lately[as][0] == names[0] {
		return nil
	}
	all := slices.Clone(names)
	for _, name := range a.Lately[as] {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	a.Lately[as] = all[:min(len(all), mostLately)]
	recent := a.option.Recent
	if recent == nil {
		return nil
	}
	return func() tea.Msg { recent.Chosen(map[string][]string{as: names}); return nil }
}

// resourceID is how a resource is remembered.
const resourceID = "resource "

func idOf(ref model.Ref) string {
	text, _ := json.Marshal(ref) //nolint:errchkjson // it is of texts alone
	return resourceID + string(text)
}

// refOf is the resource that is remembered so; ok is false where it is something else.
func refOf(id string) (ref model.Ref, ok bool) {
	text, is := strings.CutPrefix(id, resourceID)
	return ref, is && json.Unmarshal([]byte(text), &ref) == nil
}

// What is remembered of what was chosen, besides what rooms do.
const (
	latelyProfiles = "profiles"
	latelyRegions  = "regions"
	latelyPalette  = "palette"
)
