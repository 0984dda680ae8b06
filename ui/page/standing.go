package page

import (
	"cmp"
	"slices"

	"oscope/model"
	"oscope/model/check"
	"oscope/model/filter"
	"oscope/ui/desk"
	"oscope/ui/text"
	"oscope/ui/theme"
)

// Troubles tells of what exists why it is of no use, as far as that is known without
// asking; empty when nothing is known against it. It is for as long as nothing changes.
func Troubles(at *desk.Desk) func(model.Item) string {
	judge := standing(at)
	return func(item model.Item) string {
		for _, r := range judge(item) {
			if r.Verdict == check.Fails {
				return stands(item, r)
			}
		}
		return ""
	}
}

// standing judges what exists by what is known.
func standing(at *desk.Desk) func(model.Item) []check.Result {
	from := check.From(at.Snapshot, at.Now)
	return func(item model.Item) []check.Result {
		var all []check.Result
		for _, w := range check.Standing(item) { // of most there is nothing to say
			w.Caller = at.Snapshot.Caller
			all = append(all, at.Knowledge.Standing(w, at.Now, from)...)
		}
		return all
	}
}

// stands is what a finding says of what exists: "ATTACHED, but nobody can see it".
func stands(item model.Item, result check.Result) string {
	says := cmp.Or(result.Finding.Stands, result.Says)
	if r := item.Common(); result.Verdict == check.Fails && r.Key.Kind.HasStatus() {
		return string(r.Status) + ", but " + says
	}
	return says
}

// checks adds what the checks find of what exists, but for what is well. It stands before
// what the resource is related to, which is under headings.
func (d *Detail) checks(at *desk.Desk, item model.Item) {
	var found Detail
	for _, r := range standing(at)(item) {
		if r.Verdict == check.Passed {
			continue
		}
		if len(found.facts) == 0 {
			found.Heading("Checks")
		}
		found.Styled(r.Name, VerdictMark(at.Theme, r.Verdict)+" "+text.Join(r.Subject, stands(item, r)), VerdictStyle(at.Theme, r.Verdict))
		found.Add("", r.Do)
	}
	i := slices.IndexFunc(d.facts, func(f fact) bool { return f.value == "" && f.stretch == nil })
	if i < 0 {
		i = len(d.facts)
	}
	d.facts = slices.Insert(d.facts, i, found.facts...)
}

// VerdictMark is how what a check comes to stands before what it is about.
func VerdictMark(th *theme.Theme, v check.Verdict) string {
	if th.Words {
		return v.Word() + ":"
	}
	return v.Mark()
}

// VerdictStyle is how what a check comes to is drawn.
func VerdictStyle(th *theme.Theme, v check.Verdict) theme.Style {
	switch v {
	case check.Passed:
		return th.OK
	case check.Fails:
		return th.Error
	case check.Warns, check.Unknown:
		return th.Warn
	case check.Waiting:
	}
	return th.Dim
}

// troubled are what filters may ask of a resource, with what checks know: it has failed if
// it is of no use although it stands.
func troubled(at *desk.Desk, item model.Item, f filter.Facts) filter.Facts {
	if check.Standing(item) == nil {
		return f
	}
	if Troubles(at)(item) != "" {
		f.Phase = model.Failed
	}
	return f
}
