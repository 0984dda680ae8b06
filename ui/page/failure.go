package page

import (
	"oscope/model"
	"oscope/ui/desk"
	"oscope/ui/layout"
	"oscope/ui/theme"
)

// FailureLines is a failed call in the place where its data would be.
func FailureLines(th *theme.Theme, err *model.CallError, width int) []string {
	lines := layout.Note(th.Error, th.Glyphs.Failed+" "+err.Brief(), width)
	lines = append(lines, layout.Note(th.Text, err.ExplainAt(desk.SignInKey), width)...)
	return append(lines, layout.Note(th.Dim, err.Error(), width)...)
}
