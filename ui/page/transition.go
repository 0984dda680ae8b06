package page

import (
	"fmt"
	"time"

	"oscope/model"
	"oscope/model/live"
	"oscope/ui/text"
)

// TransitionText is a change of a resource in a sentence.
func TransitionText(t live.Transition) string {
	to := string(t.To)
	if t.To == "" {
		to = "gone"
	}
	return fmt.Sprintf("%s is %s %s", t.Title, to, AfterText(t.From, t.After, t.Exact))
}

// AfterText says how long the state before lasted: "after 31s", or "after at
// least 31s" when its beginning was not seen.
func AfterText(from model.Status, after time.Duration, exact bool) string {
	if from == "" {
		return ""
	}
	if exact {
		return "after " + text.Span(after)
	}
	return "after at least " + text.Span(after)
}
