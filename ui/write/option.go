package write

import (
	"cmp"
	"slices"
	"strings"

	"oscope/model"
	"oscope/model/live"
	"oscope/model/rule"
	"oscope/ui/desk"
	"oscope/ui/form"
)

// DataSourceFeeds bring what DataSourceOptions offers.
var DataSourceFeeds = []live.FeedKind{live.FeedDomains, live.FeedCollections, live.FeedDirectQueries}

// DataSourceOptions offers the data sources of the scope. What can be picked comes first.
func DataSourceOptions(at *desk.Desk, judge func(model.Item) live.Suitability) []form.Option {
	var options []form.Option
	for _, kind := range []model.Kind{model.KindDomain, model.KindCollection, model.KindDirectQuery} {
		for _, item := range at.Snapshot.Items(kind) {
			r := item.Common()
			// A domain that is not described has no ARN yet, and cannot be picked.
			option := ResourceOption(at, item, cmp.Or(r.ARN, r.Key.ID), judge(item))
			option.Kind = string(kind)
			options = append(options, option)
		}
	}
	return PossibleFirst(options)
}

// ResourceOption offers a resource with its badge.
func ResourceOption(at *desk.Desk, item model.Item, value string, s live.Suitability) form.Option {
	r := item.Common()
	option := form.Option{Value: value, Title: r.Name, Obstacle: s.Obstacle, Note: s.Note}
	if r.Key.Kind.HasStatus() {
		glyph, style := at.Theme.Badge(r.Phase(), r.Status)
		option.Status, option.Style = glyph+" "+string(r.Status), style
	}
	return option
}

// TypedAs lets what a picker cannot list be typed, by the rules of the member that it
// fills in.
func TypedAs(p *form.Picker, op *rule.Operation, path string) *form.Picker {
	member, _ := op.Member(path)
	return p.AllowTyped(func(v string) string { return Advice(member, v) })
}

// Offer gives a picker what some feeds have brought, and says what they have not.
func Offer(at *desk.Desk, p *form.Picker, options []form.Option, feeds ...live.FeedKind) {
	var failed []*model.CallError
	nothing := "There are none in this account and Region. Type one of another."
	for _, kind := range feeds {
		switch feed := at.Snapshot.Feed(live.Feed{Kind: kind}); {
		case feed.Known(), feed.Spared():
		case feed.Err == nil:
			nothing = form.Reading
		default:
			failed = append(failed, feed.Err)
		}
	}
	p.SetOptions(options, nothing)
	p.SetLack(cannotList(failed...))
}

// cannotList says why options are missing, and what to do without them; empty without
// a failure. No key of a form mends that. A permission that is missing needs no advice beside that.
func cannotList(failed ...*model.CallError) string {
	var says []string
	for _, err := range failed {
		says = append(says, err.Operation+": "+err.Brief()+".")
		if explain := err.Advice(model.AtCommand); err.Kind != model.FailurePermission && !slices.Contains(says, explain) {
			says = append(says, explain)
		}
	}
	if len(says) == 0 {
		return ""
	}
	return strings.Join(append(says, "Type it instead."), " ")
}

// PossibleFirst puts what can be picked before what cannot, each by name: which of several
// listings was read first is chance.
func PossibleFirst(options []form.Option) []form.Option {
	impossible := func(o *form.Option) int { return min(1, len(o.Obstacle)) }
	slices.SortStableFunc(options, func(x, y form.Option) int {
		return cmp.Or(cmp.Compare(impossible(&x), impossible(&y)), cmp.Compare(x.Title, y.Title), cmp.Compare(x.Kind, y.Kind))
	})
	return options
}
