package page

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
)

// FailureLines is a failed call in the place where its data would be.
func FailureLines(at *desk.Facts, err *model.CallError, width int) []string {
	th := at.Theme
	lines := layout.Note(th.Error, th.Glyphs.Failed+" "+err.Brief(), width)
	lines = append(lines, layout.Note(th.Text, at.Keys.Explain(err), width)...)
	return append(lines, layout.Note(th.Dim, err.Error(), width)...)
}
