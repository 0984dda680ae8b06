package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

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
	kept := map[rank]bool{stays: true}
	for r := stays; r <= ofSlowed; r++ {
		kept[r] = true
		if headerWidth(only(groups, kept)) > a.Width {
			kept[r] = r == stays
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
	if endpoint := a.Snapshot.Caller.Endpoint; endpoint != "" {
		parts = append(parts, headerPart{ofEndpoint, " " + text.CutMiddle(endpoint, max(16, a.Width/5)) + " ", th.ModeLive})
	}
	if a.ReadOnly() {
		parts = append(parts, headerPart{ofMode, " READ-ONLY ", th.ModeReadOnly})
	}
	return parts
}

// standing is where one stands.
func (a *App) standing() []headerPart {
	caller, style := a.Snapshot.Caller, a.Theme.Scope
	parts := []headerPart{{ofProfile, caller.Profile, style}, {stays, caller.Account, style}, {stays, caller.Region, style}, {ofRole, caller.Role(), style}}
	return slices.DeleteFunc(parts, func(p headerPart) bool { return p.text == "" })
}

// Where implements Program.
func (a *App) Where() string {
	caller := a.Snapshot.Caller
	says := []string{"Account " + cmp.Or(caller.Account, "not known yet"), caller.Region}
	if caller.Profile != "" {
		says = append(says, "profile "+caller.Profile)
	}
	if caller.Endpoint != "" && !a.option.Demo {
		says = append(says, "sent to "+caller.Endpoint)
	}
	return text.Join(says...)
}

// signals are what needs an eye, and how fresh the screen is.
func (a *App) signals() []headerPart {
	th := a.Theme
	var parts []headerPart
	if services := slices.Sorted(maps.Keys(a.live.slowed)); len(services) > 0 {
		who := services[0]
		if n := len(services); n > 1 {
			who = text.Count(n, "service")
		}
		least := slices.Min(slices.Collect(maps.Values(a.live.slowed)))
		parts = append(parts, headerPart{ofSlowed, fmt.Sprintf("%s slowed to %.1f/s", who, least), th.Warn})
	}
	if n := a.journal.unread; n > 0 {
		parts = append(parts, headerPart{ofErrors, fmt.Sprintf("! %d", n), th.Error})
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
	if h.Err == nil && !h.Known {
		return []headerPart{{ofFreshness, "reading…", a.Theme.Dim}}
	}
	var parts []headerPart
	if h.Err != nil {
		parts = append(parts, headerPart{ofTrouble, a.Theme.Glyphs.Failed + " " + cmp.Or(h.Err.Kind.Word(), "failed"), a.Theme.Error})
	}
	if !h.Oldest.IsZero() {
		parts = append(parts, headerPart{ofFreshness, page.AsOf(h), a.Theme.Dim})
	}
	return parts
}

// Health sums up the feeds of the view on screen. It is asked for with every
// frame and changes only when a reading begins or ends.
func (a *App) Health() live.Health {
	if want := (healthOf{a.current, a.Snapshot.Beat()}); a.live.healthOf != want {
		a.live.healthOf, a.live.health = want, a.Snapshot.Health(a.view().Feeds()...)
	}
	return a.live.health
}

// healthOf is what a summary of feeds was made of.
type healthOf struct {
	view int
	beat uint64
}
