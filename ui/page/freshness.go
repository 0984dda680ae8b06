package page

import (
	"fmt"

	"oscope/model/live"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// AsOf says of when some feeds are. Of several it is the oldest that counts, and
// events on the screen may be newer.
func AsOf(h *live.FleetHealth) string {
	if h.Feeds > 1 {
		return "oldest " + text.Clock(h.Oldest)
	}
	return "as of " + text.Clock(h.Oldest)
}

// ScopesRead says how many of several scopes have been read.
func ScopesRead(h *live.FleetHealth) string {
	return fmt.Sprintf("%s of %s scopes read", text.Number(h.Read), text.Number(h.Scopes))
}

// Reading stands where there is nothing yet, and not everything has been read.
func Reading(h *live.FleetHealth) string {
	if h.Scopes > 1 {
		return "Reading… " + ScopesRead(h) + "."
	}
	return "Reading…"
}

// failingScopes says of how many scopes something cannot be read.
func failingScopes(at *desk.Office, h *live.FleetHealth) string {
	name := at.DeskOf(h.In).Name()
	if h.Bad == 1 {
		return name
	}
	return fmt.Sprintf("%s of %s scopes failed; %s", text.Number(h.Bad), text.Number(h.Scopes), name)
}

// failingLines says which of several scopes an error is about.
func failingLines(at *desk.Office, h *live.FleetHealth, width int) []string {
	if !at.Several() {
		return nil
	}
	says := "This is " + at.DeskOf(h.In).Name() + "."
	if more := h.Bad - 1; more > 0 {
		says += " " + text.Count(more, "more scope") + " could not be read either."
	}
	return layout.Note(at.Theme.Dim, says+" "+ScopesRead(h)+".", width)
}
