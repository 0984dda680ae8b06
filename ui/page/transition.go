package page

import (
	"fmt"
	"time"

	"oscope/model"
	"oscope/model/history"
	"oscope/model/live"
	"oscope/ui/text"
	"oscope/ui/theme"
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

// EntryText is what has happened in a few words.
func EntryText(th *theme.Theme, e *history.Entry) (says string, style theme.Style) {
	switch {
	case e.Write() && e.Outcome != model.Done.String():
		return e.Operation + ": " + e.Outcome + " " + e.Code, th.Failed
	case e.Write():
		return e.Operation, th.Accent
	case e.Inferred:
		return e.Says + " (the service says)", th.Dim
	case e.To == "":
		return string(e.From) + " " + th.Glyphs.Right + " gone", th.Dim
	}
	glyph, style := th.Badge(e.Phase(), e.To)
	return glyph + " " + string(e.To), style
}
