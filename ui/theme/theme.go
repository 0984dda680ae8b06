// Package theme holds the colours, text attributes and status glyphs of the
// screen, for dark and light backgrounds and for every depth of colour down to
// none.
//
// It is used with restraint: most text has the terminal's own foreground, a
// background is set only behind the selection and small tags, and nothing is
// told by colour alone. Layout and borders live with the widgets.
package theme

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Style is the escape sequence that switches on a colour and attributes. The
// empty Style is the terminal's default.
type Style string

// Reset ends every Style.
const Reset = "\x1b[m"

// Render returns text in s.
func (s Style) Render(text string) string {
	if s == "" || text == "" {
		return text
	}
	return string(s) + text + Reset
}

// Write writes text in s to b.
func (s Style) Write(b *strings.Builder, text string) {
	if s == "" || text == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(string(s))
	b.WriteString(text)
	b.WriteString(Reset)
}

// Theme is one set of styles. It does not change after New, except that Glyphs
// may be chosen before first use.
type Theme struct {
	Text  Style // default foreground
	Dim   Style // secondary text: labels, units, explanations
	Faint Style // what may be overlooked: placeholders, empty values
	Bold  Style
	Title Style // of panes and forms

	Accent      Style // links, the active tab, values to notice
	Key         Style // key names in hints and help
	Border      Style
	BorderFocus Style // border of the pane that has the focus
	Input       Style // text being typed

	Header          Style // column titles
	Selected        Style // cursor row
	SelectedBlurred Style // cursor row of a table without the focus
	Marked          Style // mark of a marked row

	OK       Style
	InFlight Style
	Failed   Style
	Gone     Style
	Warn     Style
	Error    Style // a failed call, a refused value

	// Small tags; text in them wants a blank on either side.
	Scope        Style
	ModeDemo     Style
	ModeReadOnly Style
	ModeLive     Style
	ToastInfo    Style
	ToastOK      Style
	ToastWarn    Style
	ToastError   Style

	Glyphs Glyphs
	Dark   bool // made for a dark background
	// Profile is the depth of colour that it is made for.
	Profile colorprofile.Profile
}

// New returns the theme for a dark or a light background and the colours that
// the terminal has. Below [colorprofile.ANSI], which is what NO_COLOR asks for,
// it uses attributes only.
func New(dark bool, profile colorprofile.Profile) *Theme {
	p := painter{dark, profile}
	return &Theme{
		Text:  "",
		Dim:   p.style(dim, 0),
		Faint: p.style(faint, 0),
		Bold:  p.style(plain, bold),
		Title: p.style(plain, bold),

		Accent:      p.style(accent, 0),
		Key:         p.style(accent, bold),
		Border:      p.style(border, 0),
		BorderFocus: p.style(accent, 0),
		Input:       p.style(plain, underline),

		Header:          p.style(dim, bold),
		Selected:        p.selection(selectionDark, selectionLight, reverse),
		SelectedBlurred: p.selection(selectionBlurredDark, selectionBlurredLight, underline),
		Marked:          p.style(mark, bold),

		OK:       p.style(green, 0),
		InFlight: p.style(cyan, 0),
		Failed:   p.style(vermilion, 0),
		Gone:     p.style(faint, 0),
		Warn:     p.style(amber, 0),
		Error:    p.style(vermilion, bold),

		Scope:        p.style(plain, bold),
		ModeDemo:     p.tag(mark),
		ModeReadOnly: p.tag(green),
		ModeLive:     p.tag(vermilion),
		ToastInfo:    p.tag(cyan),
		ToastOK:      p.tag(green),
		ToastWarn:    p.tag(amber),
		ToastError:   p.tag(vermilion),

		Glyphs: Unicode,
		Dark:   dark,

		Profile: profile,
	}
}
