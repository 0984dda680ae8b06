package theme_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/ui/theme"
)

// blindness is how eyes without one kind of cones see linear RGB (Viénot, Brettel and
// Mollon 1999 for the first two; for the third the plane of Brettel's that is nearest).
var blindness = map[string][3][3]float64{
	"protanopia":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
	"deuteranopia": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
	"tritanopia":   {{1, 0.1446, -0.1446}, {0, 0.8592, 0.1408}, {0, 0.8592, 0.1408}},
}

// lab is a colour as such eyes see it, in CIE L*a*b* under D65.
func lab(c color.Color, eyes [3][3]float64) [3]float64 {
	r, g, b, _ := c.RGBA()
	var linear, seen [3]float64
	for i, v := range []uint32{r, g, b} {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			linear[i] = x / 12.92
		} else {
			linear[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	for i := range seen {
		for k := range linear {
			seen[i] += eyes[i][k] * linear[k]
		}
		seen[i] = max(0, min(1, seen[i]))
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*seen[0] + 0.3576*seen[1] + 0.1805*seen[2]) / 0.9505)
	y := f(0.2126*seen[0] + 0.7152*seen[1] + 0.0722*seen[2])
	z := f((0.0193*seen[0] + 0.1192*seen[1] + 0.9505*seen[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func TestColourBlindThemeIsToldApart(t *testing.T) {
	const apart = 20 // two colours side by side are told apart from about 2 on
	for _, profile := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, dark := range []bool{true, false} {
			th := theme.Look{Name: "colour-blind"}.New(dark, profile)
			for kind, eyes := range blindness {
				states := map[string][3]float64{}
				for name, style := range map[string]theme.Style{"settled": th.OK, "in flight": th.InFlight, "failed": th.Failed} {
					fg, _ := colours(t, style)
					states[name] = lab(fg, eyes)
				}
				for _, pair := range [][2]string{{"settled", "in flight"}, {"settled", "failed"}, {"in flight", "failed"}} {
					if d := distance(states[pair[0]], states[pair[1]]); d < apart {
						t.Errorf("%v dark=%v, %s: %s and %s differ by %.1f", profile, dark, kind, pair[0], pair[1], d)
					}
				}
			}
		}
	}
}

func TestThemesByName(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, want := range map[string]bool{"": dark, theme.Auto: dark, "dark": true, "light": false, "high-contrast": dark} {
			if got := (theme.Look{Name: name}).New(dark, colorprofile.TrueColor).Dark; got != want {
				t.Errorf("%q on dark=%v is dark=%v", name, dark, got)
			}
		}
	}
	for name, style := range styles(theme.Look{Name: "monochrome"}.New(true, colorprofile.TrueColor)) {
		if fg, bg := colours(t, style); fg != nil || bg != nil {
			t.Errorf("monochrome has colour in %s: %q", name, style)
		}
	}
	seen := map[string]bool{}
	for name := ""; !seen[name]; name = theme.Next(name) {
		seen[name] = true
		if name != "" && theme.Check(name) != nil {
			t.Errorf("Next names %q", name)
		}
	}
	if len(seen) != len(theme.Names())+1 {
		t.Errorf("Next goes through %v", seen)
	}
	if err := theme.Check("solarized"); err == nil || !strings.Contains(err.Error(), "high-contrast") {
		t.Errorf("error %v", err)
	}
}

func TestOwnColours(t *testing.T) {
	own := theme.Own{Failed: color.RGBA{0x12, 0x34, 0x56, 0xff}, Accent: ansi.BrightGreen}
	for _, name := range theme.Names() {
		th := theme.Look{Name: name, Own: own}.New(true, colorprofile.TrueColor)
		has := strings.Contains(string(th.Failed), "38;2;18;52;86") && strings.Contains(string(th.Accent), "92")
		if has != (name != "monochrome") {
			t.Errorf("%s: failed is %q, accent %q", name, th.Failed, th.Accent)
		}
		if plain := (theme.Look{Name: name}).New(true, colorprofile.TrueColor); plain.OK != th.OK {
			t.Errorf("%s: settled is %q", name, th.OK)
		}
	}
	for _, tt := range []struct {
		selected color.Color
		has      string
	}{{color.RGBA{0xff, 0xee, 0xdd, 0xff}, "38;2;0;0;0;48;2;255;238;221"}, {color.RGBA{0x20, 0x10, 0x30, 0xff}, "38;2;255;255;255;48;2;32;16;48"}} {
		th := theme.Look{Own: theme.Own{Selected: tt.selected}}.New(true, colorprofile.TrueColor)
		if !strings.Contains(string(th.Selected), tt.has) {
			t.Errorf("selected on %v is %q", tt.selected, th.Selected)
		}
	}
	if th := (theme.Look{Own: own}).New(true, colorprofile.ANSI); strings.Contains(string(th.Failed), "38;2") {
		t.Errorf("with 16 colours failed is %q", th.Failed)
	}
}
