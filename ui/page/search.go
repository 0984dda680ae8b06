package page

import (
	tea "charm.land/bubbletea/v2"

	"oscope/ui/form"
	"oscope/ui/layout"
	"oscope/ui/theme"
)

// search is the filter of a table while it is being typed.
type search struct{ input form.Input }

func newSearch(filter string) *search { return &search{form.NewInput(filter)} }

func (s *search) update(msg tea.Msg) { s.input, _ = s.input.Update(msg) }

func (s *search) value() string { return s.input.Value() }

func (s *search) line(th *theme.Theme, width int) string {
	s.input.SetWidth(width - 4)
	return layout.NewLine(width).Skip(1).Add(th.Key, "/").Styled(s.input.View()).String()
}
