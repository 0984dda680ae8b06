package ui

import (
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/form"
)

// typedAs lets what a picker cannot list be typed, by the rules of the member that it
// fills in.
func typedAs(p *form.Picker, op *rule.Operation, path string) *form.Picker {
	member, _ := op.Member(path)
	return p.AllowTyped(func(v string) string { return advice(member, v) })
}

// offer gives a picker what some feeds have brought, and says what they have not.
func offer(a *App, p *form.Picker, options []form.Option, feeds ...live.FeedKind) {
	var failed []*model.CallError
	nothing := "There are none in this account and Region. Type one of another."
	for _, kind := range feeds {
		switch feed := a.snapshot.Feed(live.Feed{Kind: kind}); {
		case feed.Known():
		case feed.Err == nil:
			nothing = "Reading…"
		default:
			failed = append(failed, feed.Err)
		}
	}
	p.SetOptions(options, nothing)
	p.SetLack(cannotList(failed...))
}

// cannotList says why options are missing, and what to do without them; empty without
// a failure. A permission that is missing needs no advice beside that.
func cannotList(failed ...*model.CallError) string {
	var says []string
	for _, err := range failed {
		says = append(says, err.Operation+": "+err.Brief()+".")
		if explain := err.Explain(); err.Kind != model.FailurePermission && !slices.Contains(says, explain) {
			says = append(says, explain)
		}
	}
	if len(says) == 0 {
		return ""
	}
	return strings.Join(append(says, "Type it instead."), " ")
}

// possibleFirst puts what can be picked before what cannot.
func possibleFirst(options []form.Option) []form.Option {
	slices.SortStableFunc(options, func(x, y form.Option) int {
		switch {
		case x.Obstacle == "" && y.Obstacle != "":
			return -1
		case x.Obstacle != "" && y.Obstacle == "":
			return 1
		}
		return 0
	})
	return options
}
