package write

import (
	"slices"

	"oscope/model"
	"oscope/model/check"
	"oscope/ui/desk"
	"oscope/ui/form"
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
			for _, r := range at.Knowledge.Known(w, now, from) {
				if r.Verdict == check.Fails {
					all = append(all, r)
				}
			}
		}
		return all
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
					of := r.Name
					if r.Subject != value && r.Subject != model.ARNName(value) { // which the option says itself
						of = text.Join(of, r.Subject)
					}
					return r.Verdict.Mark() + " " + of + ": " + r.Says
				}
			}
			return ""
		})
	}
}
