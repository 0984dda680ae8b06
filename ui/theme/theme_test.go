package theme_test

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"oscope/model"
	"oscope/ui/theme"
)

var profiles = []colorprofile.Profile{
	colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor,
}

// styles returns the styles of a theme by name.
func styles(th *theme.Theme) map[string]theme.Style {
	all := map[string]theme.Style{}
	v := reflect.ValueOf(*th)
	for i := range v.NumField() {
		if s, ok := reflect.TypeAssert[theme.Style](v.Field(i)); ok {
			all[v.Type().Field(i).Name] = s
		}
	}
	return all
}

func params(s theme.Style) []string {
	return strings.Split(strings.TrimSuffix(strings.TrimPrefix(string(s), "\x1b["), "m"), ";")
}

// colours returns what a style sets, nil for the terminal's own.
func colours(t *testing.T, s theme.Style) (fg, bg color.Color) {
	t.Helper()
	num := func(s string) uint8 {
		n, err := strconv.ParseUint(s, 10, 8)
		if err != nil {
			t.Fatal(err)
		}
		return uint8(n)
	}
	for p := params(s); len(p) > 0; p = p[1:] {
		if p[0] != "38" && p[0] != "48" {
			continue
		}
		var c color.Color
		if p[1] == "2" {
			c = color.RGBA{num(p[2]), num(p[3]), num(p[4]), 255}
		} else {
			c = ansi.IndexedColor(num(p[2]))
		}
		if p[0] == "38" {
			fg = c
		} else {
			bg = c
		}
		p = p[map[string]int{"2": 4, "5": 2}[p[1]]:]
	}
	return fg, bg
}

// contrast is the ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		linear := func(v uint32) float64 {
			x := float64(v) / 0xffff
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// rgb is a colour as it is written: 0xrrggbb.
type rgb uint32

func (c rgb) RGBA() (r, g, b, a uint32) {
	return (uint32(c) >> 16 & 0xff) * 0x101, (uint32(c) >> 8 & 0xff) * 0x101, (uint32(c) & 0xff) * 0x101, 0xffff
}

var backgrounds = map[bool][]rgb{
	true:  {0x000000, 0x1e1e1e, 0x282c34, 0x002b36, 0x300a24, 0x1a1b26, 0x2e3440},
	false: {0xffffff, 0xfdf6e3, 0xf5f5f5, 0xfafafa, 0xeeeeee},
}

func TestTextIsLegible(t *testing.T) {
	for _, name := range theme.Names() {
		for _, profile := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
			for dark, grounds := range backgrounds {
				th := theme.Look{Name: name}.New(dark, profile)
				if th.Dark != dark {
					continue // it is made for one background only
				}
				least, border := 4.5, 2.0
				if name == "high-contrast" {
					least, border = 7, 7
					if profile == colorprofile.ANSI256 {
						least, border = 5.5, 5.5
					}
				}
				legible(t, fmt.Sprintf("%s %v dark=%v", name, profile, dark), th, grounds, least, border)
			}
		}
	}
}

func legible(t *testing.T, of string, th *theme.Theme, grounds []rgb, least, border float64) {
	t.Helper()
	for name, style := range styles(th) {
		fg, bg := colours(t, style)
		want := least
		if name == "Border" {
			want = border
		}
		switch {
		case fg == nil:
		case bg != nil:
			if c := contrast(fg, bg); c < want {
				t.Errorf("%s %s: contrast %.2f in itself", of, name, c)
			}
		default:
			for _, g := range grounds {
				if c := contrast(fg, g); c < want {
					t.Errorf("%s %s: contrast %.2f on #%06x", of, name, c, uint32(g))
				}
			}
		}
	}
}

func TestBackgroundOnlyBehindSelectionAndTags(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, style := range styles(theme.New(dark, colorprofile.TrueColor)) {
			_, bg := colours(t, style)
			tag := strings.HasPrefix(name, "Selected") || strings.HasPrefix(name, "Mode") || strings.HasPrefix(name, "Toast")
			if (bg != nil) != tag {
				t.Errorf("%s: background %v", name, bg)
			}
		}
	}
}

func TestWithoutColour(t *testing.T) {
	attributes := map[string]bool{"1": true, "2": true, "4": true, "7": true}
	for _, profile := range []colorprofile.Profile{colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII} {
		for _, dark := range []bool{true, false} {
			th := theme.New(dark, profile)
			for name, style := range styles(th) {
				for _, p := range params(style) {
					if style != "" && !attributes[p] {
						t.Errorf("%v %s is %q", profile, name, style)
					}
				}
			}
			for _, s := range []theme.Style{th.Selected, th.SelectedBlurred, th.Failed, th.Error, th.Dim} {
				if s == "" || s == th.Text {
					t.Errorf("%v: %q does not show", profile, s)
				}
			}
			if th.Selected == th.SelectedBlurred {
				t.Errorf("%v: focus does not show", profile)
			}
		}
	}
}

