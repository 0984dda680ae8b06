package write

import (
	"slices"

	"oscope/model"
	"oscope/model/check"
	"oscope/ui/desk"
	"oscope/ui/form"
	"oscope/ui/page"
	"oscope/ui/text"
)

// Foresight says of pickers what the form would send if a value were picked.
type Foresight map[*form.Picker]func(value string) []check.Write

// tell has the pickers show beside their options what is known against them: what a check
// of late, or what is listed anyway, lets fail of the requests that an option makes, and
// not of those without it. Nothing is asked for that.
func (f Foresight) tell(at *desk.Desk) {
	from, now := check.From(at.Snapshot, at.Now), at.Now
	failures := func(writes []check.Write) []check.Result {
		var all []check.Result
		for _, w := range writes {
			w.Caller = at.Snapshot.Caller
			all = append(all, at.Knowledge.Known(w, now, from)...)
		}
		return slices.DeleteFunc(all, func(r check.Result) bool { return r.Verdict != check.Fails })
	}
	for picker, requests := range f {
		var without []check.Result
		judged, version := false, uint64(0)
		picker.Foresee(func(value string) string {
			if now := at.Knowledge.Version(); !judged || version != now {
				without, judged, version = failures(requests("")), true, now
			}
			for _, r := range failures(requests(value)) {
				if !slices.ContainsFunc(without, func(other check.Result) bool { return same(other, r) }) {
					return page.VerdictMark(at.Theme, r.Verdict) + " " + against(value, r)
				}
			}
			return ""
		})
	}
}

// against is what a check says against an option, which names itself.
func against(value string, r check.Result) string {
	of := r.Name
	if r.Subject != value && r.Subject != model.ARNName(value) {
		of = text.Join(of, r.Subject)
	}
	return of + ": " + r.Says
}
