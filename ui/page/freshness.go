package page

import (
	"oscope/model/live"
	"oscope/ui/text"
)

// AsOf says of when some feeds are. Of several it is the oldest that counts, and
// events on the screen may be newer.
func AsOf(h live.Health) string {
	if h.Feeds > 1 {
		return "oldest " + text.Clock(h.Oldest)
	}
	return "as of " + text.Clock(h.Oldest)
}