func TestSixteenColoursComeFromTheTerminal(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, style := range styles(theme.New(dark, colorprofile.ANSI)) {
			for _, p := range params(style) {
				if p == "38" || p == "48" {
					t.Errorf("dark=%v %s is %q", dark, name, style)
				}
			}
		}
	}
}

func TestBadge(t *testing.T) {
	tests := []struct {
		phase          model.Phase
		status         model.Status
		unicode, ascii string
	}{
		{model.Settled, "ACTIVE", "✓", "+"},
		{model.InFlight, "PENDING", "◐", "~"},
		{model.Failed, "FAILED", "✗", "!"},
		{model.Gone, "DELETED", "○", "o"},
		{model.Settled, "", "·", "-"},
		{model.Phase(99), "ODD", "·", "-"},
	}
	for _, profile := range profiles {
		seen := map[string]bool{}
		for _, tt := range tests {
			th := theme.New(true, profile)
			got, style := th.Badge(tt.phase, tt.status)
			if got != tt.unicode {
				t.Errorf("Badge(%v, %q) = %q, want %q", tt.phase, tt.status, got, tt.unicode)
			}
			if got := theme.InASCII(got); got != tt.ascii {
				t.Errorf("Badge(%v, %q) in ASCII = %q, want %q", tt.phase, tt.status, got, tt.ascii)
			}
			if tt.status != "" && tt.phase < model.Gone {
				seen[string(style)] = true
			}
		}
		if profile >= colorprofile.ANSI && len(seen) != 3 {
			t.Errorf("%v: %d styles for settled, in flight and failed", profile, len(seen))
		}
	}
}

// glyphs returns the glyphs by name, those of bars with their place.
func glyphs(set theme.Glyphs) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(set)
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Name, v.Field(i)
		if field.Kind() == reflect.String {
			all[name] = field.String()
			continue
		}
		for k := range field.Len() {
			all[fmt.Sprintf("%s[%d]", name, k)] = field.Index(k).String()
		}
	}
	return all
}

func TestGlyphsAreOneColumnWide(t *testing.T) {
	for name, glyph := range glyphs(theme.Signs) {
		for _, drawn := range []string{glyph, theme.InASCII(glyph)} {
			if ansi.StringWidth(drawn) != 1 || ansi.StringWidthWc(drawn) != 1 {
				t.Errorf("%s %q is not one column wide", name, drawn)
			}
		}
		if drawn := theme.InASCII(glyph); drawn[0] >= 0x80 {
			t.Errorf("%s is %q in ASCII", name, drawn)
		}
	}
}

// What stands in the same place, and what bars that lie are made of, is told apart by its
// glyph alone where there are no colours. Bars that stand have eight heights, for which
// ASCII has no eight characters: there they only rise.
func TestGlyphsThatTakeTurnsDiffer(t *testing.T) {
	g := theme.Signs
	for _, places := range [][]string{
		{g.Settled, g.InFlight, g.Failed, g.Gone, g.Unknown}, {g.Cursor, g.Mark, " "}, {g.Ascending, g.Descending}, {g.Left, g.Right}, {g.Full, g.Empty}, {g.Bars[0], g.Bars[1], g.Bars[8]},
	} {
		seen, plain := map[string]bool{}, map[string]bool{}
		for _, glyph := range places {
			seen[glyph], plain[theme.InASCII(glyph)] = true, true
		}
		if len(seen) != len(places) || len(plain) != len(places) {
			t.Errorf("of %q there are %d, and %d in ASCII", places, len(seen), len(plain))
		}
	}
	if seen := map[string]bool{}; true {
		for _, glyph := range g.Bars {
			seen[glyph] = true
		}
		if len(seen) != len(g.Bars) {
			t.Errorf("the bars have %d heights", len(seen))
		}
	}
}

func TestRender(t *testing.T) {
	for _, style := range []theme.Style{"", "\x1b[1m"} {
		for _, text := range []string{"", "prod"} {
			want := text
			if style != "" && text != "" {
				want = fmt.Sprintf("%s%s\x1b[m", string(style), text)
			}
			var b strings.Builder
			style.Write(&b, text)
			if style.Render(text) != want || b.String() != want {
				t.Errorf("%q in %q: %q and %q, want %q", text, style, style.Render(text), b.String(), want)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	style := theme.New(true, colorprofile.TrueColor).InFlight
	b.ReportAllocs()
	var out strings.Builder
	for b.Loop() {
		if out.Cap()-out.Len() < 100 {
			out.Reset()
			out.Grow(1 << 20)
		}
		style.Write(&out, "◐ PENDING")
	}
}
