package overview

import (
	"slices"
	"strings"

	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/text"
)

// failure is a listing that cannot be read.
type failure struct {
	at  *desk.Desk
	err *model.CallError
}

// alike are failures that say the same.
type alike struct {
	first  failure
	calls  []string
	scopes []*desk.Desk
}

// group puts failures that are alike together, in the order of the first of each.
func group(failed []failure) []*alike {
	var order []*alike
	kinds := map[string]*alike{}
	for _, f := range failed {
		brief := f.err.Brief()
		kind := kinds[brief]
		if kind == nil {
			kind = &alike{first: f}
			kinds[brief] = kind
			order = append(order, kind)
		}
		if !slices.Contains(kind.calls, f.err.Operation) {
			kind.calls = append(kind.calls, f.err.Operation)
		}
		if n := len(kind.scopes); n == 0 || kind.scopes[n-1] != f.at { // those of one scope come together
			kind.scopes = append(kind.scopes, f.at)
		}
	}
	return order
}

// failures are the listings that cannot be read: what they would show is not
// known, which an operator has to know. Those that fail alike share a line.
func (o *overview) failures(at *desk.Office, width int) []string {
	var lines []string
	for _, kind := range o.alike {
		err := kind.first.err
		line := layout.NewLine(width).Skip(1).Add(at.Theme.Error, at.Theme.Glyphs.Failed+" "+err.Brief()).Skip(2)
		if at.Several() {
			line.Add(at.Theme.Text, kind.where()).Skip(2)
		}
		lines = append(lines, line.Add(at.Theme.Dim, strings.Join(kind.calls, ", ")+at.Keys.Say(" · press {errors} for the whole error")).String())
		for _, part := range text.Wrap(at.Keys.Explain(err), width-4) {
			lines = append(lines, layout.NewLine(width).Skip(3).Add(at.Theme.Text, part).String())
		}
	}
	return lines
}

// where names the scope, or counts them.
func (k *alike) where() string {
	if n := len(k.scopes); n > 1 {
		return text.Number(n) + " scopes"
	}
	return k.first.at.Name()
}
