package desk

import (
	"strings"

	"oscope/ui/text"
)

// Whereabouts says where the data on the screen comes from: an empty Region looks
// like a healthy one, and may be the wrong one.
func (at *Desk) Whereabouts() string {
	caller := at.Snapshot.Caller
	var parts []string
	for _, part := range [][2]string{{"", caller.Region}, {"account ", caller.Account}, {"profile ", caller.Profile}, {"endpoint ", caller.Endpoint}} {
		if part[1] != "" {
			parts = append(parts, part[0]+text.Clean(part[1]))
		}
	}
	return strings.Join(parts, ", ")
}
