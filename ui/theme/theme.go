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

// Theme is one set of styles. It does not change after New.
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
	Match           Style // added to what a filter has found in a text of any style

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
	Words  bool // see Look
	Dark   bool // made for a dark background
	// Profile is the depth of colour that it is made for.
	Profile colorprofile.Profile
}

// New returns the usual theme for a dark or a light background and the colours that
// the terminal has. Below [colorprofile.ANSI], which is what NO_COLOR asks for,
// it uses attributes only.
func New(dark bool, profile colorprofile.Profile) *Theme { return Look{}.New(dark, profile) }

// paint makes a theme of a palette.
func paint(p painter, c *palette) *Theme {
	return &Theme{
		Text:  "",
		Dim:   p.style(c.dim, 0),
		Faint: p.style(c.faint, 0),
		Bold:  p.style(plain, bold),
		Title: p.style(plain, bold),

		Accent:      p.style(c.accent, 0),
		Key:         p.style(c.accent, bold),
		Border:      p.style(c.border, 0),
		BorderFocus: p.style(c.accent, 0),
		Input:       p.style(plain, underline),

		Header:          p.style(c.dim, bold),
		Selected:        p.selection(c.selection, reverse),
		SelectedBlurred: p.selection(c.blurred, underline),
		Marked:          p.style(c.mark, bold),
		Match:           p.style(plain, bold|underline),

		OK:       p.style(c.settled, 0),
		InFlight: p.style(c.inFlight, 0),
		Failed:   p.style(c.failed, 0),
		Gone:     p.style(c.faint, 0),
		Warn:     p.style(c.warn, 0),
		Error:    p.style(c.failed, bold),

		Scope:        p.style(plain, bold),
		ModeDemo:     p.tag(c.mark),
		ModeReadOnly: p.tag(c.settled),
		ModeLive:     p.tag(c.failed),
		ToastInfo:    p.tag(c.inFlight),
		ToastOK:      p.tag(c.settled),
		ToastWarn:    p.tag(c.warn),
		ToastError:   p.tag(c.failed),

		Glyphs: Signs,
		Dark:   p.dark,

		Profile: p.profile,
	}
}
