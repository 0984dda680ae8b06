package theme

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Look is the theme that an operator has chosen. The zero Look is the usual one, for the
// background that the terminal says it has.
type Look struct {
	Name  string
	Own   Own
	Words bool // no signs beside words, for somebody to whom all is read out
}

// Own are colours that take the place of those of a theme; nil where it keeps its own.
type Own struct {
	Settled, InFlight, Failed, Warning, Accent, Dim, Border, Mark color.Color
	// Selected is behind the row under the cursor.
	Selected color.Color
}

// Auto is the name of the theme that follows the terminal's background.
const Auto = "auto"

// looks are the themes by name, in the order in which a key goes through them.
var looks = []struct {
	name    string
	palette *palette
	dark    func(terminal bool) bool
	mono    bool
}{
	{name: Auto, palette: &usual},
	{name: "dark", palette: &usual, dark: func(bool) bool { return true }},
	{name: "light", palette: &usual, dark: func(bool) bool { return false }},
	{name: "high-contrast", palette: &contrasting},
	{name: "colour-blind", palette: &distinct},
	{name: "monochrome", palette: &usual, mono: true},
}

// Names are those of the themes.
func Names() []string {
	var all []string
	for _, l := range looks {
		all = append(all, l.name)
	}
	return all
}

// Check says why there is no theme of a name; nil if there is.
func Check(name string) error {
	if slices.Contains(Names(), name) {
		return nil
	}
	return fmt.Errorf("there is no theme %q; there are %s", name, strings.Join(Names(), ", "))
}

// Next is the name of the theme that comes after one.
func Next(name string) string {
	names := Names()
	for i, known := range names {
		if name == known {
			return names[(i+1)%len(names)]
		}
	}
	return names[1] // after the first, which no name stands for
}

// New returns the theme of a look, for a dark or a light background and the colours that
// the terminal has.
func (l Look) New(dark bool, profile colorprofile.Profile) *Theme {
	of := looks[0]
	for _, known := range looks {
		if known.name == l.Name {
			of = known
		}
	}
	if of.dark != nil {
		dark = of.dark(dark)
	}
	if of.mono {
		profile = min(profile, colorprofile.ASCII)
	}
	t := paint(painter{dark, profile}, l.Own.over(*of.palette, profile))
	if l.Words {
		t.Glyphs, t.Words = Spoken, true
	}
	return t
}

// over returns a palette with the operator's own colours in it, on any background.
func (o Own) over(p palette, profile colorprofile.Profile) *palette {
	for _, one := range []struct {
		own color.Color
		ink *ink
	}{{o.Settled, &p.settled}, {o.InFlight, &p.inFlight}, {o.Failed, &p.failed}, {o.Warning, &p.warn}, {o.Accent, &p.accent}, {o.Dim, &p.dim}, {o.Border, &p.border}, {o.Mark, &p.mark}} {
		if one.own == nil {
			continue
		}
		s := shade{own: profile.Convert(one.own)}
		one.ink.dark, one.ink.light = s, s
	}
	if o.Selected != nil {
		g := ground{legibleOn(o.Selected), shade{own: profile.Convert(o.Selected)}}
		p.selection = backgrounds{g, g}
	}
	return &p
}

// legibleOn is black or white, whichever has the higher contrast on a colour.
func legibleOn(background color.Color) shade {
	if light, _, _, _ := color.GrayModel.Convert(background).RGBA(); light > 0x7fff {
		return tone(0x000000, 16, nil)
	}
	return tone(0xffffff, 231, nil)
}
