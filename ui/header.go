package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"oscope/model/live"
	"oscope/ui/layout"
	"oscope/ui/page"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// rank orders the parts of the header by how much they matter where not all fit: the
// least first. Account and Region stay on any terminal.
type rank int

const (
	stays rank = iota
	ofMode
	ofEndpoint
	ofTrouble
	ofFreshness
	ofProfile
	ofErrors
	ofProduct
	ofRole
	ofFailed // the tabs tell of them too, as of what is in flight
	ofInFlight
	ofSlowed
)

// headerPart is one piece of the header.
type headerPart struct {
	rank  rank
	text  string
	style theme.Style
}

// Between parts of the header are two blanks, between those of the scope a dot.
const (
	headerGap = 2
	scopeDot  = " · "
)

// header says where one stands at its left end, and what needs an eye at its right.
func (a *App) header() string {
	groups := [][]headerPart{a.modes(), a.standing(), a.signals()}
	// One ladder: what does not fit goes with all that matters less, so that a wider
	// terminal never shows less.
	kept := map[rank]bool{stays: true}
	for r := ofMode; r <= ofSlowed; r++ {
		kept[r] = true
		if headerWidth(only(groups, kept)) > a.Width {
			kept[r] = false
			break
		}
	}
	groups = only(groups, kept)
	line := layout.NewLine(a.Width).Skip(1)
	for _, p := range groups[0] {
		line.Add(p.style, p.text).Skip(headerGap)
	}
	for i, p := range groups[1] {
		if i > 0 {
			line.Add(a.Theme.Scope, scopeDot)
		}
		line.Add(p.style, p.text)
	}
	right := layout.NewLine(a.Width)
	for _, p := range groups[2] {
		right.Skip(headerGap).Add(p.style, p.text)
	}
	return line.RightLine(right.Skip(1)).String()
}

// only returns the parts whose ranks are kept.
func only(groups [][]headerPart, kept map[rank]bool) [][]headerPart {
	left := make([][]headerPart, len(groups))
	for i, parts := range groups {
		for _, p := range parts {
			if kept[p.rank] {
				left[i] = append(left[i], p)
			}
		}
	}
	return left
}

func headerWidth(groups [][]headerPart) int {
	width := 2 // a blank at each end
	for i, parts := range groups {
		for _, p := range parts {
			width += text.Width(text.Clean(p.text)) + headerGap
			if i == 1 {
				width += len(scopeDot) - 1 - headerGap
			}
		}
	}
	return width
}

// modes say what kind of oscope this is.
func (a *App) modes() []headerPart {
	th := a.Theme
	parts := []headerPart{{ofProduct, "oscope", th.Bold}}
	if a.option.Demo {
		parts = append(parts, headerPart{ofMode, " DEMO ", th.ModeDemo})
	}
	if endpoint := a.scopes.shown[0].Snapshot.Caller.Endpoint; endpoint != "" {
		parts = append(parts, headerPart{ofEndpoint, " " + text.CutMiddle(endpoint, max(16, a.Width/5)) + " ", th.ModeLive})
	}
	if a.readOnlyShown() {
		parts = append(parts, headerPart{ofMode, " READ-ONLY ", th.ModeReadOnly})
	}
	return parts
}

// readOnlyShown reports whether nothing of what is shown can be changed.
func (a *App) readOnlyShown() bool {
	first := a.scopes.shown[0]
	return a.option.Clients.ReadOnly() || len(a.scopes.shown) == 1 && first.ReadOnly()
}

// standing is where one stands.
func (a *App) standing() []headerPart {
	style := a.Theme.Scope
	if n := len(a.scopes.shown); n > 1 {
		parts := []headerPart{{stays, text.Number(n) + " scopes", style}}
		for _, facts := range live.States {
			if count := a.Fleet.InState(facts.State); facts.Outage && count > 0 {
				parts = append(parts, headerPart{stays, text.Number(count) + " " + facts.Word, a.Theme.Error})
			}
		}
		return append(parts, a.finding()...)
	}
	at := a.scopes.shown[0]
	caller := at.Snapshot.Caller
	named := cmp.Or(at.AccountStyle(), style)
	parts := []headerPart{{ofProfile, caller.Profile, style}, {stays, at.Account().Name, named}, {stays, at.AccountID(), named}, {stays, at.Region(), style}, {ofRole, caller.Role(), style}}
	if a.scopes.only != nil {
		parts = append(parts, headerPart{ofRole, "1 of " + text.Number(len(a.scopes.order)) + a.Keys.Say(" scopes ({one_scope})"), a.Theme.Dim})
	}
	parts = append(parts, a.finding()...)
	return slices.DeleteFunc(parts, func(p headerPart) bool { return p.text == "" })
}

// finding says that there are scopes besides which are not known yet.
func (a *App) finding() []headerPart {
	if len(a.openings) == 0 {
		return nil
	}
	return []headerPart{{ofMode, "finding more…", a.Theme.Dim}}
}

// signals are what needs an eye, and how fresh the screen is.
func (a *App) signals() []headerPart {
	th := a.Theme
	var parts []headerPart
	if slowed := a.slowed(); len(slowed) > 0 {
		services := slices.Sorted(maps.Keys(slowed))
		who := services[0]
		if n := len(services); n > 1 {
			who = text.Count(n, "service")
		}
		least := slices.Min(slices.Collect(maps.Values(slowed)))
		parts = append(parts, headerPart{ofSlowed, fmt.Sprintf("%s slowed to %.1f/s", who, least), th.Warn})
	}
	if n := a.journal.unread; n > 0 {
		parts = append(parts, headerPart{ofErrors, a.Keys.Say("{errors} ") + strconv.Itoa(n), th.Error})
	}
	if n := a.countInFlight(); n > 0 {
		parts = append(parts, headerPart{ofInFlight, fmt.Sprintf("%s %d in flight", th.Glyphs.InFlight, n), th.InFlight})
	}
	if n := a.countFailed(); n > 0 {
		parts = append(parts, headerPart{ofFailed, fmt.Sprintf("%s %d failed", th.Glyphs.Failed, n), th.Failed})
	}
	return append(parts, a.freshness()...)
}

// freshness says of when the data on the screen is, and why it is no newer. It is a
// time of day and not an age, so that an idle screen stands still.
func (a *App) freshness() []headerPart {
	h := a.Health()
	if h.Err == nil && !h.Known && h.Scopes == 1 {
		return []headerPart{{ofFreshness, "reading…", a.Theme.Dim}}
	}
	var parts []headerPart
	if h.Err != nil {
		says := cmp.Or(h.Err.Kind.Word(), "failed")
		if h.Bad > 1 {
			says = text.Number(h.Bad) + " scopes " + says
		}
		parts = append(parts, headerPart{ofTrouble, a.Theme.Glyphs.Failed + " " + says, a.Theme.Error})
	}
	switch {
	case h.Scopes > 1 && !h.Known:
		parts = append(parts, headerPart{ofFreshness, page.ScopesRead(&h), a.Theme.Dim})
	case !h.Oldest.IsZero():
		parts = append(parts, headerPart{ofFreshness, page.AsOf(&h), a.Theme.Dim})
	}
	return parts
}

// slowed are the services that have slowed scopes down, with the least calls a second
// that are left to each.
func (a *App) slowed() map[string]float64 {
	all := map[string]float64{}
	for _, of := range a.scopes.slowed {
		for service, rate := range of {
			if known, ok := all[service]; !ok || rate < known {
				all[service] = rate
			}
		}
	}
	return all
}
