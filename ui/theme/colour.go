package theme

import (
	"maps"
	"slices"
)

// inks are the colours that a configuration can name.
var inks = map[string]ink{
	"red": vermilion, "yellow": amber, "green": green, "cyan": cyan, "blue": accent, "magenta": mark,
}

// ColourNames are the names of the colours that a theme has besides, in their order.
func ColourNames() []string { return slices.Sorted(maps.Keys(inks)) }

// colours are bold, so that they stand out where there are none.
func (p painter) colours() map[string]Style {
	all := make(map[string]Style, len(inks))
	for name, i := range inks {
		all[name] = p.style(i, bold)
	}
	return all
}
