package theme

import "image/color"

// Colour returns the style of text in a colour that somebody has chosen, as near as the
// terminal comes to it; the empty Style for nil. It is bold, so that it stands out where
// there are no colours too.
func (t *Theme) Colour(c color.Color) Style {
	if c == nil {
		return ""
	}
	return sequence(t.Profile.Convert(c), nil, bold)
}
