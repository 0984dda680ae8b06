package page

import (
	"fmt"

	"oscope/model/live"
	"oscope/ui/text"
)

// TransitionText is a change of a resource in a sentence.
func TransitionText(t live.Transition) string {
	to := string(t.To)
	if t.To == "" {
		to = "gone"
	}
	return fmt.Sprintf("%s is %s %s", t.Title, to, AfterText(t))
}

// AfterText says how long the state before lasted: "after 31s", or "after at
// least 31s" when its beginning was not seen.
func AfterText(t live.Transition) string {
	if t.From == "" {
		return ""
	}
	if t.Exact {
		return "after " + text.Span(t.After)
	}
	return "after at least " + text.Span(t.After)
}
